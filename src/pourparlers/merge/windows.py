"""Which accounts of a block are worth comparing: those whose days or dispatches are near one another.

Two accounts that are both dated can only be one where their days meet; of two that are not both dated the dispatches
must be near, or the reasons never add up (see `compare`). A contact put off moves, and texts answer one another after
months: these are compared with all. So the pairs grow with what is told in a month, not with the square of the whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from .accounts import MAX, ContactAccount

NEAR = timedelta(days=31)
"""Dispatches further apart tell one contact only where both date it (as in `compare`)."""
Pair = tuple[ContactAccount, ContactAccount]
Test = Callable[[ContactAccount], bool]


def near_pairs(block: Sequence[ContactAccount], *tests: Test) -> Iterator[Pair]:
    """Pairs of `block` that may be one contact, of which one at least meets each of `tests`; a pair may come twice."""
    free = [a for a in block if a.group == "exchange" or a.draft.fact.status == "postponed"]
    loose = {a.id for a in free}
    bound = [a for a in block if a.id not in loose]
    for n, a in enumerate(free):
        lacking = [test for test in tests if not test(a)]
        yield from ((a, b) for others in (bound, free[n + 1 :]) for b in others if all(test(b) for test in lacking))
    yield from _meeting([a for a in bound if a.dated], tests)
    yield from _told_nearby(bound, (*tests, _is_undated))


def _meeting(dated: Sequence[ContactAccount], tests: Sequence[Test]) -> Iterator[Pair]:
    """Pairs whose days meet."""
    ordered = sorted(dated, key=lambda a: (a.days, a.id))
    return _in_windows(ordered, lambda a: a.days[1], lambda b: b.days[0], tests)


def _told_nearby(accounts: Sequence[ContactAccount], tests: Sequence[Test]) -> Iterator[Pair]:
    """Pairs whose dispatches are near one another."""
    ordered = sorted(accounts, key=lambda a: (a.published, a.id))
    return _in_windows(ordered, lambda a: _later(a.published[1]), lambda b: b.published[0], tests)


def _in_windows(
    ordered: Sequence[ContactAccount],
    until: Callable[[ContactAccount], date],
    begin: Callable[[ContactAccount], date],
    tests: Sequence[Test],
) -> Iterator[Pair]:
    """Each of `ordered` (by `begin`) with those after it that begin by its `until`, where each test is met by one.

    Those that cannot make a pair with it are not gone through: where most of a crowded block fail a test, that is what
    keeps it from growing with the square.
    """
    met = [tuple(test(a) for test in tests) for a in ordered]
    rows = {
        own: [m for m, other in enumerate(met) if all(x or y for x, y in zip(own, other, strict=True))]
        for own in set(met)
    }
    for n, a in enumerate(ordered):
        limit, others = until(a), rows[met[n]]
        for k in range(bisect_right(others, n), len(others)):
            b = ordered[others[k]]
            if begin(b) > limit:
                break
            yield a, b


def _is_undated(account: ContactAccount) -> bool:
    return not account.dated


def _later(day: date) -> date:
    return day + NEAR if day < MAX - NEAR else MAX
