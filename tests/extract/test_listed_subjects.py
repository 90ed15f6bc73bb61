"""Subjects listed with commas and "et": all who do a deed, and none who stands after a preposition."""

from __future__ import annotations

import pytest

from attributed import linked, names
from pourparlers.extract.stances import find_stances


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Lima, Quito, Bogota et La Paz exigent ce retrait.", ["Bolivie", "Colombie", "Pérou", "Équateur"]),
        ("Helsinki, Stockholm et Copenhague ont condamné Minsk.", ["Danemark", "Finlande", "Suède"]),
        ("Le Kenya, l'Ouganda et la Tanzanie ont demandé au Burundi de partir.", ["Kenya", "Ouganda", "Tanzanie"]),
        ("À Lima, Quito et Bogota ont refusé ce plan.", ["Colombie", "Équateur"]),
        ("Contrairement à Lima, Quito et Bogota refusent ce plan.", ["Colombie", "Équateur"]),
        (
            "La présidence togolaise, la primature malienne et la chancellerie autrichienne ont salué cet accord.",
            ["Autriche", "Mali", "présidence togolaise"],
        ),
        ("Helsinki, 4 mai – Le Kenya et l'Ouganda exigent ce retrait.", ["Kenya", "Ouganda"]),
    ],
)
def test_who_is_listed(text: str, holders: list[str]) -> None:
    doc, layers, pack = linked(text)
    (taken,) = find_stances(doc, pack=pack)
    assert sorted(names(layers, taken.holders)) == sorted(holders)


def test_none_of_a_list_is_an_object() -> None:
    doc, _, pack = linked("Helsinki, Lisbonne, Athènes et Rome refusent ce plan.")
    (taken,) = find_stances(doc, pack=pack)
    assert [doc[a : b + 1].text for a, b in taken.contents] == ["ce plan"]
