"""A dispatch as it is read: blocks of text in pieces, each with the marks of what was understood there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ...store.links import Item, find_spans
from ...types import Block, Contact, Document, Event, Fact, Figure, Mention, Position, Statement, Time, When
from ...vocab import NOISE_BLOCKS
from ..cast import Cast, find_file
from ..dates import say_date
from ..rows import make_row, sort_facts
from .facts import RowMaker
from .wire_pages import DocumentRow, Layer, Mark, ReaderBlock, ReaderPage, Segment

_LAYERS: Mapping[str, Layer] = {
    "statement": "said", "contact": "contact", "event": "event", "position": "position", "figure": "figure",
}  # fmt: skip


def make_reader(document: Document, items: Sequence[Item], rows: RowMaker) -> ReaderPage:
    """The page of `document`, with its text, from all that stands on it (`items`)."""
    cast = rows.cast
    facts = sort_facts((item for item in items if isinstance(item, Fact)), cast)
    acts = {event.statement: event for event in facts if isinstance(event, Event) and event.statement}
    row = make_document_row(document, cast, n_facts=len(facts))
    text = document.text or ""
    marks = sorted(_find_marks(document, items, cast), key=lambda found: (found[0], -found[1]))
    return ReaderPage(
        id=row.id,
        name=row.name,
        title=row.title,
        uri=document.uri,
        outlet=row.outlet,
        sources=tuple(source.uri for source in document.sources),
        language=document.language,
        published=row.published,
        published_text=row.published_text,
        published_basis=row.published_basis,
        published_words=tuple(span.text for span in document.published.evidence),
        same=tuple(doc for doc in (document.duplicate_of, document.copy_of) if doc),
        warnings=document.warnings,
        blocks=tuple(_make_block(block, text, marks) for block in _find_blocks(document, text)),
        facts=tuple(rows.make(fact, act=acts.get(fact.id)) for fact in facts),
    )


def make_document_row(document: Document, cast: Cast, *, n_facts: int) -> DocumentRow:
    """A dispatch in a list."""
    published = document.published
    return DocumentRow(
        id=document.id,
        name=find_file(document),
        title=" ".join((document.title or "").split()),
        outlet=document.outlet,
        published=published.value,
        published_text=say_date(When(value=published.value, candidates=published.candidates), cast.say),
        published_basis=published.basis,
        n_facts=n_facts,
    )


def _find_blocks(document: Document, text: str) -> Iterator[Block]:
    """The blocks of a text; what no block holds is body."""
    at = 0
    for block in sorted(document.blocks, key=lambda b: (b.start, b.end)):
        if text[at : block.start].strip():
            yield Block(kind="body", start=at, end=block.start)
        if block.end > at:
            yield Block(kind=block.kind, start=max(at, block.start), end=block.end)
            at = block.end
    if text[at:].strip():
        yield Block(kind="body", start=at, end=len(text))


def _find_marks(document: Document, items: Iterable[Item], cast: Cast) -> Iterator[tuple[int, int, Mark]]:
    """Where each mark begins and ends."""
    for item in items:
        match item:
            case Mention():
                names = [item.actor] if item.actor else [*item.members]
                label = cast.names(names) if names else " / ".join(cast.name(c.actor) for c in item.candidates)
                if label:  # a name that means nobody is none: a venue, or one that nothing is known of
                    yield item.start, item.end, Mark(layer="actor", id=item.actor or "", label=label)
            case Time():
                label = say_date(When(value=item.value, candidates=item.candidates), cast.say)
                known = item.kind == "DATE" and (item.value or item.candidates)
                yield item.start, item.end, Mark(layer="time", id=item.id, label=label if known else item.value or "")
            case Statement() | Contact() | Event() | Position() | Figure():
                row = make_row(item, cast)
                label = cast.say("colon").join(part for part in (row.who, row.what) if part)
                mark = Mark(layer=_LAYERS[row.type], id=item.id, label=label)
                spans = item.content if isinstance(item, Statement) else find_spans(item)
                for span in dict.fromkeys(spans):
                    if span.doc == document.id:
                        yield span.start, span.end, mark


def _make_block(block: Block, text: str, marks: Sequence[tuple[int, int, Mark]]) -> ReaderBlock:
    """The text of a block, cut wherever a mark begins or ends."""
    inside = [(max(s, block.start), min(e, block.end), m) for s, e, m in marks if s < block.end and block.start < e]
    cuts = sorted({block.start, block.end, *(s for s, _, _ in inside), *(e for _, e, _ in inside)})
    segments = [
        Segment(text=text[start:end], marks=tuple(m for s, e, m in inside if s <= start and end <= e))
        for start, end in pairwise(cuts)
    ]
    return ReaderBlock(kind=block.kind, noise=block.kind in NOISE_BLOCKS, segments=tuple(segments))
