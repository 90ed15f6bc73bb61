"""Words as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparlers.fold import Stems, find_stems, strip_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Les MANŒUVRES", "les manoeuvres"), ("L’Élysée", "l'elysee"), ("et cætera", "et caetera"),
        ("Vučić", "vucic"), ("e\u0301te\u0301", "ete"), ("plus\u00a0tard", "plus tard"), ("", ""),
    ],
)  # fmt: skip
def test_plain(text: str, plain: str) -> None:
    assert strip_accents(text) == plain


@given(st.text("abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ'’ -"))
def test_twice_is_once_and_capitals_make_no_difference(french: str) -> None:
    assert strip_accents(strip_accents(french)) == strip_accents(french)
    assert strip_accents(french.upper()) == strip_accents(french)


@given(st.text())
def test_stems_of_a_text_are_those_of_its_words(text: str) -> None:
    bare = "".join(c if c.isascii() and c.isalnum() else " " for c in strip_accents(text)).split()
    kept = Stems()
    kept.find(text.upper())
    assert kept.find(text) == find_stems(text) == [stem for word in bare for stem in find_stems(word)]


def test_signs_that_come_apart_into_capitals_are_folded_too() -> None:
    assert strip_accents("№ 4, ℠ Élysée") == "no 4, sm elysee"
