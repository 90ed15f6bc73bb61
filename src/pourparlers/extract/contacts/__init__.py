"""Contacts of one dispatch: who met, called, visited whom, where, when, and where it stands."""
