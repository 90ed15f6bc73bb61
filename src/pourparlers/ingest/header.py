"""The ` date YYYY-MM` header that some corpora glue to the beginning of a dispatch.

The header stays in the text. It gives the document's day or month of publication, and a `chrome` block.
"""

from __future__ import annotations

import re

from ..types import Struct
from .options import is_date

_HEADER = re.compile(r"\s*(date[ \t]+(\d{4}-\d{2}(?:-\d{2})?))(?=\s|$)")


class DateHeader(Struct, frozen=True):
    """The header words [start, end) of a text and the date in them at [date_start, end); `value` is EDTF.

    `value` is None where the digits are no date of the calendar ("2022-13").
    """

    start: int
    end: int
    date_start: int
    value: str | None


def find_header(text: str) -> DateHeader | None:
    """The date header that `text` begins with, or None."""
    found = _HEADER.match(text)
    if not found:
        return None
    value = found[2] if is_date(found[2]) else None
    return DateHeader(start=found.start(1), end=found.end(1), date_start=found.start(2), value=value)
