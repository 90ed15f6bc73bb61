"""Accounts of contacts as merging sees them: parties, day and place in comparable form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from ..drafts import ContactDraft, Reading
from ..types import Actor, Published, When
from ..when import WhenError, parse
from .dates import publication_days, resolve_when

Range: TypeAlias = tuple[date, date]
MIN, MAX = date(1, 1, 1), date(9999, 12, 31)
CLASSES = {"call": "call", "exchange": "exchange", "press_conference": "press_conference", "visit": "visit"}
"""Kinds that are only one with themselves; every other kind is a contact that is seen."""

_DONE = frozenset({"held", "ongoing"})
"""Statuses of what has begun by the day of the dispatch that tells it."""


@dataclass(frozen=True, slots=True)
class ContactAccount:
    """One dispatch's account, resolved.

    `actors`: the participants, an institution as its state; `persons` those of them who are persons; `states`: the
    states they are or act for. `days`: the days the contact may lie on; `dated` where the text dates it. `place` and
    `country` are lower-case names.
    """

    draft: ContactDraft
    doc: str
    order: tuple[str, str, int]
    group: str
    actors: frozenset[str]
    persons: frozenset[str]
    states: frozenset[str]
    when: When
    days: Range
    dated: bool
    place: str
    country: str
    published: Range

    @property
    def id(self) -> str:
        """The account's id, its draft's."""
        return self.draft.fact.id


def accounts_of(reading: Reading, published: Published, actors: Mapping[str, Actor]) -> list[ContactAccount]:
    """The accounts of `reading`, resolved against its day of publication."""
    return [_account(reading, draft, n, published, actors) for n, draft in enumerate(reading.contacts)]


def _account(
    reading: Reading, draft: ContactDraft, number: int, published: Published, actors: Mapping[str, Actor]
) -> ContactAccount:
    fact = draft.fact
    expr = reading.times[draft.time] if draft.time is not None else None
    bound: Literal["before"] | None = "before" if draft.before_published else None
    when = resolve_when(expr, published, times=reading.times, bound=bound, done=fact.status in _DONE)
    pub = _published_range(published)
    days, dated = _days(when, fact.status, pub)
    members = frozenset(p.actor for p in fact.participants)
    known = [actors[a] for a in members if a in actors]
    place = fact.place
    return ContactAccount(
        draft=draft,
        doc=reading.document.id,
        order=(str(pub[0]), reading.document.id, number),
        group=CLASSES.get(fact.kind, "seen"),
        actors=frozenset(side_of(a, actors) for a in members),
        persons=frozenset(a.id for a in known if a.kind in {"person", "anonymous"}),
        states=frozenset(a.state or a.id for a in known),
        when=when,
        days=days,
        dated=dated,
        place=place.name.fr.lower() if place else "",
        country=(place.country or "") if place else "",
        published=pub,
    )


def side_of(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """Whom an actor sits for: an institution (the Kremlin, a ministry, a delegation) its state, others themselves."""
    actor = actors.get(actor_id)
    if actor is None or actor.kind not in {"institution", "state"} or not actor.state:
        return actor_id
    return actor.state.lower()


def _published_range(published: Published) -> Range:
    days = publication_days(published)
    if not days and published.value:
        return _range(published.value) or (MIN, MAX)
    return (days[0], days[-1]) if days else (MIN, MAX)


def _days(when: When, status: str, published: Range) -> tuple[Range, bool]:
    """The days a contact may lie on, and whether the text itself dates it."""
    if when.value and when.basis != "bounded":
        found = _range(when.value)
        if found:
            return found, True
    if when.candidates:
        ranges = [r for c in when.candidates if (r := _range(c))]
        if ranges:
            return (min(r[0] for r in ranges), max(r[1] for r in ranges)), True
    if when.basis == "bounded" or status == "held":
        return (MIN, published[1]), False
    if status in {"planned", "proposed"}:
        return (published[0], MAX), False
    return (MIN, MAX), False


def _range(value: str) -> Range | None:
    try:
        edtf = parse(value)
    except WhenError:
        return None
    first, last = edtf.bounds
    return (first or MIN, last or MAX)
