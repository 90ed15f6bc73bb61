"""The record in other programs' forms."""
