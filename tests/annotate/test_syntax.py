"""Clauses apart from a word, on sentences of our own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.syntax import is_aside, is_offset


@pytest.mark.parametrize(
    ("text", "told", "named", "aside"),
    [
        ("L'émissaire, qui était samedi à Rome, réclame une trêve.", "réclame", "émissaire", True),
        ("Le président a dénoncé l'accord signé samedi par les rebelles.", "dénoncé", "", True),
        ("La rencontre qui se tiendra samedi à Rome inquiète Paris.", "rencontre", "", False),
        ("Le ministre affirme dans un texte paru samedi vouloir la paix.", "affirme", "", False),
        ("L'émissaire réclame samedi une trêve.", "réclame", "émissaire", False),
    ],
    ids=["relative on somebody", "participle of an object", "of the noun itself", "of a circumstance", "own clause"],
)
def test_a_day_in_a_clause_apart(nlp: Language, text: str, told: str, named: str, aside: bool) -> None:
    doc = nlp(text)
    at = {t.text: t for t in doc}
    assert is_aside(at["samedi"], at[told], {t.i for t in doc if t.text == named}) is aside


@pytest.mark.parametrize(
    ("text", "noun", "is_one"),
    [
        ("Il a réagi mercredi, au lendemain de sa rencontre avec le pape.", "rencontre", True),
        ("Mercredi, à la veille du sommet, il s'est tu.", "sommet", True),
        ("Mercredi, deux jours après leur entretien, il a écrit.", "entretien", True),
        ("Mercredi, après leur entretien, il a écrit.", "entretien", False),
        ("Il a reparlé mercredi de la rencontre.", "rencontre", False),
    ],
)
def test_what_only_measures_from_a_deed_does_not_date_it(nlp: Language, text: str, noun: str, is_one: bool) -> None:
    token = next(t for t in nlp(text) if t.text == noun)
    assert is_offset(token) is is_one
