"""Days of feasts."""

from __future__ import annotations

from datetime import date

import pytest

from pourparlers.annotate.times_feasts import easter, feast_days, is_code, orthodox_easter
from pourparlers.annotate.times_table import TimeTable
from pourparlers.lang.pack import load_pack


@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [(2019, "2019-04-21", "2019-04-28"), (2022, "2022-04-17", "2022-04-24"), (2025, "2025-04-20", "2025-04-20")],
)
def test_easter(year: int, western: str, eastern: str) -> None:
    assert (str(easter(year)), str(orthodox_easter(year))) == (western, eastern)


def test_the_muslim_calendar_is_right_to_a_day_or_two() -> None:
    """First days of Ramadan as announced in Saudi Arabia."""
    announced = ["2018-05-17", "2020-04-24", "2022-04-02", "2023-03-23", "2024-03-11", "2025-03-01"]
    for day in map(date.fromisoformat, announced):
        (first, last), *_ = feast_days("hijri-09", day.year)
        assert abs((first - day).days) <= 2
        assert (last - first).days in (28, 29)


def test_a_year_may_hold_a_feast_twice() -> None:
    assert len(list(feast_days("hijri-09", 2030))) == 2


def test_the_table_names_feasts_that_there_are() -> None:
    codes = load_pack("fr").table("time", TimeTable).feasts.values()
    assert all(is_code(code) and list(feast_days(code, 2024)) for code in codes)
    assert not is_code("carnival")
