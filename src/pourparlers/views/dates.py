"""Dates as people write them, with the precision that the record has and no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..errors import ConfigError
from ..lang.catalogue import Catalogue
from ..types import When
from ..when import Edtf, Point, WhenError, day_part, is_edtf, parse

_MOST = 4
"""Candidate days that are still listed one by one."""


def say_date(when: When, say: Catalogue) -> str:
    """`when` in words ("21 janvier 2022", "vers décembre 2021", "l'un de : 1er, 8 février 2022", "sans date")."""
    if not when.value and (days := _read(when.candidates)):
        return _say_set(days, say)
    if not when.value:
        return say("date.none")
    try:
        value = parse(day_part(when.value))
    except WhenError:
        return when.value
    return _say_value(value, say)


def _read(days: Iterable[str]) -> list[Point]:
    """The dates among `days`."""
    values = (parse(day_part(day)) for day in days if is_edtf(day_part(day)))
    return [point for value in values for point in value.points if point]


def _say_value(value: Edtf, say: Catalogue) -> str:
    first, last = value.points[0], value.points[-1]
    if value.form == "set":
        return _say_set([p for p in value.points if p], say)
    if value.form == "date":
        return _say_point(first, say)
    if first is None or last is None:
        known = first or last
        return _say_with("since" if last is None else "before", known, _say_point(known, say), say)
    start = _say_with("from", first, _say_start(first, last, say), say)
    return f"{start} {_say_with('to', last, _say_point(last, say), say)}"


def _say_with(preposition: str, point: Point | None, words: str, say: Catalogue) -> str:
    """A preposition and a date: French puts an article before a day, and elides before a vowel."""
    kind = "day" if point and point.day else "vowel" if words[:1] in "aeiouéê" else "month"
    return say(f"date.{preposition}.{kind}", day=words)


def _say_start(first: Point, last: Point, say: Catalogue) -> str:
    """The first day of a stretch, without the month and year that the last one repeats."""
    if first.day and first.qualifier == last.qualifier and (first.year, first.month) == (last.year, last.month):
        return _say_day(first.day, say)
    return _say_point(first, say)


def _say_set(points: list[Point], say: Catalogue) -> str:
    """One of several dates; days of a month share its name, months of a year its number; of many, the ends are told."""
    if len(points) > _MOST:
        first, last = min(points, key=lambda p: p.bounds), max(points, key=lambda p: p.bounds)
        start = _say_with("from", first, _say_start(first, last, say), say)
        end = _say_with("to", last, _say_point(last, say), say)
        return say("date.one_of_many", n=len(points), stretch=f"{start} {end}")
    words = []
    for i, point in enumerate(points):
        after = points[i + 1] if i + 1 < len(points) else None
        plain_day = point.day and not point.qualifier and after and after.day
        if plain_day and after and (after.year, after.month) == (point.year, point.month):
            words.append(_say_day(point.day or 0, say))
        elif plain_day and after and after.year == point.year:
            words.append(_say_point(point, say).removesuffix(f" {point.year}"))
        else:
            words.append(_say_point(point, say))
    return say("date.one_of", days=_join(words, say))


def _join(words: list[str], say: Catalogue) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {say('date.or')} {words[-1]}"


def _say_point(point: Point | None, say: Catalogue) -> str:
    if point is None:
        return say("date.none")
    if point.month is None:
        words = str(point.year)
    elif point.day is None:
        words = say("date.month_year", month=say(f"month.{point.month}"), year=point.year)
    else:
        day = _say_day(point.day, say)
        words = say("date.day", day=day, month=say(f"month.{point.month}"), year=point.year)
    if point.qualifier in {"~", "%"}:
        words = _say_with("about", point, words, say)
    return say("date.doubt", day=words) if point.qualifier in {"?", "%"} else words


def _say_day(day: int, say: Catalogue) -> str:
    return say("date.first") if day == 1 else str(day)


def check_days(**days: str | None) -> None:
    """Raise ConfigError where a day is neither None nor an ISO day; the names are those of the options."""
    for name, day in days.items():
        if day is not None and not _is_day(day):
            raise ConfigError(f"{name.replace('_', '-')} {day!r}: write a day as YYYY-MM-DD")


def _is_day(day: str) -> bool:
    """Whether `day` is an ISO day of the calendar."""
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
