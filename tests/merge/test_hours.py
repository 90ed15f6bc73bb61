"""The hour of a contact is one that stands with its day; the stamp of a line in a running report is none."""

from __future__ import annotations

import pytest

from pourparlers.drafts import Recipe, TimeExpr
from pourparlers.merge.accounts import find_hour


def an_expr(text: str, start: int, recipe: Recipe | None = None, **more: object) -> TimeExpr:
    return TimeExpr(start=start, end=start + len(text), text=text, kind="TIME", rule="t", recipe=recipe, **more)  # type: ignore[arg-type]


FRIDAY = Recipe(op="weekday", weekday=5, part="10:00")
BARE = Recipe(op="day", part="18:52")
GMT = Recipe(op="day", part="09:00Z")


@pytest.mark.parametrize(
    ("times", "hour"),
    [
        ([an_expr("vendredi à 10h00", 0, FRIDAY)], "10:00"),
        ([an_expr("vendredi à 10h00", 0, FRIDAY), an_expr("09h00 GMT", 18, GMT, anchor=0)], "09:00Z"),
        ([an_expr("vendredi à 10h00", 0, FRIDAY), an_expr("09h00 GMT", 60, GMT, anchor=0)], "10:00"),
        ([an_expr("14h00 GMT", 0, GMT, anchor=1), an_expr("vendredi", 20, Recipe(op="weekday", weekday=5))], "09:00Z"),
        ([an_expr("demain à 18h52", 0, Recipe(op="day", n=1, part="18:52"))], "18:52"),
        ([an_expr("18h52", 0, BARE)], None),
        ([an_expr("vendredi", 0, Recipe(op="weekday", weekday=5))], None),
        ([an_expr("vendredi soir", 0, Recipe(op="weekday", weekday=5, part="EV"))], None),
        ([an_expr("21 janvier 2022", 0, value="2022-01-21")], None),
        ([an_expr("21 janvier 2022 à 10h", 0, value="2022-01-21T10:00")], "10:00"),
    ],
    ids=lambda value: "+".join(t.text for t in value) if isinstance(value, list) else str(value),
)
def test_the_hour_stands_with_the_day(times: list[TimeExpr], hour: str | None) -> None:
    assert find_hour(0, times) == hour


def test_no_time_no_hour() -> None:
    assert find_hour(None, []) is None
