"""The contacts that the first entries of an agenda are made of, of as many as there may be."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from .look import Look
from .types import Contact
from .views.agenda import find_rank, is_within
from .views.known import find_dispatches, find_known
from .views.looking.wire import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .store.index import Selection
    from .views.looking.shortlist import Key

Rank: TypeAlias = tuple[Any, ...]
"""As `find_rank` gives it."""
_MORE = 16
"""Contacts that are looked at in one step at least."""


class Shortening:
    """Finds the first contacts of the agenda of `filters`, as all dispatches tell them, in the record of `look`."""

    def __init__(self, look: Look, filters: Filters) -> None:
        self._look = look
        self._since, self._until = filters.since, filters.until

    def find(self, places: NDArray[np.int64], asked: Selection, *, limit: int, most: int) -> tuple[list[Contact], int]:
        """The first `limit` contacts of `places`, and how many entries are left out.

        Where no day is asked for and there are more than `most`, only the `most` latest count, as in a list whose end
        is what matters.
        """
        from .views.looking.shortlist import make_shortlist  # noqa: PLC0415 - with numpy, for those who look

        cut = 0
        if asked.since is None:
            places, cut = self._look.latest_of(places, most)
        heaps = make_shortlist(self._look.sets, places, since=asked.since, until=asked.until)
        unsure = [int(place) for place in heaps.unsure]
        cut += max(0, len(unsure) - most)
        found = [(find_rank(contact), contact) for contact in self._pick(self._at(unsure[-most:]))]
        n_sure, n_other, taken = len(heaps.sure), len(found), 0
        while taken < n_sure:
            have = self._count_before(found, heaps.key(taken))
            if have >= limit:  # nothing that was not looked at stands before these
                break
            end = heaps.end_of(min(n_sure, taken + max(_MORE, limit - have)) - 1)
            step = [int(place) for place in heaps.sure[taken:end]]
            found += [(find_rank(contact), contact) for contact in self._at(step)]
            taken = end
        if self._count_before(found, None) < limit:
            undated = self._at(self._first_undated([int(place) for place in heaps.undated], limit))
            found += [(find_rank(contact), contact) for contact in undated]
        shown = [contact for _, contact in sorted(found, key=itemgetter(0))[:limit]]
        return shown, cut + n_sure + n_other + len(heaps.undated) - len(shown)

    def _at(self, places: Sequence[int]) -> list[Contact]:
        return [fact for fact, _ in self._look.at(places) if isinstance(fact, Contact)]

    def _pick(self, contacts: Sequence[Contact]) -> list[Contact]:
        """Those of which a date that they have, or were put off from, may lie between the days asked for."""
        found = [c for c in contacts if is_within(c, self._since, self._until)]
        inside = {c.id for c in found}
        others = [c for c in contacts if c.id not in inside and any(a.status == "postponed" for a in c.accounts[1:])]
        if others:
            record = msgspec.structs.replace(self._look.gather(others), contacts=tuple(others))
            known = find_dispatches(record.documents, None).known
            for one in find_known(record, known, counted=False):
                dates = msgspec.structs.replace(one.contact.when, value=None, candidates=one.days)
                if is_within(msgspec.structs.replace(one.contact, when=dates), self._since, self._until):
                    found.append(one.contact)
        return found

    @staticmethod
    def _count_before(found: Sequence[tuple[Rank, Contact]], key: Key | None) -> int:
        """How many stand before `key` (see `shortlist.Key`), or for None have a day at all."""
        return sum(1 for rank, _ in found if rank[0] == 0 and (key is None or _find_key(rank) < key))

    def _first_undated(self, places: Sequence[int], limit: int) -> list[int]:
        """The first `limit` places, and those of the same day: of one day they stand in another order."""
        days = self._look.index.day
        end = limit
        while end < len(places) and days[places[end]] == days[places[end - 1]]:
            end += 1
        return list(places[:end])


def _find_key(rank: Rank) -> Key:
    """What the columns know of the place of an entry that has a day."""
    _, first, last, (own_first, own_last), *_ = rank
    return first.toordinal(), last, own_first.toordinal(), own_last.toordinal()
