"""Values of expressions on a day, and the dates of facts."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparlers.drafts import Direction, Recipe, Tie, TimeExpr
from pourparlers.merge.dates import (
    days_meant,
    publication_days,
    resolve,
    resolve_since,
    resolve_when,
    shift_when,
    value_on,
)
from pourparlers.types import Published, When
from pourparlers.when import is_edtf

DAY = date(2022, 1, 21)  # a Friday


def expr(op: str, direction: Direction = "nearest", *, value: str | None = None, **recipe: object) -> TimeExpr:
    built = Recipe(op=op, **recipe) if value is None else None  # type: ignore[arg-type]
    return TimeExpr(start=0, end=1, text="x", kind="DATE", rule="r", value=value, recipe=built, direction=direction)


@pytest.mark.parametrize(
    ("told", "value"),
    [
        (expr("weekday", "past", weekday=5), "2022-01-21"),
        (expr("weekday", "past", weekday=5, strict=True), "2022-01-14"),
        (expr("weekday", "future", weekday=5, strict=True), "2022-01-28"),
        (expr("weekday", "future", weekday=1), "2022-01-24"),
        (expr("weekday", "nearest", weekday=6), "2022-01-22"),
        (expr("weekday", weekday=2, n=1, in_week=True), "2022-01-25"),
        (expr("day", n=-1, part="EV"), "2022-01-20TEV"),
        (expr("day", part="14:50Z"), "2022-01-21T14:50Z"),
        (expr("week", n=1), "2022-01-24/2022-01-30"),
        (expr("week", n=-1, edge="END"), "2022-01-14/2022-01-16"),
        (expr("weekend", "past"), "2022-01-15/2022-01-16"),
        (expr("weekend", "future"), "2022-01-22/2022-01-23"),
        (expr("month", n=-1), "2021-12"),
        (expr("month", approximate=True), "2022-01~"),
        (expr("year", n=-8), "2014"),
        (expr("month_day", "future", month=1, day=10), "2023-01-10"),
        (expr("month_day", "past", month=12, day=29), "2021-12-29"),
        (expr("month_day", "nearest", month=12, day=29), "2021-12-29"),
        (expr("month_day", "past", month=2, day=29), "2020-02-29"),
        (expr("month_day", "future", month=1, day=30, to_month=2, to_day=2), "2022-01-30/2022-02-02"),
        (expr("month_day", "past", month=2, day=7, weekday=1), "2022-02-07"),
        (expr("month_only", "past", month=12, approximate=True), "2021-12~"),
        (expr("month_only", "future", month=1), "2022-01"),
        (expr("week_of", "future", month=3, day=30), "2022-03-28/2022-04-03"),
        (expr("season", "past", month=22), "2021-22"),
        (expr("", value="2014"), "2014"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_value(told: TimeExpr, value: str) -> None:
    assert value_on(told, DAY) == value


def test_anchor() -> None:
    times = [expr("weekday", "past", weekday=1), TimeExpr(
        start=2, end=3, text="y", kind="DATE", rule="r", recipe=Recipe(op="day", n=1), anchor=0,
    )]  # fmt: skip
    assert value_on(times[1], DAY, times) == "2022-01-18"


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.integers(1, 7),
    st.sampled_from(["past", "future", "nearest", "same"]),
    st.booleans(),
)
def test_a_weekday_is_that_weekday_within_a_week_on_its_side(
    day: date, weekday: int, side: Direction, strict: bool
) -> None:
    meant = days_meant(expr("weekday", side, weekday=weekday, strict=strict), day)
    assert meant is not None
    assert meant[0] == meant[1]
    assert meant[0].isoweekday() == weekday
    away = (meant[0] - day).days
    assert abs(away) <= 7
    assert side != "past" or away <= -strict
    assert side != "future" or away >= strict


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["day", "week", "weekend", "month", "year", "month_only", "season", "month_day", "week_of"]),
    st.integers(-3, 3),
    st.sampled_from(["past", "future", "nearest"]),
)
def test_every_value_is_edtf(day: date, op: str, n: int, side: Direction) -> None:
    month = {"season": 21 + n % 4}.get(op, 6 + n)
    value = value_on(expr(op, side, n=n, month=month, day=12), day)
    assert value is not None
    assert is_edtf(value)


def test_candidates_where_days_are_open() -> None:
    fridays = Published(value="2022-01", basis="header", candidates=("2022-01-07", "2022-01-14"))
    told = expr("weekday", "future", weekday=1)
    assert resolve(told, fridays) == When(value=None, basis="relative", candidates=("2022-01-10", "2022-01-17"))
    assert resolve(expr("", value="2014"), fridays) == When(value="2014", basis="explicit")
    assert resolve(expr("month", n=0), fridays) == When(value="2022-01", basis="relative")
    assert resolve(told, Published()) == When()


def test_joint_days_say_so() -> None:
    assert resolve(expr("day", n=1), Published(value="2022-01-21", basis="joint")) == When(
        value="2022-01-22", basis="joint"
    )


@pytest.mark.parametrize(
    ("direction", "month", "day", "loose", "value"),
    [
        ("future", 1, 10, True, "2022-01-10"),
        ("future", 1, 10, False, "2023-01-10"),
        ("future", 1, 25, True, "2022-01-25"),
        ("past", 2, 27, True, "2022-02-27"),
        ("past", 2, 27, False, "2021-02-27"),
        ("past", 4, 10, True, "2021-04-10"),
    ],
    ids=["announced and over", "future tense", "announced", "a noun's, near", "past tense", "a noun's, far"],
)
def test_no_tense_sends_a_near_day_to_another_year(
    direction: Direction, month: int, day: int, loose: bool, value: str
) -> None:
    told = msgspec.structs.replace(expr("month_day", direction, month=month, day=day), loose=loose)
    assert value_on(told, DAY) == value


def test_what_is_done_has_no_day_after_its_telling() -> None:
    monday = expr("weekday", "future", weekday=1)
    assert resolve_when(monday, DAY, done=True) == When()
    assert resolve_when(monday, DAY, bound="before") == When(value="../2022-01-21", basis="bounded")
    assert resolve_when(monday, DAY) == When(value="2022-01-24", basis="relative")
    assert resolve_when(expr("month", n=0), DAY, done=True).value == "2022-01"


def test_when_of_facts() -> None:
    assert resolve_when(expr("day", n=0, part="EV"), DAY) == When(value="2022-01-21", basis="relative")
    assert resolve_when(None, DAY) == When()
    assert resolve_when(None, DAY, bound="before") == When(value="../2022-01-21", basis="bounded")
    assert resolve_when(None, DAY, bound="after") == When(value="2022-01-21/..", basis="bounded")
    assert resolve_when(expr("", value="PAST_REF"), DAY) == When()


@pytest.mark.parametrize(
    ("side", "weekdays", "value"),
    [
        ("future", (1, 3), "2022-01-24/2022-01-26"),
        ("future", (5, 7), "2022-01-21/2022-01-23"),
        ("past", (2, 4), "2022-01-18/2022-01-20"),
        ("past", (4, 6), "2022-01-13/2022-01-15"),  # on a Friday, "de jeudi à samedi" that is over was last week
        ("future", (4, 6), "2022-01-27/2022-01-29"),
    ],
)
def test_a_fact_is_of_the_days_from_weekday_to_weekday(side: Direction, weekdays: tuple[int, int], value: str) -> None:
    first, last = (expr("weekday", side, weekday=w) for w in weekdays)
    times = (msgspec.structs.replace(first, ties=(Tie(kind="through", other=1),)), last)
    for one in times:
        assert resolve_when(one, DAY, times=times).value == value
    assert resolve_when(one, {DAY, DAY + timedelta(7)}, times=times).value is None


def test_publication_days() -> None:
    assert publication_days(DAY) == (DAY,)
    assert len(publication_days(Published(value="2022-01"))) == 31
    assert publication_days(Published(value="2014")) == ()
    assert publication_days([DAY + timedelta(1), DAY]) == (DAY, DAY + timedelta(1))


def test_words_on_the_news_of_the_day_of_publication_are_of_that_day() -> None:
    news = expr("weekday", "past", weekday=5)
    assert resolve_since(news, DAY) == When(value="2022-01-21", basis="relative")
    assert resolve_since(news, DAY + timedelta(1)) == When(value="2022-01-21/2022-01-22", basis="bounded")
    fridays = resolve_since(news, [DAY, DAY + timedelta(7)])
    assert (fridays.value, fridays.candidates) == (None, ("2022-01-21", "2022-01-28"))
    assert resolve_since(news, [DAY, DAY + timedelta(1)]) == When()
    assert resolve_since(expr("week", n=-1), DAY) == When()


def test_a_day_is_moved_and_what_is_no_day_is_not() -> None:
    assert shift_when(When(value="2022-03-01", basis="explicit"), -1) == When(value="2022-02-28", basis="explicit")
    two = When(basis="relative", candidates=("2022-01-21", "2022-01-28"))
    assert shift_when(two, 2) == When(basis="relative", candidates=("2022-01-23", "2022-01-30"))
    assert shift_when(When(value="2022-01"), 1) is None
    assert shift_when(When(), 1) is None


def test_a_weekday_with_a_number_alone_stays_open_without_a_day_of_publication() -> None:
    assert resolve(expr("month_day", day=12, weekday=1), ()) == When()
    assert resolve(expr("month_day", day=21, weekday=5), DAY).value == "2022-01-21"
