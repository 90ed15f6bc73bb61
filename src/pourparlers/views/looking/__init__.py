"""The record as it is looked at on a page: rows with ids, counts, networks, texts with marks. Pure functions."""
