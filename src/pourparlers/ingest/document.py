"""Putting a Document together, and uniting two that hold the same text."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..ids import make_id, make_span
from ..types import Block, Document, Published, Source, Struct
from .header import find_header

_BASIS_RANK = {"metadata": 0, "header": 1, "url": 2, "text": 3, "joint": 4, "updated": 5}


class Facts(Struct, frozen=True):
    """What is known of a source beside its text: from a person (sidecar, flags), or from the source itself."""

    published: str | None = None
    outlet: str | None = None
    uri: str | None = None


def make_document(
    text: str,
    *,
    uri: str,
    stated: Facts,
    own: Published | None = None,
    title: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Document:
    """The Document of `text` as read from `uri`.

    `stated` is what a person says and wins over what the source says itself: `own` (its metadata) and `outlet`.
    A date header in the text counts below `own`; where two of them contradict each other a warning says so.
    """
    doc = make_id("doc", text)
    header = find_header(text)
    blocks = (Block(kind="chrome", start=header.start, end=header.end),) if header else ()
    told: list[Published] = []
    if stated.published:
        told.append(Published(value=stated.published, basis="metadata"))
    if own and own.value:
        told.append(own)
    if header and header.value:
        words = make_span(doc, text, header.date_start, header.end)
        told.append(Published(value=header.value, basis="header", evidence=(words,)))
    elif header:
        warnings = (*warnings, f"the header's date is not in the calendar: {text[header.date_start : header.end]}")
    published = told[0] if told else Published()
    contradictions = tuple(_contradiction(published, other) for other in told[1:] if not _agree(published, other))
    where = stated.uri or uri
    who = stated.outlet or outlet
    return Document(
        id=doc,
        uri=where,
        text=text,
        outlet=who,
        sources=(Source(uri=where, outlet=who),),
        language=language,
        title=title,
        blocks=blocks,
        published=published,
        warnings=tuple(dict.fromkeys((*warnings, *contradictions))),
    )


def merge_sources(a: Document, b: Document) -> Document:
    """One Document of two with the same text: sources of both, the stronger date, the first outlet by uri.

    The order of the two makes no difference. Raises ValueError when their texts differ.
    """
    if a.id != b.id:
        raise ValueError(f"{a.id} and {b.id} hold different texts")
    first, second = sorted((a, b), key=_merge_order)
    sources = sorted({*a.sources, *b.sources}, key=lambda s: (s.uri, s.outlet or "", s.read_at or ""))
    dated = min(a.published, b.published, key=_date_order)
    other = max(a.published, b.published, key=_date_order)
    warnings = {*a.warnings, *b.warnings}
    if other.value and not _agree(dated, other):
        warnings.add(_contradiction(dated, other))
    return msgspec.structs.replace(
        first,
        outlet=first.outlet or second.outlet,
        title=first.title or second.title,
        language=first.language or second.language,
        sources=tuple(sources),
        published=dated,
        warnings=tuple(sorted(warnings)),
    )


def unite_documents(documents: Iterable[Document]) -> list[Document]:
    """`documents` with those of the same text united, sorted by uri then id; their order makes no difference."""
    united: dict[str, Document] = {}
    for document in documents:
        known = united.get(document.id)
        united[document.id] = merge_sources(known, document) if known else document
    return sorted(united.values(), key=lambda d: (d.uri, d.id))


def _merge_order(document: Document) -> tuple[str, str, str, str]:
    return (document.uri, document.outlet or "\uffff", document.title or "\uffff", document.language or "\uffff")


def _date_order(published: Published) -> tuple[int, int, str]:
    """Sort key: dated before undated, the stronger basis first, then the more precise date, then the earlier."""
    rank = _BASIS_RANK[published.basis] if published.basis else len(_BASIS_RANK)
    return (rank if published.value else len(_BASIS_RANK) + 1, -len(published.value or ""), published.value or "")


def _agree(a: Published, b: Published) -> bool:
    """Whether one date lies in the other ("2022-01-21" in "2022-01")."""
    x, y = a.value or "", b.value or ""
    return x.startswith(y) or y.startswith(x)


def _contradiction(kept: Published, other: Published) -> str:
    return f"published {kept.value} by its {kept.basis}, but {other.value} by its {other.basis}"
