"""Counts of facts from the columns alone: over time, by the values of each filter, between actors."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...store.index import NEVER, TYPES, FactIndex, Ints, Mask, Selection
from ...store.tally import Tallies
from .wire import Bin, Density, Edge, Unit, Weight

Counts: TypeAlias = list[tuple[str, int]]
"""Values and how often each is there."""
UNITS: Final[tuple[Unit, ...]] = ("day", "week", "month", "year")
MOST: Final = 40
"""Values that a facet of open words gives."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
_WEEK: Final = date(1970, 1, 5).toordinal()  # a Monday


def find_density(index: FactIndex, mask: Mask, *, since: int | None, until: int | None, bins: int) -> Density:
    """The facts of `mask` over time, in the smallest unit that needs at most `bins` bins.

    `since` and `until` (ordinals) are where the bins begin and end, else the first and last day of a fact. Facts before
    the first bin or after the last one (their date may lie between) count in it.
    """
    days, by_type = _count_days(index, mask)
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


def _count_days(index: FactIndex, mask: Mask) -> tuple[Ints, NDArray[np.int64]]:
    """The days on which facts of `mask` lie, and how many of each type on each: facts stand in the order of days."""
    places = np.flatnonzero(mask)
    days = index.day[places]
    new = np.flatnonzero(days[1:] != days[:-1]) + 1
    starts = np.concatenate(([0], new)) if len(days) else new
    run = np.zeros(len(days), dtype=np.int64)
    run[new] = len(TYPES)
    code = np.cumsum(run) + index.type[places]
    counts = np.bincount(code, minlength=len(starts) * len(TYPES)).reshape(-1, len(TYPES))
    return days[starts], counts


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


def find_day(ordinal: int) -> str | None:
    """The ISO day of an ordinal of the columns; None for an open side."""
    return (
        None if ordinal in {0, 1, NEVER} or ordinal >= date.max.toordinal() else date.fromordinal(ordinal).isoformat()
    )


def find_span(index: FactIndex, mask: Mask, *, share: float = 1.0) -> tuple[str, str] | None:
    """The first and last ISO day of facts that have one day; `share` of them, cut evenly on both sides."""
    days = index.day[mask & (index.day > 0) & (index.first == index.last)]
    if not len(days):
        return None
    ends = np.quantile(days, [(1 - share) / 2, (1 + share) / 2], method="nearest")
    return find_iso(int(ends[0])), find_iso(int(ends[1]))


def count_types(index: FactIndex, mask: Mask) -> list[tuple[str, int]]:
    """How many facts of each type, the most frequent first."""
    counts = np.bincount(index.type[mask], minlength=len(TYPES)).tolist()
    return sorted(((t, n) for t, n in zip(TYPES, counts, strict=True) if n), key=lambda pair: -pair[1])


def count_values(
    index: FactIndex, name: str, counts: NDArray[np.int64], *, most: int | None = None
) -> list[tuple[str, int]]:
    """The values of the property `name`, of which there are `counts`, the most frequent first, then by name."""
    values = index.terms[name].values
    order = np.lexsort((np.arange(len(counts)), -counts))[:most]
    return [(values[i], int(counts[i])) for i in order if counts[i]]


def find_facets(
    index: FactIndex, asked: Selection, *, words: Mask | None, tallies: Tallies
) -> tuple[dict[str, Counts], Mask]:
    """The values of each filter with their counts (see `wire.Facets`), and the facts that are left.

    See `FactIndex.masks` for `words`; `tallies` are of `index`.
    """
    masks = index.masks(asked, words=words)
    whole = index.join(masks.values())
    count = tallies.of(whole)

    def find(name: str, *, most: int | None = None) -> Counts:
        own = tallies.of(without(name)) if name in masks else count
        return count_values(index, name, own(name), most=most)

    def without(name: str) -> Mask:
        return index.join(mask for key, mask in masks.items() if key != name)

    found = {"type": count_types(index, without("type") if "type" in masks else whole)}
    for name in ("kind", "status", "outlet"):
        found[name] = find(name)
    found["issue"] = find("issue", most=MOST)
    found["actor"] = count_values(index, "actor", count("actor"), most=MOST)
    return found, whole


def find_network(
    index: FactIndex, mask: Mask, *, weight: Weight | None, limit: int, weights: NDArray[np.uint8]
) -> tuple[list[tuple[str, int]], list[Edge], int]:
    """The `limit` most connected actors (id, facts), what connects them, and how many actors are left out.

    `weight` names what counts; without it, everything does. `weights` are those of all pairs (`find_weights`).
    """
    kept = mask[index.pair_place]
    if weight is not None:
        kept &= weights == WEIGHTS.index(weight)
    rows = np.flatnonzero(kept)
    a, b = index.pair_a[rows], index.pair_b[rows]
    actors = index.terms["actor"].values
    n = np.bincount(a, minlength=len(actors)) + np.bincount(b, minlength=len(actors))
    order = np.lexsort((np.arange(len(n)), -n))
    chosen = [int(i) for i in order[:limit] if n[i]]
    left_out = int((n > 0).sum()) - len(chosen)
    small = np.full(len(actors), -1, dtype=np.int16)
    small[chosen] = np.arange(len(chosen))
    a, b = small[a], small[b]
    inside = np.flatnonzero((a >= 0) & (b >= 0))
    rows = rows[inside]
    edges = _Edges(index, chosen, index.pair_place[rows], a[inside], b[inside]).make(weights[rows])
    return [(actors[i], int(n[i])) for i in chosen], edges, left_out


WEIGHTS: Final[tuple[Weight, ...]] = ("contacts", "statements", "cooperation", "conflict")


def find_weights(index: FactIndex) -> NDArray[np.uint8]:
    """Which of `WEIGHTS` each pair is, by the type of its fact and the quad of an event."""
    of_fact = np.where(index.quad > 2, 3, 2).astype(np.uint8)
    of_fact[index.type == TYPES.index("contact")] = 0
    of_fact[index.type == TYPES.index("statement")] = 1
    return of_fact[index.pair_place]


class _Edges:
    """What connects two of `actors` (numbers of the columns), of pairs `a` and `b` of them at places, in their order.

    `a` and `b` count in `actors`, which are few, so that an edge is a cell of a table.
    """

    def __init__(self, index: FactIndex, actors: list[int], place: Ints, a: Ints, b: Ints) -> None:
        self._index, self._place = index, place
        order = sorted(range(len(actors)), key=lambda i: actors[i])  # an edge goes from the lower number to the higher
        rank = np.zeros(len(actors), dtype=np.int64)
        rank[order] = np.arange(len(actors))
        self._actors = [index.terms["actor"].values[actors[i]] for i in order]
        low, high = np.minimum(rank[a], rank[b]), np.maximum(rank[a], rank[b])
        self._forth = rank[a] == low
        cell = low * len(actors) + high
        self._codes = np.flatnonzero(np.bincount(cell, minlength=1))
        number = np.zeros(len(actors) ** 2 + 1, dtype=np.int64)
        number[self._codes] = np.arange(len(self._codes))
        self._edge = number[cell]

    def make(self, kinds: NDArray[np.uint8]) -> list[Edge]:
        """The edges, the heaviest first; `kinds` are numbers of `WEIGHTS`."""
        n, width = len(self._codes), len(WEIGHTS)
        counts = np.bincount(self._edge * width + kinds, minlength=n * width).reshape(-1, width)
        there = np.bincount(self._edge[self._forth & (kinds > 0)], minlength=n)
        back = np.bincount(self._edge[~self._forth & (kinds > 0)], minlength=n)
        first, last = self._find_days()
        edges = []
        for i, code in enumerate(self._codes.tolist()):
            contacts, statements, cooperation, conflict = counts[i].tolist()
            edges.append(
                Edge(
                    source=self._actors[code // len(self._actors)],
                    target=self._actors[code % len(self._actors)],
                    contacts=contacts,
                    statements=statements,
                    cooperation=cooperation,
                    conflict=conflict,
                    there=int(there[i]),
                    back=int(back[i]),
                    first=find_day(int(first[i])),
                    last=find_day(int(last[i])),
                )
            )
        return sorted(edges, key=lambda e: (-sum((e.contacts, e.statements, e.cooperation, e.conflict)), e.source))

    def _find_days(self) -> tuple[Ints, Ints]:
        """The first and the last day of each edge.

        Places are in the order of their days: what is written last is the last day, and backwards the first.
        """
        days = self._index.day[self._place]
        dated = days > 0
        edge, day = self._edge[dated], days[dated]
        first, last = np.zeros(len(self._codes), dtype=np.int32), np.zeros(len(self._codes), dtype=np.int32)
        last[edge] = day
        first[edge[::-1]] = day[::-1]
        return first, last
