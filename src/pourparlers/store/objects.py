"""The record as rows: written whole, read back whole or in part, and searched."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from sqlalchemy import Connection, Select, delete, func, insert, null, select

from ..fold import Stems
from ..types import SCHEMA_VERSION, Actor, Document, Header, Record
from . import links, schema
from .dialect import dialect_of
from .protocol import Query
from .stems import find_stem_terms

if TYPE_CHECKING:
    from .index_build import Columns

_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_DECODERS = {name: msgspec.json.Decoder(cls) for name, cls in links.TYPES.items()}
_FIELD = {name: field for field, cls in links.FIELDS.items() for name, other in links.TYPES.items() if other is cls}
_KIND = {cls: name for name, cls in links.TYPES.items()}
_TABLES = (schema.objects, schema.object_docs, schema.object_actors, schema.object_refs)
_BATCH = 2000
MOST = 500  # ids in one question: SQLite takes some thousand variables
EMPTY = Header(schema=SCHEMA_VERSION, program="", pack="", knowledge="")


def write(db: Connection, record: Record) -> None:
    """Put `record` in place of the one held, with its links and its search index."""
    write_items(db, record.header, links.iterate(record))


def write_items(
    db: Connection, header: Header, items: Iterable[links.Item], *, rest: Callable[[], object] = lambda: None
) -> None:
    """Put a record of these objects, in the order of `links.FIELDS`, in place of the one held.

    None of them is kept, so that a record that is made as it is written need not fit into memory. `rest` is called now
    and then between two batches (a benchmark commits there; the record is whole only at the end).
    """
    from .index import encode  # noqa: PLC0415 - with numpy, which commands that only list do not need
    from .index_build import Columns  # noqa: PLC0415

    dialect = dialect_of(db)
    dialect.clear_search(db)
    for table in (schema.object_docs, schema.object_actors, schema.object_refs, schema.fact_columns, schema.objects):
        db.execute(delete(table))
    db.execute(delete(schema.meta).where(schema.meta.c.key.in_(("header", "state"))))
    columns = Columns(lambda ids: find_numbers(db, ids))
    writer = _Writer(db, columns, header)
    n = 0
    for batch in _batched(items, _BATCH):
        writer.write(n, batch)
        n += len(batch)
        rest()
    state = writer.state
    encoded = encode(columns.make(state, lambda numbers: _find_ids(db, [int(n) for n in numbers])))
    db.execute(insert(schema.fact_columns), [{"name": name, "data": data} for name, data in encoded.items()])
    told = msgspec.json.encode(header).decode()
    db.execute(insert(schema.meta), [{"key": "header", "value": told}, {"key": "state", "value": state}])
    dialect.settle(db)


class _Writer:
    """Writes the objects of one record, batch after batch, and has `columns` take them."""

    def __init__(self, db: Connection, columns: Columns, header: Header) -> None:
        self._db, self._columns = db, columns
        self._digest = hashlib.sha256(msgspec.json.encode(header))
        self._names: dict[str, Actor] = {}
        self._stems = Stems()

    @property
    def state(self) -> str:
        """A digest of what was written."""
        return self._digest.hexdigest()[:16]

    def write(self, after: int, items: Sequence[links.Item]) -> None:
        """Write objects, numbered from the one `after` which they come; of two of one id, the second is left out."""
        known = find_numbers(self._db, [item.id for item in items])
        objects, docs, actors, refs = rows = tuple(list[tuple[Any, ...]]() for _ in _TABLES)
        search: list[tuple[int, str]] = []
        for n, item in enumerate(items, after + 1):
            if known.setdefault(item.id, n) != n:
                _log.error("two objects of the record have the id %s; the second is left out", item.id)
                continue
            if isinstance(item, Actor):
                self._names[item.id] = item
            objects.append(row := _make_row(n, item))
            self._digest.update(row[-1])
            stands_on, names = sorted(links.find_docs(item)), sorted(links.find_actors(item))
            docs += [(n, doc) for doc in stands_on]
            actors += [(n, actor) for actor in names]
            refs += [(n, ref) for ref in sorted(links.find_refs(item))]
            if words := links.find_words(item, self._names):
                search.append((n, self._stems.join(words)))
            self._columns.add(n, item, docs=stands_on, actors=names)
        dialect = dialect_of(self._db)
        for table, batch in zip(_TABLES, rows, strict=True):
            if batch:
                dialect.insert_many(self._db, table, batch)
        if search:
            dialect.fill_search(self._db, search)
        self._columns.settle()


def _batched(items: Iterable[_T], size: int) -> Iterator[tuple[_T, ...]]:
    """The items in tuples of `size`, the last one shorter."""
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch


def _make_row(n: int, item: links.Item) -> tuple[Any, ...]:
    bounds = links.find_bounds(links.find_when(item).value) or (None, None)
    if isinstance(item, Document):
        item = msgspec.structs.replace(item, text=None)  # the text is kept once, in the documents' own table
    data = msgspec.json.encode(item)
    return n, item.id, _KIND[type(item)], *bounds, data


def find_numbers(db: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The numbers of the objects of these ids, of those that are held."""
    o, found = schema.objects.c, dict[str, int]()
    for start in range(0, len(ids), MOST):
        rows = db.execute(select(o.id, o.n).where(o.id.in_(ids[start : start + MOST])))
        found.update((id_, n) for id_, n in rows)
    return found


def _find_ids(db: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The ids of the objects of these numbers."""
    o, found = schema.objects.c, dict[int, str]()
    for start in range(0, len(numbers), MOST):
        found.update((n, id_) for n, id_ in db.execute(select(o.n, o.id).where(o.n.in_(numbers[start : start + MOST]))))
    return found


def load(db: Connection, query: Query) -> Record:
    """The part of the record that `query` asks for, in the order in which it was built."""
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


def search(db: Connection, words: str, *, limit: int) -> list[str]:
    """Ids of what holds every word, by date, undated last."""
    terms = find_stem_terms(words)
    if not terms:
        return []
    o, found = schema.objects.c, dialect_of(db).match(terms).subquery()
    query = select(o.id).join_from(found, schema.objects, o.n == found.c.n)
    query = query.order_by(o.first_day.is_(None), o.first_day, o.n).limit(limit)
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
