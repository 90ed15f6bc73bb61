"""Accounts of contacts as merging sees them: parties, day and place in comparable form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from ..drafts import ContactDraft, Reading, TimeExpr
from ..types import Account, Actor, Contact, Published, When
from ..when import WhenError, parse
from .dates import publication_days, resolve_when, shift_when

Range: TypeAlias = tuple[date, date]
MIN, MAX = date(1, 1, 1), date(9999, 12, 31)
CLASSES = {"call": "call", "exchange": "exchange", "press_conference": "press_conference", "visit": "visit"}
"""Kinds that are only one with themselves; every other kind is a contact that is seen."""

_DONE = frozenset({"held", "ongoing"})
"""Statuses of what has begun by the day of the dispatch that tells it."""

_OFF = frozenset({"postponed", "cancelled"})
"""Statuses of what was set for a day that may be over."""
_WEEK, _ISO = 7, len("2022-01-21")

_HOUR = re.compile(r"\d\d:\d\dZ?")
_BESIDE = 3
"""Code points that may lie between an hour and the same hour in GMT: " (" and the like."""


@dataclass(frozen=True, slots=True)
class ContactAccount:
    """One dispatch's account, resolved.

    `actors`: the participants, an institution as its state; `persons` those of them who are persons; `states`: the
    states they are or act for. `days`: the days the contact may lie on; `dated` where the text dates it. `place` and
    `country` are lower-case names. `hour` is HH:MM, with Z for GMT.
    `day_of_year` are month and day where the text tells them of a year that nobody knows.
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
    hour: str | None = None
    day_of_year: tuple[int, int] | None = None

    @property
    def id(self) -> str:
        """The account's id, its draft's."""
        return self.draft.fact.id

    @property
    def options(self) -> tuple[Range, ...]:
        """The days that are left where a weekday of an unknown week leaves several; else `days`."""
        left = tuple(r for c in self.when.candidates if (r := _range(c))) if self.dated and not self.when.value else ()
        return left or (self.days,)

    @property
    def known(self) -> tuple[str, str, int]:
        """Key of the order in which accounts become known: by the last day on which they may have been published."""
        return (str(self.published[1]), *self.order[1:])


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
    if expr is not None and fact.status in _OFF and _is_yesterday(expr, when, published):
        when = shift_when(when, -_WEEK) or when
    if draft.apart is not None:
        told = resolve_when(reading.times[draft.apart[0]], published, times=reading.times)
        when = shift_when(told, draft.apart[1]) or when
    hour = find_hour(draft.time, reading.times) if when.value else None
    draft = _as_narrated(draft, when, published)
    placed = _placed(draft, (reading.document.id, number, when, hour), published, actors)
    bare = expr is not None and not (placed.dated or draft.before_published or draft.apart)
    return replace(placed, day_of_year=_day_of_year(expr)) if expr is not None and bare else placed


def _is_yesterday(expr: TimeExpr, when: When, published: Published) -> bool:
    """Whether the bare weekday for which something was set that is off is the day before the dispatch, where the words
    leave it open: "prévue mardi, a été reportée", told on a Wednesday, is no report of the week to come."""
    weekday = expr.recipe is not None and expr.recipe.op == "weekday" and not expr.recipe.strict and not expr.recipe.n
    if not (weekday and expr.loose and expr.direction == "future" and expr.anchor is None):
        return False
    days = [when.value or "", published.value or ""]
    if any(len(d) != _ISO for d in days):
        return False
    return (date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days == _WEEK - 1


def _day_of_year(expr: TimeExpr) -> tuple[int, int] | None:
    """Month and day of a single day that the words give without its year."""
    recipe = expr.recipe
    if recipe is None or recipe.op != "month_day" or recipe.to_day is not None or expr.anchor is not None:
        return None
    return (recipe.month, recipe.day) if recipe.month and recipe.day else None


def _as_narrated(draft: ContactDraft, when: When, published: Published) -> ContactDraft:
    """`draft`, as held where the present tells of a day before its dispatch: "le 8 mai, X rencontre Y"."""
    fact = draft.fact
    if not draft.narrated or fact.status != "planned" or not is_over(when, published):
        return draft
    return msgspec.structs.replace(draft, fact=msgspec.structs.replace(fact, status="held"))


def is_over(when: When, published: Published) -> bool:
    """Whether the text dates what it tells with `when` before its own day of publication."""
    days, dated = _days(when, "planned", published_range(published))
    return dated and days[1] < published_range(published)[0]


def retell(
    account: Account, number: int, contact: Contact, published: Published, actors: Mapping[str, Actor]
) -> ContactAccount:
    """The `number`th account of a contact of the record as merging saw it, but for what a record does not keep of it.

    `published` is its dispatch's. Its topics, format, duration and outcome are gone; those of `contact` are whole.
    """
    fact = Contact(
        id=account.id,
        kind=account.kind,
        participants=account.participants,
        place=account.place,
        status=account.status,
        mode=account.mode,
        evidence=account.evidence,
        format=contact.format,
        topics=contact.topics,
        outcome=tuple(s for s in contact.outcome if s.doc == account.doc and _is_first(account, contact)),
    )
    draft = ContactDraft(fact=fact, certainty=account.certainty)
    return _placed(draft, (account.doc, number, account.when, account.hour), published, actors)


def _is_first(account: Account, contact: Contact) -> bool:
    """Whether no account before it is of the same dispatch."""
    return next(a for a in contact.accounts if a.doc == account.doc) is account


def _placed(
    draft: ContactDraft, told: tuple[str, int, When, str | None], published: Published, actors: Mapping[str, Actor]
) -> ContactAccount:
    """The account of `draft`; `told` are its dispatch, its number in it, its date and its hour."""
    doc, number, when, hour = told
    fact = draft.fact
    pub = published_range(published)
    days, dated = _days(when, fact.status, pub)
    members = frozenset(p.actor for p in fact.participants)
    known = [actors[a] for a in members if a in actors]
    place = fact.place
    return ContactAccount(
        draft=draft,
        doc=doc,
        order=(str(pub[0]), doc, number),
        group=CLASSES.get(fact.kind, "seen"),
        actors=frozenset(side_of(a, actors) for a in members),
        persons=frozenset(a.id for a in known if a.kind in {"person", "anonymous"}),
        states=frozenset(a.id if a.kind == "group" else a.state or a.id for a in known),  # rebels are no state
        when=when,
        days=days,
        dated=dated,
        place=place.name.fr.lower() if place else "",
        country=(place.country or "") if place else "",
        published=pub,
        hour=hour,
    )


def find_hour(time: int | None, times: Sequence[TimeExpr]) -> str | None:
    """The hour that the expression which dates a contact tells ("vendredi à 10 heures"), HH:MM, Z behind it for GMT.

    None for an hour without a day: the stamp of a line in a running report dates the line. Where the words give the
    hour in GMT behind it, "(09h00 GMT)", that one is told.
    """
    if time is None:
        return None
    expr = times[time]
    near = [t for t in times if t.anchor == time and 0 <= t.start - expr.end <= _BESIDE]
    hours = [_part(expr), *map(_part, near)] if _has_day(expr) else []
    told = [hour for hour in hours if hour]
    return next((hour for hour in told if hour.endswith("Z")), told[0] if told else None)


def _has_day(expr: TimeExpr) -> bool:
    return expr.recipe is None or expr.recipe.op != "day" or expr.recipe.n != 0 or expr.anchor is not None


def _part(expr: TimeExpr) -> str | None:
    part = (expr.recipe.part if expr.recipe else (expr.value or "").partition("T")[2]) or ""
    return part if _HOUR.fullmatch(part) else None


def side_of(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """Whom an actor sits for: an institution (the Kremlin, a ministry, a delegation) its state, others themselves."""
    actor = actors.get(actor_id)
    if actor is None or actor.kind not in {"institution", "state"} or not actor.state:
        return actor_id
    return actor.state.lower()


def published_range(published: Published) -> Range:
    """The first and last day on which a dispatch may have been published; those of the calendar where nobody knows. An
    update only says until when."""
    days = publication_days(published)
    if published.basis == "updated" and days:
        return MIN, days[-1]
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
