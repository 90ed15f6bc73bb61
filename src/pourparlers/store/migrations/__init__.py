"""Alembic's scripts for the store, packaged; `store.migrate` runs them when a database is opened."""
