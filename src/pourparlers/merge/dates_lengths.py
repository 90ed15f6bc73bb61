"""How days lie to each other: the same, so many days apart, an anniversary, so long after."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from ..drafts import TimeExpr
from .dates_recipes import Range

HALF: Final[dict[str, int]] = {"D": 0, "W": 3, "M": 15}
_UNIT_DAYS: Final[dict[str, int]] = {"D": 1, "W": 7, "M": 30}
_FEW: Final = 4
"""Weeks or months up to which "moins de trois semaines" says that two have gone by."""
_LENGTH: Final = re.compile(r"P(\d+)([DWM])")
_EXACT: Final = re.compile(r"P(\d+)([DWMY])")
_HOURS: Final = re.compile(r"PT(24|48|72)H")


def length_of(t: TimeExpr) -> tuple[int, str] | None:
    """Days that a duration of days, weeks or months lasts, and its unit (D, W or M); None for another."""
    if (hours := _HOURS.fullmatch(t.value or "")) is not None:
        return int(hours[1]) // 24, "D"
    match = _LENGTH.fullmatch(t.value or "")
    return (int(match[1]) * _UNIT_DAYS[match[2]], match[2]) if match else None


def after(t: TimeExpr, start: date) -> date | None:
    """The day that lies the duration `t` after `start`, to the day; None for another length, or a day that is none."""
    match = _EXACT.fullmatch(t.value or "")
    if match is None:
        return None
    count = int(match[1])
    if match[2] in _UNIT_DAYS and match[2] != "M":
        return start + timedelta(count * _UNIT_DAYS[match[2]])
    months = start.year * 12 + start.month - 1 + count * (12 if match[2] == "Y" else 1)
    try:
        return start.replace(year=months // 12, month=months % 12 + 1)
    except ValueError:  # the 31st of a shorter month
        return None


def is_same(a: Range | None, b: Range | None) -> bool:
    """Whether the days `a` and `b` have one in common; not where either is unknown."""
    return bool(a and b and a[0] <= b[1] and b[0] <= a[1])


def lies_off(a: Range | None, b: Range | None, days: int) -> bool:
    """Whether the day `a` lies so many `days` after the first of `b`, before it where negative."""
    return a is not None and b is not None and a[0] == a[1] and (a[0] - b[0]).days == days


def is_anniversary(a: Range | None, b: Range | None) -> bool:
    """Whether `a` holds the day and month of `b`, in `b`'s year or later."""
    if a is None or b is None:
        return False
    return any(_in_year(b[0], year, a) for year in {a[0].year, a[1].year} if year >= b[0].year)


def _in_year(day: date, year: int, within: Range) -> bool:
    try:
        return within[0] <= day.replace(year=year) <= within[1]
    except ValueError:  # 29 February
        return False


def has_elapsed(duration: TimeExpr, start: Range | None, published: date) -> bool:
    """Whether `duration` may have gone by between `start` and `published`: at most that where the words say so, about
    that without."""
    length = length_of(duration)
    if start is None or length is None:
        return False
    gone = (published - start[0]).days
    if duration.mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        unit = _UNIT_DAYS[length[1]]
        few = length[1] != "D" and 1 < length[0] // unit <= _FEW  # who means less than two weeks says so
        return (length[0] - unit if few else 0) <= gone <= length[0]
    if duration.mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        return length[0] <= gone <= 2 * length[0]
    return abs(gone - length[0]) <= max(HALF[length[1]], 1)
