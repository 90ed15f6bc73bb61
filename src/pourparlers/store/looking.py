"""Parts of the record by number, by what names them, by the dispatch that tells them; and the columns of its facts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from ..types import Header, Record
from . import links, schema
from .objects import EMPTY, MOST, decode_item
from .stems import find_stem_terms

if TYPE_CHECKING:
    from .index import FactIndex, Ints


def find_state(db: Connection) -> str:
    """A name of the record as it stands: another record has another one. Empty where none was written."""
    value = db.execute(select(schema.meta.c.value).where(schema.meta.c.key == "state")).scalar()
    return str(value or "")


def find_header(db: Connection) -> Header:
    """What the record was made with; empty versions where none was written."""
    value = db.execute(select(schema.meta.c.value).where(schema.meta.c.key == "header")).scalar()
    return msgspec.json.decode(value, type=Header) if value else EMPTY


def load_index(db: Connection) -> FactIndex:
    """The columns of the record's facts; those of no fact where none was written."""
    from .index import decode  # noqa: PLC0415 - with numpy, for those who look
    from .index_build import make_index  # noqa: PLC0415

    state = find_state(db)
    columns = {row.name: row.data for row in db.execute(select(schema.fact_columns))}
    if not columns:
        return make_index(Record(header=EMPTY), {}, state=state)
    return decode(columns, state=state)


def fetch(db: Connection, numbers: Sequence[int], *, state: str) -> tuple[links.Item, ...] | None:
    """The objects of these numbers, in that order; None where the record is another one than `state` by now."""
    if find_state(db) != state:
        return None
    found: dict[int, links.Item] = {}
    for start in range(0, len(numbers), MOST):
        # Numbers are written out: as parameters, each by itself is dearer than to find its object.
        some = ",".join([str(int(n)) for n in numbers[start : start + MOST]])
        for n, kind, data in db.exec_driver_sql(f"SELECT n, type, json FROM objects WHERE n IN ({some})"):
            found[n] = decode_item(kind, data)
    return tuple(found[n] for n in numbers)


def number(db: Connection, id_: str, *, state: str) -> int | None:
    """The number of an object; None where there is none, or where the record is another one than `state` by now."""
    if find_state(db) != state:
        return None
    return db.execute(select(schema.objects.c.n).where(schema.objects.c.id == id_)).scalar()


def match(db: Connection, words: str, *, state: str) -> Ints | None:
    """Numbers of what holds every word; None where the record is another one than `state` by now."""
    import numpy as np  # noqa: PLC0415

    from .frequent import find_matching  # noqa: PLC0415 - with numpy, for those who look

    if find_state(db) != state:
        return None
    terms = find_stem_terms(words)
    if not terms:
        return np.zeros(0, dtype=np.int32)
    return find_matching(db, terms)


def find_referring(db: Connection, ids: Sequence[str], types: Sequence[str]) -> tuple[links.Item, ...]:
    """The objects of `types` that name one of `ids` (see `links.find_refs`), in the order of the record."""
    r = schema.object_refs.c
    return _find_linked(db, r.n, r.ref, ids, types)


def _find_linked(
    db: Connection, n: ColumnElement[int], link: ColumnElement[str], ids: Sequence[str], types: Sequence[str]
) -> tuple[links.Item, ...]:
    """The objects of `types` that a table of links leads to from `ids`.

    In two steps: asked in one, SQLite goes through every object of the types.
    """
    o = schema.objects.c
    named: set[int] = set()
    for start in range(0, len(ids), MOST):
        named.update(db.scalars(select(n).where(link.in_(ids[start : start + MOST]))))
    numbers = sorted(named)
    found: list[links.Item] = []
    for start in range(0, len(numbers), MOST):
        rows = select(o.type, o.json).where(o.n.in_(numbers[start : start + MOST]))
        found += (decode_item(kind, data) for kind, data in db.execute(rows) if kind in types)
    return tuple(links.in_order(found))


def find_about(db: Connection, doc: str) -> tuple[links.Item, ...]:
    """All that stands on the document `doc`, and itself with its text, in the order of the record."""
    o, d, texts = schema.objects.c, schema.object_docs.c, schema.documents.c
    query = (
        select(o.type, o.json, texts.text)
        .join_from(schema.object_docs, schema.objects, d.n == o.n)
        .join(schema.documents, texts.id == o.id, isouter=True)
        .where(d.doc == doc)
    )
    return tuple(links.in_order(decode_item(kind, data, text=words) for kind, data, words in db.execute(query)))


def find_of_documents(db: Connection, docs: Sequence[str], types: Sequence[str]) -> tuple[links.Item, ...]:
    """The objects of `types` that stand on one of `docs`, in the order of the record."""
    d = schema.object_docs.c
    return _find_linked(db, d.n, d.doc, docs, types)


class Looking(ABC):
    """What a store answers to those who look at the record; it brings the transactions."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A transaction that reads."""

    def state(self) -> str:
        """See `Store.state`."""
        with self._reading() as db:
            return find_state(db)

    def header(self) -> Header:
        """See `Store.header`."""
        with self._reading() as db:
            return find_header(db)

    def index(self) -> FactIndex:
        """See `Store.index`."""
        with self._reading() as db:
            return load_index(db)

    def fetch(self, numbers: Sequence[int], *, state: str) -> tuple[links.Item, ...] | None:
        """See `Store.fetch`."""
        with self._reading() as db:
            return fetch(db, numbers, state=state)

    def number(self, id_: str, *, state: str) -> int | None:
        """See `Store.number`."""
        with self._reading() as db:
            return number(db, id_, state=state)

    def match(self, words: str, *, state: str) -> Ints | None:
        """See `Store.match`."""
        with self._reading() as db:
            return match(db, words, state=state)

    def referring(self, ids: Sequence[str], types: Sequence[str]) -> tuple[links.Item, ...]:
        """See `Store.referring`."""
        with self._reading() as db:
            return find_referring(db, ids, types)

    def about(self, doc: str) -> tuple[links.Item, ...]:
        """See `Store.about`."""
        with self._reading() as db:
            return find_about(db, doc)

    def about_all(self, docs: Sequence[str], types: Sequence[str]) -> tuple[links.Item, ...]:
        """See `Store.about_all`."""
        with self._reading() as db:
            return find_of_documents(db, docs, types)
