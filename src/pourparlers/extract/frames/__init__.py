"""Deeds and their roles: the frames of verbs and nouns, with the words that fill their slots."""
