"""Pages of facts and of dispatches: what comes after a cursor, so many of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from .cursors import read_cursor

if TYPE_CHECKING:
    from .store.bits import Bits
    from .store.index import FactIndex, Ints
    from .store.protocol import Store
    from .store.sets import Sets

_LAST = 10**9
"""The day of the undated, which come last."""


class Paging(ABC):
    """Pages of a record of one state."""

    index: FactIndex
    state: str
    _store: Store

    @property
    @abstractmethod
    def sets(self) -> Sets:
        """What answers which facts are asked for."""

    def page(self, bits: Bits, *, after: str | None, limit: int, backwards: bool = False) -> tuple[list[int], bool]:
        """The `limit` places after a cursor, and whether there are more. Raises ConfigError for what is no cursor."""
        from .store.bits import list_first, list_last, of_range  # noqa: PLC0415

        size = len(self.index)
        if after is not None:
            start, end = self._go_on(after, backwards=backwards)
            bits = bits & of_range(start, end, size)
        found = list_last(bits, limit + 1)[::-1] if backwards else list_first(bits, limit + 1)
        return [int(place) for place in found[:limit]], len(found) > limit

    def _go_on(self, after: str, *, backwards: bool) -> tuple[int, int]:
        """Between which places of facts a page after a cursor lies. Raises ConfigError for what is no cursor."""
        size = len(self.index)
        day, place = self._read(after)
        if place is not None and place >= 0:
            return (0, place) if backwards else (place + 1, size)
        # The fact is gone: its day is told again, so that nothing is passed over.
        return (0, self.sets.from_day(day, after=True)) if backwards else (self.sets.from_day(day), size)

    def _read(self, cursor: str) -> tuple[int, int | None]:
        """The day of a cursor, and the place of what it names (see `Sets.places`) where that is still there."""
        day, id_ = read_cursor(cursor)
        number = self._store.number(id_, state=self.state)
        place = -1 if number is None else int(self.sets.places_of([number])[0])
        return day, None if place == -1 else place

    def page_of_documents(self, places: Ints, *, after: str | None, limit: int) -> tuple[list[int], bool]:
        """As `page`, of places of documents."""
        left = places if after is None else places[self._count_passed(places, after) :]
        return [int(place) for place in left[:limit]], len(left) > limit

    def _count_passed(self, places: Ints, after: str) -> int:
        """How many of `places`, of documents, come before a cursor, or are what it names."""
        import numpy as np  # noqa: PLC0415

        day, place = self._read(after)
        if place is not None and place < -1:
            return int(np.searchsorted(places, -2 - place, side="right"))
        dated = self.index.documents.day[places]
        return int(np.searchsorted(np.where(dated == 0, _LAST, dated), day or _LAST))

    def page_of_both(
        self, facts: Bits, documents: Ints, *, after: str | None, limit: int
    ) -> tuple[list[tuple[bool, int]], bool]:
        """The `limit` facts and documents after a cursor, by day: whether it is a document, and its place."""
        from .store.bits import list_first, of_range  # noqa: PLC0415

        if after is not None:
            day, place = self._read(after)
            if place is not None and place < -1:  # after a document come the facts of later days
                day = int(self.index.documents.day[-2 - place])
                start = self.sets.from_day(day, after=True)
            else:
                start, _ = self._go_on(after, backwards=False)
            documents = documents[self._count_passed(documents, after) :]
            facts = facts & of_range(start, len(self.index), len(self.index))
        heads = [(False, int(place)) for place in list_first(facts, limit + 1)]
        heads += [(True, int(place)) for place in documents[: limit + 1]]
        heads.sort(key=lambda found: self.day_of(found) or _LAST)  # of one day, facts come first
        return heads[:limit], len(heads) > limit

    def day_of(self, found: tuple[bool, int]) -> int:
        """The day (an ordinal) of what `page_of_both` gave."""
        is_document, place = found
        return int(self.index.documents.day[place] if is_document else self.index.day[place])
