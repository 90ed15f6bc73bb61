"""Negotiations: contacts, positions and exchanges that belong to one process.

A process is a set of sides that meet again and again, or a format under which they meet. Contacts of the same sides
within some months are one process; a larger table takes in the bilateral contacts of those who sit at it when they
speak of the same matters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from ..ids import make_id
from ..types import Actor, Contact, Document, Named, Negotiation, Position
from ..when import WhenError, day_part, parse
from .answers import known_days
from .parties import parties_of, side_name

_PAUSE = timedelta(days=180)
"""Contacts further apart than this belong to two processes of the same sides."""
_NEAR = timedelta(days=30)
"""Contacts of two sides so near to a table at which both sit belong to its process."""
_NAMED = 4
"""A name tells at most so many sides."""
_NOT_MET = frozenset({"denied"})


@dataclass(slots=True)
class _Process:
    sides: frozenset[str]
    format: str | None
    contacts: list[Contact] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)

    @property
    def docs(self) -> set[str]:
        return {s.doc for c in self.contacts for s in c.evidence}


def find_negotiations(
    contacts: Sequence[Contact],
    positions: Sequence[Position],
    actors: Mapping[str, Actor],
    documents: Mapping[str, Document],
) -> list[Negotiation]:
    """The processes that `contacts` and `positions` belong to, sorted by id; the order of both makes no difference.

    A contact belongs to one of them, a position to those between whose sides it is held. A single contact with no
    position between its sides is no process yet.
    """
    processes = _by_sides(sorted(contacts, key=lambda c: c.id), actors)
    processes = _with_tables(processes)
    held = _Held(sorted(positions, key=lambda p: p.id), actors)
    for process in processes:
        process.positions = held.within(process)
    kept = [p for p in processes if len(p.contacts) + len(p.positions) > 1]
    return sorted((_negotiation(p, actors, documents) for p in kept), key=lambda n: n.id)


def with_answers(negotiations: Iterable[Negotiation], positions: Iterable[Position]) -> list[Negotiation]:
    """The processes with the positions that answer one of their own, whoever these are addressed to."""
    answers = {p.id: p.answered_by for p in positions}
    found = []
    for negotiation in negotiations:
        members = {*negotiation.members, *(a for m in negotiation.members for a in answers.get(m, ()))}
        found.append(msgspec.structs.replace(negotiation, members=tuple(sorted(members))))
    return found


def _by_sides(contacts: Iterable[Contact], actors: Mapping[str, Actor]) -> list[_Process]:
    """Contacts of the same sides (or under one format) without a long pause between them."""
    groups: dict[tuple[str, ...], list[Contact]] = defaultdict(list)
    for contact in contacts:
        sides = sides_of(contact, actors)
        if contact.status in _NOT_MET or (len(sides) < 2 and contact.format is None):
            continue
        groups[("format", contact.format) if contact.format else tuple(sorted(sides))].append(contact)
    found = []
    for key in sorted(groups):
        for run in _runs(groups[key]):
            sides = frozenset(s for c in run for s in sides_of(c, actors))
            found.append(_Process(sides, run[0].format, run))
    return found


def sides_of(contact: Contact, actors: Mapping[str, Actor]) -> frozenset[str]:
    """The sides at a contact, hosts and mediators who are no party left out."""
    parts = [p for p in contact.participants if p.part not in {"mediator", "absent"}]
    return parties_of((p.actor for p in parts), actors)


def _runs(contacts: Iterable[Contact]) -> list[list[Contact]]:
    """Contacts in order of their days, cut where a long pause lies between two; the undated go with the first run."""
    dated = sorted((d, c.id, c) for c in contacts if (d := _day(c)) is not None)
    undated = [c for c in contacts if _day(c) is None]
    runs: list[list[Contact]] = []
    last: date | None = None
    for day, _, contact in dated:
        if last is None or day - last > _PAUSE:
            runs.append([])
        runs[-1].append(contact)
        last = day
    if not runs:
        runs.append([])
    runs[0] += undated
    return [run for run in runs if run]


def _day(contact: Contact) -> date | None:
    try:
        first, last = parse(day_part(contact.when.value or "")).bounds
    except WhenError:
        return None
    return first or last


def _with_tables(processes: Sequence[_Process]) -> list[_Process]:
    """Processes of two sides joined to that of a larger table at which both sit about the same time."""
    tables = sorted((p for p in processes if len(p.sides) > 2), key=lambda p: (len(p.sides), sorted(p.sides)))
    left = []
    for process in processes:
        larger = (t for t in tables if process.sides < t.sides and not process.format and _is_beside(process, t))
        table = next(larger, None) if len(process.sides) == 2 else None
        if table is None:
            left.append(process)
        else:
            table.contacts += process.contacts
    return left


def _is_beside(process: _Process, table: _Process) -> bool:
    """Whether the same dispatches tell both, or their contacts lie near each other."""
    if process.docs & table.docs:
        return True
    mine, theirs = ([d for c in p.contacts if (d := _day(c)) is not None] for p in (process, table))
    return any(abs(a - b) <= _NEAR for a in mine for b in theirs)


class _Held:
    """Positions by who holds them towards whom, or where they are told: each process looks at its own alone."""

    def __init__(self, positions: Sequence[Position], actors: Mapping[str, Actor]) -> None:
        self._positions = positions
        self._towards: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._told: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, position in enumerate(positions):
            mine = parties_of((position.holder, *position.co_holders), actors)
            theirs = parties_of(position.addressee, actors) - mine
            docs = {span.doc for span in position.evidence}
            for side in mine:
                for other in theirs:
                    self._towards[side, other].append(n)
                for doc in docs if not theirs else ():
                    self._told[side, doc].append(n)

    def within(self, process: _Process) -> list[Position]:
        """Those held by one of its sides towards another; of a process of two, those told where its contacts are."""
        sides = process.sides
        found = {n for a in sides for b in sides for n in self._towards.get((a, b), ())}
        if len(sides) == 2:
            found |= {n for a in sides for doc in process.docs for n in self._told.get((a, doc), ())}
        return [self._positions[n] for n in sorted(found)]


def _negotiation(process: _Process, actors: Mapping[str, Actor], documents: Mapping[str, Document]) -> Negotiation:
    issues = Counter(p.issue for p in process.positions)
    days = [d for c in process.contacts if (d := _day(c)) is not None]
    told = [p for p in process.positions if p.since.value and p.since.basis != "bounded"]
    days += [b[0] for p in told if (b := known_days(p, documents)) and b[0] != date.min]
    sides = sorted(process.sides, key=lambda s: (-_weight(s, process, actors), s))
    members = sorted([*(c.id for c in process.contacts), *(p.id for p in process.positions)])
    return Negotiation(
        id=make_id("negotiation", *sorted(process.sides), process.format or "", min(c.id for c in process.contacts)),
        name=_name(sides, process, actors),
        parties=tuple(sides),
        format=process.format,
        issues=tuple(i for i, _ in sorted(issues.items(), key=lambda x: (-x[1], x[0]))),
        members=tuple(members),
        since=str(min(days)) if days else None,
        last=str(max(days)) if days else None,
    )


def _weight(side: str, process: _Process, actors: Mapping[str, Actor]) -> int:
    return sum(side in sides_of(c, actors) for c in process.contacts)


def _name(sides: Sequence[str], process: _Process, actors: Mapping[str, Actor]) -> Named:
    """The format, or the sides met most often."""
    if process.format:
        return Named(fr=process.format, en=process.format)
    shown = [side_name(s, actors) for s in sides[:_NAMED]]
    more = " …" if len(sides) > _NAMED else ""
    return Named(fr=" – ".join(n.fr for n in shown) + more, en=" – ".join(n.en for n in shown) + more)
