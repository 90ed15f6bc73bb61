"""Look for mistakes in a knowledge base: what no single row can show.

``check`` takes a ``KnowledgeBase`` and gives problems; it raises nothing and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Set
from dataclasses import dataclass
from itertools import chain, pairwise

from pourparlers.knowledge.coverage import holes
from pourparlers.knowledge.model import Gap, KnowledgeBase, Tenure
from pourparlers.knowledge.roles import LAST_DAY, span_of

__all__ = ["Problem", "check"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend (``error``), to look at (``warning``) or to know (``info``)."""

    level: str
    table: str
    key: str
    reason: str


def check(kb: KnowledgeBase) -> list[Problem]:
    """Give the problems of *kb*: references, dates, overlaps, gaps, meetings and surfaces used twice."""
    return [
        *_references(kb),
        *_dates(kb),
        *(problem for rows in kb.tenures_by_office.values() for problem in _sequence(rows)),
        *_gaps(kb),
        *_meetings(kb),
        *_surfaces(kb),
    ]


def _references(kb: KnowledgeBase) -> Iterator[Problem]:
    """Give the rows that point to an id that no table has."""
    bodies = kb.states.keys() | kb.organisations.keys()
    actors = bodies | kb.formats.keys()
    for table, key, names, known in chain(_pointers(kb, bodies, actors), _met(kb, actors)):
        for name in names:
            if name and name not in known:
                yield Problem("error", table, key, f"no row has the id {name}")
    for office in kb.offices.values():
        if office.id not in kb.tenures_by_office:
            yield Problem("info", "offices", office.id, "nobody is known to have held it")


_Pointer = tuple[str, str, tuple[str, ...], Container[str]]


def _pointers(kb: KnowledgeBase, bodies: Set[str], actors: Set[str]) -> Iterator[_Pointer]:
    """Give each row that points to others: its table, its key, the ids it names and those it may name."""
    for tenure in kb.tenures:
        yield "tenures", _key(tenure), (tenure.office,), kb.offices
        yield "tenures", _key(tenure), (tenure.person,), kb.persons
    for gap in kb.gaps:
        yield "gaps", f"{gap.office} {gap.start}", (gap.office,), kb.offices
    for office in kb.offices.values():
        yield "offices", office.id, (office.body,), bodies
    for person in kb.persons.values():
        yield "persons", person.id, (person.state,), kb.states
    for member in kb.members:
        yield "members", member.organisation, (member.organisation, member.member), actors
    for row in kb.leading:
        yield "leading", f"{row.state} {row.start}".strip(), (row.state,), kb.states
    for form in kb.formats.values():
        yield "formats", form.id, form.members, bodies
    known = actors | kb.offices.keys() | kb.persons.keys()
    for metonym in kb.metonyms:
        yield "metonyms", metonym.surface_fr, (metonym.actor,), known
        yield "metonyms", metonym.surface_fr, (metonym.place_state,), kb.states
    for heir in kb.successions:
        yield "successions", f"{heir.state} {heir.earlier}", (heir.state, heir.earlier), kb.states
    for place in kb.places:
        yield "places", place.name_fr, (place.state,), bodies
    for organisation in kb.organisations.values():
        yield "organisations", organisation.id, (organisation.parent, organisation.state), actors


def _met(kb: KnowledgeBase, actors: Set[str]) -> Iterator[_Pointer]:
    """Give the meetings with the ids of those who met; who has no row stands by a name of several words."""
    known = actors | kb.persons.keys()
    for row in kb.meetings:
        yield "meetings", f"{row.first} {row.place}", tuple(one for one in row.who if " " not in one), known


def _dates(kb: KnowledgeBase) -> Iterator[Problem]:
    """Give the tenures that end before they start, or were never checked, or not as late as they say."""
    for state, led in kb.leading_by_state.items():
        for one, other in pairwise(sorted(led, key=lambda row: row.start)):
            if not one.end or span_of(one.end)[0] > span_of(other.start)[1]:
                yield Problem("error", "leading", f"{state} {other.start}", "begins before the row before it ends")
    for row in kb.tenures:
        if row.end and span_of(row.end)[1] < span_of(row.start)[0]:
            yield Problem("error", "tenures", _key(row), f"ends on {row.end}, before it starts")
        if not row.checked_until:
            yield Problem("error" if not row.end else "warning", "tenures", _key(row), "no checked_until")
        elif row.checked_until < span_of(row.end or row.start)[0]:
            yield Problem("error", "tenures", _key(row), "checked_until is before the dates that it vouches for")


def _sequence(rows: tuple[Tenure, ...]) -> Iterator[Problem]:
    """Give the overlaps between the tenures of one office, acting ones left out."""
    full = sorted((row for row in rows if not row.acting), key=lambda row: span_of(row.start))
    for before, after in pairwise(full):
        starts = span_of(after.start)
        if not before.end:
            if before.checked_until > starts[1] or before.person != after.person:
                reason = f"open, but {after.person} starts on {after.start}"
                yield Problem("error", "tenures", _key(before), reason)
            continue
        ends = span_of(before.end)
        if ends[0] > starts[1]:
            reason = f"ends on {before.end}, after {after.person} starts on {after.start}"
            yield Problem("error", "tenures", _key(before), reason)


def _gaps(kb: KnowledgeBase) -> Iterator[Problem]:
    """Give the holes between tenures that nothing marks, and the marks that are wrong."""
    for office in kb.offices.values():
        for hole in holes(kb, office):
            reason = f"nobody known from {hole.first_day} to {hole.last_day}"
            yield Problem("warning", "tenures", f"{office.id} {hole.after}".strip(), reason)
    for gap in kb.gaps:
        key = f"{gap.office} {gap.start}"
        if gap.end and span_of(gap.end)[1] < span_of(gap.start)[0]:
            yield Problem("error", "gaps", key, f"ends on {gap.end}, before it starts")
        for row in kb.tenures_by_office.get(gap.office, ()):
            if not row.acting and _is_inside(row, gap):
                yield Problem("warning", "gaps", key, f"{gap.why}, but {row.person} is known from {row.start}")


def _meetings(kb: KnowledgeBase) -> Iterator[Problem]:
    """Give the meetings that end before they begin, and those of somebody who held no office then."""
    for row in kb.meetings:
        key, last = f"{row.first} {row.place}", row.last or row.first
        if last < row.first:
            yield Problem("error", "meetings", key, f"ends on {row.last}, before it begins")
        for one in row.who:
            tenures = kb.tenures_by_person.get(one, ())
            if tenures and not any(_may_cover(tenure, row.first, last) for tenure in tenures):
                yield Problem("info", "meetings", key, f"{one} is not known to have held an office then")


def _may_cover(tenure: Tenure, first: str, last: str) -> bool:
    """Say whether a tenure may have had one of the days from *first* to *last*."""
    return span_of(tenure.start)[0] <= last and (not tenure.end or first <= span_of(tenure.end)[1])


def _is_inside(row: Tenure, gap: Gap) -> bool:
    """Say whether a tenure surely has days that are surely in a gap, hand-over days aside."""
    starts, ends = span_of(row.start)[1], span_of(row.end)[0] if row.end else row.checked_until
    begins, stops = span_of(gap.start)[1], span_of(gap.end)[0] if gap.end else LAST_DAY
    return max(starts, begins) < min(ends, stops)


def _surfaces(kb: KnowledgeBase) -> Iterator[Problem]:
    """Give the full names that stand for two persons, or for two states or organisations."""
    persons: defaultdict[str, set[str]] = defaultdict(set)
    for person in kb.persons.values():
        for name in (person.name_fr, *person.variants_fr):
            persons[name.casefold()].add(person.id)
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    for table in (kb.states, kb.organisations):
        for row in table.values():
            for name in (row.name_fr, *row.variants_fr):
                bodies[name.casefold()].add(row.id)
    for table_name, found in (("persons", persons), ("organisations", bodies)):
        for surface, ids in found.items():
            if len(ids) > 1:
                level = "warning" if " " in surface or table_name != "persons" else "info"
                yield Problem(level, table_name, surface, f"stands for {', '.join(sorted(ids))}")


def _key(row: Tenure) -> str:
    """Give the words that name a tenure in a report."""
    return f"{row.office} {row.person} {row.start}"
