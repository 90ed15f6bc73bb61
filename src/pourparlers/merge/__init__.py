"""Facts of many dispatches to one record."""
