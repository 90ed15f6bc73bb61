"""What meetings of public record tell of the day of publication: the week of a dispatch, seldom its day.

"samedi" of a meeting in Singapore is a day of one week, which the knowledge base knows; on which day of the next the
dispatch told it no table says. So such a meeting chooses among weeks, and leaves the day after to the convention too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ..drafts import Reading, TimeExpr
from .dates_clues import YEARLESS_REACH, clue_of
from .dates_page import Page, parse_day


def narrow_as_met(
    reading: Reading, days: frozenset[date], weekdays: frozenset[int]
) -> tuple[frozenset[date], tuple[str, ...]]:
    """Those of `days` on which a dispatch may tell of the meetings that the knowledge base knows, and in words what
    excludes the others. What would leave one day only is put aside, since meetings tell weeks.

    "mardi" is checked against the calendar; "hier", which any day may be, counts where it puts the dispatch on one of
    `weekdays` (ISO), those that the convention asks for.
    """
    page = Page(reading)
    likely = frozenset(d for d in days if d.isoweekday() in weekdays)
    clues = [clue_of(page, i, found) for i, found in reading.met_days]
    clues = [c for c in clues if _names_its_day(reading.times[c.index]) or any(c.fits(d) for d in likely)]
    reasons: list[str] = []
    for clue in clues:
        kept = frozenset(d for d in days if clue.fits(d))
        if 1 < len(kept) < len(days):
            days = kept
            reasons.append(clue.why)
    return days, tuple(reasons)


def _names_its_day(expr: TimeExpr) -> bool:
    """Whether an expression names a weekday, or a day of the month."""
    return expr.recipe is not None and (expr.recipe.weekday or expr.recipe.day) is not None


def or_the_day_after(weekdays: frozenset[int]) -> frozenset[int]:
    """`weekdays` (ISO) and those after them."""
    return weekdays | {day % 7 + 1 for day in weekdays}


def days_near(given: Iterable[tuple[int, tuple[str, ...]]]) -> frozenset[date]:
    """The days around those that the knowledge base gives for words of a text."""
    known = [day for _, days in given for d in days if (day := parse_day(d)) is not None]
    return frozenset(day + timedelta(n) for day in known for n in range(-YEARLESS_REACH, YEARLESS_REACH + 1))
