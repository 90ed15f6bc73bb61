"""Dispatches spoilt as prose gets spoilt: whatever stands in them, reading ends, and no error comes of it."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from importlib.resources import files

import pytest

from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published

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


def read(text: str, reader: Reader, pack: Pack, day: str | None = "2022-02-10") -> None:
    document = Document(id="doc-spoilt", uri="spoilt.txt", text=text, published=Published(value=day))
    reading = reader.read(analyse_text(document, pack=pack))
    for statement in reading.statements:
        for span in statement.fact.content:
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("seed", range(EACH))
def test_spoilt_prose_is_read(seed: int, reader: Reader, pack: Pack) -> None:
    source = random.Random(seed)
    text = source.choice(TEXTS)
    for _ in range(source.randrange(1, 40)):
        text = source.choice(WAYS)(text, source) or "."
    read(text[:4000], reader, pack, source.choice((None, "2022-02-10", "2016-07")))


@pytest.mark.parametrize(
    "text",
    [
        "À ses deux cents soldats, la France a ordonné de quitter le Mali.",
        "Les quelque 300 soldats russes, la France les accuse d'avoir pillé Bamako.",
        "La visite est annulée, a dit une source diplomatique française",
    ],
)
def test_what_opens_or_ends_a_dispatch(text: str, reader: Reader, pack: Pack) -> None:
    read(text, reader, pack)
