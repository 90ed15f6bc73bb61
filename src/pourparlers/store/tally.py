"""How often each value of a property is there among facts: made from the facts' side, so that few facts cost little.

`index.Terms` leads from a value to its facts; to count the values of a selection by it, all of them are gone through.
Here each fact leads to its values. It is made of the columns when it is first asked for, and costs some 25 bytes a fact
for all properties.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from .index import FactIndex, Mask, Terms


class Tallies:
    """Counts values of the properties of `index`; several threads may ask."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._made: dict[str, _Values] = {}
        self._lock = Lock()

    def of(self, mask: Mask) -> Callable[[str], NDArray[np.int64]]:
        """What counts the values (by their numbers) of the property of a name among the facts of `mask`."""
        places = np.flatnonzero(mask)
        if 2 * len(places) <= len(mask):
            return lambda name: self._values(name).count(places)
        others = np.flatnonzero(~mask)  # of more than half of the facts, those that are not in it are fewer
        return lambda name: np.diff(self._index.terms[name].starts) - self._values(name).count(others)

    def _values(self, name: str) -> _Values:
        with self._lock:
            if name not in self._made:
                self._made[name] = _Values(self._index.terms[name], len(self._index))
            return self._made[name]


class _Values:
    """The values of each fact: `codes` from `starts[place]` on; without `starts`, one each, or the number after all."""

    def __init__(self, terms: Terms, size: int) -> None:
        self._n = len(terms.values)
        kind = np.uint16 if self._n < 1 << 16 else np.int32
        codes = np.repeat(np.arange(self._n, dtype=kind), np.diff(terms.starts))
        often = np.bincount(terms.places, minlength=size)
        self._starts: NDArray[np.int64] | None = None
        if often.max(initial=0) <= 1:
            self._codes = np.full(size, self._n, dtype=kind)
            self._codes[terms.places] = codes
        else:
            self._starts = np.zeros(size + 1, dtype=np.int64)
            np.cumsum(often, out=self._starts[1:])
            self._codes = codes[np.argsort(terms.places, kind="stable")]

    def count(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many of the facts at `places` have each value."""
        if self._starts is None:
            return np.bincount(self._codes[places], minlength=self._n + 1)[: self._n]
        starts = self._starts[places]
        times = self._starts[places + 1] - starts
        ends = np.cumsum(times)
        rows = np.repeat(starts - ends + times, times) + np.arange(int(ends[-1]) if len(ends) else 0)
        return np.bincount(self._codes[rows], minlength=self._n)
