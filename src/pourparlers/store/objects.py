"""The record as rows: written whole, read back whole or in part, and searched."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, text

from ..fold import find_stems
from ..types import SCHEMA_VERSION, Document, Header, Record
from . import links, schema
from .protocol import Query
from .stems import make_match

_log = logging.getLogger(__name__)
_DECODERS = {name: msgspec.json.Decoder(cls) for name, cls in links.TYPES.items()}
_FIELD = {name: field for field, cls in links.FIELDS.items() for name, other in links.TYPES.items() if other is cls}
_BATCH = 2000
MOST = 500  # ids in one question: SQLite takes some thousand variables
EMPTY = Header(schema=SCHEMA_VERSION, program="", pack="", knowledge="")


def write(db: Connection, record: Record) -> None:
    """Put `record` in place of the one held, with its links and its search index."""
    from .index import encode  # noqa: PLC0415 - with numpy, which commands that only list do not need
    from .index_build import make_index  # noqa: PLC0415

    db.execute(text("INSERT INTO search (search) VALUES ('delete-all')"))
    for table in (schema.object_docs, schema.object_actors, schema.object_refs, schema.fact_columns, schema.objects):
        db.execute(delete(table))
    names = {actor.id: actor for actor in record.actors}
    rows: dict[str, list[dict[str, Any]]] = {"objects": [], "docs": [], "actors": [], "refs": [], "search": []}
    seen: dict[str, int] = {}
    digest = hashlib.sha256(msgspec.json.encode(record.header))
    for n, item in enumerate(links.iterate(record), 1):
        if item.id in seen:
            _log.error("two objects of the record have the id %s; the second is left out", item.id)
            continue
        seen[item.id] = n
        rows["objects"].append(row := _make_row(n, item))
        digest.update(row["json"])
        rows["docs"] += ({"n": n, "doc": doc} for doc in sorted(links.find_docs(item)))
        rows["actors"] += ({"n": n, "actor": actor} for actor in sorted(links.find_actors(item)))
        rows["refs"] += ({"n": n, "ref": ref} for ref in sorted(links.find_refs(item)))
        if words := links.find_words(item, names):
            rows["search"].append({"n": n, "stems": " ".join(find_stems(words))})
        if len(rows["objects"]) >= _BATCH:
            _flush(db, rows)
    _flush(db, rows)
    state = digest.hexdigest()[:16]
    columns = encode(make_index(record, seen, state=state))
    db.execute(insert(schema.fact_columns), [{"name": name, "data": data} for name, data in columns.items()])
    db.execute(delete(schema.meta).where(schema.meta.c.key.in_(("header", "state"))))
    header = msgspec.json.encode(record.header).decode()
    db.execute(insert(schema.meta), [{"key": "header", "value": header}, {"key": "state", "value": state}])


def _make_row(n: int, item: links.Item) -> dict[str, Any]:
    bounds = links.find_bounds(links.find_when(item).value) or (None, None)
    if isinstance(item, Document):
        item = msgspec.structs.replace(item, text=None)  # the text is kept once, in the documents' own table
    data = msgspec.json.encode(item)
    kind = str(type(item).__struct_config__.tag)
    return {"n": n, "id": item.id, "type": kind, "first_day": bounds[0], "last_day": bounds[1], "json": data}


def _flush(db: Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    tables = {
        "objects": schema.objects,
        "docs": schema.object_docs,
        "actors": schema.object_actors,
        "refs": schema.object_refs,
    }
    for name, table in tables.items():
        if rows[name]:
            db.execute(insert(table), rows[name])
    if rows["search"]:
        db.execute(text("INSERT INTO search (rowid, stems) VALUES (:n, :stems)"), rows["search"])
    for batch in rows.values():
        batch.clear()


def load(db: Connection, query: Query) -> Record:
    """The part of the record that `query` asks for, in the order in which it was built."""
    fields: dict[str, list[Any]] = {name: [] for name in links.FIELDS}
    texts: dict[str, str] = {}
    if query.texts:
        texts = {row.id: row.text for row in db.execute(select(schema.documents.c.id, schema.documents.c.text))}
    for row in db.execute(_select(query)):
        item = _DECODERS[row.type].decode(row.json)
        if isinstance(item, Document) and query.texts:
            item = msgspec.structs.replace(item, text=texts.get(item.id))
        fields[_FIELD[row.type]].append(item)
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


def find(db: Connection, ids: Sequence[str]) -> tuple[links.Item, ...]:
    """The objects of `ids`, in that order, documents with their texts."""
    o, d = schema.objects.c, schema.documents.c
    query = select(o.id, o.type, o.json, d.text).join_from(schema.objects, schema.documents, d.id == o.id, isouter=True)
    found: dict[str, links.Item] = {}
    for start in range(0, len(ids), MOST):
        for id_, kind, data, words in db.execute(query.where(o.id.in_(ids[start : start + MOST]))):
            found[id_] = decode_item(kind, data, text=words)
    return tuple(found[id_] for id_ in ids if id_ in found)


def search(db: Connection, words: str, *, limit: int) -> list[str]:
    """Ids of what holds every word, by date, undated last."""
    match = make_match(words)
    if not match:
        return []
    found = text(
        "SELECT o.id FROM search JOIN objects o ON o.n = search.rowid WHERE search MATCH :match "
        "ORDER BY o.first_day IS NULL, o.first_day, o.n LIMIT :limit"
    ).bindparams(bindparam("match", match), bindparam("limit", limit))
    return [row[0] for row in db.execute(found)]


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
