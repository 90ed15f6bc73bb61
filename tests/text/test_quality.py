"""Warnings about a text as text."""

from __future__ import annotations

import pytest

from pourparlers.lang.pack import Pack
from pourparlers.text import analyse_text
from pourparlers.types import Document

LONG = "Le ministre des Affaires étrangères a reçu mardi son homologue turc, selon un communiqué publié le soir"


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (f"{LONG}, et parlé d'une « réunion utile.", "unclosed quotation mark: 1 « and 0 »"),
        (f"{LONG}, et parlé d'une \"réunion utile.", 'unclosed quotation mark: 1 "'),
        (f"{LONG}, et “utile.", "unclosed quotation mark: 1 “ and 0 ”"),
        (f"{LONG} et confirm", "the text ends in mid-sentence"),
        (f"{LONG}, \ufffdtat.", "1 replacement characters: words were lost before the text came here"),
        (
            f"{LONG} Ã©tat prÃ©sidÃ© par l'Ã©lu.",
            "the text was decoded wrongly before it came here (Ã© for é)",
        ),
    ],
)
def test_faults_are_named(text: str, warning: str, pack: Pack) -> None:
    assert analyse_text(Document(id="doc-1", uri="x", text=text), pack=pack).warnings == (warning,)


@pytest.mark.parametrize(
    "text",
    [f"{LONG}.", f"{LONG}, une « réunion utile ».", f'{LONG} : "Utile."', f"{LONG}. (AFP)", f"{LONG}.\n\nAFP"],
)
def test_sound_texts_have_no_warning(text: str, pack: Pack) -> None:
    assert analyse_text(Document(id="doc-1", uri="x", text=text), pack=pack).warnings == ()
