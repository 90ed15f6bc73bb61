"""The time in which all who act in a text held an office: what the knowledge base says of a text's year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..drafts import Reading
from ..knowledge.model import KnowledgeBase, Tenure
from ..knowledge.roles import span_of

_LEAST: Final = 2
_MORE_YEARS: Final = 10
"""Years for which one who was last seen in office may have stayed in it."""
_TOLD: Final = frozenset({"held", "planned", "ongoing", "cancelled", "postponed"})


def known_span(reading: Reading, kb: KnowledgeBase) -> tuple[str, str] | None:
    """First and last day (ISO 8601) on which every person who acts in `reading` may have been in office.

    From the first day of a person's first office to the last of the last one; an office that `kb` saw held is taken to
    last ten more years. Those who speak or take part in a contact act, people presented as former holders aside. None
    where fewer than two of them have offices in `kb`, or no day is common to all.
    """
    former = {a.id for a in reading.actors if a.office and "former" in a.office}
    spans = [_span(rows) for p in sorted(_acting(reading) - former) if (rows := kb.tenures_by_person.get(p))]
    if len(spans) < _LEAST:
        return None
    first, last = max(s[0] for s in spans), min(s[1] for s in spans)
    return (first, last) if first <= last else None


def _acting(reading: Reading) -> set[str]:
    """Ids of those who speak, or take part in a contact."""
    acting = {s.fact.speaker for s in reading.statements if s.fact.speaker}
    acting |= {p.actor for c in reading.contacts if c.fact.status in _TOLD for p in c.fact.participants}
    return acting


def _span(rows: Iterable[Tenure]) -> tuple[str, str]:
    """First and last day of all `rows`, both as wide as their precision leaves them."""
    kept = list(rows)
    return min(span_of(r.start)[0] for r in kept), max(_end(r) for r in kept)


def _end(row: Tenure) -> str:
    if row.end:
        return span_of(row.end)[1]
    seen = row.checked_until or span_of(row.start)[1]
    return f"{int(seen[:4]) + _MORE_YEARS:04d}-12-31"
