"""Counts by month, worked out once: most facts of a period lie in months that are asked for whole.

Facts lie in the order of their days, so those of a month lie together. A set of facts is split into the months that it
holds whole, class by class, whose counts are known, and the rest, of which there is little where a period is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .bits import Bits, pack, unpack
from .index import NEVER, FactIndex, Ints, Terms

Whole = NDArray[np.bool_]
"""Classes by months: what of it a set holds whole."""
_MOST = 1 << 23
"""Counts that are kept for a property (four bytes each): where these are too few, of its most frequent values."""
_AT_ONCE = 1 << 22
_SAMPLE = 16
"""Words (see `bits`) of each stretch that are looked at first: most of what is not there whole shows in them."""
_EPOCH = 719_163
"""The ordinal of 1 January 1970."""


def find_months(day: Ints) -> NDArray[np.int64]:
    """The first place of each month, by the ordinal `day` of each place; the undated (0), which come last, are one."""
    if not len(day):
        return np.zeros(0, np.int64)
    months = (day.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    months[day == 0] = NEVER
    return np.concatenate(([0], np.flatnonzero(months[1:] != months[:-1]) + 1))


def find_classes(index: FactIndex, among: Bits, types: Sequence[Bits]) -> NDArray[np.int8]:
    """The class of each fact: its type, and whether its date is open towards the past or the future; -1: not `among`.

    Facts of an open date meet every period on that side, so that they are whole months of their own.
    """
    found = np.zeros(len(index), dtype=np.int8)
    for code, own in enumerate(types):
        found[unpack(own, len(index))] = 3 * code
    found += (index.first <= 1).astype(np.int8) + 2 * ((index.last == NEVER) & (index.first > 1)).astype(np.int8)
    found[~unpack(among, len(index))] = -1
    return found


class Months:
    """Rows of `classes` (-1: none) in stretches that begin about `starts`.

    Stretches begin with a word of the sets (see `bits`), so up to 63 rows lie on the other side of a limit: these are
    among the rest of what is split, which is counted anyway.
    """

    def __init__(self, classes: NDArray[np.int8], starts: NDArray[np.int64]) -> None:
        self._size = len(classes)
        words = -(-self._size // 64)
        self._starts = np.unique(np.minimum(starts >> 6, max(0, words - 1)))
        self._words = np.diff(np.append(self._starts, words))
        known = [code for code in range(int(classes.max(initial=-1)) + 1) if (classes == code).any()]
        self._sets = [pack(classes == code) for code in known]
        there = [np.bitwise_or.reduceat(own, self._starts) != 0 for own in self._sets]
        self._there = np.array(there, dtype=np.bool_).reshape(len(known), len(self._starts))
        self._sample = self._starts[:, None] + np.minimum(np.arange(_SAMPLE), self._words[:, None] - 1)
        self._samples = [own[self._sample] for own in self._sets]
        number = np.full(int(classes.max(initial=-1)) + 2, -1, dtype=np.int32)
        number[known] = np.arange(len(known), dtype=np.int32)
        month = np.repeat(np.arange(len(self._starts), dtype=np.int32), self._words * 64)[: self._size]
        cells = number[classes] * np.int32(len(self._starts)) + month
        self._cells = np.where(classes >= 0, cells, np.int32(-1))

    def split(self, bits: Bits) -> tuple[Whole, Bits]:
        """Which stretches of which classes `bits` holds whole, and what is left of it."""
        whole, rest, lacking = np.zeros_like(self._there), bits.copy(), ~bits
        lacking_sample = lacking[self._sample]
        for i, (own, sample) in enumerate(zip(self._sets, self._samples, strict=True)):
            perhaps = self._there[i] & ~(sample & lacking_sample).any(axis=1)
            for first, end, words in self._find_runs(perhaps):
                starts = self._starts[first:end] - words.start
                whole[i, first:end] = np.bitwise_or.reduceat(own[words] & lacking[words], starts) == 0
            for _, _, words in self._find_runs(whole[i]):
                rest[words] ^= own[words]  # all of which is there
        return whole, rest

    def _find_runs(self, stretches: NDArray[np.bool_]) -> Iterator[tuple[int, int, slice]]:
        """Each run of `stretches`: the first of it, the one after it, and its words."""
        edges = np.flatnonzero(np.diff(np.pad(stretches.view(np.int8), 1))).tolist()
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            yield first, end, slice(int(self._starts[first]), int(self._starts[end - 1] + self._words[end - 1]))

    def count(self, terms: Terms) -> Rollup:
        """The counts of the values of a property, of the most frequent ones where those of all are too many."""
        sizes = np.diff(terms.starts)
        classes, months = self._there.shape
        n = min(len(sizes), _MOST // max(1, classes * (months + 1)))
        values = np.sort(np.argsort(-sizes, kind="stable")[:n])
        rank = np.full(len(sizes), -1, dtype=np.int64)
        rank[values] = np.arange(n)
        ranks = np.repeat(rank.astype(np.int32), sizes)
        sums = np.zeros(classes * months * n, dtype=np.int32)
        for start in range(0, len(ranks) if n else 0, _AT_ONCE):
            cell, own = self._cells[terms.places[start : start + _AT_ONCE]], ranks[start : start + _AT_ONCE]
            kept = (cell >= 0) & (own >= 0)
            sums += np.bincount(cell[kept].astype(np.int64) * n + own[kept], minlength=len(sums)).astype(np.int32)
        before = np.zeros((classes, months + 1, n), dtype=np.int32)
        np.cumsum(sums.reshape(classes, months, n), axis=1, out=before[:, 1:])
        return Rollup(values, before, len(sizes))


class Rollup:
    """How many facts of each class have each of `values` before each month, of a property that has `n` values in all:
    `before` is classes by months, and one more, by values."""

    def __init__(self, values: NDArray[np.int64], before: NDArray[np.int32], n: int) -> None:
        self.values, self._before, self._n = values, before, n

    @property
    def is_complete(self) -> bool:
        """Whether every value is counted."""
        return len(self.values) == self._n

    def count(self, whole: Whole) -> NDArray[np.int64]:
        """How many facts of the months that are `whole` have each value; 0 for values that are not counted."""
        own = np.zeros(len(self.values), dtype=np.int64)
        edges = np.diff(np.pad(whole.astype(np.int8), ((0, 0), (1, 1))), axis=1)
        for i, month in np.argwhere(edges).tolist():
            own -= int(edges[i, month]) * self._before[i, month].astype(np.int64)
        found = np.zeros(self._n, dtype=np.int64)
        found[self.values] = own
        return found
