"""Keeping the record sound: what could not be read, what was replaced, copies, and what is wrong with the setting."""
