"""A place that acts, a place that hosts."""

from __future__ import annotations

import pytest

from who import Link

ACTS = [
    ("Moscou exige des garanties.", "Moscou", "rus"),
    ("Washington a remis à Moscou sa réponse.", "Moscou", "rus"),
    ("Le dialogue entre Paris et Alger reprend.", "Alger", "dza"),
    ("Les demandes de Téhéran sont connues.", "Téhéran", "irn"),
    ("Berlin accuse Pékin.", "Pékin", "chn"),
]
HOSTS = [
    ("Ils se sont vus à Moscou.", "Moscou"),
    ("Ils se sont vus au Caire.", "Caire"),
    ("Les négociations de Vienne ont repris.", "Vienne"),
    ("Le sommet de Luanda a échoué.", "Luanda"),
    ("Il a quitté Kiev mardi.", "Kiev"),
    ("Il rentre de Téhéran.", "Téhéran"),
]


@pytest.mark.parametrize(("text", "words", "actor"), ACTS)
def test_acts(link: Link, text: str, words: str, actor: str) -> None:
    assert link(text).actors(words) == (actor,)


@pytest.mark.parametrize(("text", "words"), HOSTS)
def test_hosts(link: Link, text: str, words: str) -> None:
    linked = link(text)
    assert linked.is_venue(words)
    assert linked.actors(words) == ()


def test_reason_is_kept(link: Link) -> None:
    mention = link("Ils se sont vus à Moscou.").mention("Moscou")
    assert mention is not None
    assert "à" in mention.why
