"""Opens the store that a place names."""

from __future__ import annotations

from pathlib import Path

from ..places import MEMORY, Place, Server
from .sql import SqlStore


def open_store(place: Place) -> SqlStore:
    """The store at `place`, made where there is none. Raises StoreError where it cannot be had or is not ours."""
    if isinstance(place, Server):
        from .postgres import PostgresStore  # noqa: PLC0415 - its driver is an extra

        return PostgresStore(place)
    from .sqlite import SqliteStore  # noqa: PLC0415

    return SqliteStore(None if place == Path(MEMORY) else place)
