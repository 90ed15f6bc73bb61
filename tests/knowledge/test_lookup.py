"""Places as a person writes them, and what is written nearly so."""

from __future__ import annotations

import pytest

from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.lookup import find_near, find_places, name_actors, name_places
from pourparlers.knowledge.model import KnowledgeBase


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge()


@pytest.mark.parametrize(
    ("words", "country"),
    [("Genève", "CHE"), ("geneve", "CHE"), ("Geneva", "CHE"), ("Genève, CHE", "CHE"), ("Turquie", "TUR")],
)
def test_a_place_is_found_whatever_its_accents(kb: KnowledgeBase, words: str, country: str) -> None:
    (place,) = find_places(kb, words)
    assert place.country == country


def test_a_place_of_nowhere_needs_its_state(kb: KnowledgeBase) -> None:
    assert find_places(kb, "Trifouillis") == ()
    assert find_places(kb, "Trifouillis, XYZ") == ()
    assert find_places(kb, ", FRA") == ()
    (place,) = find_places(kb, "Trifouillis, fra")
    assert (place.name.fr, place.country, place.geonames) == ("Trifouillis", "FRA", None)


def test_what_is_written_nearly_so_is_offered(kb: KnowledgeBase) -> None:
    assert "Genève" in find_near("Genvee", name_places(kb))
    assert any("Macron" in name for name in find_near("Macronn", name_actors(kb)))
    assert find_near("xqzw", name_places(kb)) == ()
