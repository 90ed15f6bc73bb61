"""Counts by month, worked out once: most facts of a period lie in months that are asked for whole.

Facts lie in the order of their days, so those of a month lie together. A set of facts is split into the months that it
holds whole, type by type, whose counts are known, and the rest, of which there is little where a period is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .bits import Bits, unpack
from .index import Ints, Terms

Whole = NDArray[np.bool_]
"""Types by months: what of it a set holds whole."""
_MOST = 1 << 25
"""Counts that are kept for a property (four bytes each); of one with more values none are."""
_AT_ONCE = 1 << 22


def find_months(day: Ints) -> NDArray[np.int64]:
    """The first place of each month, by the ordinal `day` of each place; the undated (0), which come last, are one."""
    days = (day.astype(np.int64) - 719_163).astype("datetime64[D]")  # 1 January 1970 is day 719,163
    months = np.where(day > 0, days.astype("datetime64[M]").astype(np.int64), np.iinfo(np.int64).max)
    return np.concatenate(([0], np.flatnonzero(months[1:] != months[:-1]) + 1)) if len(day) else np.zeros(0, np.int64)


class Months:
    """The facts of each type, `types`, by stretches that begin about `starts`, for `size` places in all.

    Stretches begin with a word of the sets (see `bits`), so up to 63 facts lie on the other side of a limit: these are
    among the rest of what is split, which is counted anyway.
    """

    def __init__(self, types: Sequence[Bits], starts: NDArray[np.int64], size: int) -> None:
        self._types, self._size = types, size
        words = -(-size // 64)
        self._starts = np.unique(np.minimum(starts >> 6, max(0, words - 1)))
        self._words = np.diff(np.append(self._starts, words))
        self._there = np.array([self._any(own) for own in types]).reshape(len(types), len(self._starts))

    def _any(self, bits: Bits) -> NDArray[np.bool_]:
        """In which stretches there is something."""
        if not len(self._starts):
            return np.zeros(0, dtype=np.bool_)
        found: NDArray[np.bool_] = np.bitwise_or.reduceat(bits, self._starts) != 0
        return found

    def split(self, bits: Bits) -> tuple[Whole, Bits]:
        """Which stretches of which types `bits` holds whole, and what is left of it."""
        whole, rest = np.zeros_like(self._there), bits
        for i, own in enumerate(self._types):
            whole[i] = self._there[i] & ~self._any(own & ~bits)
            if whole[i].any():
                taken = np.where(np.repeat(whole[i], self._words), own, np.uint64(0))
                rest = rest & ~taken
        return whole, rest

    def count(self, terms: Terms) -> Rollup | None:
        """The counts of the values of a property; None where these would take too much memory."""
        n, months = len(terms.values), len(self._starts)
        if len(self._types) * (months + 1) * n > _MOST:
            return None
        sums = np.zeros((len(self._types), months + 1, n), dtype=np.int32)
        month = np.repeat(np.arange(months, dtype=np.int32), self._words * 64)[: self._size]
        value = np.repeat(np.arange(n, dtype=np.int32), np.diff(terms.starts))
        for i, own in enumerate(self._types):
            mask = unpack(own, self._size)
            for start in range(0, len(value), _AT_ONCE):
                places = terms.places[start : start + _AT_ONCE]
                kept = mask[places]
                cells = month[places[kept]].astype(np.int64) * n + value[start : start + _AT_ONCE][kept]
                sums[i, 1:] += np.bincount(cells, minlength=months * n).reshape(months, n).astype(np.int32)
        return Rollup(np.cumsum(sums, axis=1, dtype=np.int32))


class Rollup:
    """How many facts of each type have each value before each month: types by months (and one more) by values."""

    def __init__(self, sums: NDArray[np.int32]) -> None:
        self._sums = sums

    def count(self, whole: Whole) -> NDArray[np.int64]:
        """How many facts of the months that are `whole` have each value."""
        found = np.zeros(self._sums.shape[2], dtype=np.int64)
        edges = np.diff(np.pad(whole.astype(np.int8), ((0, 0), (1, 1))), axis=1)
        for i, month in np.argwhere(edges).tolist():
            found -= int(edges[i, month]) * self._sums[i, month].astype(np.int64)
        return found
