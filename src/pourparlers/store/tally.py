"""How often each value of a property is there among facts.

`index.Terms` leads from a value to its facts. Of many facts, those of a frequent value are bits too, so that they are
counted without being listed; of few facts, each is led to its values, by columns that are made when they are first
asked for (some 25 bytes a fact for all properties). Where only the most frequent values are wanted, those that cannot
be among them are not counted. Whole months are counted from what is known of them (see `rollup`), so that only the
rest is left.
"""

from __future__ import annotations

from functools import cached_property
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .bits import Bits, contains, count, list_places, of_places, unpack
from .index import FactIndex, Terms
from .rollup import Months, Rollup, Whole, find_months
from .sets import Sets

Counts = NDArray[np.int64]
_FEW = 32
"""Of so many facts, one or less is few."""
MONTHLY = frozenset({"kind", "status", "issue", "outlet", "actor"})
"""Properties that are counted by month: what a page of a period shows."""
_OFTEN = 128
"""A value that one fact of so many has is a frequent one."""


class Tallies:
    """Counts values of the properties of facts, of which `sets` are; several threads may ask."""

    def __init__(self, index: FactIndex, sets: Sets) -> None:
        self._index, self._sets = index, sets
        self._made: dict[str, Values] = {}
        self.lock = RLock()

    def of(self, bits: Bits) -> Tally:
        """What counts values among the facts of `bits`."""
        return Tally(self, bits, len(self._index))

    def values(self, name: str) -> Values:
        """What is known of the property `name`."""
        with self.lock:
            if name not in self._made:
                terms, months = self._index.terms[name], self.months if name in MONTHLY else None
                self._made[name] = Values(terms, len(self._index), self.lock, months)
            return self._made[name]

    @cached_property
    def months(self) -> Months:
        """The facts of each type by month, but for events that repeat other facts."""
        types = [own & self._sets.told_once for own in self._sets.types]
        return Months(types, find_months(self._index.day), len(self._index))


class Tally:
    """Counts the values of properties among some facts."""

    def __init__(self, tallies: Tallies, bits: Bits, size: int) -> None:
        self._tallies, self._bits, self._size, self._n = tallies, bits, size, count(bits)

    def count(self, name: str) -> Counts:
        """How many of the facts have each value (by its number) of the property `name`."""
        found = self._count_soon(name)
        return self._tallies.values(name).count_many(self._bits, None) if found is None else found

    def count_top(self, name: str, most: int) -> Counts:
        """As `count`, but values that are certainly not among the `most` most frequent may be left at 0."""
        found = self._count_soon(name)
        return self._tallies.values(name).count_many(self._bits, most) if found is None else found

    def _count_soon(self, name: str) -> Counts | None:
        """As `count` where few facts have to be looked at: few there are, few are not, or few are in no whole month."""
        values = self._tallies.values(name)
        if self._n * _FEW <= self._size:
            return values.count_few(self._places)
        if (self._size - self._n) * _FEW <= self._size:
            return values.sizes - values.count_few(self._others)
        if values.rollup is None:
            return None
        whole, rest = self._months
        return None if rest is None else values.rollup.count(whole) + values.count_few(rest)

    def find(self, name: str) -> NDArray[np.bool_]:
        """Which values of the property `name` the facts have."""
        values = self._tallies.values(name)
        return values.find_few(self._places) if self._n * _FEW <= self._size else values.find_many(self._bits)

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        return list_places(self._bits, self._size)

    @cached_property
    def _months(self) -> tuple[Whole, NDArray[np.int64] | None]:
        """The months that the facts fill, and the places of the rest; None where that is much."""
        whole, rest = self._tallies.months.split(self._bits)
        return whole, list_places(rest, self._size) if count(rest) * _FEW <= self._size else None

    @cached_property
    def _others(self) -> NDArray[np.int64]:
        return np.flatnonzero(~unpack(self._bits, self._size))


class Values:
    """The values of one property, counted from their side and from that of the facts."""

    at_once = 1 << 19
    """Facts of values that are gone through before it is asked whether there are enough values."""

    def __init__(self, terms: Terms, size: int, lock: RLock, months: Months | None = None) -> None:
        self._terms, self._size, self._lock, self._months = terms, size, lock, months
        self.sizes: Counts = np.diff(terms.starts)

    def make_ready(self) -> None:
        """Work out what the first question would wait for."""
        with self._lock:
            self._often, self._by_fact, self.rollup  # noqa: B018 - made when they are first named

    @cached_property
    def rollup(self) -> Rollup | None:
        """The counts by month; None where there are none."""
        with self._lock:
            return None if self._months is None else self._months.count(self._terms)

    @cached_property
    def _order(self) -> Counts:
        """The numbers of the values, the most frequent first."""
        return np.argsort(-self.sizes, kind="stable")

    @cached_property
    def _often(self) -> list[tuple[int, Bits]]:
        """The frequent values and their facts."""
        often = self._order[self.sizes[self._order] * _OFTEN > self._size].tolist()
        starts, places = self._terms.starts, self._terms.places
        return [(i, of_places(places[starts[i] : starts[i + 1]], self._size)) for i in often]

    def count_many(self, bits: Bits, most: int | None) -> Counts:
        """How many facts of `bits` have each value; with `most`, the less frequent ones are left out."""
        with self._lock:
            often, order = self._often, self._order
        found = np.zeros(len(self.sizes), dtype=np.int64)
        for i, facts in often:
            found[i] = count(bits & facts)
        left, sizes = order[len(often) :], self.sizes[order[len(often) :]]
        ends = np.cumsum(sizes)
        mask = unpack(bits, self._size)
        start, least = 0, 0
        while start < len(left):
            if most is not None and most <= start + len(often):
                # As many others are there more often than any of these can be.
                least = int(np.partition(found, len(found) - most)[len(found) - most])
                if sizes[start] < least:
                    break
            end = int(np.searchsorted(ends, (int(ends[start - 1]) if start else 0) + self.at_once, side="right"))
            end = max(end, start + 1)
            if most is not None and least:
                end = min(end, int(np.searchsorted(-sizes, -least, side="right")))
            found[left[start:end]] = self._sum(mask, left[start:end])
            start = end
        return found

    def _sum(self, mask: NDArray[np.bool_], values: Counts) -> Counts:
        """How many facts of `mask` have each of `values`, none of which is without facts."""
        times = self.sizes[values]
        there = mask[self._terms.places[_stretch(self._terms.starts[values], times)]]
        found: Counts = np.add.reduceat(there, np.cumsum(times) - times, dtype=np.int64)
        return found

    def count_few(self, places: NDArray[np.int64]) -> Counts:
        """How many of the facts at `places` have each value."""
        with self._lock:
            codes, starts = self._by_fact
        if starts is None:
            return np.bincount(codes[places], minlength=len(self.sizes) + 1)[: len(self.sizes)]
        return np.bincount(codes[_spread(starts, places)], minlength=len(self.sizes))

    def find_few(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which values the facts at `places` have."""
        return self.count_few(places) > 0

    def find_many(self, bits: Bits) -> NDArray[np.bool_]:
        """Which values facts of `bits` have: one fact is enough, so that of many facts few are looked at."""
        found = np.zeros(len(self.sizes), dtype=np.bool_)
        left, done, step = np.flatnonzero(self.sizes), 0, 1
        while len(left):
            times = np.minimum(self.sizes[left] - done, step)
            there = contains(bits, self._terms.places[_stretch(self._terms.starts[left] + done, times)])
            hit = np.logical_or.reduceat(there, np.cumsum(times) - times)
            found[left[hit]] = True
            done, step = done + step, 2 * step
            left = left[~hit & (self.sizes[left] > done)]
        return found

    @cached_property
    def _by_fact(self) -> tuple[NDArray[Any], NDArray[Any] | None]:
        """The values of each fact, from `starts[place]` on; without starts one each, for none the number after all."""
        terms, n = self._terms, len(self.sizes)
        codes: NDArray[Any] = np.repeat(np.arange(n, dtype=np.uint16 if n < 1 << 16 else np.int32), self.sizes)
        often = np.bincount(terms.places, minlength=self._size)
        if often.max(initial=0) <= 1:
            own = np.full(self._size, n, dtype=codes.dtype)
            own[terms.places] = codes
            return own, None
        starts: NDArray[Any] = np.zeros(self._size + 1, dtype=np.int32 if len(codes) < 1 << 31 else np.int64)
        np.cumsum(often, out=starts[1:])
        return codes[sort_stably(terms.places)], starts


def sort_stably(numbers: NDArray[Any]) -> NDArray[np.int64]:
    """As a stable argsort of numbers from 0 on: each in one number with its row, they are sorted sooner."""
    pairs = numbers.astype(np.int64) * max(1, len(numbers)) + np.arange(len(numbers))
    pairs.sort()
    pairs %= max(1, len(numbers))
    return pairs


def _spread(starts: NDArray[Any], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows from `starts[place]` to `starts[place + 1]`, of all places, one after the other."""
    first = starts[places].astype(np.int64)
    return _stretch(first, starts[places + 1] - first)


def _stretch(first: NDArray[np.int64], times: NDArray[np.int64]) -> NDArray[np.int64]:
    """The `times[i]` rows from `first[i]` on, of all i, one after the other."""
    ends = np.cumsum(times)
    rows: NDArray[np.int64] = np.repeat(first - ends + times, times) + np.arange(int(ends[-1]) if len(ends) else 0)
    return rows
