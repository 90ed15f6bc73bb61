"""EDTF values: what is read is written back, and days behave as sets of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparlers.when import Edtf, WhenError, day_part, from_bounds, from_day, is_edtf, parse, precision_of, week_of

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
MONTHS = DAYS.map(lambda d: f"{d:%Y-%m}")
POINTS = st.one_of(DAYS.map(str), MONTHS, DAYS.map(lambda d: f"{d:%Y}"), MONTHS.map(lambda m: m + "~"))
INTERVALS = st.tuples(DAYS, st.integers(0, 400)).map(lambda p: f"{p[0]}/{p[0] + timedelta(p[1])}")
OPEN = DAYS.flatmap(lambda d: st.sampled_from([f"../{d}", f"{d}/.."]))
SETS = st.lists(DAYS, min_size=2, max_size=4, unique=True).map(lambda ds: "[" + ",".join(map(str, sorted(ds))) + "]")
VALUES = st.one_of(POINTS, INTERVALS, OPEN, SETS)


@given(VALUES)
def test_round_trip(text: str) -> None:
    assert str(parse(text)) == text


@given(VALUES)
def test_bounds_lie_in_order(text: str) -> None:
    value = parse(text)
    first, last = value.bounds
    assert first is None or last is None or first <= last


@given(DAYS, DAYS)
def test_from_bounds(a: date, b: date) -> None:
    first, last = sorted((a, b))
    assert from_bounds(first, last).bounds == (first, last)


@given(st.text(max_size=25))
def test_any_text_parses_or_says_why(text: str) -> None:
    if is_edtf(text):
        assert isinstance(parse(text), Edtf)
    else:
        with pytest.raises(WhenError, match=r"."):
            parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "2022-13", "2022-02-30", "22-01", "2022-01-21T10:00", "../..", "2022-02/2022-01", "[2022-01", "0000", "a/b/c"],
)
def test_refused(text: str) -> None:
    assert not is_edtf(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2022-01-21", "2022-01-21", "2022-01-21", "day"),
        ("2022-02", "2022-02-01", "2022-02-28", "month"),
        ("2021-12~", "2021-12-01", "2021-12-31", "month"),
        ("2014", "2014-01-01", "2014-12-31", "year"),
        ("2022-24", "2022-12-01", "2023-02-28", "season"),
        ("2022-01-24/2022-01-30", "2022-01-24", "2022-01-30", "interval"),
        ("../2022-01-18", None, "2022-01-18", "interval"),
        ("[2022-02-01,2022-02-08]", "2022-02-01", "2022-02-08", "set"),
    ],
)
def test_bounds(text: str, first: str | None, last: str | None, precision: str) -> None:
    value = parse(text)
    assert tuple(d.isoformat() if d else None for d in value.bounds) == (first, last)
    assert value.precision == precision


def test_days() -> None:
    assert parse("2022-01-21").day == date(2022, 1, 21)
    assert parse("2022-01").day is None
    assert str(from_day(date(2022, 1, 21))) == "2022-01-21"
    assert day_part("2021-12-30TEV") == "2021-12-30"
    assert day_part("../2022-01-18") == "../2022-01-18"
    assert week_of(date(2022, 1, 21)) == (date(2022, 1, 17), date(2022, 1, 23))


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2022-03-16T18:00", "day"),
        ("2022-03", "month"),
        ("2022-22", "season"),
        ("../2022-03-01", "interval"),
        ("P3D", None),
    ],
)
def test_precision_of_values(value: str, precision: str | None) -> None:
    assert precision_of(value) == precision
