"""Clauses apart from a word, on sentences of our own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.syntax import is_aside


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
