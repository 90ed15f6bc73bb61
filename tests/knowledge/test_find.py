"""What the knowledge base answers to a name."""

from __future__ import annotations

import pytest

from pourparlers.knowledge.find import Found, find_rows
from pourparlers.knowledge.model import KnowledgeBase


@pytest.mark.parametrize(
    ("words", "table", "row"),
    [
        ("france", "states", "fra"), ("Otan", "organisations", "org-nato"), ("LAVROV", "persons", "sergey-lavrov"),
        ("ministre français des Affaires étrangères", "offices", "fra.foreign_minister"),
        ("président de la Russie", "offices", "rus.head_of_state"),
        ("foreign minister of Russia", "offices", "rus.foreign_minister"),
        ("inst-kremlin.spokesperson", "offices", "inst-kremlin.spokesperson"),
        ("porte-parole du Kremlin", "offices", "inst-kremlin.spokesperson"),
    ],
)  # fmt: skip
def test_found(kb: KnowledgeBase, words: str, table: str, row: str) -> None:
    assert (table, row) in {(found.table, found.id) for found in find_rows(kb, words)}


def test_a_title_with_whose_it_is_finds_no_other_state(kb: KnowledgeBase) -> None:
    assert {found.id.split(".")[0] for found in find_rows(kb, "président russe")} == {"rus"}


def test_offices_have_both_titles_and_metonyms_say_when_they_are_places(kb: KnowledgeBase) -> None:
    office = next(found for found in find_rows(kb, "rus.foreign_minister") if found.table == "offices")
    assert (office.name_fr, office.name_en) == ("ministre des Affaires étrangères", "foreign minister")
    assert Found("metonyms", "qat", "Doha", "", "qat", True) in find_rows(kb, "doha")
    assert Found("metonyms", "inst-kremlin", "Kremlin", "", "rus", False) in find_rows(kb, "Kremlin")


@pytest.mark.parametrize("words", ["", "de la", "zzz", "ministre"])
def test_nothing(kb: KnowledgeBase, words: str) -> None:
    assert find_rows(kb, words) == []
