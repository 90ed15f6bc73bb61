"""Days that the knowledge base gives for meetings of public record: "samedi" of Xi and Ma in Singapore.

In: a reading. Out: for the expressions of time of its contacts, the days of the meetings (knowledge/data/meetings.csv)
that they may be: at the same place, between the same parties, on the weekday or day of the month that the words name.
Who is no party of the meeting told speaks against it: two ministers who meet where their presidents once met are not
these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..drafts import Reading, TimeExpr
from ..fold import fold_name, fold_town
from ..knowledge.model import KnowledgeBase, Meeting
from ..knowledge.roles import span_of
from ..types import Actor, Place

_TOLD: Final = frozenset({"held", "ongoing"})
_NO_MEETINGS: Final = frozenset({"exchange", "press_conference"})
_AGREED: Final = "AGREE"
"""An event that is told of those who meet: "ont signé dimanche à Maputo"."""
_GATHER: Final = frozenset({"organisation", "group"})
_PARTIES: Final = 2
_WEEK: Final = 7
_MONTH: Final = len("2015-11")
_DAYS: Final = frozenset({"weekday", "month_day", "day"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What a dispatch tells of a meeting: who, where, and the index of the words that date it. `call` says that they
    only spoke to each other; `month` is that of the dispatch (2015-11) where its header gives no more."""

    who: tuple[Actor, ...]
    place: Place | None
    time: int
    call: bool = False
    month: str = ""


def met_days(reading: Reading, kb: KnowledgeBase) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Indices of expressions of time in `reading` and the days (ISO 8601) of the meetings in `kb` that they date."""
    for told in _find_told(reading):
        expr = reading.times[told.time]
        if _is_open(expr):
            rows = [row for row in _find_rows(told, kb) if _are_these(told, row, kb)]
            if not told.month and not _are_one(rows):
                continue  # who met there more than once met there when no table has it too
            if days := {day for row in rows for day in _days_of(row, expr)}:
                yield told.time, tuple(sorted(days))


def _are_one(rows: Sequence[Meeting]) -> bool:
    """Whether meetings are of a few days in a row, so that a weekday chooses one of them."""
    first = min((row.first for row in rows), default="")
    last = max((row.last or row.first for row in rows), default="")
    return bool(rows) and (date.fromisoformat(last) - date.fromisoformat(first)).days < _WEEK


def _find_told(reading: Reading) -> Iterator[_Told]:
    actors = {actor.id: actor for actor in reading.actors}
    value = reading.document.published.value or ""
    month = value if len(value) == _MONTH else ""
    for contact in reading.contacts:
        fact = contact.fact
        if contact.time is not None and fact.status in _TOLD and fact.kind not in _NO_MEETINGS:
            who = tuple(actors[p.actor] for p in fact.participants if p.actor in actors)
            yield _Told(who, fact.place, contact.time, fact.kind == "call", month)
    for event in reading.events:
        deed = event.fact
        if event.time is not None and deed.event_type == _AGREED and deed.assertion == "asserted":
            who = tuple(actors[one] for one in (*deed.actor, *deed.recipient) if one in actors)
            yield _Told(who, deed.place, event.time, month=month)


def _is_open(expr: TimeExpr) -> bool:
    """Whether an expression gives a day that needs the day of publication."""
    return expr.value is None and not expr.in_noise and expr.recipe is not None and expr.recipe.op in _DAYS


def _find_rows(told: _Told, kb: KnowledgeBase) -> Iterable[Meeting]:
    """The meetings in the town told. Where only a country is told, or no place, or a call, those of the month of the
    dispatch between two parties that are named: such come too often for the weekday to choose one."""
    place = fold_town(told.place.name.fr) if told.place is not None else ""
    if place and (found := kb.meetings_by_place.get(place)):
        return found
    if not told.month or place in kb.towns_by_name:
        return ()
    named = {actor.id for actor in told.who}
    met = {row for one in named for row in kb.meetings_by_party.get(one, ()) if row.first.startswith(told.month)}
    near = (row for row in met if len(named.intersection(row.who)) >= _PARTIES)
    country = told.place.country if told.place is not None else None
    return near if told.place is None else (row for row in near if country and _lies_in(row, country.lower(), kb))


def _lies_in(row: Meeting, country: str, kb: KnowledgeBase) -> bool:
    town = kb.towns_by_name.get(fold_town(row.place))
    return town is not None and town.state == country


def _are_these(told: _Told, row: Meeting, kb: KnowledgeBase) -> bool:
    """Whether those told may be those who met then: two parties of the meeting at least, or the organisation alone that
    met ("le sommet de l'Otan"), and nobody else who sits for one of them. In the month of the dispatch itself one will
    do, at that place."""
    if told.call == bool(row.place):
        return False
    met: set[str] = set()
    for actor in told.who:
        found = _find_party(actor, row, kb)
        if found is not None:
            met.add(found)
        elif _side_of(actor, kb) in _sides(row, kb):
            return False
    gathered = {party for party in row.who if party in kb.organisations and kb.organisations[party].kind in _GATHER}
    if len(met) >= _PARTIES or (len(gathered) == 1 and met == gathered):
        return True
    return bool(met and told.month and told.place) and row.first.startswith(told.month)


def _find_party(actor: Actor, row: Meeting, kb: KnowledgeBase) -> str | None:
    """The party of the meeting that an actor is; None where it is none."""
    side = _side_of(actor, kb)
    for party in row.who:
        person = kb.persons.get(party)
        if party == actor.id or (person is None and fold_name(party) == fold_name(actor.name.fr)):
            return party
        if party == side and _served(actor, row, kb):
            return party
        if person is not None and actor.kind != "person" and side == person.state:
            return party  # "la Chine et Taïwan" of their presidents
    return None


def _served(actor: Actor, row: Meeting, kb: KnowledgeBase) -> bool:
    """Whether an actor may have sat for his state then: a person whose offices are known held one."""
    tenures = kb.tenures_by_person.get(actor.id, ())
    return not tenures or any(
        span_of(t.start)[0] <= row.first and (not t.end or row.first <= span_of(t.end)[1]) for t in tenures
    )


def _sides(row: Meeting, kb: KnowledgeBase) -> frozenset[str]:
    """The states for which persons met."""
    return frozenset(kb.persons[party].state for party in row.who if party in kb.persons)


def _side_of(actor: Actor, kb: KnowledgeBase) -> str:
    """The state for which an actor acts, by its id (which some have that ISO does not know); an organisation itself."""
    person = kb.persons.get(actor.id)
    return (person.state if person is not None else (actor.state or "").lower()) or actor.id


def _days_of(row: Meeting, expr: TimeExpr) -> Iterator[str]:
    """The days of a meeting that an expression may name; "hier" names none of a meeting of several days."""
    if row.last and expr.recipe is not None and expr.recipe.op == "day":
        return
    first = date.fromisoformat(row.first)
    last = date.fromisoformat(row.last) if row.last else first
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        recipe = expr.recipe
        if recipe is None or recipe.weekday not in (None, day.isoweekday()):
            continue
        if recipe.op != "month_day" or (recipe.month in (None, day.month) and recipe.day == day.day):
            yield day.isoformat()
