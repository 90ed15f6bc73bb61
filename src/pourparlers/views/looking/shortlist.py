"""Which contacts the first entries of an agenda are among, from the columns alone.

An agenda is sorted by what its contacts say, and a page shows its first few hundred entries: of a year's ten thousand
contacts only those need be looked at that can be among them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...store.index import NEVER, FactIndex, Ints
from ..agenda import LEFT_OUT_KINDS, LEFT_OUT_STATUSES

_EPOCH = np.datetime64("0001-01-01", "D").astype(np.int64) - 1
"""The ordinal 0, in days since 1970."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Places of contacts in three heaps.

    `sure`: their own date lies in the window, and no entry of `sure[i]` stands in a group that begins before the day
    `begins[i]` (ordinals, ascending). `unsure`: another date they had does, perhaps. `undated`: they lie in the window
    and have no day, so that they come after all that has one, in this order.
    """

    sure: Ints
    begins: NDArray[np.int64]
    unsure: Ints
    undated: Ints


def make_shortlist(index: FactIndex, places: NDArray[np.int64], *, since: int | None, until: int | None) -> Shortlist:
    """The contacts at `places` that an agenda from `since` to `until` (ordinals) is made of."""
    for name, values in (("kind", LEFT_OUT_KINDS), ("status", LEFT_OUT_STATUSES)):
        for value in values:
            places = np.setdiff1d(places, index.terms[name].of(value), assume_unique=True)
    first, last = index.first[places], index.last[places]
    inside = np.ones(len(places), dtype=np.bool_)
    if since is not None or until is not None:
        inside = (first > 0) & (last >= (since or 0)) & (first <= (NEVER if until is None else until))
    open_ = (first == 1) | (last == NEVER) | (index.day[places] == 0)
    sure = places[inside & ~open_]
    begins = _begin(index.early[sure])
    order = np.argsort(begins, kind="stable")
    return Shortlist(sure=sure[order], begins=begins[order], unsure=places[~inside], undated=places[inside & open_])


def _begin(days: Ints) -> NDArray[np.int64]:
    """The first day of the week or of the month of each day, whichever is earlier."""
    known = np.clip(days.astype(np.int64), 1, NEVER - 1)
    monday = known - (known - 1) % 7
    months = (known + _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    found: NDArray[np.int64] = np.minimum(monday, months.astype("datetime64[D]").astype(np.int64) - _EPOCH)
    return found
