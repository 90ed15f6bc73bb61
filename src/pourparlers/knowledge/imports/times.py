"""Dates of the sources as EDTF days, months or years, never finer than the source vouches for.

Every function gives an EDTF value, or raises ``TimeError`` with the reason in words.
"""

from __future__ import annotations

import re
from datetime import date

from pourparlers.knowledge.roles import span_of

__all__ = ["TimeError", "agree", "finer", "from_query", "from_text", "from_wikidata", "is_day"]

_YEAR, _MONTH, _DAY = 9, 10, 11  # Wikibase's numbers for the precision of a time
_JULIAN = "Q1985786"
_TIME = re.compile(r"([+-]?)0*(\d+)-(\d\d)-(\d\d)(?:T.*)?\Z")
_TEXT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?\Z")


class TimeError(ValueError):
    """A date that cannot be a bound of a tenure; the message says why."""


def from_wikidata(time: str, precision: int, calendar: str = "") -> str:
    """Give the EDTF value of a Wikibase time: ``+2004-03-09T00:00:00Z`` of precision 11 is ``2004-03-09``.

    A day of the Julian calendar is given as the Gregorian day. Refused: dates before year 1 or after
    9999, precisions below the year, numbers that are no precision, and days that no calendar has.
    """
    match = _TIME.match(time)
    if match is None:
        raise TimeError(f"{time!r} is no time")
    if match[1] == "-":
        raise TimeError(f"{time} lies before the common era")
    if not 0 <= precision <= 14:
        raise TimeError(f"{time} has an unknown precision {precision}")
    if precision < _YEAR:
        raise TimeError(f"{time} is not known to the year (precision {precision})")
    month = match[3] if precision >= _MONTH else "00"
    day = match[4] if precision >= _DAY else "00"
    value = _edtf(match[2], month, day)
    return _gregorian(value) if calendar.endswith(_JULIAN) and is_day(value) else value


def from_text(text: str) -> str:
    """Give the EDTF value of ``2004``, ``2004-03``, ``2004-03-09`` or a day with a time of day."""
    match = _TEXT.match(text.strip())
    if match is None:
        raise TimeError(f"{text!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    return _edtf(match[1], match[2] or "00", match[3] or "00")


def from_query(text: str, precision: str = "") -> str:
    """Give the EDTF value of a cell of a query's result.

    The query service writes a whole time stamp whatever is known: with *precision* (9, 10 or 11) it is
    read as such; without, the first of January stands for its year and the first of a month for the
    month, since that is how the service writes them. A plain date is taken at its length.
    """
    text = text.strip()
    if precision.strip():
        if not precision.strip().isdigit():
            raise TimeError(f"{precision!r} is no precision")
        return from_wikidata(text if text[:1] in "+-" else f"+{text}", int(precision))
    if "T" not in text:
        return from_text(text)
    if text.startswith("-"):
        raise TimeError(f"{text} lies before the common era")
    value = from_text(text.removeprefix("+"))
    return value[:4] if value[5:] == "01-01" else value[:7] if value[8:] == "01" else value


def _edtf(year: str, month: str, day: str) -> str:
    """Give the value, ending where a part is 00; a part that no calendar has is refused."""
    number = int(year)
    if not 1 <= number <= 9999:
        raise TimeError(f"the year {year} is out of range")
    year = f"{number:04d}"
    if month == "00":
        return year
    if not 1 <= int(month) <= 12:
        raise TimeError(f"{year}-{month} is no month")
    if day == "00":
        return f"{year}-{month}"
    # The Julian calendar's 29 February of a century year is refused too: rather lost than moved.
    try:
        return date(number, int(month), int(day)).isoformat()
    except ValueError as error:
        raise TimeError(f"{year}-{month}-{day} is no day") from error


def _gregorian(value: str) -> str:
    """Give the Gregorian day of a Julian one (the usual arithmetic over Julian day numbers)."""
    year, month, day = (int(part) for part in value.split("-"))
    shift = (14 - month) // 12
    years, months = year + 4800 - shift, month + 12 * shift - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    return date.fromordinal(number - 1721425).isoformat()


def is_day(value: str) -> bool:
    """Say whether an EDTF value is a day."""
    return len(value) == len("2004-03-09")


def agree(one: str, other: str) -> bool:
    """Say whether two EDTF values can mean the same day (one lies within the other)."""
    first, second = span_of(one), span_of(other)
    return first[0] <= second[1] and second[0] <= first[1]


def finer(one: str, other: str) -> str:
    """Give the more precise of two values, *one* where they are alike."""
    return other if len(other) > len(one) else one
