"""What one dispatch tells, its days resolved against the day of its publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from ..drafts import Reading, TimeExpr
from ..ids import make_id
from ..types import Document, Event, Figure, Position, Published, StanceChange, Statement, Time, When
from .accounts import is_over
from .dates import resolve, resolve_since, resolve_when

replace = msgspec.structs.replace


@dataclass(frozen=True, slots=True)
class Told:
    """The times, events, positions and figures of one dispatch; the order is that of its reading."""

    times: tuple[Time, ...]
    events: tuple[Event, ...]
    positions: tuple[Position, ...]
    figures: tuple[Figure, ...]


def tell(reading: Reading, document: Document) -> Told:
    """What `reading` tells but for contacts and statements; `document` is its own, with its day of publication."""
    published = document.published
    return Told(
        times=tuple(_times(reading, published)),
        events=tuple(_events(reading, published)),
        positions=tuple(_positions(reading, document)),
        figures=tuple(_figures(reading, published)),
    )


def tell_statements(reading: Reading, published: Published, contact_of: Mapping[str, str]) -> tuple[Statement, ...]:
    """The statements of `reading`; `contact_of` says into which contact each account went."""
    return tuple(_statements(reading, published, contact_of))


def _times(reading: Reading, published: Published) -> Iterator[Time]:
    for expr in reading.times:
        found = resolve(expr, published, times=reading.times)
        yield Time(
            id=make_id("time", reading.document.id, expr.start, expr.end, expr.kind),
            doc=reading.document.id,
            start=expr.start,
            end=expr.end,
            text=expr.text,
            kind=expr.kind,
            value=found.value,
            mod=expr.mod,
            basis=found.basis,
            candidates=found.candidates,
        )


def _when(
    reading: Reading,
    time: int | None,
    published: Published,
    *,
    bound: Literal["before"] | None = None,
) -> When:
    expr: TimeExpr | None = reading.times[time] if time is not None else None
    return resolve_when(expr, published, times=reading.times, bound=bound)


def _statements(reading: Reading, published: Published, contact_of: Mapping[str, str]) -> Iterator[Statement]:
    """The statements of `reading`; `contact_of` says into which contact each account went."""
    for draft in reading.statements:
        # words that are reported were said by the day of the report, whatever else is not told of their day
        said_on = _when(reading, draft.time, published, bound="before")
        if draft.time is None and draft.since is not None:
            told = resolve_since(reading.times[draft.since], published, times=reading.times)
            said_on = told if told != When() else said_on
        yield replace(draft.fact, said_on=said_on, occasion=contact_of.get(draft.fact.occasion or ""))


def _events(reading: Reading, published: Published) -> Iterator[Event]:
    narrated = {make_id("event", c.fact.id, "CONSULT") for c in reading.contacts if c.narrated}
    for draft in reading.events:
        if draft.fact.id in narrated and draft.fact.assertion == "planned":
            when = _when(reading, draft.time, published)
            if is_over(when, published):  # "le 8 mai, X rencontre Y"
                yield replace(draft.fact, when=when, assertion="asserted")
                continue
        # what is asserted was done by the day of the report, whatever else is not told of its day
        bound: Literal["before"] | None = "before" if draft.fact.assertion == "asserted" else None
        yield replace(draft.fact, when=_when(reading, draft.time, published, bound=bound))


def _figures(reading: Reading, published: Published) -> Iterator[Figure]:
    for draft in reading.figures:
        yield replace(draft.fact, as_of=_when(reading, draft.time, published))


def _positions(reading: Reading, document: Document) -> Iterator[Position]:
    for draft in reading.positions:
        fact = draft.fact
        told = StanceChange(stance=fact.stance, as_of=document.published.value, doc=document.id, span=fact.evidence[0])
        since = _when(reading, draft.time, document.published, bound="before")
        yield replace(fact, since=since, history=(told,))
