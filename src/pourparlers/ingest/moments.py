"""Days as sources write them, to EDTF: the day of the writer's own time zone, never one that is reckoned."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_tz

from .options import is_date, parse_moment

_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{2})[/-](\d{2})(?=[/_-]|$)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}.*)?")
_LONGEST = 100


def find_day(raw: str) -> str | None:
    """The day in an ISO 8601 ("2022-01-21T23:30:00+01:00", "20220121T2330Z") or RFC 822 date and time; None elsewhere.

    An ISO 8601 month or year is given as it stands. A day is the one written, in the time zone of the writer.
    """
    words = raw.strip()
    if not words or len(words) > _LONGEST:
        return None
    if told := parse_moment(words):
        return told
    if (compact := _COMPACT.fullmatch(words)) and is_date(day := "-".join(compact.groups())):
        return day
    try:
        found = parsedate_tz(words)
        return date(*found[:3]).isoformat() if found else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def find_url_day(address: str) -> str | None:
    """The day in the path of an address ("/monde/2022/01/21/accord.html"), or None."""
    found = _URL_DAY.search(address)
    return parse_moment("-".join(found.groups())) if found else None
