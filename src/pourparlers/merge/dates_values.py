"""The value of an expression of time once the day of publication, or the days it may be, are known.

Everything here is a pure function of an expression and a day; nothing reads the clock.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from ..annotate.times_feasts import feast_days
from ..drafts import Recipe, TimeExpr
from ..types import Published, When
from ..vocab import WhenBasis
from ..when import Edtf, Point, WhenError, day_part, from_bounds, from_day, parse, week_of

Range: TypeAlias = tuple[date, date]

_YEARLESS_NEAR, _YEARLESS_FAR = 60, 300
"""Days from the publication within which, and beyond which, a date needs its year to be understood."""
_LEAP_REACH: Final = 9
_MAX_CANDIDATES: Final = 62
_NO_ANCHOR_DEPTH: Final = 4
_FIRST_FEAST: Final = 1600


def days_meant(expr: TimeExpr, published: date, times: Sequence[TimeExpr] = (), *, depth: int = 0) -> Range | None:
    """First and last day that `expr` means in a text published on `published`; None for durations, sets, vague words.

    `times` is the sequence that `expr.anchor` indexes.
    """
    if expr.kind in ("DURATION", "SET"):
        return None
    if expr.value is not None:
        return _bounds(expr.value)
    if expr.recipe is None:
        return None
    start = published
    if expr.anchor is not None and expr.anchor < len(times) and depth < _NO_ANCHOR_DEPTH:
        base = days_meant(times[expr.anchor], published, times, depth=depth + 1)
        if base is None:
            return None
        if base[0] != base[1]:
            return _shift(base, expr.recipe)
        start = base[0]
    return _by_recipe(expr, expr.recipe, start)


def _shift(base: Range, recipe: Recipe) -> Range | None:
    """ "trois ans plus tard" from a year, "le mois suivant" from a month."""
    if recipe.op == "year":
        year = base[0].year + recipe.n
        return (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None
    if recipe.op == "month" and (base[0].year, base[0].month) == (base[1].year, base[1].month):
        return _month_at(base[0].year * 12 + base[0].month - 1 + recipe.n)
    if recipe.op == "week" and (base[1] - base[0]).days < 7:
        return _week(recipe, base[0])
    return None


def _bounds(value: str) -> Range | None:
    try:
        first, last = parse(day_part(value)).bounds
    except WhenError:
        return None
    return (first, last) if first and last else None


def _by_recipe(expr: TimeExpr, recipe: Recipe, start: date) -> Range | None:
    match recipe.op:
        case "weekday":
            return _one(_weekday(expr, recipe, start))
        case "day":
            return _one(start + timedelta(recipe.n))
        case "week":
            return _week(recipe, start)
        case "weekend":
            return _weekend(expr, recipe, start)
        case "month":
            found = _month_at(start.year * 12 + start.month - 1 + recipe.n)
            return _same_day(found, start) if recipe.exact else found
        case "year":
            if recipe.exact:
                return _same_day(_month_at((start.year + recipe.n) * 12 + start.month - 1), start)
            return date(start.year + recipe.n, 1, 1), date(start.year + recipe.n, 12, 31)
        case "month_day":
            return _month_day(expr, recipe, start)
        case "month_only":
            return _month_only(expr, recipe, start)
        case "week_of":
            day = _month_day(expr, recipe, start)
            return week_of(day[0]) if day else None
        case "months":
            return _months(expr, recipe, start)
        case "century":
            first = (start.year - 1) // 100 * 100 + 100 * recipe.n + 1
            return date(first, 1, 1), date(first + 99, 12, 31)
        case "feast":
            return _feast(expr, recipe, start)
        case "season":
            return _season(expr, recipe, start)
    return None


def _one(day: date) -> Range:
    return day, day


def _weekday(expr: TimeExpr, recipe: Recipe, start: date) -> date:
    """The weekday on the expression's side of `start`: `start` itself counts unless the words exclude it."""
    weekday = recipe.weekday or 1
    if recipe.in_week:
        return week_of(start)[0] + timedelta(7 * recipe.n + weekday - 1)
    ahead = (weekday - start.isoweekday()) % 7
    back = -((start.isoweekday() - weekday) % 7)
    if recipe.strict:
        ahead, back = ahead or 7, back or -7
    if expr.direction == "future":
        return start + timedelta(ahead + 7 * recipe.n)
    if expr.direction == "past":
        return start + timedelta(back)
    return start + timedelta(back if -back <= ahead else ahead)


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
        around = (start + timedelta(n) for n in range(-45, 46))
        days = [d for d in around if d.day == day and recipe.weekday in (None, d.isoweekday())]
    else:
        found = (
            _day_of(start.year + n, recipe.month, day)
            for n in range(-_LEAP_REACH, _LEAP_REACH + 1)
            if start.year + n >= 1
        )
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


def value_on(expr: TimeExpr, published: date, times: Sequence[TimeExpr] = ()) -> str | None:
    """The TIMEX3 value of `expr` in a text published on `published`: EDTF, with `T` and an hour or part of day behind
    a day where the words give one. Words that only add an hour keep the hour alone where no day is known.
    """
    if expr.value is not None:
        return expr.value
    meant = days_meant(expr, published, times)
    if meant is None or expr.recipe is None:
        return f"T{expr.recipe.part}" if expr.recipe and expr.recipe.part else None
    if expr.recipe.op == "season":
        return f"{meant[0].year}-{expr.recipe.month}" + ("~" if expr.recipe.approximate else "")
    if expr.recipe.op == "months":
        return f"{meant[0]:%Y-%m}/{meant[1]:%Y-%m}"
    if expr.recipe.op == "century":
        return f"{meant[0].year:04}/{meant[1].year:04}"
    if expr.recipe.op == "feast" and expr.recipe.approximate and meant[0] != meant[1]:
        return f"{meant[0]}~/{meant[1]}~"
    text = str(from_bounds(*meant)) + ("~" if expr.recipe.approximate else "")
    return f"{text}T{expr.recipe.part}" if expr.recipe.part and meant[0] == meant[1] else text


def publication_days(published: Published | date | Iterable[date]) -> tuple[date, ...]:
    """The days that `published` leaves: its day, its candidates, or every day of its month or shorter interval."""
    if isinstance(published, date):
        return (published,)
    if not isinstance(published, Published):
        return tuple(sorted(published))
    value = parse(published.value) if published.value else None
    if value is not None and value.day is not None:
        return (value.day,)
    if published.candidates:
        return tuple(sorted(d for c in published.candidates if (d := parse(c).day) is not None))
    if value is None or None in value.bounds:
        return ()
    first, last = value.bounds
    if first is None or last is None or (last - first).days >= _MAX_CANDIDATES:
        return ()
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))


def _basis(expr: TimeExpr, published: Published | date | Iterable[date]) -> WhenBasis:
    if expr.value is not None:
        return "explicit"
    return "joint" if isinstance(published, Published) and published.basis == "joint" else "relative"


def resolve(expr: TimeExpr, published: Published | date | Iterable[date], *, times: Sequence[TimeExpr] = ()) -> When:
    """Value, basis and candidates of `expr`, given when its text was published (a day, days, or a `Published`).

    `value` is None where the days that remain give several; `candidates` then holds each value, in order.
    `times` is the sequence that `expr.anchor` indexes.
    """
    basis = _basis(expr, published)
    if expr.value is not None:
        return When(value=expr.value, basis=basis)
    values = list(dict.fromkeys(v for d in publication_days(published) if (v := value_on(expr, d, times)) is not None))
    if len(values) == 1:
        return When(value=values[0], basis=basis)
    if not values:
        return When()
    return When(basis=basis, candidates=tuple(sorted(values)))


def resolve_when(
    expr: TimeExpr | None,
    published: Published | date | Iterable[date],
    *,
    times: Sequence[TimeExpr] = (),
    bound: Literal["before", "after"] | None = None,
    done: bool = False,
) -> When:
    """The `When` of a fact dated by `expr`: EDTF without hours; candidates are days.

    `done` says that the text tells the fact as done by its publication (as `bound` "before" does): a value that begins
    later is then a reading of the words that cannot be right, and is dropped rather than believed. Without an
    expression (or with one that gives no day), `bound` says that the fact lies at or before (after) the publication,
    and the value is an interval open on that side, basis "bounded"; without a bound the date is empty.
    It is never the day of publication by default.
    """
    days = publication_days(published)
    if expr is not None:
        found = resolve(expr, published, times=times)
        options = [v for c in (found.value, *found.candidates) if (v := _as_edtf(c)) is not None]
        if (done or bound == "before") and days:
            options = [v for v in options if not _begins_after(v, days[-1])]
        if options:
            kept = tuple(dict.fromkeys(options))
            return When(
                value=kept[0] if len(kept) == 1 else None, basis=found.basis, candidates=kept if len(kept) > 1 else ()
            )
    if bound is None or not days:
        return When()
    value = str(
        Edtf(
            "interval",
            (None, from_day(days[-1]).points[0]) if bound == "before" else (from_day(days[0]).points[0], None),
        )
    )
    return When(value=value, basis="bounded")


def _begins_after(value: str, day: date) -> bool:
    first = parse(value).bounds[0]
    return first is not None and first > day


def _as_edtf(value: str | None) -> str | None:
    """`value` without its hour, None where it is no date (durations, PAST_REF, a bare hour)."""
    if not value:
        return None
    text = day_part(value)
    try:
        return str(parse(text))
    except WhenError:
        return None
