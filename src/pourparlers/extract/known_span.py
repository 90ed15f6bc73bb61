"""The time in which all who act in a text held an office: what the knowledge base says of a text's year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from ..drafts import Reading
from ..knowledge.model import KnowledgeBase, Tenure
from ..knowledge.roles import span_of

_LEAST: Final = 2
_MANY: Final = 4
"""Persons in office from which on one whose terms fit none of the others' is left out."""
_MORE_YEARS: Final = 10
"""Years for which one who was last seen in office may have stayed in it."""
_BREAK: Final = 400
"""Days between two offices for which a person may still be spoken of as in the affair."""
_TOLD: Final = frozenset({"held", "planned", "ongoing", "cancelled", "postponed"})


def known_span(
    reading: Reading, kb: KnowledgeBase, titled: Mapping[str, frozenset[str]] | None = None
) -> tuple[str, str] | None:
    """First and last day (ISO 8601) on which every person who acts in `reading` may have been in office.

    A person counts while in some office and, between two of them, for the time that an election may take; an office
    that `kb` saw held is taken to last ten more years. Those who speak or take part in a contact act, people presented
    as former holders aside. `titled` are the functions by which the title or lead calls persons: one of them who acts
    held that function on the day. None where fewer than two of those who act have offices in `kb` and none is so
    called, or no day is common to all.
    """
    former = {a.id for a in reading.actors if a.office and "former" in a.office}
    called = titled or {}
    terms: list[list[tuple[str, str]]] = []
    sure = False
    for person in sorted(_acting(reading) - former):
        rows = kb.tenures_by_person.get(person, ())
        own = [r for r in rows if r.office in kb.offices and kb.offices[r.office].function in called.get(person, ())]
        sure = sure or bool(own)
        if rows:
            terms.append(_terms(own or rows))
    if len(terms) < _LEAST and not sure:
        return None
    common = _common(terms)
    if not common and len(terms) >= _MANY:
        # one of many may act in a quality that the knowledge base does not know: the others tell the time
        without = [_common([t for t in terms if t is not left]) for left in terms]
        told = [found for found in without if found]
        common = told[0] if len(told) == 1 else []
    return (common[0][0], max(last for _, last in common)) if common else None


def _common(terms: Sequence[list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The stretches of time that each of `terms` has."""
    common = terms[0]
    for other in terms[1:]:
        common = [(max(a, c), min(b, d)) for a, b in common for c, d in other if max(a, c) < min(b, d)]
    return common


def _acting(reading: Reading) -> set[str]:
    """Ids of those who speak, or take part in a contact."""
    acting = {s.fact.speaker for s in reading.statements if s.fact.speaker}
    acting |= {p.actor for c in reading.contacts if c.fact.status in _TOLD for p in c.fact.participants}
    return acting


def _terms(rows: Iterable[Tenure]) -> list[tuple[str, str]]:
    """First and last days of the time in office, in order, as wide as precision leaves them; short breaks closed."""
    joined: list[tuple[str, str]] = []
    for first, last in sorted((span_of(row.start)[0], _end(row)) for row in rows):
        if joined and (date.fromisoformat(first) - date.fromisoformat(joined[-1][1])).days <= _BREAK:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _end(row: Tenure) -> str:
    if row.end:
        return span_of(row.end)[1]
    seen = row.checked_until or span_of(row.start)[1]
    return f"{int(seen[:4]) + _MORE_YEARS:04d}-12-31"
