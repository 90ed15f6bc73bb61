"""Dispatches spoilt as prose gets spoilt: whatever stands in them, reading ends, and no error comes of it."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from importlib.resources import files

import pytest

from pourparlers.drafts import Reading
from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published, Span

EACH = int(os.environ.get("POURPARLERS_SPOILT", "40"))
"""Spoilt dispatches that are read; in a few thousand of them the faults were that the cases below tell of."""

TEXTS = [
    entry.read_text(encoding="utf-8")
    for entry in sorted((files("pourparlers") / "samples").iterdir(), key=lambda entry: entry.name)
    if entry.name.endswith(".txt")
]
MARKS = ("\n", "\n\n", "«", "»", "“", '"', ",", ". ", " – ", "(", ")", ":", "?", "'")


def _drop(text: str, source: random.Random) -> str:
    words = text.split(" ")
    start = source.randrange(len(words))
    return " ".join(words[:start] + words[start + source.randrange(1, 6) :])


def _shuffle(text: str, source: random.Random) -> str:
    sentences = re.split(r"(?<=[.!?»])\s", text)
    source.shuffle(sentences)
    return " ".join(sentences)


def _join(text: str, source: random.Random) -> str:
    other = source.choice(TEXTS)
    return text[: source.randrange(len(text) + 1)] + other[source.randrange(len(other)) :]


def _mark(text: str, source: random.Random) -> str:
    at = source.randrange(len(text) + 1)
    return text[:at] + source.choice(MARKS) + text[at + source.randrange(3) :]


def _case(text: str, source: random.Random) -> str:
    words = text.split(" ")
    at = source.randrange(len(words))
    words[at] = source.choice((str.capitalize, str.lower, str.upper))(words[at])
    return " ".join(words)


def _swap(text: str, source: random.Random) -> str:
    words = text.split(" ")
    one, other = source.randrange(len(words)), source.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _unmark(text: str, source: random.Random) -> str:
    return re.sub(r"[.,]", lambda mark: mark[0] if source.random() < 0.8 else "", text)


WAYS: tuple[Callable[[str, random.Random], str], ...] = (_drop, _shuffle, _join, _mark, _case, _swap, _unmark)


def read(text: str, reader: Reader, pack: Pack, day: str | None = "2022-02-10") -> Reading:
    document = Document(id="doc-spoilt", uri="spoilt.txt", text=text, published=Published(value=day))
    return reader.read(analyse_text(document, pack=pack))


def find_words(reading: Reading) -> list[Span]:
    """All words that the facts of a reading rest on or report."""
    told = [span for draft in reading.statements for span in draft.fact.content]
    drafts = (*reading.statements, *reading.contacts, *reading.events, *reading.positions, *reading.figures)
    return [*told, *(span for draft in drafts for span in draft.fact.evidence)]


@pytest.mark.parametrize("seed", range(EACH))
def test_spoilt_prose_is_read(seed: int, reader: Reader, pack: Pack) -> None:
    source = random.Random(seed)
    text = source.choice(TEXTS)
    for _ in range(source.randrange(1, 40)):
        text = source.choice(WAYS)(text, source) or "."
    text = text[:4000]
    reading = read(text, reader, pack, source.choice((None, "2022-02-10", "2016-07")))
    assert [text[span.start : span.end] for span in find_words(reading)] == [span.text for span in find_words(reading)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("À ses deux cents soldats, la France a ordonné de quitter le Mali.", "France"),
        ("Aux quelque 300 soldats russes, la France reproche des pillages.", "France"),
        ("La visite est annulée, a dit une source diplomatique française", "une source diplomatique française"),
    ],
)
def test_what_opens_or_ends_a_dispatch(text: str, named: str, reader: Reader, pack: Pack) -> None:
    assert named in {text[mention.start : mention.end] for mention in read(text, reader, pack).mentions}
