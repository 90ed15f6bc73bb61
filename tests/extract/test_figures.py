"""Figures of whole sentences: how many, whose, according to whom."""

from __future__ import annotations

from attributed import linked, names
from pourparlers.extract.figures import find_figures
from pourparlers.types import Block


def test_owner_by_nationality() -> None:
    doc, layers, pack = linked("Près de 3.000 soldats turcs sont à la frontière.")
    (figure,) = [d.fact for d in find_figures(doc, pack=pack)]
    assert (figure.quantity.high, figure.quantity.approximate, figure.what) == (3000, True, "soldiers")
    assert figure.of is not None
    assert layers.actors[figure.of].state == "TUR"


def test_owner_by_subject() -> None:
    doc, layers, pack = linked("Le Kenya a déployé 900 soldats à Goma.")
    (figure,) = [d.fact for d in find_figures(doc, pack=pack)]
    assert figure.of is not None
    assert names(layers, (figure.of,)) == ["Kenya"]


def test_according_to_the_speaker() -> None:
    doc, layers, pack = linked("Le Soudan affirme que les combats ont fait 40 morts.")
    (figure,) = [d.fact for d in find_figures(doc, pack=pack)]
    assert figure.according_to is not None
    assert names(layers, (figure.according_to,)) == ["Soudan"]


def test_noise_holds_no_figure() -> None:
    text = "Une photo montre 200 soldats."
    doc, _, pack = linked(text, blocks=(Block(kind="caption", start=0, end=len(text)),))
    assert find_figures(doc, pack=pack) == []
