"""A whole record from one database into another of either kind, in one transaction, compared row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, delete, select

from ..errors import StoreError
from ..fold import Stems
from ..places import MEMORY, Place, Server
from ..types import Actor
from . import links, schema
from .copies import made_whole
from .dialect import dialect_of
from .objects import decode_item

if TYPE_CHECKING:
    from .sql import SqlStore

_BATCH = 1000
_TABLES = tuple(schema.metadata.sorted_tables)
"""Each after those that it points at."""


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
    for table in _TABLES:
        if table is not schema.meta and target.execute(select(table).limit(1)).first():
            raise StoreError(f"{name}: holds a record already, and was left as it is; name an empty database")
    target.execute(delete(schema.meta))
    for table in _TABLES:
        _copy(source, target, table)
    _fill_search(source, target)
    rows: dict[str, int] = {}
    for table in _TABLES:
        there, here = _digest(_read(source, table)), _digest(_read(target, table))
        if there != here:
            raise StoreError(f"{name}: what was written to {table.name} is not what was read; nothing was copied")
        rows[table.name] = here[0]
    dialect_of(target).settle(target, whole=True)
    return rows


def _copy(source: Connection, target: Connection, table: Table) -> None:
    rows = _read(source, table)
    while batch := list(islice(rows, _BATCH)):
        dialect_of(target).insert_many(target, table, batch)


def _read(db: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """The rows of a table, few at a time: those of columns and lists are long."""
    at_once = 1 if table in {schema.fact_columns, schema.stem_lists} else _BATCH
    for row in db.execute(select(table).execution_options(yield_per=at_once)):
        yield tuple(row)


def _fill_search(source: Connection, target: Connection) -> None:
    """Put the words of all objects into the search index of `target`: each kind of database has one of its own."""
    o, d = schema.objects.c, schema.documents.c
    actors = source.execute(select(o.type, o.json).where(o.type == "actor"))
    names = {actor.id: actor for row in actors if isinstance(actor := decode_item(row.type, row.json), Actor)}
    query = select(o.n, o.type, o.json, d.text).join_from(schema.objects, schema.documents, d.id == o.id, isouter=True)
    rows, stems, dialect = iter(source.execute(query.execution_options(yield_per=_BATCH))), Stems(), dialect_of(target)
    while batch := list(islice(rows, _BATCH)):
        items = ((row.n, decode_item(row.type, row.json, text=row.text)) for row in batch)
        words = [(n, links.find_words(item, names)) for n, item in items]
        stems.learn("\n".join(told for _, told in words))
        dialect.fill_search(target, [(n, stems.join(told)) for n, told in words if told])


def _digest(rows: Iterable[Sequence[Any]]) -> tuple[int, int]:
    """How many rows there are, and a number made of all of them, whatever their order."""
    n = total = 0
    for row in rows:
        told = hashlib.sha256("\0".join(map(repr, row)).encode("utf-8", "surrogatepass"))
        total = (total + int.from_bytes(told.digest())) % (1 << 256)
        n += 1
    return n, total
