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

from ...store.bits import Bits, contains, count, of_places, pack
from ...store.index import NEVER, TYPES, FactIndex, Ints, Terms
from ...store.tally import Tallies
from ...store.values import Values, sort_stably, stretch
from .counts import find_day
from .wire import Edge, Weight

WEIGHTS: Final[tuple[Weight, ...]] = ("contacts", "statements", "cooperation", "conflict")
_SORTS = 2 * len(WEIGHTS)
"""What one pair of the same two actors may be: one of the weights, forth or back."""
_APART = 4
"""Of so many pairs in the first heaps, one or less is little: then its own heaps are gone through."""


class Pairs:
    """The pairs of `index`, of which `tallies` are; several threads may ask."""

    few = 24
    """Of so many facts with pairs, one or less is few."""

    def __init__(self, index: FactIndex, tallies: Tallies) -> None:
        self._index, self._tallies = index, tallies
        self._lock = RLock()

    def find(self, bits: Bits, *, weight: Weight | None, limit: int) -> tuple[list[tuple[str, int]], list[Edge], int]:
        """The `limit` most connected actors of facts in `bits` (id, pairs), what connects them, how many are left out.

        `weight` names what counts; without it, everything does.
        """
        index = self._index
        with self._lock:
            values, n_tied = self._values, self._n_tied
            kept = bits & self._tied
            if weight is not None:
                kept &= self._weights[WEIGHTS.index(weight)]
        tally, n = self._tallies.of(kept), np.zeros(len(index.terms["actor"].values), dtype=np.int64)
        n[self._actors], there = tally.count_all(values, limit)
        order = np.lexsort((np.arange(len(n)), -n))
        chosen = [int(i) for i in order[:limit] if n[i]]
        few = tally.n * self.few <= n_tied
        edges = self._sort_few(tally.places, chosen) if few else self._take(kept, chosen)
        names = index.terms["actor"].values
        return [(names[i], int(n[i])) for i in chosen], edges, there - len(chosen)

    def make_ready(self) -> None:
        """Work out what the first question would wait for."""
        with self._lock:
            self._values.make_ready()
            self._tied, self._weights, self._heaps, self._starts  # noqa: B018 - made when they are first named

    @cached_property
    def _tied(self) -> Bits:
        """The facts that have pairs."""
        return of_places(self._index.pair_place, len(self._index))

    @cached_property
    def _n_tied(self) -> int:
        return count(self._tied)

    @cached_property
    def _starts(self) -> NDArray[np.int32]:
        """Where the pairs of each fact begin, and where the last ones end."""
        starts = np.zeros(len(self._index) + 1, dtype=np.int32)
        np.cumsum(np.bincount(self._index.pair_place, minlength=len(self._index)), out=starts[1:])
        return starts

    @cached_property
    def _weights(self) -> tuple[Bits, ...]:
        """The facts of each weight."""
        return tuple(pack(self._weight_of_facts == code) for code in range(len(WEIGHTS)))

    @cached_property
    def _weight_of_facts(self) -> NDArray[np.uint8]:
        """The weight of each fact, by its type and the quad of an event."""
        index = self._index
        found = np.where(index.quad > 2, 3, 2).astype(np.uint8)
        found[index.type == TYPES.index("contact")] = 0
        found[index.type == TYPES.index("statement")] = 1
        return found

    @cached_property
    def _sorts(self) -> NDArray[np.uint8]:
        """Of each pair: twice its weight, 1 more where it is back."""
        index = self._index
        return 2 * self._weight_of_facts[index.pair_place] + (index.pair_a > index.pair_b)

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
        """The facts that tie each of `_actors`, each as often as it does."""
        index = self._index
        rows = sort_stably(np.stack((index.pair_a, index.pair_b), axis=1).reshape(-1)) >> 1
        starts = np.concatenate(([0], np.cumsum(self._ties[self._actors])))
        names = index.terms["actor"].values
        terms = Terms(values=tuple(names[i] for i in self._actors), starts=starts, places=index.pair_place[rows])
        return Values(terms, len(index), self._lock, self._tallies.months)

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
        starts = np.concatenate(([0], np.cumsum(sizes)))
        return _Heaps(known, starts, index.pair_place[sort_stably(code)])

    def _take(self, kept: Bits, chosen: Sequence[int]) -> list[Edge]:
        """What connects two of `chosen`, from the heaps."""
        with self._lock:
            heaps = self._heaps
        n = len(self._rank)
        last = max((int(self._rank[i]) for i in chosen), default=-1)
        keys = heaps.keys[: np.searchsorted(heaps.keys, (last + 1) * n * _SORTS)]
        inside = np.zeros(n, dtype=np.bool_)
        inside[self._rank[list(chosen)]] = True
        two = keys // _SORTS
        here = np.flatnonzero(inside[two // n] & inside[two % n])
        starts, times = heaps.starts[here], heaps.starts[here + 1] - heaps.starts[here]
        places = heaps.places[: heaps.starts[len(keys)]]
        if _APART * int(times.sum()) <= len(places):
            places = places[stretch(starts, times)]
            starts = np.cumsum(times) - times
        hits = np.flatnonzero(contains(kept, places))
        first, end = np.searchsorted(hits, starts), np.searchsorted(hits, starts + times)
        there = end > first
        by_rank, two = np.argsort(self._rank), two[here[there]]
        found = _Found(
            by_rank[two // n], by_rank[two % n], keys[here[there]] % _SORTS, first[there], end[there], places, hits
        )
        return self._join(found)

    def _sort_few(self, places: NDArray[np.int64], chosen: Sequence[int]) -> list[Edge]:
        """What connects two of `chosen`, from the facts at `places`."""
        index, n = self._index, len(self._ties)
        with self._lock:
            first = self._starts[places].astype(np.int64)
            rows = stretch(first, self._starts[places + 1] - first)
        inside = np.zeros(n, dtype=np.bool_)
        inside[list(chosen)] = True
        rows = rows[inside[index.pair_a[rows]] & inside[index.pair_b[rows]]]
        a, b = index.pair_a[rows].astype(np.int64), index.pair_b[rows].astype(np.int64)
        keys: NDArray[np.int64] = (np.minimum(a, b) * n + np.maximum(a, b)) * _SORTS
        keys = keys + self._sorts[rows].astype(np.int64)
        order = sort_stably(keys)
        ranked = keys[order]
        starts = np.flatnonzero(np.diff(ranked, prepend=-1))
        known, ends = ranked[starts], np.append(starts[1:], len(ranked))
        two, places = known // _SORTS, index.pair_place[rows]
        return self._join(_Found(two // n, two % n, known % _SORTS, starts, ends, places, order))

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

        Facts stand in the order of their days, the undated last: so the first of a heap is the earliest.
        """
        first, last = np.full(n, NEVER, dtype=np.int64), np.zeros(n, dtype=np.int64)
        ends = found.starts.copy()  # after the last one that has a day: by halves
        beyond = found.ends.copy()
        while (ends < beyond).any():
            middle = (ends + beyond) // 2
            places = found.places[found.hits[np.minimum(middle, max(0, len(found.hits) - 1))]]
            dated = (ends < beyond) & (places < self._dated)
            beyond = np.where(dated | (ends >= beyond), beyond, middle)
            ends = np.where(dated, middle + 1, ends)
        there = ends > found.starts
        if there.any():
            index, edge = self._index, edge[there]
            early, late = (found.places[found.hits[at[there]]] for at in (found.starts, ends - 1))
            np.minimum.at(first, edge, index.day[early])
            np.maximum.at(last, edge, index.day[late])
        first[last == 0] = 0
        return first.tolist(), last.tolist()

    @cached_property
    def _dated(self) -> int:
        """How many facts have a day: they come first."""
        return int(np.count_nonzero(self._index.day))


@dataclass(frozen=True, slots=True)
class _Heaps:
    """Pairs of the same two actors, weight and direction: the facts of `keys[i]` from `starts[i]` on, in order."""

    keys: NDArray[np.int64]
    starts: NDArray[np.int64]
    places: Ints


@dataclass(frozen=True, slots=True)
class _Found:
    """Heaps that a question leaves: the numbers of the two actors, and what their pairs are (see `_SORTS`).

    The facts of a heap are `places[hits[i]]`, for i from its start to the one before its end, in order.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    sorts: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    places: Ints
    hits: NDArray[np.int64]
