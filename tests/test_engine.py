from __future__ import annotations

import os

import pytest

from fakes import make_reading
from pourparlers.engine import ONE_THREAD, ease_threads, link_repeats
from pourparlers.ids import make_id
from pourparlers.types import Document, Published

WIRE = (
    "Les ministres des Affaires étrangères des deux pays se sont entretenus mardi pendant trois heures dans la "
    "capitale, ont indiqué leurs porte-parole. Ils sont convenus de se revoir avant la fin du mois, sans fixer de date "
    "ni de lieu. La précédente rencontre remontait au printemps."
)


def make(text: str, outlet: str, day: str):
    document = Document(
        id=make_id("doc", text),
        uri=f"{outlet}.txt",
        text=text,
        outlet=outlet,
        published=Published(value=day, basis="metadata"),
    )
    return make_reading(document)


def test_a_wire_printed_by_two_outlets_is_linked_to_the_first() -> None:
    first, second = make(WIRE, "Un", "2022-01-04"), make(WIRE + " (AFP)", "Deux", "2022-01-05")
    other = make(
        "Un tout autre sujet occupe cette dépêche de quelques mots, sans rapport aucun avec la première.",
        "Trois",
        "2022-01-04",
    )
    linked = link_repeats([second, other, first])
    assert [reading.document.copy_of for reading in linked] == [first.document.id, None, None]


def test_one_thread_unless_somebody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"OMP_NUM_THREADS": "4"}
    monkeypatch.setattr(os, "environ", told)
    ease_threads()
    assert told == ONE_THREAD | {"OMP_NUM_THREADS": "4"}
