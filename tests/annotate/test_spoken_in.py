"""When a dispatch that tells no day speaks."""

from __future__ import annotations

from collections.abc import Sequence

from pourparlers.annotate.spoken_in import ANYTIME, reference_interval
from pourparlers.drafts import Recipe, TimeExpr
from pourparlers.knowledge.load import load_knowledge
from pourparlers.types import Document

KB = load_knowledge()
NOW = ("nikol-pashinyan", "ilham-aliyev", "emmanuel-macron")


def told(text: str, *named: str, times: Sequence[TimeExpr] = ()) -> tuple[str, str]:
    return reference_interval(KB, Document(id="d", uri="d", text=text), named, times=times)


def a_day(words: str, month: int, day: int, weekday: int) -> TimeExpr:
    recipe = Recipe(op="month_day", month=month, day=day, weekday=weekday)
    return TimeExpr(start=0, end=len(words), text=words, kind="date", rule="", recipe=recipe)


def test_the_latest_year_of_a_text_whose_persons_served_then() -> None:
    assert told("En 1978 puis en 2019.", *NOW) == ("2019-01-01", "2019-12-31")
    assert told("En 1991, à Almaty.") == ("1991-01-01", "1991-12-31")
    assert told("Hier.") == ANYTIME


def test_a_year_of_long_ago_is_not_the_texts_own() -> None:
    first, last = told("Ils citent la déclaration d'Almaty de 1991.", *NOW)
    assert "2017-05" < first < "2019" < "2023" < last


def test_a_day_with_its_weekday_tells_the_year() -> None:
    sunday, friday = a_day("dimanche 14 mai", 5, 14, 7), a_day("vendredi 14 mai", 5, 14, 5)
    then = (*NOW, "charles-michel")  # in office from 2019 to 2024
    assert told("Hier.", *then, times=[sunday]) == ("2023-01-01", "2023-12-31")
    assert told("Hier.", *then, times=[sunday, friday]) == told("Hier.", *then)
