"""How much of the time the tenures of an office cover, and what is left out.

Pure functions over a ``KnowledgeBase``. A day is covered when somebody is known to have held the
office, in full or acting, as far as the precision of the dates lets it be; or when the table of
gaps says why nobody is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pourparlers.knowledge.model import KnowledgeBase, Office
from pourparlers.knowledge.roles import LAST_DAY, span_of

__all__ = ["GAP_DAYS", "Hole", "due_since", "holes", "is_full"]

GAP_DAYS: Final = 45
"""Days without a holder that pass without a word: the time in which a government is formed."""

_FUNCTIONS: Final = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
_EARLY_BODIES: Final = ("org-g20", "org-coe", "org-arab-league", "org-au")
_EARLY_STATES: Final = frozenset({"blr", "irn", "isr", "vat", "xkx"})
"""Of Europe and the Middle East, the states that were never in one of those bodies."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Days of an office for which the tables say nothing; ``after`` is the tenure's person who ends it."""

    office: str
    first_day: str
    last_day: str
    after: str


def due_since(kb: KnowledgeBase, office: Office) -> str:
    """Give the day since which the holders of *office* ought to be known; ``""`` where none is asked for.

    For the heads and the foreign and defence ministers of the G20 and of the states of Europe, the
    Middle East and Africa that is 2000, for those of other states 2010.
    """
    if office.function not in _FUNCTIONS or office.body not in kb.states:
        return ""
    early = office.body in _EARLY_STATES or any(
        member.member == office.body for body in _EARLY_BODIES for member in kb.members_by_organisation.get(body, ())
    )
    return "2000-01-01" if early else "2010-01-01"


def holes(kb: KnowledgeBase, office: Office, *, marked: bool = True) -> list[Hole]:
    """Give the spans of more than ``GAP_DAYS`` between or before the tenures of *office* that nothing covers.

    With ``marked=False`` the marks of ``gaps.csv`` that say ``unknown`` do not count as cover. What
    comes after the last tenure is no hole: ``checked_until`` says how far the tables go.
    """
    rows = kb.tenures_by_office.get(office.id, ())
    if not rows:
        return []
    covered = [(*_bounds(row.start, row.end), row.person) for row in rows]
    covered += [
        (*_bounds(gap.start, gap.end), "")
        for gap in kb.gaps_by_office.get(office.id, ())
        if marked or gap.why != "unknown"
    ]
    covered.sort()
    since = due_since(kb, office) or min(span_of(row.start)[0] for row in rows)
    return list(_between(office.id, since, covered))


def is_full(kb: KnowledgeBase, office: Office) -> bool:
    """Say whether a holder, or a vacancy, is known for all the time that *office* is asked for."""
    return office.id in kb.tenures_by_office and not holes(kb, office, marked=False)


def _between(office: str, since: str, covered: Iterable[tuple[str, str, str]]) -> Iterable[Hole]:
    """Give the spans between *covered* ones, which are in order, that are longer than ``GAP_DAYS``."""
    reached = since
    for first, last, person in covered:
        if first > reached and (date.fromisoformat(first) - date.fromisoformat(reached)).days > GAP_DAYS:
            yield Hole(office, reached, str(date.fromisoformat(first) - timedelta(days=1)), person)
        reached = max(reached, last)


def _bounds(start: str, end: str) -> tuple[str, str]:
    """Give the first and the last day of a span as wide as its precision leaves it."""
    return span_of(start)[0], span_of(end)[1] if end else LAST_DAY
