"""Which positions answer which: a demand accepted or refused, an accusation denied, an offer taken up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

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
    told = {p.id: _Told.of(p, actors) for p in positions}
    by_issue: dict[str, list[Position]] = defaultdict(list)
    by_side: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for position in positions:
        by_issue[position.issue].append(position)
        for side in told[position.id].mine:
            by_side[position.issue, side].append(position)
    days = {p.id: known_days(p, documents) for p in positions}
    seated = {pair for n in processes for pair in product(n.parties, n.parties)}
    linked = []
    for position in positions:
        kinds = ANSWERS.get(position.stance, frozenset())
        claim = told[position.id]
        asked = {p.id: p for side in claim.theirs for p in by_side.get((position.issue, side), ())}
        found = [
            other
            for other in (asked.values() if claim.theirs else by_issue[position.issue] if kinds else ())
            if other.stance in kinds
            and not _is_before(other, position, days)
            and _is_between(claim, told[other.id], seated)
        ]
        found.sort(key=lambda p: (days[p.id] or (date.max, date.max), p.id))
        answered_by = tuple(p.id for p in found)
        same = answered_by == position.answered_by  # most are answered by none
        linked.append(position if same else msgspec.structs.replace(position, answered_by=answered_by))
    return linked


class _Told(NamedTuple):
    """The sides of a position: whose it is, whom it is addressed to, and the dispatches that tell it."""

    mine: frozenset[str]
    theirs: frozenset[str]
    docs: frozenset[str]

    @classmethod
    def of(cls, position: Position, actors: Mapping[str, Actor]) -> _Told:
        mine = parties_of((position.holder, *position.co_holders), actors)
        theirs = parties_of(position.addressee, actors) - mine
        return cls(mine, theirs, frozenset(span.doc for span in position.evidence))


def _is_between(claim: _Told, answer: _Told, seated: Collection[tuple[str, str]]) -> bool:
    """Whether `answer` comes from, or goes to, the one addressed; `seated` are sides that sit at one table."""
    if not claim.mine or not answer.mine or claim.mine & answer.mine:
        return False
    asked, told = claim.theirs, answer.theirs
    if (asked and not answer.mine & asked) or (told and not claim.mine & told):
        return False
    if (asked and told) or claim.docs & answer.docs:
        return True
    return any(pair in seated for pair in product(claim.mine, answer.mine))


def _is_before(answer: Position, claim: Position, days: Mapping[str, Bounds | None]) -> bool:
    """Whether the answer was surely given before the claim was made."""
    a, c = days[answer.id], days[claim.id]
    return a is not None and c is not None and a[1] < c[0]
