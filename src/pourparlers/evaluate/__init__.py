"""The record scored against gold."""
