"""Verb groups that an adverbial splits get their participle, subject and object back; look-alikes are left alone."""

from __future__ import annotations

import pytest

from attributed import make_reader
from pourparlers.annotate.tree import Doc, tree_of
from pourparlers.types import Document

SPLIT = [
    ("Le ministre kenyan a de son côté appelé la Somalie à voter.", "appelé", "ministre", "Somalie"),
    ("La Zambie avait, dès lundi, rejeté cette proposition.", "rejeté", "Zambie", "proposition"),
    ("Les députés chiliens ont tour à tour condamné ces rafles.", "condamné", "députés", "rafles"),
    ("Le Laos a dans un communiqué démenti ces rumeurs.", "démenti", "Laos", "rumeurs"),
    ("La Norvège avait au contraire salué le projet du Danemark.", "salué", "Norvège", "projet"),
    ("La Libye a, dans une lettre envoyée lundi, dénoncé ces vols.", "dénoncé", "Libye", "vols"),
    ("Les deux chefs, qui s'étaient serré la main, se sont d'abord entretenus à Lima.", "entretenus", "chefs", "Lima"),
    ("Le Niger a une nouvelle fois suspendu ces livraisons.", "suspendu", "Niger", "livraisons"),
]
WHOLE = [
    ("Le Tchad a un allié appelé Idriss.", "a"),
    ("La Suède a de l'argent caché en Suisse.", "a"),
    ("Il y a dans la ville un soldat blessé.", "a"),
]


def parse(text: str) -> Doc:
    return tree_of(next(iter(make_reader().parse([Document(id="case", uri="case", text=text)]))))


@pytest.mark.parametrize(("text", "verb", "subject", "thing"), SPLIT)
def test_split_groups_are_joined(text: str, verb: str, subject: str, thing: str) -> None:
    head = next(token for token in parse(text) if token.text == verb)
    under = {token.text: token.dep_ for token in head.children}
    assert head.pos_ == "VERB"
    assert "nsubj" in under[subject]
    assert thing in under
    assert any(token.dep_ == "aux:tense" and token.i < head.i - 1 for token in head.children)


@pytest.mark.parametrize(("text", "verb"), WHOLE)
def test_verbs_of_having_are_left(text: str, verb: str) -> None:
    having = next(token for token in parse(text) if token.text == verb)
    assert not having.dep_.startswith("aux")
