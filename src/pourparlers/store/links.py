"""What an object of the record stands on and names: its spans, documents, actors, date and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from ..types import (
    Actor,
    Contact,
    Document,
    Event,
    Fact,
    Figure,
    Judgement,
    Mention,
    Negotiation,
    Position,
    Record,
    Span,
    Statement,
    Time,
    When,
)
from ..when import WhenError, day_part, parse

Item: TypeAlias = Document | Actor | Mention | Time | Fact | Negotiation | Judgement
"""An object of the record that has an id."""

FIELDS: dict[str, type[Item]] = {
    "documents": Document,
    "actors": Actor,
    "mentions": Mention,
    "times": Time,
    "statements": Statement,
    "contacts": Contact,
    "events": Event,
    "positions": Position,
    "figures": Figure,
    "negotiations": Negotiation,
    "judgements": Judgement,
}
"""The fields of `Record` in the order in which an export gives them, and the class of each."""

TYPES: dict[str, type[Item]] = {str(cls.__struct_config__.tag): cls for cls in FIELDS.values()}
"""Wire types and their classes."""


def iterate(record: Record) -> Iterator[Item]:
    """Every object of `record`, in the order of `FIELDS`."""
    for name in FIELDS:
        yield from getattr(record, name)


def find_spans(item: Item) -> tuple[Span, ...]:
    """The words that an object stands on, the most telling first."""
    match item:
        case Statement():
            return item.content + item.evidence
        case Contact() | Event() | Position() | Figure():
            return item.evidence
        case Mention() | Time():
            return (Span(doc=item.doc, start=item.start, end=item.end, text=item.text),)
        case Document():
            return item.published.evidence
    return ()


def find_docs(item: Item) -> set[str]:
    """Ids of the documents that an object stands on."""
    if isinstance(item, Document):
        return {item.id}
    docs = {span.doc for span in find_spans(item)}
    return docs | {item.doc} if isinstance(item, Statement) else docs


def find_actors(item: Item) -> set[str]:
    """Ids of the actors that an object names."""
    found: tuple[str | None, ...] = ()
    match item:
        case Actor():
            found = (item.id,)
        case Mention():
            found = (item.actor,)
        case Statement():
            found = (item.speaker, *item.co_speakers, *item.addressee)
        case Contact():
            found = tuple(participant.actor for participant in item.participants)
        case Event():
            found = item.actor + item.recipient
        case Position():
            found = (item.holder, *item.co_holders, *item.addressee)
        case Figure():
            found = (item.of, item.according_to)
        case Negotiation():
            found = item.parties
    return {actor for actor in found if actor}


def find_when(item: Item) -> When:
    """The date of an object: when it happened, was said, was published; empty where it has none."""
    match item:
        case Statement():
            return item.said_on
        case Contact() | Event():
            return item.when
        case Position():
            return item.since
        case Figure():
            return item.as_of
        case Document():
            return When(value=item.published.value, candidates=item.published.candidates)
        case Time(kind="DATE"):
            return When(value=item.value, basis=item.basis, candidates=item.candidates)
    return When()


@lru_cache(maxsize=1 << 14)
def find_bounds(value: str | None) -> tuple[str, str] | None:
    """The first and last ISO day that a date of the record may mean; None for no date, and for one that is none.

    An open side reaches to the end of the calendar; hours are left out.
    """
    try:
        first, last = parse(day_part(value or "")).bounds
    except WhenError:
        return None
    return (first or date.min).isoformat(), (last or date.max).isoformat()


def find_words(item: Item, names: Mapping[str, Actor]) -> str:
    """The words an object is searched by: its own, the names of its actors (`names`, by id) and its place."""
    if isinstance(item, Document):
        return f"{item.title or ''}\n{item.text or ''}"
    if isinstance(item, Mention | Time | Judgement):
        return ""
    words = [span.text for span in find_spans(item)]
    for actor in sorted(find_actors(item)):
        if known := names.get(actor):
            words += [known.name.fr, known.name.en, *known.state_names]
            words += known.aliases if isinstance(item, Actor) else ()
    place = getattr(item, "place", None)
    if place is not None:
        words += [place.name.fr, place.name.en]
    if isinstance(item, Negotiation):
        words += [item.name.fr, item.name.en]
    if isinstance(item, Contact):
        words += [*item.topics, item.format or ""]
    return "\n".join(dict.fromkeys(words))  # what is said is often what tells it: once is enough to be found by


def find_refs(item: Item) -> set[str]:
    """Ids of other objects, and of accounts, that an object names: what it answers, belongs to, joins or mends."""
    found: tuple[str | None, ...] = ()
    match item:
        case Statement():
            found = (item.within, item.occasion, *item.same_as)
        case Contact():
            found = (item.answers, item.part_of, *(account.id for account in item.accounts))
        case Event():
            found = (item.statement,)
        case Position():
            found = item.answered_by
        case Negotiation():
            found = item.members
        case Judgement():
            found = (item.target, *item.pair, *(one for side in item.sides for one in side))
        case Document():
            found = (item.duplicate_of, item.copy_of)
    return {ref for ref in found if ref}
