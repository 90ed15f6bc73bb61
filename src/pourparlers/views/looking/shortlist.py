"""Which contacts the first entries of an agenda are among, from the columns alone.

An agenda is sorted by what its contacts say, and a page shows its first few hundred entries: of a year's ten thousand
contacts only those need be looked at that can be among them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...store.bits import contains
from ...store.index import NEVER, FactIndex, Ints
from ...store.sets import Sets
from ..agenda import LEFT_OUT_KINDS, LEFT_OUT_STATUSES

_EPOCH = np.datetime64("0001-01-01", "D").astype(np.int64) - 1
"""The ordinal 0, in days since 1970."""


Key = tuple[int, int, int, int]
"""What an entry that has a day is sorted by: the first day of its group, the last one (negative), and the two days of
its own (ordinals)."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Places of contacts in three heaps.

    `sure`: their own date lies in the window, and the entry of `sure[i]` comes, in the order of
    `views.agenda.find_rank`, not before the row `keys[i]` (see `Key`; ascending). `unsure`: another date they had does,
    perhaps. `undated`: they lie in the window and have no day, so that they come after all that has one, in this order.
    """

    sure: Ints
    keys: NDArray[np.int64]
    unsure: Ints
    undated: Ints

    def key(self, i: int) -> Key:
        """The row `keys[i]`."""
        first, last, own_first, own_last = self.keys[i].tolist()
        return first, last, own_first, own_last

    def end_of(self, i: int) -> int:
        """The first of `sure` after `sure[i]` and all that share its key."""
        later = np.flatnonzero((self.keys[i + 1 :] != self.keys[i]).any(axis=1))
        return i + 1 + int(later[0]) if len(later) else len(self.sure)


def make_shortlist(sets: Sets, places: NDArray[np.int64], *, since: int | None, until: int | None) -> Shortlist:
    """The contacts at `places` that an agenda from `since` to `until` (ordinals) is made of; `sets`: of all facts."""
    index = sets.index
    for name, values in (("kind", LEFT_OUT_KINDS), ("status", LEFT_OUT_STATUSES)):
        places = places[~contains(sets.of(name, sorted(values)), places)]
    first, last = index.first[places], index.last[places]
    inside = np.ones(len(places), dtype=np.bool_)
    if since is not None or until is not None:
        inside = (first > 0) & (last >= (since or 0)) & (first <= (NEVER if until is None else until))
    open_ = (first == 1) | (last == NEVER) | (index.day[places] == 0)
    sure = places[inside & ~open_]
    keys = _find_keys(index, sure)
    order = np.lexsort(keys.T[::-1])
    return Shortlist(sure=sure[order], keys=keys[order], unsure=places[~inside], undated=places[inside & open_])


def _find_keys(index: FactIndex, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Before which key the entry of each of `places` certainly does not stand.

    Where all accounts of a contact give the days that it has, that is its own; else it may have any from the earliest
    on, and stand under its week or its month.
    """
    first, last = index.first[places].astype(np.int64), index.last[places].astype(np.int64)
    early, late = index.early[places].astype(np.int64), index.late[places].astype(np.int64)
    exact = (early == first) & (late == last)
    week, month = _find_week(first), _find_month(first)
    in_week, in_month = last <= week + 6, _find_month(last) == month
    begin = np.where(in_week, week, np.where(in_month, month, first))
    end = np.where(in_week, week + 6, np.where(in_month, _end_month(month), last))
    known = np.clip(early, 1, NEVER - 1)
    earliest = np.minimum(_find_week(known), _find_month(known))
    none = np.zeros_like(first)
    keys = (np.where(exact, begin, earliest), np.where(exact, -end, -NEVER))
    return np.stack([*keys, np.where(exact, first, none), np.where(exact, last, none)], axis=1)


def _find_week(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The Monday of the week of each day."""
    found: NDArray[np.int64] = days - (days - 1) % 7
    return found


def _find_month(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first day of the month of each day."""
    months = (days + _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    found: NDArray[np.int64] = months.astype("datetime64[D]").astype(np.int64) - _EPOCH
    return found


def _end_month(firsts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last day of the month that begins with each day."""
    return _find_month(firsts + 31) - 1
