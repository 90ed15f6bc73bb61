"""What an object of the record stands on and names: its spans, documents, actors, date and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, TypeAlias, TypeVar

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

_T = TypeVar("_T")
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


ORDERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(FIELDS, attrgetter("id")),
    "documents": attrgetter("uri", "id"),
}
"""By what the objects of each field of a record are sorted."""
_PLACES: Final = {cls: place for place, cls in enumerate(FIELDS.values())}


def in_order(items: Iterable[Item]) -> list[Item]:
    """The objects in the order of the record."""
    return sorted(items, key=lambda i: (_PLACES[type(i)], i.uri if isinstance(i, Document) else "", i.id))


def iterate(record: Record) -> Iterator[Item]:
    """Every object of `record`, in the order of `FIELDS`."""
    for name in FIELDS:
        yield from getattr(record, name)


# What is asked of every object of a record is looked up by its class: that is several times faster than matching it.
_Find: TypeAlias = Mapping[type[Item], Callable[[Any], _T]]


def _some(*found: str | None) -> set[str]:
    return {one for one in found if one}


def _own_span(item: Mention | Time) -> tuple[Span, ...]:
    return (Span(doc=item.doc, start=item.start, end=item.end, text=item.text),)


_SPANS: Final[_Find[tuple[Span, ...]]] = {
    Statement: lambda item: item.content + item.evidence,
    **dict.fromkeys((Contact, Event, Position, Figure), attrgetter("evidence")),
    **dict.fromkeys((Mention, Time), _own_span),
    Document: lambda item: item.published.evidence,
}


def find_spans(item: Item) -> tuple[Span, ...]:
    """The words that an object stands on, the most telling first."""
    find = _SPANS.get(type(item))
    return find(item) if find else ()


def _docs_of(item: Fact) -> set[str]:
    return {span.doc for span in _SPANS[type(item)](item)}


_DOCS: Final[_Find[set[str]]] = {
    Document: lambda item: {item.id},
    Statement: lambda item: {item.doc, *_docs_of(item)},
    **dict.fromkeys((Mention, Time), lambda item: {item.doc}),
    **dict.fromkeys((Contact, Event, Position, Figure), _docs_of),
}


def find_docs(item: Item) -> set[str]:
    """Ids of the documents that an object stands on."""
    find = _DOCS.get(type(item))
    return find(item) if find else set()


_ACTORS: Final[_Find[set[str]]] = {
    Actor: lambda item: {item.id},
    Mention: lambda item: _some(item.actor),
    Statement: lambda item: _some(item.speaker, *item.co_speakers, *item.addressee),
    Contact: lambda item: _some(*(participant.actor for participant in item.participants)),
    Event: lambda item: _some(*item.actor, *item.recipient),
    Position: lambda item: _some(item.holder, *item.co_holders, *item.addressee),
    Figure: lambda item: _some(item.of, item.according_to),
    Negotiation: lambda item: _some(*item.parties),
}


def find_actors(item: Item) -> set[str]:
    """Ids of the actors that an object names."""
    find = _ACTORS.get(type(item))
    return find(item) if find else set()


def _when_of_document(item: Document) -> When:
    return When(value=item.published.value, candidates=item.published.candidates)


def _when_of_time(item: Time) -> When:
    return When(value=item.value, basis=item.basis, candidates=item.candidates) if item.kind == "DATE" else _NO_WHEN


_NO_WHEN: Final = When()
_WHENS: Final[_Find[When]] = {
    Statement: attrgetter("said_on"),
    **dict.fromkeys((Contact, Event), attrgetter("when")),
    Position: attrgetter("since"),
    Figure: attrgetter("as_of"),
    Document: _when_of_document,
    Time: _when_of_time,
}


def find_when(item: Item) -> When:
    """The date of an object: when it happened, was said, was published; empty where it has none."""
    find = _WHENS.get(type(item))
    return find(item) if find else _NO_WHEN


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


WORDLESS: Final = frozenset({Mention, Time, Judgement})
"""What is not searched for."""


def find_words(item: Item, names: Mapping[str, Actor], *, actors: Sequence[str] | None = None) -> str:
    """The words an object is searched by: its own, the names of its actors (`names`, by id) and its place.

    `actors` are its own as `find_actors` gives them, sorted, where they are known.
    """
    kind = type(item)
    if kind in WORDLESS:
        return ""
    if isinstance(item, Document):
        return f"{item.title or ''}\n{item.text or ''}"
    words = [span.text for span in find_spans(item)]
    for actor in sorted(find_actors(item)) if actors is None else actors:
        if known := names.get(actor):
            words += find_names(known)
            words += known.aliases if kind is Actor else ()
    place = getattr(item, "place", None)
    if place is not None:
        words += [place.name.fr, place.name.en]
    if isinstance(item, Negotiation):
        words += [item.name.fr, item.name.en]
    if isinstance(item, Contact):
        words += [*item.topics, item.format or ""]
    return "\n".join(dict.fromkeys(words))  # what is said is often what tells it: once is enough to be found by


def find_names(actor: Actor) -> tuple[str, ...]:
    """What of an actor is among the words that all are searched by that name it."""
    return (actor.name.fr, actor.name.en, *actor.state_names)


_REFS: Final[_Find[set[str]]] = {
    Statement: lambda item: _some(item.within, item.occasion, *item.same_as),
    Contact: lambda item: _some(item.answers, item.part_of, *(account.id for account in item.accounts)),
    Event: lambda item: _some(item.statement),
    Position: lambda item: _some(*item.answered_by),
    Negotiation: lambda item: _some(*item.members),
    Judgement: lambda item: _some(item.target, *item.pair, *(one for side in item.sides for one in side)),
    Document: lambda item: _some(item.duplicate_of, item.copy_of),
}


def find_refs(item: Item) -> set[str]:
    """Ids of other objects, and of accounts, that an object names: what it answers, belongs to, joins or mends."""
    find = _REFS.get(type(item))
    return find(item) if find else set()
