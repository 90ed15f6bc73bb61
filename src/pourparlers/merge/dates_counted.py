"""Days of publication counted from a day that the text gives with its year, and days of a year that fit a dated one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from ..drafts import TimeExpr
from .dates_clues import Clue
from .dates_page import Page, parse_day

_REACH: Final = 200
"""Days from a day told whole within which a text may count from it to its own."""


def counted_days(page: Page, clues: Iterable[Clue]) -> tuple[int, frozenset[date]] | None:
    """What is left where the words count from a day that they give whole ("trois ans jour pour jour après le 24 février
    2019", "au lendemain du vote du 6 mai 2012"), and the index of the expression that counts. None where they count
    from none, or disagree."""
    found = [(clue.index, days) for clue in clues if (days := _days_of(page, clue))]
    days = frozenset.intersection(*(days for _, days in found)) if found else frozenset[date]()
    return (found[0][0], days) if days else None


def _days_of(page: Page, clue: Clue) -> frozenset[date]:
    """All days of publication that a clue leaves; none where it tells no year."""
    if clue.days or clue.near is None:
        return clue.days
    day = parse_day(page.times[clue.near].value or "")
    if day is None:
        return frozenset()
    return frozenset(d for n in range(_REACH + 1) if clue.fits(d := day + timedelta(n)))


def report_days_in(expr: TimeExpr, years: list[int]) -> list[date]:
    """The days of `years` on which month, day and weekday of `expr` fall together."""
    recipe = expr.recipe
    if recipe is None or recipe.month is None or recipe.day is None:
        return []
    found = []
    for year in years:
        try:
            day = date(year, recipe.month, recipe.day)
        except ValueError:
            continue
        if recipe.weekday in (None, day.isoweekday()):
            found.append(day)
    return found
