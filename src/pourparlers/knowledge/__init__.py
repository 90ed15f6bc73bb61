"""The knowledge base: actors, offices, tenures, places and formats as data."""
