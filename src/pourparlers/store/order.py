"""The order of a chronology: facts by date, of one date by kind, then as they are told; and what repeats others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from ..types import Contact, Document, Event, Fact, Figure, Position, Record, Statement, When
from ..when import WhenError, day_part, parse
from .links import find_spans, find_when

Key: TypeAlias = tuple[int, str, str]
"""Whether a date is lacking, then its first and its last ISO day."""

ORDER: Mapping[type[Fact], int] = {Contact: 0, Event: 1, Statement: 2, Position: 3, Figure: 4}
"""Of one date, which kind of fact comes first."""


def find_key(when: When) -> Key:
    """Key of the order of a chronology: dated facts by first day then last, the undated after all of them.

    An interval that is open on a side sorts by the day it has, after what happened on that day.
    """
    return _find_key(when.value or (min(when.candidates) if when.candidates else ""))


@lru_cache(maxsize=1 << 14)
def _find_key(value: str) -> Key:
    try:
        first, last = parse(day_part(value)).bounds
    except WhenError:
        return (1, "", "")
    if first is None or last is None:
        return (0, (first or last or date.min).isoformat(), date.max.isoformat())
    return (0, first.isoformat(), last.isoformat())


def find_place(fact: Fact, documents: Mapping[str, Document]) -> tuple[Key, str, int, tuple[str, int], str]:
    """Key of a fact's place in a chronology; `documents` by id. The undated go by the day of their dispatch."""
    spans = find_spans(fact)
    where = (spans[0].doc, spans[0].start) if spans else ("", 0)
    known = documents.get(where[0])
    dated = find_key(find_when(fact))
    published = "" if not dated[0] else (known.published.value or "9") if known else "9"
    return dated, published, ORDER[type(fact)], where, fact.id


def find_repeated(record: Record) -> frozenset[str]:
    """Ids of events that say what another fact says: the act of a statement, the consultation that is a contact.

    A list of contacts, statements and events together leaves them out.
    """
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for contact in record.contacts:
        for span in contact.evidence:
            told[span.doc].append((span.start, span.end))
    said = {statement.id for statement in record.statements}
    return frozenset(e.id for e in record.events if e.statement in said or _is_told(e, told))


def _is_told(event: Event, told: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Whether a consultation stands on words that a contact stands on."""
    return event.event_type == "CONSULT" and any(
        span.start < end and start < span.end for span in event.evidence for start, end in told.get(span.doc, ())
    )
