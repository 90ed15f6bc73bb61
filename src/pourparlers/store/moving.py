"""A whole record from one database into another of either kind, in one transaction, compared row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, delete, func, select

from ..errors import StoreError
from ..places import MEMORY, Place, Server
from . import schema
from .copies import made_whole
from .dialect import dialect_of
from .links import Item
from .looking import find_header, find_state
from .objects import decode_item, write_items

if TYPE_CHECKING:
    from .sql import SqlStore

_BATCH = 1000
_BUILT = (schema.objects, schema.object_docs, schema.object_actors, schema.object_refs, schema.fact_columns)
"""What is written by building: from the objects, the search index with it."""
_KEPT = tuple(table for table in schema.metadata.sorted_tables if table not in _BUILT)
"""What is copied as it is, each table after those that it points at."""
Rows = Callable[[Connection], Iterator[Sequence[Any]]]


@contextmanager
def open_target(place: Place) -> Iterator[SqlStore]:
    """The store at `place`; a new file is made beside it and gets its name when all went well."""
    from .opening import open_store  # noqa: PLC0415 - which makes stores, and they use this

    if isinstance(place, Server):
        with open_store(place) as store:
            yield store
        return
    if str(place) == MEMORY:
        raise StoreError(f"{MEMORY}: what is copied there is gone when the command ends; name a file")
    place.parent.mkdir(parents=True, exist_ok=True)
    with made_whole(place) as path, open_store(path) as store:
        yield store


def move(source: Connection, target: Connection, *, name: str) -> dict[str, int]:
    """Put all that `source` holds into `target`, which holds nothing; gives the number of rows by table.

    `name` is what errors call the target. Raises StoreError where it holds something, or where what was written is not
    what was read: the transaction of `target` must not be committed then.
    """
    for table in (*_KEPT, schema.objects):
        if table is not schema.meta and target.execute(select(table).limit(1)).first():
            raise StoreError(f"{name}: holds a record already, and was left as it is; name an empty database")
    target.execute(delete(schema.meta))
    for table in _KEPT:
        if table is not schema.meta:
            _copy(source, target, table)
    if find_state(source):
        write_items(target, find_header(source), _read_items(source))
    target.execute(delete(schema.meta))
    _copy(source, target, schema.meta)
    for table in _KEPT:
        _compare(source, target, table, partial(_read, table=table), name=name)
    _compare(source, target, schema.objects, _read_objects, name=name)
    tables = (*_KEPT, schema.objects)
    return {table.name: int(target.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables}


def _copy(source: Connection, target: Connection, table: Table) -> None:
    rows = _read(source, table)
    while batch := list(islice(rows, _BATCH)):
        dialect_of(target).insert_many(target, table, batch)


def _read(db: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """The rows of a table, few at a time."""
    for row in db.execute(select(table).execution_options(yield_per=_BATCH)):
        yield tuple(row)


def _read_items(db: Connection) -> Iterator[Item]:
    """The objects of the record in their order, dispatches with their texts."""
    o, d = schema.objects.c, schema.documents.c
    query = select(o.type, o.json, d.text).join_from(schema.objects, schema.documents, d.id == o.id, isouter=True)
    for row in db.execute(query.order_by(o.n).execution_options(yield_per=_BATCH)):
        yield decode_item(row.type, row.json, text=row.text)


def _read_objects(db: Connection) -> Iterator[Sequence[Any]]:
    """What each object says, however an older version wrote it, and where it stands among the others."""
    o = schema.objects.c
    query = select(o.id, o.type, o.first_day, o.last_day, o.json).order_by(o.n)
    for place, row in enumerate(db.execute(query.execution_options(yield_per=_BATCH))):
        yield place, row.id, row.type, row.first_day, row.last_day, decode_item(row.type, row.json)


def _compare(source: Connection, target: Connection, table: Table, rows: Rows, *, name: str) -> None:
    """Raise StoreError where the two do not hold the same rows."""
    if _digest(rows(source)) != _digest(rows(target)):
        raise StoreError(f"{name}: what was written to {table.name} is not what was read; nothing was copied")


def _digest(rows: Iterable[Sequence[Any]]) -> tuple[int, int]:
    """How many rows there are, and a number made of all of them, whatever their order."""
    n = total = 0
    for row in rows:
        told = hashlib.sha256("\0".join(map(repr, row)).encode("utf-8", "surrogatepass"))
        total = (total + int.from_bytes(told.digest())) % (1 << 256)
        n += 1
    return n, total
