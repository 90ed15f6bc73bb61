"""The value of an expression of time once the day of publication, or the days it may be, are known.

Everything here is a pure function of an expression and a day; nothing reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from ..drafts import Recipe, TimeExpr
from ..types import Published, When
from ..vocab import WhenBasis
from ..when import Edtf, WhenError, day_part, from_bounds, from_day, parse
from .dates_recipes import Range, days_by_recipe, first_from, shift_range

_MAX_CANDIDATES: Final = 62
_NO_ANCHOR_DEPTH: Final = 4
_MONTH_LONG: Final = 31
_ABOUT: Final = 120
"""Days by which what a story tells "trois ans plus tard" may lie off that month."""
_TWO_DAYS: Final = frozenset({"night_between", "night_of_dates"})
"""Rules of a night between two days: "la veille" of what happened in it is the first of them."""
_STRETCHES: Final = frozenset({"through", "pair"})
_ANY_DAYS: Final = (date(1903, 2, 11), date(1957, 10, 25), date(2099, 6, 18))
"""Days far apart, on different sides of a month and a year: what is one value on all of them hangs on none."""


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
        if expr.direction == "nearest" and expr.recipe.op in ("month_day", "month_only"):
            return _in_story(expr.recipe, base, times[expr.anchor], published, times, depth=depth)
        if base[0] != base[1]:
            return shift_range(base, expr.recipe)
        night = times[expr.anchor].rule in _TWO_DAYS and expr.recipe.op == "day" and expr.recipe.n < 0
        start = base[0] + timedelta(1) if night else base[0]
    return days_by_recipe(expr, expr.recipe, start)


def _in_story(
    recipe: Recipe, base: Range, told: TimeExpr, published: date, times: Sequence[TimeExpr], *, depth: int
) -> Range | None:
    """The day or month of `recipe` in a story that stands at `told`, whose days are `base`. "Trois ans plus tard" of a
    month is about three years: what lies nearest to them, None where that is far from them."""
    start = None
    if told.recipe is not None and told.recipe.op == "year" and told.anchor is not None:
        start = days_meant(times[told.anchor], published, times, depth=depth + 2)
    if start is None or told.recipe is None or (start[1] - start[0]).days > _MONTH_LONG:
        return first_from(base, recipe)
    then = date(start[0].year + told.recipe.n, start[0].month, 1)
    options = (first_from((date(then.year + n, 1, 1), base[1]), recipe) for n in (-1, 0, 1))
    near = min((o for o in options if o is not None), key=lambda o: abs((o[0] - then).days), default=None)
    return near if near is not None and abs((near[0] - then).days) <= _ABOUT else None


def _bounds(value: str) -> Range | None:
    try:
        first, last = parse(day_part(value)).bounds
    except WhenError:
        return None
    return (first, last) if first and last else None


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
    if expr.deadline and expr.rule == "in_time":
        last = published + timedelta(7 * expr.recipe.n) if expr.recipe.op == "week" else meant[1]
        # the words themselves set the limit: "d'ici à trois mois"; a stretch of days has its end in its last
        return f"../{last}" if "/" in text else f"../{text}"
    return f"{text}T{expr.recipe.part}" if expr.recipe.part and meant[0] == meant[1] else text


def publication_days(published: Published | date | Iterable[date]) -> tuple[date, ...]:
    """The days that `published` leaves: its day, its candidates, or every day of its month or shorter interval."""
    if isinstance(published, date):
        return (published,)
    if not isinstance(published, Published):
        return tuple(sorted(published))
    return _days_left(published.value, published.candidates)


@lru_cache(maxsize=1 << 12)  # each time and each fact of a dispatch asks
def _days_left(told: str | None, candidates: tuple[str, ...]) -> tuple[date, ...]:
    value = parse(told) if told else None
    if value is not None and value.day is not None:
        return (value.day,)
    if candidates:
        return tuple(sorted(d for c in candidates if (d := parse(c).day) is not None))
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
    days = publication_days(published)
    found = [value_on(expr, d, times) for d in days or _ANY_DAYS]
    values = list(dict.fromkeys(v for v in found if v is not None))
    if not days and (len(values) != 1 or None in found or values[0].startswith("T")):
        # "le lendemain" of a whole date needs no day of publication, everything else does: "lundi 12" may be of any
        # year, though few of the days apart have a Monday the 12th near them
        return When()
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
        found = _stretch(expr, published, times) or resolve(expr, published, times=times)
        options = [v for c in (found.value, *found.candidates) if (v := _as_edtf(c)) is not None]
        if expr.deadline:
            over = done or bound == "before"
            newest = days[-1] if over and days else None
            start = None if over else _start(expr, days, times)
            options = [v for o in options if (v := _until(o, expr, start, newest)) is not None]
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


def _stretch(expr: TimeExpr, published: Published | date | Iterable[date], times: Sequence[TimeExpr]) -> When | None:
    """The days from weekday to weekday that `expr` begins or ends ("de jeudi à samedi"), None where it does neither."""
    ends = next(
        ((a, times[t.other]) for a in times for t in a.ties if t.kind in _STRETCHES and expr in (a, times[t.other])),
        None,
    )
    if ends is None:
        return None
    found = []
    for day in publication_days(published):
        first, last = (days_meant(t, day, times) for t in ends)
        if first is None or last is None:
            return None
        back = timedelta(7) if first[0] > last[1] else timedelta(0)
        # seen from a Tuesday, "de lundi à mercredi" that is to come ends next week, and what is over began last week
        early, late = (first[0] - back, last[1]) if ends[1].direction == "past" else (first[0], last[1] + back)
        found.append(str(from_bounds(early, late)))
    values = tuple(dict.fromkeys(found))
    if not values:
        return None
    basis = _basis(expr, published)
    return (
        When(value=values[0], basis=basis) if len(values) == 1 else When(basis=basis, candidates=tuple(sorted(values)))
    )


def shift_when(when: When, days: int) -> When | None:
    """`when` so many `days` later, None where its value or one of its candidates is no day."""
    told = [parse(v).day for v in (*((when.value,) if when.value else ()), *when.candidates)]
    moved = [str(d + timedelta(days)) for d in told if d is not None]
    if not moved or len(moved) != len(told):
        return None
    return When(value=moved[0], basis=when.basis) if when.value else When(basis=when.basis, candidates=tuple(moved))


def resolve_since(
    news: TimeExpr, published: Published | date | Iterable[date], *, times: Sequence[TimeExpr] = ()
) -> When:
    """The `When` of words said on the day `news` or later, by the publication: that day where the text was published
    on it, else the days from it to the publication; empty where `published` leaves no day, or too many."""
    found: list[str] = []
    for day in (days := publication_days(published)):
        meant = days_meant(news, day, times)
        if meant is None or meant[0] != meant[1] or meant[0] > day:
            return When()
        if meant[0] != day and len(days) > 1:
            return When()
        found.append(str(from_bounds(meant[0], day)))
    values = tuple(dict.fromkeys(found))
    if len(values) == 1:
        return When(value=values[0], basis=_basis(news, published) if "/" not in values[0] else "bounded")
    return When(basis=_basis(news, published) if values else None, candidates=values)


def _start(expr: TimeExpr, days: Sequence[date], times: Sequence[TimeExpr]) -> date | None:
    """The day from which a limit runs: that told before it in a story, else the first on which the text may have been
    published. None where nobody knows."""
    if not days:
        return None
    if expr.anchor is None:
        return days[0]
    bases = {days_meant(times[expr.anchor], d, times) for d in days}
    base = next(iter(bases)) if len(bases) == 1 else None
    return base[0] if base is not None else None


def _start_of_next(expr: TimeExpr, last: date) -> date | None:
    """First day of the week or month to come whose end is the limit: who says "avant la fin de la semaine prochaine"
    means that week, the end of this one being nearer to hand."""
    recipe = expr.recipe
    if recipe is None or recipe.n < 1 or expr.rule not in ("week_relative", "month_unit_relative"):
        return None
    return last - timedelta(6) if recipe.op == "week" else last.replace(day=1)


def _until(limit: str, expr: TimeExpr, start: date | None, newest: date | None) -> str | None:
    """The days from `start` (None: nobody knows) to the end of `limit`, none of them after `newest` where that is
    given; None where no day is left, or `limit` gives no end."""
    value = parse(limit)
    last = value.points[-1]
    if last is None or value.form == "set":
        return None
    if newest is not None and last.bounds[1] > newest:
        return None
    start = (_start_of_next(expr, last.bounds[1]) if newest is None else None) or start
    first = from_day(start).points[0] if start is not None and start <= last.bounds[1] else None
    return str(Edtf("interval", (first, last)))


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
