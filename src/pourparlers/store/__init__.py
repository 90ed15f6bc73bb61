"""Where readings and the record are kept: a small protocol, and SQLite behind it."""
