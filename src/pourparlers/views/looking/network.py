"""Who meets, speaks to and acts on whom, from the columns alone.

A pair is one such tie of one fact. The pairs of two actors, of one kind and direction, stand together in a "heap"; the
heaps of those who have most ties come first. So the ties of the few who are shown are counted without going through
those of all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...store.bits import Bits, count, list_places, pack, unpack
from ...store.index import NEVER, TYPES, FactIndex, Ints, Terms
from ...store.tally import Values, sort_stably
from .counts import find_day
from .wire import Edge, Weight

WEIGHTS: Final[tuple[Weight, ...]] = ("contacts", "statements", "cooperation", "conflict")
_SORTS = 2 * len(WEIGHTS)
"""What one pair of the same two actors may be: one of the weights, forth or back."""


class Pairs:
    """The pairs of `index`; several threads may ask."""

    few = 24
    """Of so many pairs, one or less is few."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._lock = RLock()

    def find(self, bits: Bits, *, weight: Weight | None, limit: int) -> tuple[list[tuple[str, int]], list[Edge], int]:
        """The `limit` most connected actors of facts in `bits` (id, pairs), what connects them, how many are left out.

        `weight` names what counts; without it, everything does.
        """
        index = self._index
        kept = pack(unpack(bits, len(index))[index.pair_place])
        if weight is not None:
            kept &= self._weights[WEIGHTS.index(weight)]
        few = count(kept) * self.few <= len(index.pair_place)
        rows = list_places(kept, len(index.pair_place)) if few else None
        n = self._count(kept, rows, limit)
        order = np.lexsort((np.arange(len(n)), -n))
        chosen = [int(i) for i in order[:limit] if n[i]]
        there = int((n > 0).sum()) if few else int(self._values.find_many(kept).sum())
        edges = self._sort_few(rows, chosen) if rows is not None else self._take(kept, chosen)
        names = index.terms["actor"].values
        return [(names[i], int(n[i])) for i in chosen], edges, there - len(chosen)

    def make_ready(self) -> None:
        """Work out what the first question would wait for."""
        with self._lock:
            self._values.make_ready()
            self._weights, self._heaps  # noqa: B018 - made when they are first named

    def _count(self, kept: Bits, rows: Ints | None, limit: int) -> NDArray[np.int64]:
        """In how many pairs each actor is; of many pairs, the `limit` first are surely right."""
        index, n = self._index, len(self._index.terms["actor"].values)
        if rows is not None:
            found = np.bincount(index.pair_a[rows], minlength=n) + np.bincount(index.pair_b[rows], minlength=n)
        else:
            found = np.zeros(n, dtype=np.int64)
            found[self._actors] = self._values.count_many(kept, limit)
        return found

    @cached_property
    def _weights(self) -> tuple[Bits, ...]:
        return tuple(pack(self._sorts >> 1 == code) for code in range(len(WEIGHTS)))

    @cached_property
    def _sorts(self) -> NDArray[np.uint8]:
        """Of each pair: twice its weight, by the type of its fact and the quad of an event; 1 more where it is back."""
        index = self._index
        of_fact = np.where(index.quad > 2, 3, 2).astype(np.uint8)
        of_fact[index.type == TYPES.index("contact")] = 0
        of_fact[index.type == TYPES.index("statement")] = 1
        return 2 * of_fact[index.pair_place] + (index.pair_a > index.pair_b)

    @cached_property
    def _actors(self) -> NDArray[np.int64]:
        """The numbers of the actors that are in a pair."""
        return np.flatnonzero(self._ties)

    @cached_property
    def _ties(self) -> NDArray[np.int64]:
        """In how many pairs each actor is."""
        index, n = self._index, len(self._index.terms["actor"].values)
        return np.bincount(index.pair_a, minlength=n) + np.bincount(index.pair_b, minlength=n)

    @cached_property
    def _values(self) -> Values:
        """The pairs of each of `_actors`."""
        index, size = self._index, len(self._index.pair_place)
        both = sort_stably(np.concatenate((index.pair_a, index.pair_b)))
        both[both >= size] -= size
        starts = np.concatenate(([0], np.cumsum(self._ties[self._actors])))
        names = index.terms["actor"].values
        terms = Terms(values=tuple(names[i] for i in self._actors), starts=starts, places=both.astype(np.int32))
        return Values(terms, size, self._lock)

    @cached_property
    def _rank(self) -> NDArray[np.int64]:
        """The place of each actor among those with most ties."""
        found = np.zeros(len(self._ties), dtype=np.int64)
        found[np.argsort(-self._ties, kind="stable")] = np.arange(len(found))
        return found

    @cached_property
    def _heaps(self) -> _Heaps:
        index = self._index
        one, other = self._rank[index.pair_a], self._rank[index.pair_b]
        keys: NDArray[np.int64] = np.maximum(one, other) * len(self._rank) + np.minimum(one, other)
        keys = keys * _SORTS + self._sorts.astype(np.int64)
        known, code, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        return _Heaps(known, np.concatenate(([0], np.cumsum(sizes))), sort_stably(code).astype(np.int32))

    def _take(self, kept: Bits, chosen: Sequence[int]) -> list[Edge]:
        """What connects two of `chosen`, from the heaps."""
        with self._lock:
            heaps = self._heaps
        n = len(self._rank)
        last = max((int(self._rank[i]) for i in chosen), default=-1)
        keys = heaps.keys[: np.searchsorted(heaps.keys, (last + 1) * n * _SORTS)]
        inside = np.zeros(n, dtype=np.bool_)
        inside[self._rank[list(chosen)]] = True
        starts = heaps.starts[: len(keys) + 1]
        rows = heaps.rows[: starts[-1]]
        there = unpack(kept, len(self._index.pair_place))[rows]
        first = np.zeros(len(starts), dtype=np.int64)
        if len(rows):
            np.cumsum(np.add.reduceat(there, starts[:-1], dtype=np.int64), out=first[1:])
        hits = np.flatnonzero(there)
        two = keys // _SORTS
        here = np.flatnonzero(inside[two // n] & inside[two % n] & (first[1:] > first[:-1]))
        by_rank = np.argsort(self._rank)
        one, other = by_rank[two[here] // n], by_rank[two[here] % n]
        return self._join(_Found(one, other, keys[here] % _SORTS, first[here], first[here + 1], rows, hits))

    def _sort_few(self, rows: Ints, chosen: Sequence[int]) -> list[Edge]:
        """What connects two of `chosen`, from the pairs `rows`."""
        index, n = self._index, len(self._ties)
        inside = np.zeros(n, dtype=np.bool_)
        inside[list(chosen)] = True
        rows = rows[inside[index.pair_a[rows]] & inside[index.pair_b[rows]]]
        a, b = index.pair_a[rows].astype(np.int64), index.pair_b[rows].astype(np.int64)
        keys: NDArray[np.int64] = (np.minimum(a, b) * n + np.maximum(a, b)) * _SORTS
        keys = keys + self._sorts[rows].astype(np.int64)
        known, starts, sizes = np.unique(np.sort(keys), return_index=True, return_counts=True)
        two, order = known // _SORTS, np.argsort(keys, kind="stable")
        return self._join(_Found(two // n, two % n, known % _SORTS, starts, starts + sizes, rows, order))

    def _join(self, found: _Found) -> list[Edge]:
        """What connects each two actors, the heaviest first."""
        n, names = len(self._ties), self._index.terms["actor"].values
        low, high = np.minimum(found.one, found.other), np.maximum(found.one, found.other)
        codes, edge = np.unique(low * n + high, return_inverse=True)
        counts = np.zeros((len(codes), _SORTS), dtype=np.int64)
        counts[edge, found.sorts] = found.ends - found.starts
        first, last = self._find_days(found, edge, len(codes))
        weights = counts.reshape(-1, len(WEIGHTS), 2).sum(axis=2).tolist()
        forth, back = counts[:, 2::2].sum(axis=1).tolist(), counts[:, 3::2].sum(axis=1).tolist()
        made = [
            Edge(
                source=names[code // n],
                target=names[code % n],
                **dict(zip(WEIGHTS, weights[i], strict=True)),
                there=forth[i],
                back=back[i],
                first=find_day(first[i]),
                last=find_day(last[i]),
            )
            for i, code in enumerate(codes.tolist())
        ]
        return sorted(made, key=lambda e: (-sum((e.contacts, e.statements, e.cooperation, e.conflict)), e.source))

    def _find_days(self, found: _Found, edge: NDArray[np.intp], n: int) -> tuple[list[int], list[int]]:
        """The first and the last day of each of `n` edges, 0 where all is undated; `edge` is that of each heap.

        Pairs stand in the order of their days, the undated last: so the first of a heap is the earliest.
        """
        first, last = np.full(n, NEVER, dtype=np.int64), np.zeros(n, dtype=np.int64)
        ends = found.starts.copy()  # after the last one that has a day: by halves
        beyond = found.ends.copy()
        while (ends < beyond).any():
            middle = (ends + beyond) // 2
            rows = found.rows[found.hits[np.minimum(middle, max(0, len(found.hits) - 1))]]
            dated = (ends < beyond) & (rows < self._dated)
            beyond = np.where(dated | (ends >= beyond), beyond, middle)
            ends = np.where(dated, middle + 1, ends)
        there = ends > found.starts
        if there.any():
            index, edge = self._index, edge[there]
            early, late = (found.rows[found.hits[at[there]]] for at in (found.starts, ends - 1))
            np.minimum.at(first, edge, index.day[index.pair_place[early]])
            np.maximum.at(last, edge, index.day[index.pair_place[late]])
        first[last == 0] = 0
        return first.tolist(), last.tolist()

    @cached_property
    def _dated(self) -> int:
        """How many pairs are of a fact that has a day: they come first."""
        return int(np.searchsorted(self._index.pair_place, np.count_nonzero(self._index.day)))


@dataclass(frozen=True, slots=True)
class _Heaps:
    """Pairs of the same two actors, weight and direction: the rows of `keys[i]` from `starts[i]` on, in order."""

    keys: NDArray[np.int64]
    starts: NDArray[np.int64]
    rows: Ints


@dataclass(frozen=True, slots=True)
class _Found:
    """Heaps that a question leaves: the numbers of the two actors, and what their pairs are (see `_SORTS`).

    The pairs of a heap are `rows[hits[i]]`, for i from its start to the one before its end, in order.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    sorts: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    rows: Ints
    hits: NDArray[np.int64]
