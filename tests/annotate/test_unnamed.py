"""People whom a text leaves unnamed are somebody of their own: "un habitant", "l'un de ses conseillers"."""

from __future__ import annotations

import pytest

from who import Link


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("« Rien ne bouge », a confié l'un de ses conseillers.", "l'un de ses conseillers"),
        ("« Rien ne bouge », a confié un de ses collaborateurs.", "un de ses collaborateurs"),
        ("Une de ses proches conseillères a démenti.", "Une de ses proches conseillères"),
        ("« On a donné notre route », s'emporte un habitant.", "un habitant"),
        ("Une historienne juge le pari risqué.", "Une historienne"),
    ],
)
def test_somebody_unnamed_is_an_actor(link: Link, text: str, words: str) -> None:
    found = link(f"Emmanuel Macron a quitté Berlin. {text}").mention(words, exact=True)
    assert found is not None
    assert found.anonymous
    assert (found.actor or "").startswith("anon")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'un de ses ministres, Jean-Yves Le Drian, ira à Tunis.", "L'un de ses ministres"),  # he is named
        ("Il a offert l'un de ses chevaux.", "l'un de ses chevaux"),
        ("Il n'a salué que l'historien.", "l'historien"),
    ],
)
def test_and_nobody_else(link: Link, text: str, words: str) -> None:
    assert link(f"Emmanuel Macron a quitté Berlin. {text}").mention(words, exact=True) is None
