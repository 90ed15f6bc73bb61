"""Which facts meet a condition, as bits (see `bits`): the filters of `index.Selection` over the columns of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

import numpy as np
from numpy.typing import NDArray

from ..recall import Recall
from .bits import Bits, of_places, of_range, pack
from .index import NEVER, TYPES, FactIndex, Ints, Selection

_BLOCK = 4096
"""Places of which the lowest and the highest number are known: only where a limit lies between them are they read."""
_HELD = 192
"""Values, and actors with those who act for them, whose facts are remembered."""


class Sets:
    """The facts of `index` by what is asked of them. What is often asked is held; several threads may ask."""

    def __init__(self, index: FactIndex) -> None:
        self.index = index
        self._held: Recall[tuple[str, tuple[str, ...]], Bits] = Recall(_HELD)

    def make_ready(self) -> None:
        """Work out what the first question would wait for."""
        self._first, self._last, self._known, self._no_first, self.contacts, self.days, self._places  # noqa: B018

    @cached_property
    def all(self) -> Bits:
        """Every fact."""
        return of_range(0, len(self.index), len(self.index))

    @cached_property
    def dated(self) -> int:
        """How many facts have a day: they come first."""
        return int(np.count_nonzero(self.index.day))

    @cached_property
    def types(self) -> tuple[Bits, ...]:
        """The facts of each type, in the order of `index.TYPES`."""
        return tuple(pack(self.index.type == code) for code in range(len(TYPES)))

    @cached_property
    def contacts(self) -> Contacts:
        """The contacts, in the order of their places."""
        places = np.flatnonzero(self.index.type == TYPES.index("contact"))
        return Contacts(places, self.index.early[places], self.index.late[places])

    def parts(self, asked: Selection, *, words: Bits | None = None) -> dict[str, Bits]:
        """The facts that meet each property asked for, by its name: all of them together are the selection.

        `words` are the facts that hold the words of the selection, which the columns do not know. Events that repeat
        other facts count only where nothing but events is asked for.
        """
        found: dict[str, Bits] = {}
        if asked.types:
            found["type"] = reduce(or_, [self.types[TYPES.index(name)] for name in asked.types])
        if set(asked.types) != {"event"} and not asked.repeats:
            found["repeated"] = self.told_once
        if asked.since is not None:
            found["since"] = self.all & ~self._last.at_most(asked.since - 1)
        if asked.until is not None:
            found["until"] = self._first.at_most(asked.until) & ~self._no_first
        if asked.as_of is not None:
            found["as_of"] = self._known.at_most(asked.as_of)
        for name, values in asked.terms:
            found[name] = self.of(name, values)
        for i, group in enumerate(asked.actors):
            found[f"actor.{i}"] = self.of("actor", group)
        if words is not None:
            found["words"] = words
        return found

    def select(self, asked: Selection, *, words: Bits | None = None) -> Bits:
        """The facts of a selection; see `parts` for `words`."""
        return self.join(list(self.parts(asked, words=words).values()))

    def join(self, parts: Sequence[Bits]) -> Bits:
        """The facts that are in every one of `parts`."""
        return reduce(and_, parts) if parts else self.all

    def of(self, name: str, values: Sequence[str]) -> Bits:
        """The facts that have one of `values` of the property `name`."""
        terms, size = self.index.terms[name], len(self.index)

        def make() -> Bits:
            places = [terms.of(value) for value in values]
            return of_places(np.concatenate(places) if places else terms.places[:0], size)

        return self._held.get((name, tuple(values)), make)

    def from_day(self, day: int, *, after: bool = False) -> int:
        """The first place of the day (an ordinal, 0: of the undated), or the first one `after` that day."""
        if not day:
            return len(self.index) if after else self.dated
        return int(np.searchsorted(self.index.day[: self.dated], day, side="right" if after else "left"))

    @cached_property
    def days(self) -> tuple[NDArray[np.int64], Ints]:
        """Where the facts of each day begin, and where the last ones end; and these days, the undated (0) last."""
        day = self.index.day
        starts = np.concatenate(([0], np.flatnonzero(day[1:] != day[:-1]) + 1)) if len(day) else np.zeros(0, np.int64)
        return np.append(starts, len(day)).astype(np.int64), day[starts]

    def places_of(self, numbers: Ints | Sequence[int]) -> Ints:
        """The places of objects by their numbers in the store; of a document -2 less its place, -1 for all others."""
        asked = np.asarray(numbers, dtype=np.int64)
        inside = (asked >= 0) & (asked < len(self._places))
        return np.where(inside, self._places[np.where(inside, asked, 0)], -1).astype(np.int32)

    @cached_property
    def _places(self) -> Ints:
        index, documents = self.index, self.index.documents
        most = max(int(n.max(initial=0)) for n in (index.n, documents.n))
        found = np.full(most + 1, -1, dtype=np.int32)
        found[index.n] = np.arange(len(index), dtype=np.int32)
        found[documents.n] = -2 - np.arange(len(documents.n), dtype=np.int32)
        return found

    @cached_property
    def told_once(self) -> Bits:
        """The facts but for events that repeat other facts."""
        return self.all & ~pack(self.index.repeated)

    @cached_property
    def _no_first(self) -> Bits:
        return pack(self.index.first == 0)

    @cached_property
    def _first(self) -> Limits:
        return Limits(self.index.first, apart=1)

    @cached_property
    def _last(self) -> Limits:
        return Limits(self.index.last, apart=NEVER)

    @cached_property
    def _known(self) -> Limits:
        return Limits(self.index.known, apart=NEVER)


@dataclass(frozen=True, slots=True)
class Contacts:
    """The places of contacts, and the columns `early` and `late` of these (see `index.FactIndex`)."""

    places: NDArray[np.int64]
    early: Ints
    late: Ints

    def between(self, since: int, until: int) -> NDArray[np.int64]:
        """The places of those of which an account may lie between two days (ordinals)."""
        found: NDArray[np.int64] = self.places[(self.early <= until) & (self.late >= since)]
        return found


class Limits:
    """Which places of a column hold at most a number.

    Facts lie in the order of their days, so that the numbers of most blocks are all above a limit or all below it.
    Places that hold `apart`, which stands for an open side and may be anywhere, are kept by themselves. `block`: places
    (a multiple of 64) of which the lowest and the highest number are known.
    """

    def __init__(self, column: Ints, *, apart: int, block: int = _BLOCK) -> None:
        self._column, self._apart, self._block = column, apart, block
        starts = np.arange(0, len(column), block)
        open_ = column == apart
        self._open = pack(open_)
        most = np.iinfo(column.dtype)
        self._low = np.minimum.reduceat(np.where(open_, most.max, column), starts) if len(starts) else column
        self._high = np.maximum.reduceat(np.where(open_, most.min, column), starts) if len(starts) else column

    def at_most(self, limit: int) -> Bits:
        """The places that hold `limit` or less."""
        found = np.zeros((len(self._low), self._block // 64), dtype="<u8")
        found[self._high <= limit] = ~np.uint64(0)
        mixed = np.flatnonzero((self._low <= limit) & (limit < self._high))
        if len(mixed):
            at = np.minimum(mixed[:, None] * self._block + np.arange(self._block), len(self._column) - 1)
            found[mixed] = np.packbits(self._column[at] <= limit, axis=1, bitorder="little").view("<u8")
        bits: Bits = found.reshape(-1)[: len(self._open)] & ~self._open
        if self._apart <= limit:
            bits |= self._open
        return bits & of_range(0, len(self._column), len(self._column))
