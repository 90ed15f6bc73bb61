"""One object of the record with everything that speaks for it: for `show ID`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..errors import NotFoundError
from ..store.links import Item, find_actors, find_docs, find_spans, iterate
from ..types import Actor, Contact, Document, Fact, Judgement, Negotiation, Record, Span, Statement, Struct

# A stop after one capital ("M. Blinken", "J. K.") or a title ends no sentence.
_STOP = re.compile(
    r"(?:(?<![\s.'’][A-Z])(?<!MM)(?<!Dr)\.|[!?…])[.!?…]*[\"»”’)]*\s+(?=(?:[\"«“'(]\s?)*[A-ZÀÂÇÉÈÊÎÔÙ0-9])|\n\s*\n|\n(?=\s*[A-ZÀÂÇÉÈÊÎÔÙ\"«“])"
)
_LONGEST = 600


class Passage(Struct, frozen=True):
    """Evidence in its sentence: `before` + `span.text` + `after` is what the dispatch says there."""

    span: Span
    before: str
    after: str


class Card(Struct, frozen=True):
    """An object and what it stands on. `reasons` are the judgements that made a contact one; `facts` name an actor."""

    item: Item
    passages: tuple[Passage, ...] = ()
    reasons: tuple[Judgement, ...] = ()
    facts: tuple[Fact, ...] = ()


def find_item(record: Record, wanted: str) -> Item:
    """The object of an id, of the beginning of one, or of an id retired by a merge; or a document by its uri.

    Raises NotFoundError where there is none, or where the beginning fits several.
    """
    items = {item.id: item for item in iterate(record)}
    if wanted in items:
        return items[wanted]
    joined = find_joined(record, wanted)
    for contact in record.contacts:
        if contact.id in joined:
            return contact
    found: list[Item] = [*_find_by_uri(record.documents, wanted)]
    found = found or [item for id_, item in items.items() if len(wanted) > 3 and id_.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(item.id for item in found[:4])
        raise NotFoundError(f"{wanted}: fits {len(found)} objects ({names}…); write more of the id")
    raise NotFoundError(f"{wanted}: the record holds nothing of this id; `pourparlers search` finds ids by words")


def find_document(documents: Sequence[Document], wanted: str) -> Document:
    """The document of an id, of the beginning of one, of a uri or of a file's name.

    Raises NotFoundError where there is none, or several: nothing is removed by guesswork.
    """
    found = [d for d in documents if d.id == wanted] or _find_by_uri(documents, wanted)
    found = found or [d for d in documents if len(wanted) > 3 and d.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"{wanted}: fits {len(found)} documents ({', '.join(d.id for d in found[:4])}); give an id")
    raise NotFoundError(f"{wanted}: the record holds no such document; `pourparlers search` finds ids by words")


def _find_by_uri(documents: Sequence[Document], wanted: str) -> list[Document]:
    """Documents read from this uri, else those from a file of this name."""
    whole = [d for d in documents if wanted in {d.uri, *(s.uri for s in d.sources)}]
    return whole or [d for d in documents if wanted in {s.uri.rsplit("/", 1)[-1] for s in d.sources}]


def find_joined(record: Record, start: str) -> frozenset[str]:
    """Ids that judgements, not withdrawn, have made one with `start` (itself included)."""
    pairs = [set(j.pair) for j in record.judgements if j.kind == "merge" and j.verdict == "same" and not j.withdrawn_at]
    joined, grown = {start}, True
    while grown:
        grown = False
        for pair in pairs:
            if pair & joined and not pair <= joined:
                joined |= pair
                grown = True
    return frozenset(joined)


def make_card(record: Record, item: Item) -> Card:
    """The card of `item`. The record must bring the texts of its documents."""
    texts = {document.id: document.text or "" for document in record.documents}
    spans = dict.fromkeys(find_spans(item))
    passages = tuple(make_passage(span, texts.get(span.doc, "")) for span in spans)
    reasons: tuple[Judgement, ...] = ()
    facts: tuple[Fact, ...] = ()
    if isinstance(item, Contact | Statement):
        joined = find_joined(record, item.id)
        reasons = tuple(j for j in record.judgements if j.kind == "merge" and joined & set(j.pair))
    everything: tuple[Fact, ...] = (
        *record.contacts,
        *record.statements,
        *record.events,
        *record.positions,
        *record.figures,
    )
    if isinstance(item, Actor | Document):
        find: Callable[[Item], set[str]] = find_actors if isinstance(item, Actor) else find_docs
        facts = tuple(fact for fact in everything if item.id in find(fact))
    if isinstance(item, Negotiation):
        facts = tuple(fact for fact in everything if fact.id in item.members)
    return Card(item=item, passages=passages, reasons=reasons, facts=facts)


def make_passage(span: Span, text: str) -> Passage:
    """`span` with the rest of its sentence (of at most some hundred characters) on either side."""
    if not text:
        return Passage(span=span, before="", after="")
    floor, roof = max(0, span.start - _LONGEST), min(len(text), span.end + _LONGEST)
    start = floor
    for match in _STOP.finditer(text, floor, roof):
        if match.end() <= span.start:
            start = match.end()
    # The words may end with the sentence's own stop: the search begins a little inside them.
    after = _STOP.search(text, max(span.start, span.end - 3), roof)
    end = max(span.end, after.start() + len(after.group().rstrip())) if after else roof
    return Passage(span=span, before=text[start : span.start].lstrip(), after=text[span.end : end].rstrip())
