"""The convention of the press: on which weekday a dispatch that gives weekdays was most likely published.

It is no proof, so it never excludes a day that hard evidence leaves: it picks among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from ..drafts import TimeExpr
from .dates_page import Page, weekday_of
from .dates_values import days_meant

_CLEAR: Final = 5
_OPEN: Final = 3
"""Days by which another weekday must lie closer to replace the first report's, or to stand beside it."""
RECENT: Final = 6
"""Days for which a dated report in the lead is still news."""
_WEEKDAY_REACH: Final = 5
"""Days from which on a day is called by its date rather than by its weekday."""


_LABELLED: Final = re.compile(r"(?:\b(?:le|la|les|ce|cette|ces|son|sa|ses|leur|leurs) |\b[lL]['’])(\w+) du $")
"""What makes of the date behind it the name of an event."""
_PART_OF_DAY: Final = frozenset({"nuit", "journée", "soirée", "matinée", "soir", "matin", "midi", "date"})
"""Nouns with which a date is still that of a day."""
_LATE: Final = frozenset({"EV", "NI"})
_SEVERAL: Final = 2
"""Weekdays told as past from which on their order tells the newest."""


class Convention(NamedTuple):
    """The weekdays (ISO) that the convention asks for, none where it asks for none, and the expression that says so.

    `sure` where the words say themselves that it is the day ("ce vendredi, il attendait encore").
    """

    weekdays: frozenset[int] = frozenset()
    report: int | None = None
    sure: bool = False


def is_far(page: Page, published: date) -> bool:
    """Whether every day that `page` gives by its bare date ("le 10 mars") lies some days from `published`: a writer
    calls the days around by their weekday."""
    return all(
        abs((meant[0] - published).days) >= _WEEKDAY_REACH
        for t in page.times
        if _is_bare_date(t) and not is_label(page.text, t) and (meant := days_meant(t, published)) is not None
    )


def is_near(page: Page, published: date) -> bool:
    """Whether the days that `page` gives by weekday and date ("vendredi 16 septembre") lie around `published`: that is
    how a writer calls a day of the last week or of the next, one further off by its date alone. Of those that are over
    the newest counts, of those to come the first."""
    days = [
        (meant[0] - published).days
        for t in page.times
        if _is_weekday_date(t) and (meant := days_meant(t, published)) is not None and meant[0] == meant[1]
    ]
    over, ahead = [d for d in days if d <= 0], [d for d in days if d > 0]
    return max(over, default=0) >= -RECENT and min(ahead, default=0) <= RECENT


def _is_weekday_date(t: TimeExpr) -> bool:
    recipe = t.recipe
    named = recipe is not None and recipe.op == "month_day" and None not in (recipe.month, recipe.weekday)
    told = named and not (t.in_noise or t.loose) and t.anchor is None
    return told and t.stamp is None and t.direction in ("past", "future")


def is_label(text: str, t: TimeExpr) -> bool:
    """Whether a date tells which of several things is meant ("l'incendie du 9 octobre"): it stays with the name of an
    event however near its day."""
    before = _LABELLED.search(text[max(0, t.start - 40) : t.start])
    return before is not None and before[1].lower() not in _PART_OF_DAY


def _is_bare_date(t: TimeExpr) -> bool:
    recipe = t.recipe
    return (
        recipe is not None and recipe.op == "month_day" and recipe.month is not None and recipe.weekday is None
        and recipe.to_day is None and not t.in_noise and t.direction in ("past", "future")
    )  # fmt: skip


def convention_of(page: Page, dated_report: int | None) -> Convention:
    """What the convention asks of `page`; `dated_report` is the expression that gives its news a day and month.

    What happened in the evening ("mercredi soir 9 janvier") a paper prints on the day after.
    """
    found = _convention_of(page, dated_report)
    if not found.sure and (due := _after(found.weekdays, 1) & _due(page)):
        return Convention(found.weekdays | due, found.report)
    report = page.times[found.report] if found.report is not None else None
    recipe = report.recipe if report is not None else None
    part = recipe.part if recipe is not None else (report.value or "")[10:].lstrip("T") if report is not None else None
    if found.sure or page.is_agency or len(found.weekdays) != 1:
        return found
    if part not in _LATE and (found.report in page.reports or not _tells_evening(page, found.weekdays)):
        return found
    return Convention(found.weekdays | _after(found.weekdays, 1), found.report)


def _due(page: Page) -> frozenset[int]:
    """The weekdays of which no tense tells whether they are over: "mercredi, les ministres devaient se réunir"."""
    return frozenset(
        t.recipe.weekday
        for t in page.times
        if t.recipe is not None and t.recipe.op == "weekday" and t.recipe.weekday and t.direction == "nearest"
        and t.anchor is None and not (t.recipe.strict or t.in_noise or t.background or t.reported)
    )  # fmt: skip


def _tells_evening(page: Page, weekdays: frozenset[int]) -> bool:
    """Whether the text tells as over what was on the evening of one of `weekdays`."""
    return any(
        t.recipe is not None and t.recipe.op == "weekday" and t.recipe.part in _LATE and t.recipe.weekday in weekdays
        and t.direction == "past" and t.anchor is None and not (t.recipe.strict or t.background or t.in_noise)
        for t in page.times
    )  # fmt: skip


def _convention_of(page: Page, dated_report: int | None) -> Convention:
    """What the convention asks of `page`; `dated_report` is the expression that gives its news a day and month.

    "ce lundi" is the day. Else it is the weekday of the report ("a déclaré vendredi"), else, of what the lead tells as
    past: agency copy is of that day, other copy of that day or the next.
    """
    told, here = _weekdays(page)
    if here is not None:
        return Convention(
            frozenset({weekday_of(page.times[here]) or 1}), here, sure=page.times[here].direction == "same"
        )
    reports = [i for i in page.reports if i in told.values()]
    said = 0 if page.is_agency else _says_yesterday(page)
    if reports:
        found = _of_reports(told, reports[0], reports)
        if not (page.is_agency or said) and found.report not in reports:
            # it is an event that was nearest: other copy may be of the day after
            return Convention(found.weekdays | (_after(found.weekdays, 1) - weekdays_ahead(page)), found.report)
        if not (page.is_agency or said) and len(found.weekdays) > 1:  # one of an event: it may be the day after that
            events = frozenset(w for w in found.weekdays if told[w] not in reports)
            return Convention(found.weekdays | (_after(events, 1) - weekdays_ahead(page)), found.report)
        # who calls yesterday "hier" calls today by no weekday: "mardi" is yesterday, or was the day before
        return Convention(_after(found.weekdays, 2) - found.weekdays, found.report) if said else found
    if dated_report is None or dated_report not in told.values():
        return _of_events(page, told)
    found = _of_reports(told, dated_report, reports)
    if said > 1:
        return Convention(_after(found.weekdays, 1), found.report)
    said = said or (0 if page.is_agency else _says_yesterday(page, background=True))
    return Convention(found.weekdays | _after(found.weekdays, 1), found.report) if said else found


def _after(weekdays: frozenset[int], most: int) -> frozenset[int]:
    """The weekdays that follow one of `weekdays`, `most` days later at most."""
    return frozenset((w + n - 1) % 7 + 1 for w in weekdays for n in range(1, most + 1))


def _says_yesterday(page: Page, *, end: int | None = None, background: bool = False) -> int:
    """How often the writer says "hier" of a plain past (with `background`, of any), up to the code point `end`: the
    dated news of the lead may then be yesterday's, and where he says so again it is."""
    return sum(
        t.recipe is not None and t.recipe.op == "day" and t.recipe.n == -1 and t.anchor is None
        and t.direction == "past" and not t.in_noise and (background or not t.background)
        and (end is None or t.start < end)
        for t in page.times
    )  # fmt: skip


def _weekdays(page: Page) -> tuple[dict[int, int], int | None]:
    """The weekdays that the text tells as past, each with its first expression, and the first "ce lundi"."""
    told: dict[int, int] = {}
    here: int | None = None
    for i, t in enumerate(page.times):
        weekday, recipe = _ended_on(t), t.recipe
        if weekday is None or t.in_noise or t.anchor is not None or (recipe and (recipe.strict or recipe.in_week)):
            continue
        if t.direction == "same":
            here = i if here is None else here
            told.setdefault(weekday, i)
        elif (
            t.direction == "past" and not t.background and (recipe is None or recipe.op == "weekday" or page.is_news(i))
        ):
            told.setdefault(weekday, i)
    return told, here if here is not None else _today(page, told)


def _ended_on(t: TimeExpr) -> int | None:
    """The weekday that an expression names; of a night that is over ("la nuit de vendredi à samedi") the second."""
    weekday = weekday_of(t)
    over = weekday is not None and t.rule == "night_between" and t.direction == "past"
    return weekday % 7 + 1 if over and weekday is not None else weekday


def _today(page: Page, told: dict[int, int]) -> int | None:
    """A "ce mercredi" to come that follows the newest past weekday told, a Tuesday, or is that weekday: it is the day.

    "Mardi 20 août, il a vu X … il doit appeler ce mercredi Y" is Wednesday's copy, "s'est achevé vendredi … est attendu
    ce vendredi" Friday's; further off, "ce vendredi" is ahead.
    """
    if not told:
        return None
    newest = min(told, key=lambda w: (reach(w, told), told[w]))
    return next(
        (
            i
            for i, t in enumerate(page.times)
            if t.rule == "this_weekday"
            and t.direction == "future"
            and weekday_of(t) in (newest, newest % 7 + 1)
            and not t.in_noise
        ),
        None,
    )


def _of_reports(told: dict[int, int], report: int, reports: Sequence[int]) -> Convention:
    """The weekday of the first report, or that which all past weekdays of the text lie closest behind.

    "ont décidé mercredi 23 … ne semblait pas pressée jeudi" is Thursday's copy: from Wednesday, Thursday would lie six
    days back; so it is with a little less where somebody spoke on it. Where neither is much closer, both remain.
    """
    first = next(w for w, i in told.items() if i == report)
    best = min(told, key=lambda w: (reach(w, told), told[w]))
    gain = reach(first, told) - reach(best, told)
    if gain >= _CLEAR or (gain > _OPEN and told[best] in reports):
        return Convention(frozenset({best}), told[best])
    return Convention(frozenset({first, best} if gain >= _OPEN else {first}), told[first])


def _of_events(page: Page, told: dict[int, int]) -> Convention:
    """The newest weekday of the past events in the lead. Copy that is not an agency's may be of the day after, unless
    it tells of that day as to come."""
    leads = {w: i for w, i in told.items() if page.is_news(i)}
    if (yesterday := _of_yesterday(page, told)) is not None or not leads:
        return yesterday or Convention()
    best = min(leads, key=lambda w: (reach(w, told), told[w]))
    found = _of_reports(told, told[best], page.reports).weekdays
    found |= {w for w in leads if reach(w, told) < reach(best, told) + _OPEN}
    if page.is_agency or best % 7 + 1 in weekdays_ahead(page):
        return Convention(found, told[best])
    return Convention(found | {w % 7 + 1 for w in found}, told[best])


def _of_yesterday(page: Page, told: dict[int, int]) -> Convention | None:
    """A lead whose news are of "hier", under which further down days are called by their weekday: the newest of them is
    yesterday itself, or the day before it."""
    if len(told) < _SEVERAL or page.is_agency or not _says_yesterday(page, end=page.lead_end):
        return None
    best = min(told, key=lambda w: (reach(w, told), told[w]))
    if reach(best, told) > _OPEN:
        return None
    return Convention(_after(frozenset({best}), 2), told[best])


def weekdays_ahead(page: Page) -> set[int]:
    """The weekdays that the text tells as to come: further down, where no word says that it is another one's week."""
    return {
        t.recipe.weekday
        for i, t in enumerate(page.times)
        if t.recipe and t.recipe.op == "weekday" and t.recipe.weekday and t.direction == "future" and not t.in_noise
        and (page.is_news(i) or not (t.loose or t.background or t.recipe.strict or t.anchor is not None))
    }  # fmt: skip


def reach(weekday: int, told: Iterable[int]) -> int:
    """How many days back from `weekday` the furthest of the weekdays `told` lies."""
    return max((weekday - other) % 7 for other in told)
