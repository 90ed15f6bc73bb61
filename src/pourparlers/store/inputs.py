"""What was said of each text where it was read, and the readings made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Executable, Table, bindparam, func, select

from ..drafts import Reading
from ..types import Document
from . import schema
from .dialect import Dialect, dialect_of
from .revisions import is_address

_RANK = {"metadata": 0, "header": 1, "url": 2, "text": 3}
_READING = msgspec.json.Decoder(Reading)
_DOCUMENT = msgspec.json.Decoder(Document)
_INPUTS = select(schema.sources.c.input).where(schema.sources.c.doc == bindparam("doc"))
"""Asked for every dispatch, so made once: SQLAlchemy then knows how it reads in SQL."""


def pick_input(inputs: dict[str, Document], text: str) -> Document:
    """Of one text read from several places (`inputs` by uri), the document to analyse.

    It depends on the set of places alone, not on the order in which they were read.
    """
    from ..ingest.document import unite_documents  # noqa: PLC0415 - brings the readers of pages, which lists do not need

    (united,) = unite_documents(inputs.values())
    return msgspec.structs.replace(united, text=text)


def digest_input(document: Document) -> str:
    """A digest of what is known of a document beside its text and where it lies: a change means reading it again."""
    known = msgspec.structs.replace(document, uri="", text=None, sources=())
    return hashlib.sha256(msgspec.json.encode(known)).hexdigest()[:16]


def add_input(inputs: dict[str, Document], document: Document) -> dict[str, Document]:
    """`inputs` with `document`, unless the same place was read before and told its publication on a better basis.

    So a file once read with `--published` keeps that day when its folder is read again without.
    """
    bare = msgspec.structs.replace(document, text=None)
    before = inputs.get(bare.uri)
    if before and _RANK.get(before.published.basis or "", 9) < _RANK.get(bare.published.basis or "", 9):
        return inputs
    return inputs | {bare.uri: bare}


def find_inputs(db: Connection, doc: str) -> dict[str, Document]:
    """What was said of a document, by the place that it was read from."""
    rows = db.execute(_INPUTS, {"doc": doc})
    inputs = (_DOCUMENT.decode(row.input) for row in rows)
    return {document.uri: document for document in inputs}


def put_source(db: Connection, document: Document) -> None:
    """Keep what is said of a document at its place, as the latest that was read there."""
    latest = db.execute(select(func.max(schema.sources.c.seq))).scalar() or 0
    row = {"doc": document.id, "uri": document.uri, "input": msgspec.json.encode(document), "seq": latest + 1}
    put_row(db, schema.sources, row)


def is_behind(db: Connection, doc: str, uri: str) -> bool:
    """Whether another text was read later at the address `uri`: `doc` is then what stands there again."""
    if not is_address(uri):
        return False
    s = schema.sources.c
    latest = db.execute(select(s.doc).where(s.uri == uri).order_by(s.seq.desc()).limit(1)).scalar()
    return latest is not None and latest != doc


def put_row(db: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row, or put it in place of the one with the same primary key."""
    db.execute(_putting(table, dialect_of(db)), values)


@lru_cache
def _putting(table: Table, dialect: Dialect) -> Executable:
    """The statement of `put_row` for rows that have every column of `table`; SQLAlchemy reads each statement once."""
    keys = [column.name for column in table.primary_key]
    put = dialect.upsert(table)
    rest = {column.name: put.excluded[column.name] for column in table.columns if column.name not in keys}
    statement: Executable = put.on_conflict_do_update(index_elements=keys, set_=rest)
    return statement


def load_readings(db: Connection, docs: Collection[str] | None = None) -> tuple[Reading, ...]:
    """The readings held, or those of `docs`, with all their sources, sorted by uri, then id."""
    inputs: dict[str, dict[str, Document]] = {}
    sources = select(schema.sources.c.doc, schema.sources.c.input).execution_options(stream_results=True)
    for row in db.execute(sources if docs is None else sources.where(schema.sources.c.doc.in_(docs))):
        document = _DOCUMENT.decode(row.input)
        inputs.setdefault(row.doc, {})[document.uri] = document
    query = (
        select(schema.documents.c.id, schema.documents.c.text, schema.readings.c.json)
        .join_from(schema.documents, schema.readings)
        .execution_options(stream_results=True)
    )
    readings = []
    for doc, text, data in db.execute(query if docs is None else query.where(schema.documents.c.id.in_(docs))):
        best = pick_input(inputs[doc], text)
        reading = _READING.decode(data)
        document = msgspec.structs.replace(
            reading.document, text=text, uri=best.uri, outlet=best.outlet, sources=best.sources
        )
        readings.append(msgspec.structs.replace(reading, document=document))
    return tuple(sorted(readings, key=lambda reading: (reading.document.uri, reading.document.id)))
