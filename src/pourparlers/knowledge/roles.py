"""Who held what on which day.

Pure functions over a ``KnowledgeBase``. Days are ISO strings (``2022-01-21``); a fact whose day is
not known exactly is asked for as an interval, first day and last day included.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pourparlers.knowledge.model import KnowledgeBase, Office, Tenure

__all__ = [
    "LAST_DAY",
    "Answer",
    "Holder",
    "find_offices",
    "holders",
    "leading_functions",
    "members_of",
    "offices_of",
    "served",
    "span_of",
    "who",
]

LAST_DAY: Final = "9999-12-31"
"""Stands for the end of what is open."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office; ``certain`` where the tenure surely covers every day asked about."""

    person: str
    office: str
    certain: bool
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the tables say of an office on a day.

    ``why`` is empty where there are ``holders``; else it is ``vacant``, ``no_office`` or
    ``unknown``. ``last`` is then the tenure that began last before that day, None where there is none.
    """

    holders: tuple[Holder, ...]
    why: str
    last: Tenure | None


def who(kb: KnowledgeBase, office_id: str, first_day: str, last_day: str) -> Answer:
    """Give who held *office_id* in the interval, or why nobody is named.

    Unlike ``holders``, it claims nothing after ``checked_until``: an open tenure counts up to that
    day only. Where no tenure counts, a marked gap says why; without one the answer is ``unknown``.
    """
    rows = kb.tenures_by_office.get(office_id, ())
    known = _listed((row for row in rows if row.end or first_day <= row.checked_until), first_day, last_day)
    if known:
        return Answer(tuple(known), "", None)
    before = [row for row in rows if span_of(row.start)[0] <= last_day]
    last = max(before, key=lambda row: (span_of(row.start)[0], not row.acting), default=None)
    for gap in kb.gaps_by_office.get(office_id, ()):
        ends = span_of(gap.end)[1] if gap.end else LAST_DAY
        if span_of(gap.start)[0] <= first_day and last_day <= ends:
            return Answer((), gap.why, last)
    return Answer((), "unknown", last)


def holders(kb: KnowledgeBase, office_id: str, first_day: str, last_day: str) -> list[Holder]:
    """Give those who surely or possibly held *office_id* in the interval, earliest first.

    A start or end known to the month or the year counts as possible for the whole of it. On the
    day of a hand-over both are listed and neither is certain. After the day until which an open
    tenure was checked, its holder is still listed, not certain. An unknown office has no holders.
    """
    rows = kb.tenures_by_office.get(office_id, ())
    return _listed((row for row in rows), first_day, last_day)


def offices_of(kb: KnowledgeBase, person_id: str, first_day: str, last_day: str) -> list[Holder]:
    """Give the offices that *person_id* surely or possibly held in the interval."""
    found: list[Holder] = []
    rows = kb.tenures_by_person.get(person_id, ())
    near = {row.office for row in rows if _is_possible(row, first_day, last_day)}
    for row in rows:
        if row.office not in near:
            continue  # its holders in the interval are others
        for holder in holders(kb, row.office, first_day, last_day):
            if holder.person == person_id and holder not in found:
                found.append(holder)
    return found


def served(kb: KnowledgeBase, person_id: str, first_day: str, last_day: str) -> bool:
    """Say whether *person_id* surely or possibly held any office in the interval: whether ``offices_of`` gives one."""
    return any(_is_possible(row, first_day, last_day) for row in kb.tenures_by_person.get(person_id, ()))


def leading_functions(kb: KnowledgeBase, state_id: str, first_day: str, last_day: str) -> tuple[str, ...]:
    """Give the functions of those who may be meant by the state's "dirigeant" in the interval.

    That is its head of state, unless a row of ``leading.csv`` says otherwise for all of the interval; for some of it,
    either may be meant.
    """
    found: dict[str, None] = {}
    for row in kb.leading_by_state.get(state_id, ()):
        starts, ends = span_of(row.start)[0] if row.start else "", span_of(row.end)[1] if row.end else LAST_DAY
        if starts > last_day or ends < first_day:
            continue
        told = (row.function,) if row.function else ("head_of_state", "head_of_government")
        if starts <= first_day and last_day <= ends:
            return told
        found |= dict.fromkeys((*told, "head_of_state"))
    return tuple(found) or ("head_of_state",)


def find_offices(kb: KnowledgeBase, function: str, body: str) -> list[Office]:
    """Give the offices of a function (``foreign_minister``) in a state or an organisation."""
    return list(kb.offices_by_post.get((function, body), ()))


def members_of(kb: KnowledgeBase, organisation: str, day: str) -> list[str]:
    """Give the ids of the members of *organisation* on *day*; of a doubtful month, possible ones."""
    found = []
    for row in kb.members_by_organisation.get(organisation, ()):
        starts = span_of(row.start)[0] if row.start else ""
        ends = span_of(row.end)[1] if row.end else LAST_DAY
        if starts <= day <= ends and row.member not in found:
            found.append(row.member)
    return found


@lru_cache(maxsize=1 << 16)
def span_of(value: str) -> tuple[str, str]:
    """Give the first and the last day of an EDTF year, month or day."""
    if len(value) == 4:
        return f"{value}-01-01", f"{value}-12-31"
    if len(value) == 7:
        length = calendar.monthrange(int(value[:4]), int(value[5:7]))[1]
        return f"{value}-01", f"{value}-{length:02d}"
    return value, value


def _listed(rows: Iterable[Tenure], first_day: str, last_day: str) -> list[Holder]:
    """Give the holders among the tenures of one office, one row for each person."""
    possible = [row for row in rows if _is_possible(row, first_day, last_day)]
    possible.sort(key=lambda row: span_of(row.start)[0])
    persons = {row.person for row in possible}
    certain: dict[str, bool] = {}
    acting: dict[str, bool] = {}
    office: dict[str, str] = {}
    for row in possible:
        sure = _is_certain(row, first_day, last_day, alone=len(persons) == 1)
        certain[row.person] = certain.get(row.person, False) or sure
        acting[row.person] = acting.get(row.person, True) and row.acting
        office[row.person] = row.office
    return [Holder(name, office[name], sure, acting[name]) for name, sure in certain.items()]


def _is_possible(row: Tenure, first_day: str, last_day: str) -> bool:
    """Say whether the tenure may touch the interval."""
    # a month or a year sorts before its days, and a day cut to its month or year tells whether that is over
    return row.start <= last_day and (not row.end or first_day[: len(row.end)] <= row.end)


def _is_certain(row: Tenure, first_day: str, last_day: str, *, alone: bool) -> bool:
    """Say whether the tenure surely covers the interval (strictly inside it unless *alone*)."""
    starts = span_of(row.start)[1]
    ends = span_of(row.end)[0] if row.end else row.checked_until
    if alone:
        return starts <= first_day and last_day <= ends
    return starts < first_day and (last_day < ends or (not row.end and last_day <= ends))
