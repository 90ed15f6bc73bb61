"""People behind a title, and the offices told before them."""

from __future__ import annotations

import pytest

from who import Link

DAY = "1974-03-05"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Le président Sadate a reçu l'ambassadeur de France, M. Duval.", "ambassadeur de France"),
        ("L'ambassadeur d'Italie, M. Duval, a vu le président Sadate.", "ambassadeur d'Italie"),
        ("Le ministre de la Défense, le général Duval, a vu le président Sadate.", "ministre de la Défense"),
    ],
)
def test_an_office_and_a_titled_name_set_off_are_one(link: Link, text: str, role: str) -> None:
    linked = link(text, DAY)
    assert linked.name("Duval").endswith("Duval")
    assert linked.actors(role) == linked.actors("Duval")


def test_a_titled_name_that_nothing_sets_off_is_another(link: Link) -> None:
    linked = link("L'ambassadeur de France et M. Duval ont vu le président Sadate.", DAY)
    assert linked.actors("ambassadeur de France") != linked.actors("M. Duval")


def test_who_heads_a_part_of_a_body_does_not_head_it(link: Link) -> None:
    assert link("Le chef de l'ONU est arrivé lundi.", DAY).actors("Le chef de l'ONU") == ("kurt-waldheim",)
    linked = link("Le chef de la mission de l'ONU est arrivé lundi.", DAY)
    assert "kurt-waldheim" not in linked.actors("Le chef de la mission de l'ONU")
