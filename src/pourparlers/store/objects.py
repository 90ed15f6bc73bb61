"""The record as rows: read back whole or in part, and searched (`writing` writes them)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, case, func, null, select

from ..types import SCHEMA_VERSION, Document, Header, Record
from . import links, schema
from .dialect import dialect_of
from .protocol import Query
from .stems import find_stem_terms

_DECODERS = {name: msgspec.json.Decoder(cls) for name, cls in links.TYPES.items()}
_FIELD = {name: field for field, cls in links.FIELDS.items() for name, other in links.TYPES.items() if other is cls}
MOST = 500  # ids in one question: SQLite takes some thousand variables
EMPTY = Header(schema=SCHEMA_VERSION, program="", pack="", knowledge="")


def find_numbers(db: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The numbers of the objects of these ids, of those that are held."""
    o, found = schema.objects.c, dict[str, int]()
    for start in range(0, len(ids), MOST):
        rows = db.execute(select(o.id, o.n).where(o.id.in_(ids[start : start + MOST])))
        found.update((id_, n) for id_, n in rows)
    return found


def find_ids(db: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The ids of the objects of these numbers."""
    o, found = schema.objects.c, dict[int, str]()
    for start in range(0, len(numbers), MOST):
        found.update((n, id_) for n, id_ in db.execute(select(o.n, o.id).where(o.n.in_(numbers[start : start + MOST]))))
    return found


def load(db: Connection, query: Query) -> Record:
    """The part of the record that `query` asks for, in the order of the record."""
    fields: dict[str, list[Any]] = {name: [] for name in links.FIELDS}
    texts: dict[str, str] = {}
    if query.texts:
        held = select(schema.documents.c.id, schema.documents.c.text).execution_options(stream_results=True)
        texts = {row.id: row.text for row in db.execute(held)}
    for row in db.execute(_select(query).execution_options(stream_results=True)):
        item = _DECODERS[row.type].decode(row.json)
        if isinstance(item, Document) and query.texts:
            item = msgspec.structs.replace(item, text=texts.get(item.id))
        fields[_FIELD[row.type]].append(item)
    for name, items in fields.items():
        items.sort(key=links.ORDERS[name])
    value = db.execute(select(schema.meta.c.value).where(schema.meta.c.key == "header")).scalar()
    header = msgspec.json.decode(value, type=Header) if value else EMPTY
    return Record(header=header, **{name: tuple(items) for name, items in fields.items()})


def _select(query: Query) -> Select[tuple[str, bytes]]:
    """The rows of `query`. Documents and actors come whatever the period: facts are shown with them."""
    o = schema.objects.c
    rows = select(o.type, o.json).order_by(o.n)
    if query.types is not None:
        rows = rows.where(o.type.in_(query.types))
    around = o.type.in_(("document", "actor"))
    if query.since:
        rows = rows.where(around | (o.last_day >= query.since))
    if query.until:
        rows = rows.where(around | (o.first_day <= query.until))
    if query.actors is not None:
        named = select(schema.object_actors.c.n).where(schema.object_actors.c.actor.in_(query.actors))
        rows = rows.where(around | o.n.in_(named))
    return rows


def decode_item(kind: str, data: bytes, *, text: str | None = None) -> links.Item:
    """The object of wire type `kind` that `data` holds; a document with its `text`."""
    item: links.Item = _DECODERS[kind].decode(data)
    return msgspec.structs.replace(item, text=text) if isinstance(item, Document) and text is not None else item


def count(db: Connection) -> dict[str, int]:
    """How many objects there are in each field of `Record`."""
    kinds = select(schema.objects.c.type, func.count()).group_by(schema.objects.c.type)
    found: dict[str, int] = {row[0]: row[1] for row in db.execute(kinds)}
    return {field: found.get(kind, 0) for kind, field in _FIELD.items()}


def find(db: Connection, ids: Sequence[str], *, texts: bool = True) -> tuple[links.Item, ...]:
    """The objects of `ids`, in that order, documents with their texts where `texts` says so."""
    o, d = schema.objects.c, schema.documents.c
    query = select(o.id, o.type, o.json, null())
    if texts:
        query = select(o.id, o.type, o.json, d.text).join_from(
            schema.objects, schema.documents, d.id == o.id, isouter=True
        )
    found: dict[str, links.Item] = {}
    for start in range(0, len(ids), MOST):
        for id_, kind, data, words in db.execute(query.where(o.id.in_(ids[start : start + MOST]))).all():
            found[id_] = decode_item(kind, data, text=words)
    return tuple(found[id_] for id_ in ids if id_ in found)


_PLACE = case({name: place for place, name in enumerate(links.TYPES)}, value=schema.objects.c.type)
"""Where the objects of a type stand in the record."""


def search(db: Connection, words: str, *, limit: int) -> list[str]:
    """Ids of what holds every word, by date, undated last; of one date by type, then by id."""
    terms = find_stem_terms(words)
    if not terms:
        return []
    o, found = schema.objects.c, dialect_of(db).match(terms).subquery()
    query = select(o.id).join_from(found, schema.objects, o.n == found.c.n)
    query = query.order_by(o.first_day.is_(None), o.first_day, _PLACE, o.id).limit(limit)
    return list(db.scalars(query))


def find_only_in(db: Connection, doc: str) -> Iterable[str]:
    """Ids of the objects that stand on document `doc` and no other."""
    links_ = schema.object_docs.c
    others = select(links_.n).where(links_.doc != doc)
    query = (
        select(schema.objects.c.id)
        .join_from(schema.objects, schema.object_docs)
        .where(links_.doc == doc, schema.objects.c.n.not_in(others))
    )
    return [row.id for row in db.execute(query)]
