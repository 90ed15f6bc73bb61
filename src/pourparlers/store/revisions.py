"""Which texts were replaced by a later version at the same address.

An address is an outlet's own: of a page, of a feed's entry, of an agency's item, of a letter. Files are none: what
stands in a folder under one name may be anything. A later text at an address is a version of the earlier one only
where the two share enough words, or the title where they are too short to compare: a front page is not a version of
yesterday's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from ..fold import strip_accents
from ..types import Document, Record
from . import schema

SHARED = 0.3
"""Least share of the shorter text's runs of words that the other must hold to be a version of it."""
_ADDRESS = re.compile(r"(?:https?://|urn:|tag:|mid:)\S+", re.I)
_WORD = re.compile(r"[^\W_]+")
_RUN = 4
_LEAST_RUNS = 8
_DOCUMENT = msgspec.json.Decoder(Document)


def is_address(uri: str) -> bool:
    """Whether `uri` names one thing for its publisher, so that another text there is a version of it."""
    return bool(_ADDRESS.fullmatch(uri))


def is_version(old: str, new: str, *, same_title: bool) -> bool:
    """Whether the text `new` is another version of the text `old`."""
    a, b = _runs(old), _runs(new)
    if min(len(a), len(b)) < _LEAST_RUNS:
        return same_title or bool(a & b)
    return len(a & b) >= SHARED * min(len(a), len(b))


def _runs(text: str) -> set[str]:
    words = _WORD.findall(strip_accents(text).lower())
    return {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def find_replaced(db: Connection) -> dict[str, str]:
    """For each document that no longer stands at any of its places: the one that took the place of it last."""
    s = schema.sources.c
    crowded = select(s.uri).group_by(s.uri).having(func.count() > 1)
    rows = db.execute(select(s.uri, s.doc, s.seq).where(s.uri.in_(crowded)).order_by(s.uri, s.seq)).all()
    places: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        if is_address(row.uri):
            places.setdefault(row.uri, []).append((row.doc, row.seq))
    if not places:
        return {}
    known = _load(db, {doc for held in places.values() for doc, _ in held})
    lost: dict[tuple[str, str], tuple[int, str]] = {}
    for uri, held in places.items():
        for (old, _), later in ((one, held[n + 1 :]) for n, one in enumerate(held)):
            for new, seq in reversed(later):
                if _is_version(known[old], known[new]):
                    lost[old, uri] = (seq, new)
                    break
    return _settle(db, lost)


def _settle(db: Connection, lost: Mapping[tuple[str, str], tuple[int, str]]) -> dict[str, str]:
    """A document is replaced where it was at all its places: one that still prints the text keeps it current."""
    s = schema.sources.c
    replaced: dict[str, str] = {}
    for old in sorted({old for old, _ in lost}):
        uris = [row.uri for row in db.execute(select(s.uri).where(s.doc == old))]
        if all((old, uri) in lost for uri in uris):
            replaced[old] = max(lost[old, uri] for uri in uris)[1]
    return replaced


def _load(db: Connection, docs: set[str]) -> dict[str, tuple[str, frozenset[str]]]:
    """The text of each document and the titles that it had."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    d, s = schema.documents.c, schema.sources.c
    for doc in sorted(docs):
        text = db.execute(select(d.text).where(d.id == doc)).scalar() or ""
        inputs = (_DOCUMENT.decode(row.input) for row in db.execute(select(s.input).where(s.doc == doc)))
        found[doc] = (text, frozenset(title for one in inputs if (title := (one.title or "").casefold())))
    return found


def _is_version(old: tuple[str, frozenset[str]], new: tuple[str, frozenset[str]]) -> bool:
    return is_version(old[0], new[0], same_title=bool(old[1] & new[1]))


def with_replaced(record: Record, documents: Sequence[Document], replaced: Mapping[str, str]) -> Record:
    """`record` with the `documents` that were replaced, each naming the one that stands in its place."""
    if not documents:
        return record
    old = [msgspec.structs.replace(document, replaced_by=replaced[document.id]) for document in documents]
    held = sorted((*record.documents, *old), key=lambda document: (document.uri, document.id))
    return msgspec.structs.replace(record, documents=tuple(held))
