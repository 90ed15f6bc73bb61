"""Questions a person asks of the record."""
