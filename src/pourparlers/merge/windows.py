"""Which accounts of a block are worth comparing: those whose days or dispatches are near one another.

Two accounts that are both dated can only be one where their days meet; of two that are not both dated the dispatches
must be near, or the reasons never add up (see `compare`). A contact put off moves, and texts answer one another after
months: these are compared with all. So the pairs grow with what is told in a month, not with the square of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from .accounts import MAX, ContactAccount

NEAR = timedelta(days=31)
"""Dispatches further apart tell one contact only where both date it (as in `compare`)."""
Pair = tuple[ContactAccount, ContactAccount]


def near_pairs(block: Sequence[ContactAccount]) -> Iterator[Pair]:
    """Pairs of `block` that may be one contact; a pair may come twice."""
    free = [a for a in block if a.group == "exchange" or a.draft.fact.status == "postponed"]
    loose = {a.id for a in free}
    for n, a in enumerate(free):
        yield from ((a, b) for b in block if b.id not in loose)
        yield from ((a, b) for b in free[n + 1 :])
    bound = [a for a in block if a.id not in loose]
    yield from _meeting([a for a in bound if a.dated])
    yield from _told_nearby(bound)


def _meeting(dated: Sequence[ContactAccount]) -> Iterator[Pair]:
    """Pairs whose days meet."""
    ordered = sorted(dated, key=lambda a: (a.days, a.id))
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 :]:
            if b.days[0] > a.days[1]:
                break
            yield a, b


def _told_nearby(accounts: Sequence[ContactAccount]) -> Iterator[Pair]:
    """Pairs, not both dated, whose dispatches are near one another."""
    ordered = sorted(accounts, key=lambda a: (a.published, a.id))
    for n, a in enumerate(ordered):
        until = _later(a.published[1])
        for b in ordered[n + 1 :]:
            if b.published[0] > until:
                break
            if not (a.dated and b.dated):
                yield a, b


def _later(day: date) -> date:
    return day + NEAR if day < MAX - NEAR else MAX
