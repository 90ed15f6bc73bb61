"""EDTF values: dates with the precision their evidence has.

The part of EDTF (ISO 8601-2) that the record uses: level 1 dates (`2022-01-21`, `2022-01`, `2022`, seasons
`2022-21` … `2022-24`) with a qualifier (`~` approximate, `?` uncertain, `%` both), intervals open or closed
(`2022-01-24/2022-01-30`, `../2022-01-18`, `2022-01/..`) and one-of sets (`[2022-02-01,2022-02-08]`). Years are 0001 to
9999. Values are frozen; nothing here reads the clock.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal, TypeAlias

Precision: TypeAlias = Literal["day", "month", "season", "year", "interval", "set"]

_SIMPLE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
_OPEN: Final = ".."
_SEASONS: Final[dict[int, int]] = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF season codes and the month each begins with (meteorological, northern hemisphere)."""


class WhenError(ValueError):
    """Text that is no EDTF value of the kind the record uses; the message says why."""


@dataclass(frozen=True, slots=True)
class Point:
    """One date: a year, perhaps a month (or season 21 … 24), perhaps a day, and a qualifier ("", "~", "?", "%")."""

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""

    def __str__(self) -> str:
        month = "" if self.month is None else f"-{self.month:02}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}{month}{day}{self.qualifier}"

    @property
    def bounds(self) -> tuple[date, date]:
        """First and last day that this date can mean."""
        if self.month is None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        if self.month in _SEASONS:
            first = _SEASONS[self.month]
            last_year, last = (self.year, first + 2) if first < 12 or self.year == 9999 else (self.year + 1, 2)
            last = min(last, 12)
            return date(self.year, first, 1), date(last_year, last, calendar.monthrange(last_year, last)[1])
        if self.day is None:
            return date(self.year, self.month, 1), date(self.year, self.month, _last(self.year, self.month))
        day = date(self.year, self.month, self.day)
        return day, day


@dataclass(frozen=True, slots=True)
class Edtf:
    """An EDTF value. `form` is date (one point), interval (two, None where open) or set (one of several)."""

    form: Literal["date", "interval", "set"]
    points: tuple[Point | None, ...]

    def __str__(self) -> str:
        if self.form == "set":
            return "[" + ",".join(map(str, self.points)) + "]"
        return "/".join(_OPEN if p is None else str(p) for p in self.points)

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """First and last day the value can mean; None on an open side."""
        first, last = self.points[0], self.points[-1]
        if self.form == "set":
            spans = [p.bounds for p in self.points if p is not None]
            return min(s[0] for s in spans), max(s[1] for s in spans)
        return (first.bounds[0] if first else None), (last.bounds[1] if last else None)

    @property
    def precision(self) -> Precision:
        """day, month, season or year for a date; interval; set."""
        point = self.points[0]
        if self.form != "date" or point is None:
            return "set" if self.form == "set" else "interval"
        if point.day is not None:
            return "day"
        if point.month is None:
            return "year"
        return "season" if point.month in _SEASONS else "month"

    @property
    def day(self) -> date | None:
        """The one day the value means, None where it leaves more."""
        first, last = self.bounds
        return first if first == last else None


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


@lru_cache(maxsize=20_000)  # a record writes the same days over and over
def parse(text: str) -> Edtf:
    """The EDTF value that `text` writes; raises WhenError (a ValueError) with the reason where it writes none."""
    if text.startswith("[") or text.endswith("]"):
        if not (text.startswith("[") and text.endswith("]")):
            raise WhenError(f"{text!r}: a set opens with [ and closes with ]")
        points = tuple(_point(part.strip(), text) for part in text[1:-1].split(","))
        return Edtf("set", points)
    if "/" not in text:
        return Edtf("date", (_point(text, text),))
    ends = text.split("/")
    if len(ends) != 2:
        raise WhenError(f"{text!r}: an interval has one /")
    first, last = (None if end == _OPEN else _point(end, text) for end in ends)
    if first is None and last is None:
        raise WhenError(f"{text!r}: an interval is open on one side at most")
    if first and last and first.bounds[0] > last.bounds[1]:
        raise WhenError(f"{text!r}: the interval ends before it begins")
    return Edtf("interval", (first, last))


def _point(text: str, whole: str) -> Point:
    match = _SIMPLE.fullmatch(text)
    if match is None:
        raise WhenError(f"{whole!r}: {text!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD with ~, ? or %")
    year, month, day = (int(g) if g else None for g in match.group(1, 2, 3))
    if not year:
        raise WhenError(f"{whole!r}: there is no year 0")
    if month is not None and not (1 <= month <= 12 or (month in _SEASONS and day is None)):
        raise WhenError(f"{whole!r}: there is no month {month:02}")
    if day is not None and month is not None and not 1 <= day <= _last(year, month):
        raise WhenError(f"{whole!r}: {year:04}-{month:02} has no day {day:02}")
    return Point(year, month, day, match.group(4))


def is_edtf(text: str) -> bool:
    """Whether `text` is a value that `parse` accepts."""
    try:
        parse(text)
    except WhenError:
        return False
    return True


def precision_of(value: str | None) -> Precision | None:
    """The precision of a date as the record holds it, hours aside; None for no date."""
    if not value:
        return None
    try:
        return parse(day_part(value)).precision
    except WhenError:
        return None


def from_day(day: date) -> Edtf:
    """The value of one day."""
    return Edtf("date", (Point(day.year, day.month, day.day),))


def from_bounds(first: date | None, last: date | None) -> Edtf:
    """The shortest value that means the days from `first` to `last`: a day, month, year or interval.

    None leaves a side open; raises WhenError when both are open or `last` comes before `first`.
    """
    if first is not None and last is not None:
        if first > last:
            raise WhenError(f"{first}/{last}: the interval ends before it begins")
        for point in (
            Point(first.year, first.month, first.day),
            Point(first.year, first.month),
            Point(first.year),
        ):
            if point.bounds == (first, last):
                return Edtf("date", (point,))
    if first is None and last is None:
        raise WhenError("an interval is open on one side at most")
    ends = (None if d is None else Point(d.year, d.month, d.day) for d in (first, last))
    return Edtf("interval", tuple(ends))


def day_part(value: str) -> str:
    """The date before the time of day in a TIMEX3 value: `2021-12-30` of `2021-12-30TEV`; a bare date unchanged."""
    return value.split("T", 1)[0] if value[:1].isdigit() else value


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)
