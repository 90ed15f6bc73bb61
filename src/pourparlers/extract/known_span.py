"""The time in which all who act in a text held an office: what the knowledge base says of a text's year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..drafts import Reading
from ..knowledge.in_office import common_terms, terms_in_office
from ..knowledge.model import KnowledgeBase

_LEAST: Final = 2
_MANY: Final = 4
"""Persons in office from which on one whose terms fit none of the others' is left out."""
_FIRST_LINES: Final = 500
"""Characters within which a text names those whom its news are of."""
_TOLD: Final = frozenset({"held", "planned", "ongoing", "cancelled", "postponed"})


def known_span(
    reading: Reading, kb: KnowledgeBase, titled: Mapping[str, frozenset[str]] | None = None
) -> tuple[str, str] | None:
    """First and last day (ISO 8601) on which every person who acts in `reading` may have been in office.

    A person counts while in some office and, between two of them, for the time that an election may take; an office
    that `kb` saw held is taken to last ten more years. Those who speak or take part in a contact act, people presented
    as former holders aside; where fewer than two do, those whom the first lines name count too. `titled` are the
    functions by which the title or lead calls persons: one of them who acts held that function on the day. None where
    fewer than two of those who act have offices in `kb` and none is so called, or no day is common to all.
    """
    former = {a.id for a in reading.actors if a.office and "former" in a.office}
    called = titled or {}
    terms: list[list[tuple[str, str]]] = []
    sure = False
    acting = _acting(reading) - former
    if sum(p in kb.tenures_by_person for p in acting) < _LEAST:
        acting |= _opening(reading) - former
    for person in sorted(acting):
        rows = kb.tenures_by_person.get(person, ())
        own = [r for r in rows if r.office in kb.offices and kb.offices[r.office].function in called.get(person, ())]
        sure = sure or bool(own)
        if rows:
            terms.append(terms_in_office(own or rows))
    if len(terms) < _LEAST and not sure:
        return None
    common = common_terms(terms)
    if not common and len(terms) >= _MANY:
        # one of many may act in a quality that the knowledge base does not know: the others tell the time
        without = [common_terms([t for t in terms if t is not left]) for left in terms]
        told = [found for found in without if found]
        common = told[0] if len(told) == 1 else []
    return (common[0][0], max(last for _, last in common)) if common else None


def _opening(reading: Reading) -> set[str]:
    """Ids of those whom title and lead name."""
    people = {a.id for a in reading.actors if a.kind == "person"}
    return {m.actor for m in reading.mentions if m.how == "name" and m.start < _FIRST_LINES and m.actor in people}


def _acting(reading: Reading) -> set[str]:
    """Ids of those who speak, or take part in a contact."""
    acting = {s.fact.speaker for s in reading.statements if s.fact.speaker}
    acting |= {p.actor for c in reading.contacts if c.fact.status in _TOLD for p in c.fact.participants}
    return acting
