from __future__ import annotations

from attributed import attributed
from pourparlers.annotate.layers import layers_of
from pourparlers.annotate.tree import tree_of
from pourparlers.extract.read import Reader


def test_a_token_of_a_time_is_told_from_those_beside_it(reader: Reader) -> None:
    doc = attributed(reader, "Mardi 3 mai, Lima a reçu Quito à 18 heures.")
    layers = layers_of(doc)
    told = [token.text for token in tree_of(doc) if layers.is_timed(token)]
    assert told == ["Mardi", "3", "mai", "18", "heures"]


def test_no_token_is_of_a_time_where_there_is_none(reader: Reader) -> None:
    doc = attributed(reader, "Lima a reçu Quito.")
    layers = layers_of(doc)
    assert not any(layers.is_timed(token) for token in tree_of(doc))
