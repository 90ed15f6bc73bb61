"""When persons were in office, and when several of them were at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from pourparlers.knowledge.model import Tenure
from pourparlers.knowledge.roles import span_of

_MORE_YEARS: Final = 10
"""Years for which one who was last seen in office may have stayed in it."""
_BREAK: Final = 400
"""Days between two offices for which a person may still be spoken of as in the affair."""


def terms_in_office(rows: Iterable[Tenure]) -> list[tuple[str, str]]:
    """First and last days (ISO) of a person's time in office, in order, as wide as precision leaves them.

    Short breaks are closed, for the time that an election may take; an office whose end is not known is taken to last
    ten years more than it was seen held.
    """
    joined: list[tuple[str, str]] = []
    for first, last in sorted((span_of(row.start)[0], _end(row)) for row in rows):
        if joined and (date.fromisoformat(first) - date.fromisoformat(joined[-1][1])).days <= _BREAK:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def common_terms(terms: Sequence[list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The stretches of time that each of `terms`, of one person or more, has."""
    common = terms[0]
    for other in terms[1:]:
        common = [(max(a, c), min(b, d)) for a, b in common for c, d in other if max(a, c) < min(b, d)]
    return common


def _end(row: Tenure) -> str:
    if row.end:
        return span_of(row.end)[1]
    seen = row.checked_until or span_of(row.start)[1]
    return f"{int(seen[:4]) + _MORE_YEARS:04d}-12-31"
