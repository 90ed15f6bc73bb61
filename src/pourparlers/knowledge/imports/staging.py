"""What a source says, kept on disk while it is read, so that memory does not grow with the file.

A temporary SQLite file: the order of the lines of a dump is free, so a post may come after those who
held it. The first record of a key stands; later ones of the same key are dropped.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from pourparlers.knowledge.imports.records import Holding, SourceBody, SourcePerson, SourcePost

__all__ = ["Staging"]

_T = TypeVar("_T", SourcePerson, SourcePost, SourceBody)
_TABLES: dict[type, str] = {SourcePerson: "person", SourcePost: "post", SourceBody: "body"}
_BATCH = 4096  # records
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16384;
CREATE TABLE person (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE post (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE body (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE holding (post TEXT, bodies TEXT, person TEXT, data BLOB);
CREATE TABLE matched (post TEXT, bodies TEXT, office TEXT, acting INTEGER, PRIMARY KEY (post, bodies)) WITHOUT ROWID;
"""
_SEPARATOR = "\x1f"


class Staging:
    """The records of one source; a context manager that removes its file at the end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pourparlers-import-")
        self._db = sqlite3.connect(Path(self._folder.name) / "staging.sqlite", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._waiting: dict[str, list[tuple[object, ...]]] = {}
        self._encode = msgspec.msgpack.Encoder().encode
        self._decoders: dict[type, msgspec.msgpack.Decoder[Any]] = {
            kind: msgspec.msgpack.Decoder(kind) for kind in _TABLES
        }
        self._holding = msgspec.msgpack.Decoder(Holding)

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._folder.cleanup()

    def add(self, record: SourcePerson | SourcePost | SourceBody | Holding) -> None:
        """Keep a record."""
        data = self._encode(record)
        if isinstance(record, Holding):
            name, row = "holding", (record.post, _SEPARATOR.join(record.bodies), record.person, data)
        else:
            name, row = _TABLES[type(record)], (record.key, data)  # type: ignore[assignment]
        waiting = self._waiting.setdefault(name, [])
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._flush(name)

    def finish(self) -> None:
        """Write what still waits; to be called between the last ``add`` and the first question."""
        for name in list(self._waiting):
            self._flush(name)

    def get(self, kind: type[_T], key: str) -> _T | None:
        """Give the record of a kind and key."""
        row = self._db.execute(f"SELECT data FROM {_TABLES[kind]} WHERE key = ?", (key,)).fetchone()
        return self._decoders[kind].decode(row[0]) if row else None

    def bodies(self) -> Iterator[SourceBody]:
        """Give the states and organisations, by key."""
        for (data,) in self._db.execute("SELECT data FROM body ORDER BY key"):
            yield self._decoders[SourceBody].decode(data)

    def posts_held(self) -> Iterator[tuple[str, tuple[str, ...], int]]:
        """Give each post with the bodies that its holdings name, and how many those holdings are."""
        sql = "SELECT post, bodies, count(*) FROM holding GROUP BY post, bodies ORDER BY post, bodies"
        for post, bodies, n in self._db.execute(sql):
            yield post, _split(bodies), n

    def match(self, matches: Iterable[tuple[str, tuple[str, ...], str, bool]]) -> None:
        """Keep which office each post (with the bodies of its holdings) is, and whether its holders act for another."""
        rows = ((post, _SEPARATOR.join(bodies), office, acting) for post, bodies, office, acting in matches)
        self._db.executemany("INSERT INTO matched VALUES (?, ?, ?, ?)", rows)

    def matched(self) -> Iterator[tuple[str, str, bool, Holding]]:
        """Give person, office, whether it is an acting post, and the holding, by person."""
        sql = (
            "SELECT person, office, acting, data FROM holding JOIN matched USING (post, bodies) "
            "ORDER BY person, office, data"
        )
        for person, office, acting, data in self._db.execute(sql):
            yield person, office, bool(acting), self._holding.decode(data)

    def _flush(self, name: str) -> None:
        """Write the waiting rows of one table."""
        rows = self._waiting.pop(name, [])
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._db.execute("BEGIN")
            self._db.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", rows)
            self._db.execute("COMMIT")


def _split(joined: str) -> tuple[str, ...]:
    """Give the parts that ``_SEPARATOR`` joins."""
    return tuple(joined.split(_SEPARATOR)) if joined else ()
