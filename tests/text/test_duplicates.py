"""Near-duplicates and wire copies."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparlers.ids import make_id
from pourparlers.lang.pack import Pack
from pourparlers.text import analyse_text, find_duplicates
from pourparlers.types import Document, Published

VOCABULARY = """ministre président délégation accord réunion capitale frontière sanction trêve médiateur sommet
émissaire porte-parole communiqué garantie retrait dialogue négociation ambassadeur visite crise
partenaire otage convoi"""
WORDS = VOCABULARY.split()


def prose(seed: int, *, sentences: int = 25) -> str:
    """Distinct running text: words drawn by `seed`."""
    rng = random.Random(seed)
    return " ".join(f"Le {' '.join(rng.choices(WORDS, k=11))}." for _ in range(sentences))


def dispatch(text: str, *, outlet: str | None = None, published: str | None = None) -> Document:
    return Document(id=make_id("doc", text), uri="x", text=text, outlet=outlet, published=Published(value=published))


BASE = prose(1)
TRIMMED = BASE.rsplit(".", 9)[0] + "."


def test_a_wire_printed_by_two_papers_is_a_copy() -> None:
    first = dispatch(BASE, outlet="A", published="2022-01-07")
    second = dispatch(TRIMMED, outlet="B", published="2022-01-08")
    assert find_duplicates([second, first]) == {second.id: ("copy_of", first.id)}


def test_a_changed_version_of_the_same_outlet_is_a_duplicate() -> None:
    first = dispatch(BASE, outlet="A", published="2022-01")
    second = dispatch(BASE + " Le sommet est reporté.", outlet="A", published="2022-01-09")
    assert find_duplicates([first, second]) == {second.id: ("duplicate_of", first.id)}


def test_an_unknown_outlet_makes_a_duplicate() -> None:
    first, second = dispatch(BASE, outlet="A", published="2022-01-07"), dispatch(BASE + " Fin de la réunion à Vienne.")
    assert find_duplicates([second, first]) == {second.id: ("duplicate_of", first.id)}


def test_a_trimmed_version_of_one_outlet_is_no_duplicate() -> None:
    assert find_duplicates([dispatch(BASE, outlet="A"), dispatch(TRIMMED, outlet="A")]) == {}


def test_different_texts_and_short_ones_are_left_alone() -> None:
    assert find_duplicates([dispatch(prose(1)), dispatch(prose(2)), dispatch("Accord conclu."), dispatch("")]) == {}


def test_links_point_at_originals_only() -> None:
    versions = [dispatch(BASE + " Ajout." * n, published=f"2022-01-0{n + 1}") for n in range(4)]
    links = find_duplicates(versions)
    assert {of for _, of in links.values()} == {versions[0].id}


def test_credits_captions_and_headers_do_not_count(pack: Pack) -> None:
    plain = " ".join(
        f"Le ministre {w} a reçu mardi le médiateur {v}." for w, v in zip(WORDS, reversed(WORDS), strict=True)
    )
    one = analyse_text(dispatch(f" date 2022-01 {plain} (Belga)", outlet="A"), pack=pack)
    two = analyse_text(dispatch(f"{plain}\n\nAvec AFP\n\nPartager", outlet="B", published="2022-01-03"), pack=pack)
    assert set(find_duplicates([one, two]).values()) == {("copy_of", two.id)}


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(8)))
def test_input_order_makes_no_difference(order: list[int]) -> None:
    pool = [
        dispatch(BASE, outlet="A", published="2022-01-07"),
        dispatch(TRIMMED, outlet="B", published="2022-01"),
        dispatch(BASE + " Ajout.", outlet="A"),
        dispatch(prose(3), outlet="A"),
        dispatch(prose(3) + " Suite.", outlet="C"),
        dispatch(prose(4)),
        dispatch(prose(4) + " Encore un mot.", published="2022-02-01"),
        dispatch("Court."),
    ]
    assert find_duplicates([pool[i] for i in order]) == find_duplicates(pool)


@pytest.mark.parametrize("seed", range(3))
def test_many_unrelated_texts_give_no_link(seed: int) -> None:
    assert find_duplicates([dispatch(prose(seed * 1000 + n, sentences=12)) for n in range(100)]) == {}
