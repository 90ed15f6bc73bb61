"""Connections to a SQLite file, with the settings that the store rests on."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool


def make_engine(path: Path | None) -> Engine:
    """An engine whose transactions really are SQLite's own, with the settings that the store rests on."""
    if path:
        engine = create_engine("sqlite+pysqlite://", poolclass=QueuePool, creator=lambda: _connect(path))
    else:
        engine = create_engine("sqlite+pysqlite://", poolclass=StaticPool, creator=lambda: _connect(None))

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            writes = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _connect(path: Path | None) -> Any:
    """A connection of the standard library's driver, which must not begin transactions of its own accord."""
    connection = sqlite3.connect(path or ":memory:", timeout=30, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
