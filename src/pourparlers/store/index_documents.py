"""The columns of the dispatches (see `index.Documents`), and what those of facts are made with."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np

from ..types import Document, When
from .index import NEVER, Documents, Ints, Terms
from .index_arrays import as_columns, make_terms, rank
from .links import find_bounds, find_when
from .order import find_key

_END: Final = date.max.isoformat()
_ROW: Final = ("n", "code", "undated", "low", "high", "first", "last")


def find_outlets(document: Document) -> set[str]:
    """Who published a document: its outlet, and those of the other places where the same text was read."""
    return {o for o in (document.outlet, *(source.outlet for source in document.sources)) if o}


class Codes:
    """Numbers of values, in the order in which they came."""

    def __init__(self) -> None:
        self._code: dict[str, int] = {}
        self._noted = array("i")  # a value and its owner, one after the other

    def __call__(self, value: str) -> int:
        """The number of `value`."""
        return self._code.setdefault(value, len(self._code))

    def __len__(self) -> int:
        return len(self._code)

    def add(self, value: str, owner: int) -> None:
        """Note that `owner` has `value`; an empty one is none."""
        if value:
            code = self._code
            self._noted.extend((code.setdefault(value, len(code)), owner))

    @property
    def values(self) -> list[str]:
        """The values by their numbers."""
        return list(self._code)

    @property
    def noted(self) -> tuple[Ints, Ints]:
        """The numbers of the values that were noted, and their owners."""
        codes, owners = as_columns(self._noted, 2)
        return codes, owners

    def make(self, place: Ints) -> Terms:
        """The terms of what was noted; `place` is that of each owner."""
        codes, owners = self.noted
        return make_terms(self.values, codes, place[owners], len(place))


class DocumentColumns:
    """The dispatches: their columns, and what facts need to know of them."""

    def __init__(self) -> None:
        self._code: dict[str, int] = {}
        self._known = array("i")
        self._outlets: list[frozenset[str]] = []
        self._same: dict[frozenset[str], frozenset[str]] = {}  # of many dispatches with one outlet, one set is held
        self.published: list[str] = []
        """When each was published, by code; "9" for what is not told and what the record lacks."""
        self._rows = array("i")  # the values of `_ROW`, document after document
        self._uris: list[str] = []

    @property
    def ids(self) -> list[str]:
        """Ids by code."""
        return list(self._code)

    def code(self, id_: str) -> int:
        """The number of a document, whether the record has it or not."""
        found = self._code.get(id_)
        if found is None:
            found = self._code[id_] = len(self._code)
            self._known.append(NEVER)
            self._outlets.append(frozenset())
            self.published.append("9")
        return found

    def known(self, ids: Sequence[str]) -> int:
        """The first day by which one of these documents was surely published."""
        if len(ids) == 1:
            return self._known[self.code(ids[0])]
        return min((self._known[self.code(id_)] for id_ in ids), default=NEVER)

    def outlets(self, ids: Sequence[str]) -> frozenset[str]:
        """Who published one of these documents."""
        if len(ids) == 1:
            return self._outlets[self.code(ids[0])]
        found = [self._outlets[self.code(id_)] for id_ in ids]
        return frozenset[str]().union(*found)

    def add(self, n: int, document: Document) -> None:
        """Take the next document, of the number `n`."""
        code = self.code(document.id)
        bounds = bound(document.published.value)
        if bounds and bounds[1] != NEVER:
            self._known[code] = bounds[1]
        outlets = frozenset(find_outlets(document))
        self._outlets[code] = self._same.setdefault(outlets, outlets)
        self.published[code] = document.published.value or "9"
        undated, low, high = find_place(find_when(document))
        self._rows.extend((n, code, undated, low, high, *(bounds or (0, 0))))
        self._uris.append(document.uri)

    def make(self, told: Terms) -> Documents:
        """The columns, by the day of publication, the undated last."""
        rows = dict(zip(_ROW, as_columns(self._rows, len(_ROW)), strict=True))
        ids = rank(self.ids)[rows["code"]] if len(rows["code"]) else rows["code"]
        order = np.lexsort((ids, rank(self._uris), rows["high"], rows["low"], rows["undated"]))
        number = {doc: i for i, doc in enumerate(told.values)}
        term = np.array([number.get(doc, -1) for doc in self._code], dtype=np.int32)
        outlet = Codes()
        for place, code in enumerate(rows["code"][order].tolist()):
            for one in self._outlets[code]:
                outlet.add(one, place)
        return Documents(
            n=rows["n"][order],
            day=np.where(rows["undated"][order] == 0, rows["low"][order], 0).astype(np.int32),
            first=rows["first"][order],
            last=rows["last"][order],
            term=term[rows["code"][order]],
            outlet=outlet.make(np.arange(len(order), dtype=np.int32)),
        )


@lru_cache(maxsize=1 << 14)
def bound(value: str | None) -> tuple[int, int] | None:
    """The first and last day (ordinals) that a date may mean, NEVER for an open end; None for no date."""
    bounds = find_bounds(value)
    return (_ordinal(bounds[0]), _ordinal(bounds[1])) if bounds else None


def find_place(when: When) -> tuple[int, int, int]:
    """The key of a chronology (`order.find_key`) in numbers."""
    return _place_of(when.value or (min(when.candidates) if when.candidates else ""))


@lru_cache(maxsize=1 << 14)
def _place_of(value: str) -> tuple[int, int, int]:
    undated, low, high = find_key(When(value=value))
    return (1, 0, 0) if undated else (0, _ordinal(low), _ordinal(high))


def _ordinal(day: str) -> int:
    """The number of an ISO day; NEVER for the end of the calendar, which stands for an open side."""
    return NEVER if day == _END else date.fromisoformat(day).toordinal()
