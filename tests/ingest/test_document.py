"""Headers, dates and documents of the same text."""

from __future__ import annotations

import itertools

import pytest

from pourparlers.ingest import Facts, make_document, merge_sources, unite_documents
from pourparlers.ingest.header import find_header
from pourparlers.ingest.options import parse_moment
from pourparlers.types import Block, Published

BARE = Facts()


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        (" date 2022-01 Le ministre", "2022-01", "date 2022-01"),
        ("date 2022-01-21\nLe ministre", "2022-01-21", "date 2022-01-21"),
        ("\r\n date 2022-03", "2022-03", "date 2022-03"),
        (" date 2022-13 Le ministre", None, "date 2022-13"),
        (" date 2022-02-30 Le ministre", None, "date 2022-02-30"),
    ],
)
def test_header_is_found_where_it_stands(text: str, value: str | None, words: str) -> None:
    header = find_header(text)
    assert header is not None
    assert (header.value, text[header.start : header.end]) == (value, words)


@pytest.mark.parametrize(
    "text", ["Le ministre date 2022-01", "date de 2022-01", "dates 2022-01 x", "date 2022-1 x", "date 2022-0199", ""]
)
def test_no_header_elsewhere(text: str) -> None:
    assert find_header(text) is None


def test_header_stays_in_the_text_and_dates_it() -> None:
    text = " date 2022-01 Le ministre est arrivé."
    document = make_document(text, uri="a.txt", stated=BARE)
    assert document.text == text
    assert document.blocks == (Block(kind="chrome", start=1, end=13),)
    assert (document.published.value, document.published.basis) == ("2022-01", "header")
    (evidence,) = document.published.evidence
    assert text[evidence.start : evidence.end] == evidence.text == "2022-01"


def test_what_a_person_says_wins_and_a_contradiction_is_said() -> None:
    text = " date 2019-05 Le ministre est arrivé."
    document = make_document(text, uri="a.txt", stated=Facts(published="2022-01-21", outlet="Le Temps"))
    assert (document.published.value, document.published.basis) == ("2022-01-21", "metadata")
    assert document.warnings == ("published 2022-01-21 by its metadata, but 2019-05 by its header",)
    assert document.outlet == document.sources[0].outlet == "Le Temps"


def test_a_day_within_the_headers_month_is_no_contradiction() -> None:
    document = make_document(" date 2022-01 Texte.", uri="a", stated=Facts(published="2022-01-21"))
    assert document.warnings == ()


def test_a_header_that_is_no_date_is_said() -> None:
    document = make_document(" date 2022-13 Texte.", uri="a", stated=BARE)
    assert document.published == Published()
    assert document.warnings == ("the header's date is not in the calendar: 2022-13",)


def test_identity_is_the_text() -> None:
    one = make_document("Même texte.", uri="a", stated=BARE)
    two = make_document("Même texte.", uri="b", stated=Facts(outlet="B"))
    assert one.id == two.id != make_document("Autre texte.", uri="a", stated=BARE).id


def test_the_same_text_of_two_outlets_is_one_document_with_two_sources() -> None:
    made = [
        make_document("Même texte.", uri="b.txt", stated=Facts(outlet="B")),
        make_document("Même texte.", uri="a.txt", stated=Facts(outlet="A", published="2022-01-21")),
        make_document(
            "Même texte.", uri="c.txt", stated=BARE, own=Published(value="2022-01-23", basis="url"), title="T"
        ),
    ]
    united = {tuple(unite_documents(order)) for order in itertools.permutations(made)}
    assert len(united) == 1
    (document,) = next(iter(united))
    assert [(s.uri, s.outlet) for s in document.sources] == [("a.txt", "A"), ("b.txt", "B"), ("c.txt", None)]
    assert (document.uri, document.outlet, document.title) == ("a.txt", "A", "T")
    assert document.published.value == "2022-01-21"
    assert document.warnings == ("published 2022-01-21 by its metadata, but 2022-01-23 by its url",)


def test_reading_twice_adds_nothing() -> None:
    document = make_document("Même texte.", uri="a.txt", stated=Facts(outlet="A"))
    assert merge_sources(document, document) == document


def test_different_texts_are_not_merged() -> None:
    with pytest.raises(ValueError, match="different texts"):
        merge_sources(make_document("A.", uri="a", stated=BARE), make_document("B.", uri="b", stated=BARE))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022-01-21", "2022-01-21"),
        ("2022-01-21T23:30:00+01:00", "2022-01-21"),
        ("2022-01-21 23:30:00", "2022-01-21"),
        ("2022-01-21T10:00Z", "2022-01-21"),
        ("2022-01", "2022-01"),
        (" 2022 ", "2022"),
        ("21/01/2022", None),
        ("2022-02-30", None),
        ("hier", None),
        ("2022-01-21 ou plus tard", None),
        ("", None),
    ],
)
def test_moments_become_days(value: str, day: str | None) -> None:
    assert parse_moment(value) == day
