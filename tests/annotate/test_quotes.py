"""Quotation marks: every typography, nesting, paragraphs, marks left open, and invariants on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparlers.annotate.quotes import find_quotes

CASES = [
    ("Il a dit « oui » hier.", ["oui"]),
    ("Il a dit «oui» hier.", ["oui"]),
    ("Il a dit «\u00a0oui\u00a0» hier.", ["oui"]),
    ("Il a dit “oui” hier.", ["oui"]),
    ('Il a dit "oui" hier.', ["oui"]),
    ("Il a dit ‘oui’ hier.", ["oui"]),
    ("Il a dit 'oui bien sûr' hier.", ["oui bien sûr"]),
    ("L'accord d'hier n'est pas l'essentiel.", []),
    ("L’accord d’hier n’est pas l’essentiel.", []),
    ("« Il a parlé de “gel” », dit-elle.", ["Il a parlé de “gel”", "gel"]),
    ('Il voit "un pas" et "un recul".', ["un pas", "un recul"]),
    ("« A.\n« B », dit-il.", ["A.", "B"]),
    ("\"C'est l'heure\", dit-elle.", ["C'est l'heure"]),
    ("l' »excuse » de trop", ["excuse"]),
    ("Rien à citer.", []),
    ("«»", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), CASES, ids=[t or "empty" for t, _ in CASES])
def test_words(text: str, words: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == words


def test_an_open_mark_is_closed_before_an_incise_and_flagged() -> None:
    text = "« Nous partons, a dit le ministre."
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == "Nous partons"
    assert not quote.closed


def test_depth_counts_the_marks_around() -> None:
    outer, inner = find_quotes("« Il a parlé de “gel” », dit-elle.")
    assert (outer.depth, inner.depth) == (0, 1)


TEXTS = st.text(alphabet="ab é'’\"«»“”‘.,:!?\n-", max_size=80)


@given(TEXTS)
def test_offsets_stay_inside_the_text(text: str) -> None:
    for quote in find_quotes(text):
        assert 0 <= quote.outer_start + 1 <= quote.start < quote.end <= quote.outer_end <= len(text)


@given(TEXTS)
def test_words_have_no_space_at_their_edges(text: str) -> None:
    for quote in find_quotes(text):
        words = text[quote.start : quote.end]
        assert words == words.strip(" \t\u00a0\u202f\u2009\n")


@given(TEXTS)
def test_order_and_repetition(text: str) -> None:
    found = find_quotes(text)
    assert [(q.start, -q.end) for q in found] == sorted((q.start, -q.end) for q in found)
    assert found == find_quotes(text)


@given(st.lists(st.text(alphabet="abc é", min_size=1, max_size=10).filter(str.strip), min_size=1, max_size=5))
def test_closed_pairs_are_all_found(parts: list[str]) -> None:
    text = " ".join(f"x « {part} »" for part in parts)
    found = find_quotes(text)
    assert [text[q.start : q.end] for q in found] == [part.strip() for part in parts]
    assert all(q.closed and q.depth == 0 for q in found)


@given(TEXTS, st.text(alphabet="ab.", max_size=20))
def test_a_paragraph_without_marks_changes_nothing(text: str, plain: str) -> None:
    before = [(q.start, q.end) for q in find_quotes(text)]
    after = [(q.start, q.end) for q in find_quotes(text + "\n\n" + plain)]
    assert after[: len(before)] == before
