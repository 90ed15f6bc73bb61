"""Counts of facts from the columns alone: over time, by the values of each filter, between actors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...store.bits import Bits, count, count_before, find_stretch
from ...store.both import do_all
from ...store.index import NEVER, TYPES, FactIndex, Ints, Selection
from ...store.sets import Sets
from ...store.tally import Tallies, Tally
from .wire import Bin, Density, Unit

Counts: TypeAlias = list[tuple[str, int]]
"""Values and how often each is there."""
Remember: TypeAlias = Callable[[tuple[object, ...], Callable[[], Counts]], Counts]
"""Gives what is known by a key, and else what is made."""
UNITS: Final[tuple[Unit, ...]] = ("day", "week", "month", "year")
MOST: Final = 40
"""Values that a facet of open words gives."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
_WEEK: Final = date(1970, 1, 5).toordinal()  # a Monday


def find_density(sets: Sets, bits: Bits, *, since: int | None, until: int | None, bins: int) -> Density:
    """The facts of `bits` over time, in the smallest unit that needs at most `bins` bins.

    `since` and `until` (ordinals) are where the bins begin and end, else the first and last day of a fact. Facts before
    the first bin or after the last one (their date may lie between) count in it.
    """
    days, by_type = _count_days(sets, bits)
    undated = int(by_type[days == 0].sum())
    days, by_type = days[days > 0], by_type[days > 0]
    if not len(days):
        return Density(unit="day", bins=(), undated=undated)
    first = int(days.min()) if since is None else since
    last = int(days.max()) if until is None else until
    days = np.clip(days, first, max(first, last))
    unit: Unit = next((u for u in UNITS if _number(last, u) - _number(first, u) < bins), "year")
    low = max(_number(first, unit), _number(last, unit) - bins + 1)  # of too many years the first ones share a bin
    n = max(1, _number(last, unit) - low + 1)
    places = np.clip(_numbers(days, unit) - low, 0, n - 1)
    counts = np.zeros((n, len(TYPES)), dtype=np.int64)
    np.add.at(counts, places, by_type)
    made = []
    for i, row in enumerate(counts.tolist()):
        start = first if i == 0 and low > _number(first, unit) else _start(low + i, unit)
        end = _start(low + i + 1, unit) - 1
        made.append(Bin(start=find_iso(start), end=find_iso(end), **dict(zip(TYPES, row, strict=True))))
    return Density(unit=unit, bins=tuple(made), undated=undated)


def _count_days(sets: Sets, bits: Bits) -> tuple[Ints, NDArray[np.int64]]:
    """The days on which facts of `bits` lie, and how many of each type on each."""
    ends, days = sets.days
    counts = np.stack([np.diff(count_before(bits & own, ends)) for own in sets.types], axis=1)
    there = counts.any(axis=1)
    return days[there], counts[there]


def _numbers(days: Ints, unit: Unit) -> NDArray[np.int64]:
    """The number of the day, week, month or year of each ordinal."""
    if unit == "day":
        return days.astype(np.int64)
    if unit == "week":
        return (days.astype(np.int64) - _WEEK) // 7
    dates = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    return dates.astype("datetime64[M]" if unit == "month" else "datetime64[Y]").astype(np.int64)


def _number(day: int, unit: Unit) -> int:
    return int(_numbers(np.array([day], dtype=np.int32), unit)[0])


def _start(number: int, unit: Unit) -> int:
    """The first day of a unit, by its number."""
    if unit == "day":
        return number
    if unit == "week":
        return _WEEK + 7 * number
    year, month = divmod(number, 12) if unit == "month" else (number, 0)
    if 1970 + year > date.max.year:
        return date.max.toordinal() + 1
    return date(1970 + year, month + 1, 1).toordinal()


def find_iso(day: int) -> str:
    """The ISO day of an ordinal."""
    return date.fromordinal(min(max(day, 1), date.max.toordinal())).isoformat()


@lru_cache(maxsize=1 << 14)
def find_day(ordinal: int) -> str | None:
    """The ISO day of an ordinal of the columns; None for an open side."""
    return (
        None if ordinal in {0, 1, NEVER} or ordinal >= date.max.toordinal() else date.fromordinal(ordinal).isoformat()
    )


def find_span(index: FactIndex, places: NDArray[np.int64], *, share: float = 1.0) -> tuple[str, str] | None:
    """The first and last ISO day of facts that have one day; `share` of them, cut evenly on both sides."""
    days = index.day[places]
    days = days[(days > 0) & (index.first[places] == index.last[places])]
    if not len(days):
        return None
    low, high = (round((len(days) - 1) * part) for part in ((1 - share) / 2, (1 + share) / 2))
    return find_iso(int(days[low])), find_iso(int(days[high]))


def count_types(sets: Sets, bits: Bits) -> Counts:
    """How many facts of each type, the most frequent first."""
    held = find_stretch(bits)
    some = bits[held]
    counts = [(name, count(some & own[held])) for name, own in zip(TYPES, sets.types, strict=True)]
    return sorted(((name, n) for name, n in counts if n), key=lambda pair: -pair[1])


def count_values(
    index: FactIndex, name: str, counts: NDArray[np.int64], *, most: int | None = None
) -> list[tuple[str, int]]:
    """The values of the property `name`, of which there are `counts`, the most frequent first, then by name."""
    values = index.terms[name].values
    there = np.flatnonzero(counts)
    if most is not None and len(there) > most:  # of many values, only those are sorted that can be among the first
        there = there[counts[there] >= np.partition(counts[there], len(there) - most)[len(there) - most]]
    order = there[np.lexsort((there, -counts[there]))][:most]
    return [(values[i], int(counts[i])) for i in order]


def find_facets(
    index: FactIndex, sets: Sets, asked: Selection, *, words: Bits | None, tallies: Tallies, recall: Remember
) -> tuple[dict[str, Counts], Bits]:
    """The values of each filter with their counts (see `wire.Facets`), and the facts that are left.

    See `Sets.parts` for `words`; `sets` and `tallies` are of `index`. `recall` remembers counts by what was asked.
    """
    parts = sets.parts(asked, words=words)
    whole = sets.join(list(parts.values()))
    tally = tallies.of(whole)

    def find(name: str, *, most: int | None = None) -> Counts:
        if name not in parts:
            return count_top(index, name, tally, most=most)
        rest = replace(asked, terms=tuple(pair for pair in asked.terms if pair[0] != name))
        return recall(("facet", name, rest), lambda: count_top(index, name, tallies.of(without(name)), most=most))

    def without(name: str) -> Bits:
        return sets.join([part for key, part in parts.items() if key != name])

    made: list[tuple[str, Callable[[], Counts]]] = [
        ("actor", partial(count_top, index, "actor", tally, most=MOST)),
        ("issue", partial(find, "issue", most=MOST)),
        *((name, partial(find, name)) for name in ("kind", "outlet", "status")),
        ("type", lambda: count_types(sets, without("type") if "type" in parts else whole)),
    ]
    found = dict(zip((name for name, _ in made), do_all([job for _, job in made]), strict=True))
    return found, whole


def count_top(index: FactIndex, name: str, tally: Tally, *, most: int | None = None) -> Counts:
    """The values of the property `name` among the facts of `tally`, the `most` most frequent (all: None)."""
    counts = tally.count(name) if most is None else tally.count_top(name, most)
    return count_values(index, name, counts, most=most)
