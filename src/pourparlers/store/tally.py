"""How often each value of a property is there among facts.

`index.Terms` leads from a value to its facts. Of many facts, those of a frequent value are bits too, so that they are
counted without being listed; of few facts, each is led to its values, by columns that are made when they are first
asked for (some 25 bytes a fact for all properties; see `values`). Where only the most frequent values are wanted, those
that cannot be among them are not counted. Whole months are counted from what is known of them (see `rollup`), so that
only the rest is left.
"""

from __future__ import annotations

from functools import cached_property
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from .bits import Bits, count, list_places, of_range
from .index import FactIndex
from .rollup import Months, Whole, find_classes, find_months
from .sets import Sets
from .values import Chosen, Counts, Values

MONTHLY = frozenset({"kind", "status", "issue", "outlet", "actor"})
"""Properties that are counted by month: what a page of a period shows."""
_SPLIT = 5e6
"""What it takes, in nanoseconds about, to find the months that facts fill: counts that are dearer are made of them."""
_LEAST = 2
"""Of so many facts, no more than one may be left when the whole months are counted."""


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
        self._tallies, self._bits, self._size, self.n = tallies, bits, size, count(bits)

    def count(self, name: str) -> Counts:
        """How many of the facts have each value (by its number) of the property `name`."""
        return self.count_in(self._tallies.values(name), None)

    def count_top(self, name: str, most: int) -> Counts:
        """As `count`, but values that are certainly not among the `most` most frequent may be left at 0."""
        return self.count_in(self._tallies.values(name), most)

    def count_in(self, values: Values, most: int | None) -> Counts:
        """As `count_top`, of the property that `values` knows."""
        n = min(self.n, self._size - self.n)
        if min(n * values.each, values.dear) > _SPLIT:
            found = self._count_by_month(values)
            if found is not None and values.has_first(found, most):
                return found
        if not values.is_few(n):
            return values.count_many(self._bits, most)
        return values.count_few(self._chosen) if n == self.n else values.sizes - values.count_few(self._others)

    def _count_by_month(self, values: Values) -> Counts | None:
        """The counts of the values of the rollup; None where there is none, and where most facts are no whole month."""
        if values.rollup is None:
            return None
        whole, _, n = self._months
        if _LEAST * n > self.n or not values.is_few(n):
            return None
        return values.rollup.count(whole) + values.count_few(self._rest)

    def find(self, name: str, among: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """Which values of the property `name` the facts have; of `among`, a mask of values, where it is given."""
        return self.find_in(self._tallies.values(name), among)

    def find_in(self, values: Values, among: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """As `find`, of the property that `values` knows."""
        n = len(values.sizes) if among is None else int(np.count_nonzero(among))
        if values.is_sooner_found(self._bits, self.n, n):
            found = values.find(self._chosen)
            return found if among is None else found & among
        return values.find_many(self._bits, among)

    def count_all(self, values: Values, most: int) -> tuple[Counts, int]:
        """As `count_in`, and how many values there are at all."""
        n = min(self.n, self._size - self.n)
        found = self._count_by_month(values) if min(n * values.each, values.dear) > _SPLIT else None
        if found is None and values.is_few(self.n):
            found = values.count_few(self._chosen)
            return found, int(np.count_nonzero(found))
        if found is not None and values.has_first(found, None):
            return found, int(np.count_nonzero(found))
        if found is None or not values.has_first(found, most):
            found = self.count_in(values, most)
        return found, int(np.count_nonzero(self.find_in(values)))

    @property
    def places(self) -> NDArray[np.int64]:
        """Where the facts are, in order."""
        return self._chosen.places

    @cached_property
    def _chosen(self) -> Chosen:
        return self._choose(self._bits)

    @cached_property
    def _months(self) -> tuple[Whole, Bits, int]:
        """The months that the facts fill, the rest, and how many these are."""
        whole, rest = self._tallies.months.split(self._bits)
        return whole, rest, count(rest)

    @cached_property
    def _rest(self) -> Chosen:
        return self._choose(self._months[1])

    @cached_property
    def _others(self) -> Chosen:
        return self._choose(of_range(0, self._size, self._size) & ~self._bits)

    def _choose(self, bits: Bits) -> Chosen:
        return Chosen(bits, list_places(bits, self._size))
