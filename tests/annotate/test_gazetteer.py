"""Names found in a text, whole and as they are spelt."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.gazetteer import Gazetteer, demonyms_of, fold_accents, surname_of
from pourparlers.knowledge.model import KnowledgeBase


@pytest.fixture(scope="module")
def gazetteer(kb: KnowledgeBase) -> Gazetteer:
    return Gazetteer(kb)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Il va au Caire.", ["Caire"]),
        ("Il vient du Caire.", ["Caire"]),
        ("Le journal Ouest-France paraît.", ["Ouest-France"]),
        ("La revue Sud-France paraît.", []),
        ("Le Vucic d'hier, Aleksandar Vučić.", ["Aleksandar Vučić"]),
        ("moscou dort.", []),
        ("Buenos-Aires et New-York dorment.", ["Buenos-Aires", "New-York"]),
        ("Un Parisien dort.", []),
    ],
)
def test_surfaces(gazetteer: Gazetteer, nlp: Language, text: str, surfaces: list[str]) -> None:
    assert [m.surface for m in gazetteer.find(nlp(text)) if {e.kind for e in m.entries} - {"surname"}] == surfaces


def test_folding_keeps_length() -> None:
    text = "Vučić, Çavuşoğlu, Łódź, Élysée, ﬁn"
    assert len(fold_accents(text)) == len(text)
    assert fold_accents("Vučić Łódź") == "Vucic Lodz"


def test_surname() -> None:
    assert surname_of("Mohammed ben Salmane") == "ben Salmane"
    assert surname_of("Joe Biden") == "Biden"


def test_cells_of_several_demonyms_are_split(kb: KnowledgeBase) -> None:
    assert not any("|" in word for word in demonyms_of(kb))
