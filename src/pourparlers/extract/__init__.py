"""Mentions to facts of one dispatch."""
