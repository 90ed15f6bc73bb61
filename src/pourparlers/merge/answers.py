"""Which positions answer which: a demand accepted or refused, an accusation denied, an offer taken up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from ..types import Actor, Document, Negotiation, Position
from ..vocab import Stance
from ..when import WhenError, day_part, parse
from .parties import parties_of

ANSWERS: Mapping[Stance, frozenset[Stance]] = {
    "demand": frozenset({"acceptance", "refusal", "offer", "promise", "condition"}),
    "condition": frozenset({"acceptance", "refusal", "offer", "promise"}),
    "offer": frozenset({"acceptance", "refusal", "condition"}),
    "accusation": frozenset({"denial", "acceptance"}),
    "threat": frozenset({"acceptance", "refusal"}),
}
"""Stances that can be answered, and by which stances of another side on the same matter."""

Bounds = tuple[date, date]


def known_days(position: Position, documents: Mapping[str, Document]) -> Bounds | None:
    """The first and last day on which the stance may have been taken: its own date, else up to its dispatch's day."""
    own = _bounds(position.since.value)
    if own is not None and position.since.basis != "bounded":
        return own
    published = [b for h in position.history if (b := _bounds(documents[h.doc].published.value))]
    return (min(b[0] for b in published), max(b[1] for b in published)) if published else None


def _bounds(value: str | None) -> Bounds | None:
    try:
        first, last = parse(day_part(value or "")).bounds
    except WhenError:
        return None
    return (first or date.min, last or date.max)


def link_positions(
    positions: Sequence[Position],
    processes: Sequence[Negotiation],
    actors: Mapping[str, Actor],
    documents: Mapping[str, Document],
) -> list[Position]:
    """`positions` with `answered_by` filled: ids, in order of their days, then of ids.

    An answer is another side's, on the same issue, of a stance that answers (`ANSWERS`), not surely earlier. It comes
    from, or goes to, the one that is addressed; where nobody is, both are told in one dispatch or their sides are in
    one of the `processes`. The order of `positions` makes no difference.
    """
    by_issue: dict[str, list[Position]] = defaultdict(list)
    for position in positions:
        by_issue[position.issue].append(position)
    days = {p.id: known_days(p, documents) for p in positions}
    tables = [frozenset(n.parties) for n in processes]
    linked = []
    for position in positions:
        kinds = ANSWERS.get(position.stance, frozenset())
        found = [
            other
            for other in by_issue[position.issue]
            if other.stance in kinds
            and not _is_before(other, position, days)
            and _is_between(position, other, actors, tables)
        ]
        found.sort(key=lambda p: (days[p.id] or (date.max, date.max), p.id))
        linked.append(msgspec.structs.replace(position, answered_by=tuple(p.id for p in found)))
    return linked


def _is_between(
    claim: Position, answer: Position, actors: Mapping[str, Actor], tables: Sequence[frozenset[str]]
) -> bool:
    mine = parties_of((claim.holder, *claim.co_holders), actors)
    theirs = parties_of((answer.holder, *answer.co_holders), actors)
    if not mine or not theirs or mine & theirs:
        return False
    asked, told = parties_of(claim.addressee, actors) - mine, parties_of(answer.addressee, actors) - theirs
    if (asked and not theirs & asked) or (told and not mine & told):
        return False
    together = {s.doc for s in claim.evidence} & {s.doc for s in answer.evidence}
    return bool(asked and told) or bool(together) or any(mine & t and theirs & t for t in tables)


def _is_before(answer: Position, claim: Position, days: Mapping[str, Bounds | None]) -> bool:
    """Whether the answer was surely given before the claim was made."""
    a, c = days[answer.id], days[claim.id]
    return a is not None and c is not None and a[1] < c[0]
