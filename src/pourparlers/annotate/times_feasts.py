"""Days of feasts: fixed, counted from Easter, or of the Muslim calendar.

In: the code of a feast (lang/*/time.toml) and a year. Out: first and last day. Easter is computed by the Gregorian and
the Julian rule, and is exact. The Muslim calendar is the tabular one (thirty-year cycle, civil epoch): the moon may be
seen a day or two earlier or later, country by country, so what comes of it is approximate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

_FIXED: Final = re.compile(r"(\d\d)-(\d\d)")
_EASTER: Final = re.compile(r"(easter|orthodox)([+-]\d+)")
_HIJRI: Final = re.compile(r"hijri-(\d\d)(?:-(\d\d))?")
_EPOCH: Final = date(622, 7, 19)
"""First day of the Muslim calendar (civil epoch), in the Gregorian calendar carried back."""


def is_code(code: str) -> bool:
    """Whether `code` names a feast: MM-DD, easter+N, orthodox+N, hijri-MM or hijri-MM-DD."""
    return any(pattern.fullmatch(code) for pattern in (_FIXED, _EASTER, _HIJRI))


def is_approximate(code: str) -> bool:
    """Whether the days of the feast are known to a day or two only."""
    return code.startswith("hijri")


def feast_days(code: str, year: int) -> Iterator[tuple[date, date]]:
    """First and last day of the feast, each time that it begins in `year` (1600 to 9998); none for no feast."""
    if fixed := _FIXED.fullmatch(code):
        day = date(year, int(fixed[1]), int(fixed[2]))
        yield day, day
    elif moved := _EASTER.fullmatch(code):
        day = (easter(year) if moved[1] == "easter" else orthodox_easter(year)) + timedelta(int(moved[2]))
        yield day, day
    elif hijri := _HIJRI.fullmatch(code):
        month, first = int(hijri[1]), int(hijri[2] or 1)
        guess = (year - 622) * 33 // 32
        for hijri_year in range(guess - 1, guess + 3):
            start = _hijri(hijri_year, month, first)
            last = start if hijri[2] else _hijri(hijri_year, month + 1, 1) - timedelta(1)
            if start.year == year:
                yield start, last


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian rule)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches (Meeus's Julian rule), as a day of the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def _hijri(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular Muslim calendar."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return _EPOCH + timedelta(before + day - 1)
