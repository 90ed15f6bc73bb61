"""Events as formats without an assertion take them: what stays out, and what a plan becomes.

The older formats know only what was done. So a planned CONSULT, SUPPORT, COOPERATE or AID is exported as the AGREE
that it is today, a planned RETREAT as CONCEDE (PLOVER's own rule), and what is negated, denied, hypothetical or
conditional stays out. So does what somebody is only accused of or what is only reported: in a form that cannot say
so it would stand as done (the accusation itself is an act of speech, ACCUSE, and is in). So does planned material
conflict, which the rule does not name: sanctions that are only announced are no sanctions yet. `everything` brings
all of it, for a column that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..store.order import find_key
from ..types import Document, Event, Record, Struct, When
from ..views.dating import Dating
from ..vocab import GOLDSTEIN, QUADS, EventType, plover_scale
from ..when import WhenError, day_part, parse

LEFT_OUT: Final = frozenset({"negated", "denied", "hypothetical", "conditional", "accused", "reported"})
"""Assertions that the older formats have no room for."""

PROMISED: Final[Mapping[str, EventType]] = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}
"""What a planned event of a type is today."""

QUAD_NAMES: Final[dict[int, str]] = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}
"""PLOVER's quad codes in words, as POLECAT writes them."""


class Coded(Struct, frozen=True):
    """An event and what it is exported as. `when` is its date, of a speech act the day on which it was said; `day` is
    its one sure day (ISO), None where the record leaves it open."""

    event: Event
    when: When
    event_type: str
    mode: str | None
    scale: float
    goldstein: float
    quad: int
    day: str | None

    @property
    def doc(self) -> str:
        """The document that tells the event; empty for an event without evidence."""
        return self.event.evidence[0].doc if self.event.evidence else ""


class Selection(Struct, frozen=True):
    """The events of an export, by date, the undated last. `left_out` is how many have no place in it."""

    events: tuple[Coded, ...]
    left_out: int

    @property
    def undated(self) -> int:
        """How many have no day of their own."""
        return sum(coded.day is None for coded in self.events)


def code_events(record: Record, *, everything: bool = False) -> Selection:
    """The events of `record` as an export without assertions takes them; with `everything`, all of them."""
    dating = Dating(record)
    kept = [event for event in record.events if everything or _is_taken(event)]
    coded = sorted((_code(event, dating.find(event)) for event in kept), key=lambda c: (find_key(c.when), c.event.id))
    return Selection(events=tuple(coded), left_out=len(record.events) - len(kept))


def _is_taken(event: Event) -> bool:
    planned_harm = event.assertion == "planned" and QUADS[event.event_type] == 4
    return event.assertion not in LEFT_OUT and not planned_harm


def _code(event: Event, when: When) -> Coded:
    kind, mode = event.event_type, event.mode
    if event.assertion == "planned" and kind in PROMISED:
        kind, mode = PROMISED[kind], None
    scale, goldstein = event.plover_scale, event.goldstein
    if kind != event.event_type:
        scale, goldstein = plover_scale(kind, None), GOLDSTEIN[kind]
    return Coded(
        event=event, when=when, event_type=kind, mode=mode, scale=scale, goldstein=goldstein, quad=QUADS[kind],
        day=find_day(when),
    )  # fmt: skip


def find_day(when: When) -> str | None:
    """The one day (ISO) that a date surely means; None for a month, a stretch, a choice, a doubt."""
    try:
        value = parse(day_part(when.value or ""))
    except WhenError:
        return None
    point = value.points[0]
    sure = value.form == "date" and point is not None and point.day is not None and not point.qualifier
    return str(point) if sure else None


def find_stretch(when: When) -> tuple[str, str] | None:
    """First and last day of what lasted several, where both are sure; None for anything else.

    A date that is only bounded ("between 3 and 8 May") is no stretch.
    """
    try:
        value = parse(day_part(when.value or ""))
    except WhenError:
        return None
    points = [point for point in value.points if point and point.day and not point.qualifier]
    if value.form != "interval" or len(points) != 2 or when.basis == "bounded":
        return None
    return str(points[0]), str(points[1])


def find_published(document: Document | None) -> str | None:
    """The day on which a document was published (ISO), None where the record leaves it open."""
    return find_day(When(value=document.published.value)) if document else None
