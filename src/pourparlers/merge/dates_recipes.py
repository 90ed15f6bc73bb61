"""The days that a recipe means, started from a day: weekdays, weeks, months, seasons, feasts.

Pure functions of an expression, its recipe and a day.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, TypeAlias

from ..annotate.times_feasts import feast_days
from ..drafts import Recipe, TimeExpr
from ..when import Point, week_of

Range: TypeAlias = tuple[date, date]

_YEARLESS_NEAR, _YEARLESS_FAR = 60, 300
"""Days from the publication within which, and beyond which, a date needs its year to be understood."""
_DAY_FAR: Final = 45
"""Days from the publication within which a day without its month lies."""
_LEAP_REACH: Final = 9
_FIRST_FEAST: Final = 1600


def days_by_recipe(expr: TimeExpr, recipe: Recipe, start: date) -> Range | None:
    """First and last day that `recipe` means from `start`; `expr` gives the side. None where the calendar has none."""
    reader = _OPS.get(recipe.op)
    return reader(expr, recipe, start) if reader else None


def shift_range(base: Range, recipe: Recipe) -> Range | None:
    """ "trois ans plus tard" from a year, "le mois suivant" from a month."""
    if recipe.op == "year":
        year = base[0].year + recipe.n
        return (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None
    if recipe.op == "month" and (base[0].year, base[0].month) == (base[1].year, base[1].month):
        return _month_at(base[0].year * 12 + base[0].month - 1 + recipe.n)
    if recipe.op == "day_in_month" and (base[0].year, base[0].month) == (base[1].year, base[1].month):
        return _day_in_month(recipe, base[0])
    if recipe.op == "week" and (base[1] - base[0]).days < 7:
        return _week(recipe, base[0])
    return None


def first_from(base: Range, recipe: Recipe) -> Range | None:
    """The first day or month of `recipe`, which lacks its year, that a story reaches from the beginning of `base`."""
    start, month = base[0], recipe.month or 1
    for year in range(start.year, start.year + 2):
        found = _month_at(year * 12 + month - 1)
        if recipe.op == "month_day":
            day = _day_of(year, month, recipe.day or 1)
            if day is not None and day >= start:
                return _to_last(day, recipe)
        elif found[1] >= start:
            return found
    return None


def _one(day: date) -> Range:
    return day, day


def _day_in_month(recipe: Recipe, start: date) -> Range | None:
    day = _day_of(start.year, start.month, recipe.day or 1)
    return _one(day) if day is not None else None


def _weekday(expr: TimeExpr, recipe: Recipe, start: date) -> Range:
    """The weekday on the expression's side of `start`: `start` itself counts unless the words exclude it."""
    weekday = recipe.weekday or 1
    if recipe.in_week:
        return _one(week_of(start)[0] + timedelta(7 * recipe.n + weekday - 1))
    ahead = (weekday - start.isoweekday()) % 7
    back = -((start.isoweekday() - weekday) % 7)
    if recipe.strict:
        ahead, back = ahead or 7, back or -7
    if expr.direction == "future":
        return _one(start + timedelta(ahead + 7 * recipe.n))
    if expr.direction == "past":
        return _one(start + timedelta(back))
    return _one(start + timedelta(back if -back <= ahead else ahead))


def _week(recipe: Recipe, start: date) -> Range:
    """The week, or the days at its edge: Monday and Tuesday, Wednesday, Friday to Sunday."""
    monday, sunday = week_of(start + timedelta(7 * recipe.n))
    first, last = {"START": (0, 1), "MID": (2, 2), "END": (4, 6)}.get(recipe.edge or "", (0, 6))
    return (monday + timedelta(first), monday + timedelta(last)) if recipe.edge else (monday, sunday)


def _weekend(expr: TimeExpr, recipe: Recipe, start: date) -> Range:
    saturday = week_of(start)[0] + timedelta(5)
    on_it = start >= saturday
    if recipe.n < 0 or (recipe.n == 0 and expr.direction == "past" and not on_it):
        saturday -= timedelta(7)
    elif recipe.n > 0 and on_it:
        saturday += timedelta(7)
    return saturday, saturday + timedelta(1)


def _month_at(index: int) -> Range:
    """The month that is `index` months after January of year 0."""
    year, month = divmod(index, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_day(expr: TimeExpr, recipe: Recipe, start: date) -> Range | None:
    """A day of a month whose year (or month too) the text leaves out."""
    day = recipe.day or 1
    if recipe.month is None:
        months = (divmod(start.year * 12 + start.month - 1 + n, 12) for n in range(-2, 3))
        around = (_day_of(year, month + 1, day) for year, month in months)
        within = [d for d in around if d is not None and abs((d - start).days) <= _DAY_FAR]
        days = [d for d in within if recipe.weekday in (None, d.isoweekday())]
    else:
        reach = _LEAP_REACH if recipe.weekday is not None or (recipe.month, day) == (2, 29) else 1
        found = (_day_of(start.year + n, recipe.month, day) for n in range(-reach, reach + 1) if start.year + n >= 1)
        days = [d for d in found if d is not None]
        fitting = [d for d in days if recipe.weekday is not None and d.isoweekday() == recipe.weekday]
        if fitting:  # the weekday tells the year better than the tense does
            nearest = min(fitting, key=lambda d: (abs((d - start).days), d))
            return _to_last(nearest, recipe)
    chosen = _on_side(days, expr.direction, start)
    if expr.loose and chosen is not None and abs((chosen - start).days) > _YEARLESS_FAR:
        near = _on_side(days, "nearest", start)  # "prévue le 16 mai", told on 20 May
        if near is not None and abs((start - near).days) <= _YEARLESS_NEAR:
            chosen = near
    return _to_last(chosen, recipe) if chosen is not None else None


def _to_last(chosen: date, recipe: Recipe) -> Range | None:
    """The days from `chosen` to the recipe's last day, where it has one."""
    if recipe.to_day is None:
        return chosen, chosen
    last = _day_of(chosen.year, recipe.to_month or chosen.month, recipe.to_day)
    if last is not None and last < chosen:
        last = _day_of(chosen.year + 1, recipe.to_month or chosen.month, recipe.to_day)
    return (chosen, last) if last is not None else None


def _on_side(days: Iterable[date], direction: str, start: date) -> date | None:
    """The day nearest to `start` on the side that `direction` names, or nearest of all."""
    ordered = sorted(days)
    if direction == "past":
        side = [d for d in ordered if d <= start]
    elif direction == "future":
        side = [d for d in ordered if d >= start]
    else:
        side = ordered
    return min(side, key=lambda d: (abs((d - start).days), d), default=None)


def _month_only(expr: TimeExpr, recipe: Recipe, start: date) -> Range:
    now = start.year * 12 + start.month - 1
    month = (recipe.month or 1) - 1
    back = now - (now - month) % 12
    ahead = now + (month - now) % 12
    if expr.direction == "past":
        return _month_at(back)
    if expr.direction == "future":
        return _month_at(ahead)
    return _month_at(back if now - back <= ahead - now else ahead)


def _same_day(month: Range, start: date) -> Range:
    """The day of `month` that has the number of `start`, or its last."""
    return _one(month[0].replace(day=min(start.day, month[1].day)))


def _months(expr: TimeExpr, recipe: Recipe, start: date) -> Range | None:
    """Several months of a year that the text leaves out."""
    first, last = recipe.month or 1, recipe.to_month or 12
    spans = [
        (_month_at(year * 12 + first - 1)[0], _month_at(year * 12 + last - 1)[1])
        for year in range(max(1, start.year - 1), min(9999, start.year + 1) + 1)
    ]
    return _span_on_side(spans, expr.direction, start)


def _feast(expr: TimeExpr, recipe: Recipe, start: date) -> Range | None:
    """A feast of its year, or on the expression's side of `start`."""
    around = (recipe.year,) if recipe.year else range(start.year - 1, start.year + 2)
    spans = [s for year in around if _FIRST_FEAST < year < date.max.year for s in feast_days(recipe.feast or "", year)]
    return _span_on_side(spans, "nearest" if recipe.year else expr.direction, start)


def _span_on_side(spans: Sequence[Range], direction: str, start: date) -> Range | None:
    """The span nearest to `start` on the side that `direction` names; the one going on counts on either."""
    side = [s for s in spans if (direction != "past" or s[0] <= start) and (direction != "future" or s[1] >= start)]
    return min(side, key=lambda s: (max((s[0] - start).days, (start - s[1]).days, 0), s), default=None)


def _season(expr: TimeExpr, recipe: Recipe, start: date) -> Range | None:
    years = range(max(1, start.year - 2), min(9999, start.year + 2) + 1)
    seasons = [Point(year, recipe.month).bounds for year in years]
    if recipe.n == 0:
        return _span_on_side(seasons, expr.direction, start)
    if recipe.n < 0:
        return max((s for s in seasons if s[1] < start), default=None)
    return min((s for s in seasons if s[0] > start), default=None)


def _month(expr: TimeExpr, recipe: Recipe, start: date) -> Range:  # noqa: ARG001
    found = _month_at(start.year * 12 + start.month - 1 + recipe.n)
    return _same_day(found, start) if recipe.exact else found


def _year(expr: TimeExpr, recipe: Recipe, start: date) -> Range:  # noqa: ARG001
    year = start.year + recipe.n
    return _same_day(_month_at(year * 12 + start.month - 1), start) if recipe.exact else _whole_years(year, year)


def _century(expr: TimeExpr, recipe: Recipe, start: date) -> Range:  # noqa: ARG001
    first = (start.year - 1) // 100 * 100 + 100 * recipe.n + 1
    return _whole_years(first, first + 99)


def _whole_years(first: int, last: int) -> Range:
    return date(first, 1, 1), date(last, 12, 31)


def _week_of(expr: TimeExpr, recipe: Recipe, start: date) -> Range | None:
    day = _month_day(expr, recipe, start)
    return week_of(day[0]) if day else None


_OPS: Final[Mapping[str, Callable[[TimeExpr, Recipe, date], Range | None]]] = {
    "weekday": _weekday, "day": lambda _, recipe, start: _one(start + timedelta(recipe.n)),
    "week": lambda _, recipe, start: _week(recipe, start), "weekend": _weekend, "month": _month, "year": _year,
    "month_day": _month_day, "month_only": _month_only, "week_of": _week_of, "months": _months, "century": _century,
    "season": _season, "feast": _feast, "day_in_month": lambda _, recipe, start: _day_in_month(recipe, start),
}  # fmt: skip
"""What each `Recipe.op` means."""
