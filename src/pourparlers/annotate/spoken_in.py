"""When a document speaks, before anything in it is read: the interval in which its offices are looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from ..drafts import Recipe, TimeExpr
from ..knowledge.in_office import common_terms, terms_in_office
from ..knowledge.model import KnowledgeBase
from ..knowledge.roles import served, span_of
from ..types import Document
from ..when import day_part

ANYTIME: Final = ("0001-01-01", "9999-12-31")
_YEAR: Final = re.compile(r"[12](?<!\w.)(?:(?<=1)9[5-9]\d|(?<=2)0\d\d)\b", re.DOTALL)
"""The set first: it is sought fast."""
_PLAINLY: Final = 2
"""So many persons who could not have been there speak against a day or a year."""
_DAY: Final = len("2008-02-28")


def stamped_day(times: Iterable[TimeExpr]) -> str | None:
    """The day (ISO) that a page says it was published on, or that it bears; None where it tells none, or several."""
    own = [t for t in times if t.stamp in ("published", "issued", "written") and t.value]
    said = [t for t in own if t.stamp == "published"] or own
    days = {day_part(t.value or "") for t in said}
    return days.pop() if len(days) == 1 else None


def reference_interval(
    kb: KnowledgeBase, document: Document, named: Iterable[str] = (), *, times: Sequence[TimeExpr] = ()
) -> tuple[str, str]:
    """First and last day that the document may speak from: its declared publication, else the day that the page gives
    itself (by its `times`), else the latest year it names if most persons named were in office then, else their time
    in office.

    Offices are resolved in this interval. A document that gives neither is read against all tenures. A declared day
    gives way to a year the text names where it is plainly wrong: two persons `named` in full had not yet held any
    office on it, or none held one and two did in that year. Persons of the past alone prove nothing, but where only a
    month is declared: there a year stands in which all those serve that serve in the month, and two more.
    """
    years = sorted({int(y) for y in _YEAR.findall(document.text or "")})
    people = [p for p in dict.fromkeys(named) if kb.tenures_by_person.get(p)]
    value = document.published.value or stamped_day(times)
    if not value or not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return _untold_interval(kb, years, people, times)
    declared = span_of(value)
    to_come = [p for p in people if not served(kb, p, ANYTIME[0], declared[1])]
    serving = _serving(kb, people, declared)
    best, most = declared, 0
    if len(value) >= _DAY and serving and len(to_come) < _PLAINLY:
        return best  # no year speaks against it
    for year in years:
        interval = (f"{year}-01-01", f"{year}-12-31")
        count = _serving(kb, people, interval)
        impossible = _serving(kb, to_come, interval) >= _PLAINLY or (not serving and count >= _PLAINLY)
        if len(value) < _DAY and count >= serving + _PLAINLY:
            still = [p for p in people if served(kb, p, *declared)]
            impossible = impossible or _serving(kb, still, interval) == serving
        if str(year) != value[:4] and impossible and count >= most:
            best, most = interval, count
    return best


def _untold_interval(
    kb: KnowledgeBase, years: Sequence[int], people: Sequence[str], times: Iterable[TimeExpr]
) -> tuple[str, str]:
    """The interval of a document that tells no day of its own: the latest of `years`, unless most of the `people` with
    an office held none in it ("la déclaration d'Almaty de 1991"); then the time in which all of them held one, or the
    year of it in which each day told with its weekday falls on that ("dimanche 14 mai")."""
    latest = (f"{years[-1]}-01-01", f"{years[-1]}-12-31") if years else ANYTIME
    if years and (len(people) < _PLAINLY or 2 * _serving(kb, people, latest) >= len(people)):
        return latest
    common = common_terms([terms_in_office(kb.tenures_by_person[p]) for p in people]) if people else []
    if len(people) < _PLAINLY or not common:
        return latest
    first, last = common[0][0], common[-1][1]
    days = [r for t in times if (r := t.recipe) is not None and r.weekday and r.op == "month_day" and r.month and r.day]
    fit = [y for y in range(int(first[:4]), int(last[:4]) + 1) if days and all(_falls_so(r, y) for r in days)]
    return (max(first, f"{fit[0]}-01-01"), min(last, f"{fit[0]}-12-31")) if len(fit) == 1 else (first, last)


def _falls_so(recipe: Recipe, year: int) -> bool:
    """Whether the day of `recipe` falls on its weekday in `year`."""
    try:
        return date(year, recipe.month or 0, recipe.day or 0).isoweekday() == recipe.weekday
    except ValueError:  # 29 February
        return False


def _serving(kb: KnowledgeBase, people: Iterable[str], interval: tuple[str, str]) -> int:
    return sum(served(kb, person, *interval) for person in people)
