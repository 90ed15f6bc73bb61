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

from .bits import Bits, contains, count, list_places, of_places, of_range, unpack
from .index import FactIndex, Terms
from .rollup import Months, Rollup, Whole, find_classes, find_months
from .sets import Sets

Counts = NDArray[np.int64]
_FOUND = 4
"""Of so many facts, one or less is few, where values are not counted but found."""
_LED, _EACH, _WORD, _PLACE = 6, 20, 0.9, 3
"""What it takes, in nanoseconds about (two cores, 2026): to lead a fact to its value; to each of several values; to
count a word of a set of bits; to look up a place."""
MONTHLY = frozenset({"kind", "status", "issue", "outlet", "actor"})
"""Properties that are counted by month: what a page of a period shows."""
_ONE_BY_ONE = 4
"""So many facts of each value are looked at one after the other, until one is found."""
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
        """The facts by month, type by type, but for events that repeat other facts."""
        classes = find_classes(self._index, self._sets.told_once, self._sets.types)
        return Months(classes, find_months(self._index.day))


class Tally:
    """Counts the values of properties among some facts."""

    def __init__(self, tallies: Tallies, bits: Bits, size: int) -> None:
        self._tallies, self._bits, self._size, self._n = tallies, bits, size, count(bits)

    def count(self, name: str) -> Counts:
        """How many of the facts have each value (by its number) of the property `name`."""
        return self._count(name, None)

    def count_top(self, name: str, most: int) -> Counts:
        """As `count`, but values that are certainly not among the `most` most frequent may be left at 0."""
        return self._count(name, most)

    def _count(self, name: str, most: int | None) -> Counts:
        values = self._tallies.values(name)
        if values.is_few(self._n):
            return values.count_few(self._places)
        if values.is_few(self._size - self._n):
            return values.sizes - values.count_few(self._others)
        if values.rollup is not None:
            whole, _, n = self._months
            if n < self._n and values.is_few(n):
                found = values.rollup.count(whole) + values.count_few(self._rest)
                if values.has_first(found, most):
                    return found
        return values.count_many(self._bits, most)

    def find(self, name: str) -> NDArray[np.bool_]:
        """Which values of the property `name` the facts have."""
        values = self._tallies.values(name)
        return values.find_few(self._places) if self._n * _FOUND <= self._size else values.find_many(self._bits)

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        return list_places(self._bits, self._size)

    @cached_property
    def _months(self) -> tuple[Whole, Bits, int]:
        """The months that the facts fill, the rest, and how many these are."""
        whole, rest = self._tallies.months.split(self._bits)
        return whole, rest, count(rest)

    @cached_property
    def _rest(self) -> NDArray[np.int64]:
        return list_places(self._months[1], self._size)

    @cached_property
    def _others(self) -> NDArray[np.int64]:
        return list_places(of_range(0, self._size, self._size) & ~self._bits, self._size)


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

    def is_few(self, n: int) -> bool:
        """Whether `n` facts are sooner led to their values than the values are gone through."""
        led = n * (_LED if self._each <= 1 else _LED + _EACH * self._each)
        return led <= self._dear

    @cached_property
    def _each(self) -> float:
        """How many values a fact has on average; 1 or less where none has several."""
        each = len(self._terms.places) / max(1, self._size)
        return each if self._by_fact[1] is not None else min(1.0, each)

    @cached_property
    def _dear(self) -> float:
        """What it takes to go through the values."""
        rest = len(self._terms.places) - int(self.sizes[[i for i, _ in self._often]].sum())
        return _WORD * len(self._often) * self._size / 64 + _PLACE * rest

    def has_first(self, found: Counts, most: int | None) -> bool:
        """Whether `found`, which is right for the values of the rollup, is right for the `most` first of all, too."""
        rollup = self.rollup
        if rollup is None or rollup.is_complete:
            return True
        if most is None or most > len(rollup.values):
            return False
        counted = found[rollup.values]
        least = int(np.partition(counted, len(counted) - most)[len(counted) - most])
        return int(self.sizes[self._order[len(rollup.values)]]) < least

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
                seen = found[order[: start + len(often)]]
                least = int(np.partition(seen, len(seen) - most)[len(seen) - most])
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
        with self._lock:
            codes, starts = self._by_fact
        found = np.zeros(len(self.sizes) + 1, dtype=np.bool_)
        found[codes[places if starts is None else _spread(starts, places)]] = True
        return found[:-1]

    def find_many(self, bits: Bits) -> NDArray[np.bool_]:
        """Which values facts of `bits` have: one fact is enough, so that of many facts few are looked at."""
        found = np.zeros(len(self.sizes), dtype=np.bool_)
        left, done, step = np.flatnonzero(self.sizes), 0, 1
        while len(left) and done < _ONE_BY_ONE:
            there = contains(bits, self._terms.places[self._terms.starts[left] + done])
            found[left[there]] = True
            done += 1
            left = left[~there & (self.sizes[left] > done)]
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
    """The rows from `starts[place]` to `starts[place + 1]`, of all places: the first of each, then all others."""
    first = starts[places].astype(np.int64)
    times = starts[places + 1] - first
    more = np.flatnonzero(times > 1)
    return np.concatenate((first[times > 0], _stretch(first[more] + 1, times[more] - 1)))


def _stretch(first: NDArray[np.int64], times: NDArray[np.int64]) -> NDArray[np.int64]:
    """The `times[i]` rows from `first[i]` on, of all i, one after the other."""
    ends = np.cumsum(times)
    rows: NDArray[np.int64] = np.repeat(first - ends + times, times) + np.arange(int(ends[-1]) if len(ends) else 0)
    return rows
