"""The days near a dated one of a text whose year nothing tells: "deux semaines après l'abordage du 17 juin"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from ..drafts import Reading
from .dates_clues import COUNTING, Clue, clues_of
from .dates_page import Page
from .dates_values import days_meant

_REACH: Final = 120
"""Days beyond which a publication no longer counts as near the day from which its text counts."""
_WIDEST: Final = 31
"""Days within which those of one year must lie to say something."""


def near_days(reading: Reading, years: Iterable[int]) -> frozenset[date]:
    """The days of `years` on which the dispatch of `reading` may have been published, counted from a day that it gives
    without its year; none where it counts from none, or where they lie far apart."""
    page = Page(reading)
    if not any(t.ties or t.rule in COUNTING for t in page.times):
        return frozenset()
    clues = list(clues_of(page))
    counted = next((c for c in clues if c.near is not None), None)
    if counted is None or counted.near is None:
        return frozenset()
    found: set[date] = set()
    for year in years:
        base = days_meant(page.times[counted.near], date(year, 12, 31), page.times)
        if base is None or base[0].year not in (year - 1, year):
            return frozenset()
        days = _left(clues, (base[0] + timedelta(n) for n in range(_REACH)))
        if days and (max(days) - min(days)).days > _WIDEST:
            return frozenset()
        found |= days
    return frozenset(found)


def _left(clues: Iterable[Clue], days: Iterable[date]) -> set[date]:
    """What the clues leave of `days`: none where one that counts, or that must hold, leaves none."""
    left = set(days)
    for clue in clues:
        kept = {d for d in left if clue.fits(d)}
        if kept or clue.strong or clue.near is not None:
            left = kept
    return left
