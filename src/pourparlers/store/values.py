"""What is known of the values of one property, so that they are counted from their side or from that of the facts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .bits import Bits, Kept, contains, count_of, find_lead, of_places
from .index import Ints, Terms
from .rollup import Months, Rollup

Counts = NDArray[np.int64]
_LED, _EACH, _AFTER, _WORD, _PLACE = 12, 40, 4, 2.2, 3
"""What it takes, in nanoseconds about (two cores, 2026): to lead a fact to its value; to each of several values; to
look up a fact that has several; to count a word of a set of bits; to look up a place."""
_OFTEN = 128
"""A value that one fact of so many has is a frequent one."""
_LONG = 2048
"""So many facts of one value are gone through by themselves, fewer together with those of others."""
_STEP = 8
"""Values with many facts that are gone through before it is asked whether there are enough."""
_ONE_BY_ONE = 4
"""So many facts of each value are looked at one after the other, until one is found."""
_OPEN, _LOOK = 12, 22
"""What it takes, in nanoseconds about, to list a fact of a set, and to look whether one is in it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Facts: the set of them, and their places in order."""

    bits: Bits
    places: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Leads:
    """The values of each fact: the number of its `first` one (the number after all for none), and the others.

    `others` are numbers of values, of the facts at `places` (in order), from `starts[place]` on; without `starts` there
    are none.
    """

    first: NDArray[Any]
    others: NDArray[Any]
    places: Ints
    starts: NDArray[Any] | None


@dataclass(frozen=True, slots=True)
class _Small:
    """Values with few facts, the most frequent first: the places of `values[i]` from `starts[i]` on."""

    values: Counts
    starts: Counts
    places: Ints


class Values:
    """The values of one property of `size` facts; `months` where they are to be counted by month too.

    A fact may be there several times with a value (with another each time), and is counted so.
    """

    at_once = 1 << 19
    """Facts of values that are gone through before it is asked whether there are enough values."""

    def __init__(self, terms: Terms, size: int, lock: RLock, months: Months | None = None) -> None:
        self._terms, self._size, self._lock, self._months = terms, size, lock, months
        self.sizes: Counts = np.diff(terms.starts)

    def make_ready(self) -> None:
        """Work out what the first question would wait for."""
        with self._lock:
            self._often, self._small, self._leads, self._heads, self.rollup  # noqa: B018 - made when first named

    def is_few(self, n: int) -> bool:
        """Whether `n` facts are sooner led to their values than the values are gone through."""
        return n * self.each <= self.dear

    @cached_property
    def each(self) -> float:
        """What it takes to lead a fact to its values, in nanoseconds about."""
        with self._lock:
            leads = self._leads
        return _LED + (_EACH * len(leads.others) / max(1, self._size) if leads.starts is not None else 0)

    @cached_property
    def dear(self) -> float:
        """What it takes to go through the values, in nanoseconds about."""
        with self._lock:
            often = self._often
        rest = len(self._terms.places) - sum(int(self.sizes[i]) for i, _, _ in often)
        return _WORD * sum(facts.words for _, facts, _ in often) + _PLACE * rest

    def has_first(self, found: Counts, most: int | None) -> bool:
        """Whether `found`, which is right for the values of the rollup, is right for the `most` first of all, too."""
        rollup = self.rollup
        if rollup is None or rollup.is_complete:
            return True
        if most is None or most > len(rollup.values):
            return False
        return int(self.sizes[self._order[len(rollup.values)]]) < _find_least(found[rollup.values], most)

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
    def _often(self) -> list[tuple[int, Kept, Ints]]:
        """The frequent values: their facts, and the places of those that are there more than once."""
        often = self._order[self.sizes[self._order] * _OFTEN > self._size].tolist()
        found = []
        for i in often:
            own = self._of(i)
            found.append((i, Kept(of_places(own, self._size)), own[1:][own[1:] == own[:-1]]))
        return found

    def _of(self, i: int) -> Ints:
        return self._terms.places[self._terms.starts[i] : self._terms.starts[i + 1]]

    @cached_property
    def _small(self) -> _Small:
        n_long = int(np.searchsorted(-self.sizes[self._order], -_LONG, side="right"))
        values = self._order[max(n_long, len(self._often)) :]
        times = self.sizes[values]
        places = self._terms.places[stretch(self._terms.starts[values], times)]
        return _Small(values, np.concatenate(([0], np.cumsum(times))), places)

    def count_many(self, bits: Bits, most: int | None) -> Counts:
        """How many facts of `bits` have each value; with `most`, the less frequent ones are left out."""
        with self._lock:
            often, small = self._often, self._small
        found = np.zeros(len(self.sizes), dtype=np.int64)
        for i, facts, again in often:
            found[i] = facts.count(bits) + (count_of(bits, again) if len(again) else 0)
        n_long = len(self.sizes) - len(small.values)
        for k, i in enumerate(self._order[len(often) : n_long].tolist(), len(often)):
            if k % _STEP == 0 and self._is_enough(found, k, most):
                return found
            found[i] = count_of(bits, self._of(i))
        start = 0
        while start < len(small.values) and not self._is_enough(found, n_long + start, most):
            reach = int(small.starts[start]) + self.at_once
            end = max(start + 1, int(np.searchsorted(small.starts, reach, side="right")) - 1)
            first, last = int(small.starts[start]), int(small.starts[end])
            there = contains(bits, small.places[first:last]).view(np.uint8)
            found[small.values[start:end]] = np.add.reduceat(there, small.starts[start:end] - first, dtype=np.int32)
            start = end
        return found

    def _is_enough(self, found: Counts, n: int, most: int | None) -> bool:
        """Whether none but the `n` most frequent values, which `found` has counts of, can be among the `most` first."""
        if most is None or n < most:
            return False
        # As many others are there more often than any of the rest can be.
        return int(np.count_nonzero(found > self.sizes[self._order[n]])) >= most

    def count_few(self, chosen: Chosen) -> Counts:
        """How many of some facts have each value."""
        with self._lock:
            leads = self._leads
        n = len(self.sizes)
        found = np.bincount(leads.first[chosen.places], minlength=n + 1)[:n]
        return found if leads.starts is None else found + np.bincount(self._find_others(leads, chosen), minlength=n)

    def _find_others(self, leads: _Leads, chosen: Chosen) -> NDArray[Any]:
        """The values of some facts but for the first ones."""
        if leads.starts is None:
            return leads.others
        if _AFTER * len(leads.others) <= _EACH * len(chosen.places):
            return leads.others[contains(chosen.bits, leads.places)]
        first = leads.starts[chosen.places].astype(np.int64)
        return leads.others[stretch(first, leads.starts[chosen.places + 1] - first)]

    def find(self, chosen: Chosen) -> NDArray[np.bool_]:
        """Which values some facts have."""
        with self._lock:
            leads = self._leads
        found = np.zeros(len(self.sizes) + 1, dtype=np.bool_)
        found[leads.first[chosen.places]] = True
        found[self._find_others(leads, chosen)] = True
        return found[:-1]

    def is_sooner_found(self, bits: Bits, n: int, among: int) -> bool:
        """Whether `find` says sooner than `find_many` which of `among` values the `n` facts of `bits` have.

        Facts are in the order of their days: those of a value that come before a period are looked at in vain.
        """
        opened, rows = min(n * _OPEN, self._size) + n * _LED, len(self._terms.places)
        looks = min(among * self._size / max(1, n), rows)
        if opened <= looks * _LOOK:
            return True
        vain = find_lead(bits, n) * rows * among / max(1, len(self.sizes))
        return opened <= min(looks + vain, rows) * _LOOK

    def find_many(self, bits: Bits, among: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """Which values (of `among`, a mask, if it is given) facts of `bits` have.

        One fact is enough, so that of many facts few are looked at.
        """
        with self._lock:
            heads = self._heads
        found = np.zeros(len(self.sizes), dtype=np.bool_)
        left = np.flatnonzero(self.sizes if among is None else among & (self.sizes > 0))
        for done, head in enumerate(heads):
            there = contains(bits, head[left])
            found[left[there]] = True
            left = left[~there]
            left = left[self.sizes[left] > done + 1]
        done, step = len(heads), 2
        while len(left):
            times = np.minimum(self.sizes[left] - done, step)
            there = contains(bits, self._terms.places[stretch(self._terms.starts[left] + done, times)])
            hit = np.logical_or.reduceat(there, np.cumsum(times) - times)
            found[left[hit]] = True
            done, step = done + step, 2 * step
            left = left[~hit]
            left = left[self.sizes[left] > done]
        return found

    @cached_property
    def _heads(self) -> tuple[Ints, ...]:
        """Of each value the first fact, the second one and so on; any where it has not so many."""
        most = max(0, len(self._terms.places) - 1)
        return tuple(
            self._terms.places[np.minimum(self._terms.starts[:-1] + k, most)] for k in range(_ONE_BY_ONE if most else 0)
        )

    @cached_property
    def _leads(self) -> _Leads:
        terms, n = self._terms, len(self.sizes)
        codes: NDArray[Any] = np.repeat(np.arange(n, dtype=np.uint16 if n < 1 << 16 else np.int32), self.sizes)
        first = np.full(self._size, n, dtype=codes.dtype)
        # The last of several wins, so that from behind it is the first.
        first[terms.places[::-1]] = codes[::-1]
        rest = np.flatnonzero(first[terms.places] != codes) if n else np.zeros(0, dtype=np.int64)
        rest = np.concatenate((rest, self._find_again(first, codes)))
        if not len(rest):
            return _Leads(first, codes[:0], terms.places[:0], None)
        rest = rest[sort_stably(terms.places[rest])]
        places = terms.places[rest]
        starts = np.zeros(self._size + 1, dtype=np.int32 if len(rest) < 1 << 31 else np.int64)
        np.cumsum(np.bincount(places, minlength=self._size), out=starts[1:])
        return _Leads(first, codes[rest], places, starts)

    def _find_again(self, first: NDArray[Any], codes: NDArray[Any]) -> NDArray[np.int64]:
        """The rows of facts that are there again with the value that is their first."""
        places = self._terms.places
        again = np.flatnonzero((places[1:] == places[:-1]) & (codes[1:] == codes[:-1])) + 1
        found: NDArray[np.int64] = again[first[places[again]] == codes[again]]
        return found


def _find_least(counts: Counts, most: int) -> int:
    """The least of the `most` highest counts."""
    return int(np.partition(counts, len(counts) - most)[len(counts) - most])


def sort_stably(numbers: NDArray[Any]) -> NDArray[np.int64]:
    """As a stable argsort of numbers from 0 on: each in one number with its row, they are sorted sooner."""
    pairs = numbers.astype(np.int64) * max(1, len(numbers)) + np.arange(len(numbers))
    pairs.sort()
    pairs %= max(1, len(numbers))
    return pairs


def stretch(first: NDArray[np.int64], times: NDArray[np.int64]) -> NDArray[np.int64]:
    """The `times[i]` rows from `first[i]` on, of all i, one after the other."""
    ends = np.cumsum(times)
    rows: NDArray[np.int64] = np.repeat(first - ends + times, times) + np.arange(int(ends[-1]) if len(ends) else 0)
    return rows
