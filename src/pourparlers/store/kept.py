"""What a process holds of a database from one building of the record to the next, so that it need not be read again.

All of it is only a copy: it counts while nobody else has written since, which `meta.changed` tells of the readings and
the state of the record of what was written. Otherwise it is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Final

import msgspec
from sqlalchemy import Connection

from ..drafts import Reading
from ..types import Record
from . import links
from .changes import Held
from .inputs import load_readings

MOST: Final = 30_000
"""Dispatches beyond which nothing is held."""
_MANY: Final = 500
"""So many changed readings are read with all others."""


class Kept:
    """The readings and the record of one database. Several threads may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._changed: int | None = None
        self._readings: dict[str, Reading] = {}
        self._again: set[str] = set()
        self._state, self._held = "", dict[str, tuple[int, bytes | links.Item]]()
        self._record: Record | None = None

    def note(self, changed: int, docs: Iterable[str] = ()) -> None:
        """This process wrote: `meta.changed` is `changed` since, and the readings of `docs` are others. Call it when
        the transaction has ended well."""
        with self._lock:
            if self._changed == changed - 1:
                self._changed = changed
                self._again.update(docs)
            else:
                self._forget()

    def readings(self, db: Connection, changed: int) -> tuple[Reading, ...]:
        """All readings, as `load_readings` gives them; `changed` is what `meta.changed` is in the transaction of `db`.
        Those that are as they were the last time are the same objects."""
        with self._lock:
            known = self._readings if self._changed == changed and len(self._again) <= _MANY else None
            if known is None:
                found = load_readings(db)
            else:
                again = load_readings(db, self._again) if self._again else ()
                same = (reading for id_, reading in known.items() if id_ not in self._again)
                found = tuple(sorted((*same, *again), key=lambda reading: (reading.document.uri, reading.document.id)))
            self._forget()
            if len(found) <= MOST:
                self._changed, self._readings = changed, {reading.document.id: reading for reading in found}
            return found

    def _forget(self) -> None:
        self._changed, self._readings, self._again = None, {}, set()

    def held(self, state: str) -> Held | None:
        """The objects of the record of this state; None where another one is held here."""
        with self._lock:
            return self._held if state and state == self._state else None

    def hold(self, record: Record, numbers: Mapping[str, int], state: str) -> None:
        """Hold `record`, which was written with these `numbers`. Call it when the transaction has ended well."""
        held: dict[str, tuple[int, bytes | links.Item]] = {}
        if len(record.documents) <= MOST:
            for item in links.iterate(record):
                held.setdefault(item.id, (numbers[item.id], item))  # of two of one id the first was written
        whole = _in_order(record) if len(held) == sum(len(getattr(record, name)) for name in links.FIELDS) else None
        with self._lock:
            self._state, self._held, self._record = (state, held, whole) if held else ("", {}, None)

    def record(self, state: str) -> Record | None:
        """The record of this state; None where another one is held here."""
        with self._lock:
            return self._record if state and state == self._state else None


def _in_order(record: Record) -> Record:
    """`record` as it comes from the database."""
    fields = {name: tuple(sorted(getattr(record, name), key=links.ORDERS[name])) for name in links.FIELDS}
    return msgspec.structs.replace(record, **fields)
