"""Language, and what is done with a text in another one."""

from __future__ import annotations

import pytest

from pourparlers.lang.pack import Pack
from pourparlers.text import analyse_text
from pourparlers.text.language import find_language
from pourparlers.types import Document

FRENCH = "Le ministre des Affaires étrangères a reçu mardi son homologue turc, selon un communiqué."
ENGLISH = "The foreign minister met his Turkish counterpart on Tuesday, according to a statement."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (FRENCH.upper(), "fr"),
        (FRENCH.replace(" ", "\n"), "fr"),
        (ENGLISH, "en"),
        ("Der Außenminister hat am Dienstag seinen türkischen Amtskollegen in Berlin empfangen.", "de"),
        ("Министр иностранных дел принял во вторник своего турецкого коллегу в Москве.", "ru"),
        ("Bonjour", None),
        ("", None),
        ("12 345 678 --- 2022-01-21 *** 99 % +++ 14h30 14h45 15h00", None),
    ],
)
def test_language_is_found_or_left_open(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_a_text_in_english_is_kept_and_said_to_be_unread(pack: Pack) -> None:
    read = analyse_text(Document(id="doc-1", uri="x", text=f"{ENGLISH}\n\n{ENGLISH}"), pack=pack)
    assert read.language == "en"
    assert read.warnings == ("language not yet read: en",)
    assert [b.kind for b in read.blocks] == ["body", "body"]


def test_the_text_overrules_what_its_source_says_of_its_language(pack: Pack) -> None:
    read = analyse_text(Document(id="doc-1", uri="x", text=FRENCH, language="en-GB"), pack=pack)
    assert read.language == "fr"
    assert read.warnings == ("the source says the language is en, the text reads as fr",)


def test_a_short_text_is_read_in_the_language_its_source_says(pack: Pack) -> None:
    assert analyse_text(Document(id="doc-1", uri="x", text="Accord.", language="fr-FR"), pack=pack).language == "fr"
    assert analyse_text(Document(id="doc-1", uri="x", text="Accord."), pack=pack).language is None
