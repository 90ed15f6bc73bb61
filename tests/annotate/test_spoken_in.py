"""When a dispatch that tells no day speaks."""

from __future__ import annotations

from pourparlers.annotate.spoken_in import ANYTIME, reference_interval
from pourparlers.knowledge.load import load_knowledge
from pourparlers.types import Document

KB = load_knowledge()
NOW = ("nikol-pashinyan", "ilham-aliyev", "emmanuel-macron")


def told(text: str, *named: str) -> tuple[str, str]:
    return reference_interval(KB, Document(id="d", uri="d", text=text), named)


def test_the_latest_year_of_a_text_whose_persons_served_then() -> None:
    assert told("En 1978 puis en 2019.", *NOW) == ("2019-01-01", "2019-12-31")
    assert told("En 1991, à Almaty.") == ("1991-01-01", "1991-12-31")
    assert told("Hier.") == ANYTIME


def test_a_year_of_long_ago_is_not_the_texts_own() -> None:
    first, last = told("Ils citent la déclaration d'Almaty de 1991.", *NOW)
    assert "2017-05" < first < "2019" < "2023" < last
