"""What a dispatch tells as one of two contacts that it dates, once more by its weekday: "le 15 novembre, puis deux
jours plus tard. Après le second entretien, mercredi dernier"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final

from ..drafts import ContactDraft, TimeExpr
from .dates_lengths import is_same
from .dates_page import Page
from .dates_values import days_meant

_PAIR: Final = 2
_LATELY: Final = 2
"""Days back up to which no weekday is called the last one."""
_ONE_OF: Final = re.compile(r"\b(?:le|la|ce|cette|leur) (?:(?P<last>second|deuxième|derni[eè]r)|premi[eè]re?)e? ", re.I)
"""What makes of a contact one of those told before."""


def told_again(page: Page) -> Iterator[tuple[int, int, Callable[[date], bool]]]:
    """The expression that gives a contact its weekday, the one that gives the same contact a day of the month, or
    counts it from one, and whether both are of one day for a day of publication."""
    held = [d for d in page.reading.contacts if d.time is not None and d.apart is None and d.fact.status == "held"]
    for a in held:
        again = page.times[a.time or 0]
        found = _ONE_OF.search(page.text, *a.sentence)
        if found is None or not _is_weekday(again):
            continue
        dated = [d for d in held if d is not a and _is_alike(a, d) and d.sentence[1] <= a.sentence[0]]
        if len(dated) == _PAIR and all(map(partial(_is_dated, page), dated)):
            other = dated[1 if found["last"] else 0].time or 0
            yield a.time or 0, other, partial(_is_one, page, again, page.times[other])


def _is_one(page: Page, a: TimeExpr, b: TimeExpr, published: date) -> bool:
    """Whether two expressions are of one day, and none calls "mercredi dernier" one of the two days before."""
    meant = days_meant(a, published, page.times)
    if meant is not None and a.recipe is not None and a.recipe.strict and (published - meant[1]).days <= _LATELY:
        return False
    return is_same(meant, days_meant(b, published, page.times))


def _is_alike(a: ContactDraft, b: ContactDraft) -> bool:
    """Whether two contacts are of one kind and between the same."""
    return a.fact.kind == b.fact.kind and {p.actor for p in a.fact.participants} == {
        p.actor for p in b.fact.participants
    }


def _is_weekday(t: TimeExpr) -> bool:
    return t.recipe is not None and t.recipe.op == "weekday" and t.direction == "past" and t.anchor is None


def _is_dated(page: Page, draft: ContactDraft) -> bool:
    """Whether a contact is told on a day of a month, or on one counted in days from such a day."""
    t = page.times[draft.time or 0]
    if t.anchor is not None and t.recipe is not None and t.recipe.op == "day" and t.recipe.n:
        t = page.times[t.anchor]
    return t.is_day and t.recipe is not None and t.recipe.op == "month_day" and t.recipe.month is not None
