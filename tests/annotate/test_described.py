"""People and bodies that only a noun names, and whoever is named beside them, who is another."""

from __future__ import annotations

import pytest

from attributed import attributed
from pourparlers.annotate.layers import layers_of
from pourparlers.extract.read import Reader

SPEAKERS = [
    ("L'avocat de M. Katumbi a dénoncé un procès politique. Il exige un procès.", "L'avocat de M. Katumbi"),
    ("La formation de Mme Le Pen exige un vote.", "La formation de Mme Le Pen"),
    ("La famille de M. Morsi exige sa libération. Elle refuse toute aumône.", "La famille de M. Morsi"),
    ("Les officiers rebelles ont tiré. M. Macron se tait. Les officiers exigent un vote.", "Les officiers rebelles"),
    ("Emmanuel Macron se tait. Des pêcheurs ont fermé le port. Ils exigent une aide.", "Des pêcheurs"),
    ("Theresa May est à Riga. La délégation est partie lundi. Elle exige des garanties.", "La délégation"),
    ("Theresa May est à Riga. La coalition au pouvoir est partie. Elle exige un vote.", "La coalition au pouvoir"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), SPEAKERS)
def test_who_speaks(reader: Reader, text: str, name: str) -> None:
    layers = layers_of(attributed(reader, text))
    said = layers.statements[-1].fact
    assert layers.actors[said.speaker or ""].name.fr == name


def test_no_crowd_completes_a_noun(reader: Reader) -> None:
    layers = layers_of(attributed(reader, "Emmanuel Macron réclame la libération des otages."))
    assert [m for m in layers.mentions if m.how == "role"] == []


def test_a_bare_plural_takes_up_those_named_before(reader: Reader) -> None:
    layers = layers_of(attributed(reader, "Robert Malley et Enrique Mora sont à Vienne. Les médiateurs dînent mardi."))
    assert not any(m.how == "role" for m in layers.mentions)
