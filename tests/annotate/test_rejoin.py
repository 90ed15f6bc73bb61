"""Verbs that the parser joins to the wrong one hang on theirs again; those that share its subject are left."""

from __future__ import annotations

import pytest

from attributed import make_reader
from pourparlers.annotate.tree import Doc, tree_of
from pourparlers.types import Document

JOINED = [
    ("Le Laos a jugé que le pacte était « flou » et a demandé à la Chine de partir.", "demandé", "jugé"),
    ("Le Pérou a rejeté ce plan, jugeant que Quito avait menti, et menacé de partir.", "menacé", "rejeté"),
    ("Le Mali s'engage à ne pas livrer d'armes à la Guinée et à lever l'embargo.", "lever", "livrer"),
    ("La Suède promet d'ouvrir « vite » des ponts à la frontière.", "ponts", "ouvrir"),
    ("Paris les presse de négocier.", "Paris", "presse"),
    ("Il la presse de tenir bon.", "tenir", "presse"),
]
LEFT = [
    ("Le Laos a jugé que la Chine avait menti et avait demandé une pause.", "demandé", "menti"),
    ("Le Laos a jugé que la Chine a menti et a demandé une pause.", "demandé", "menti"),
    ("La Suède promet « vite » des ponts à la frontière.", "ponts", "promet"),
]


def parse(text: str) -> Doc:
    return tree_of(next(iter(make_reader().parse([Document(id="case", uri="case", text=text)]))))


@pytest.mark.parametrize(("text", "word", "head"), [*JOINED, *LEFT])
def test_a_word_hangs_on_its_verb(text: str, word: str, head: str) -> None:
    token = next(t for t in parse(text) if t.text == word)
    assert token.head.text == head


def test_a_sentence_gets_its_verb_back() -> None:
    text = "M. Koné, qui avait assuré qu'il ne verrait pas M. Diop avant de se raviser, doit se rendre à Sotchi."
    doc = parse(text)
    verb = next(t for t in doc if t.text == "doit")
    assert verb.head is verb
    assert [c.text for c in verb.children if c.dep_ == "nsubj"] == ["M."]


def test_an_infinitive_is_no_noun() -> None:
    called, dined = parse("Le roi devrait téléphoner à la reine."), parse("Le roi devrait dîner. Le dîner est servi.")
    assert next(t for t in called if t.text == "téléphoner").pos_ == "VERB"
    assert [t.pos_ for t in dined if t.text == "dîner"][1] == "NOUN"


@pytest.mark.parametrize("marks", ["« ingérence »", "“ingérence”"])
def test_what_is_elided_before_a_mark_is_one_word(marks: str) -> None:
    words = [t.text for t in parse(f"Le consul, accusé d'{marks}, s'est défendu qu'{marks} ait eu lieu.")]
    assert {"d'", "qu'", "s'"} <= set(words)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("La Suède, qui a fermé sa frontière, menace de quitter le pacte.", ["Suède"]),
        ("Khartoum, qui a rompu avec Le Caire, menace de fermer la frontière.", ["Khartoum"]),
        ("La Suède a fermé sa frontière, menace de guerre ou non.", []),
    ],
)
def test_menace_is_the_verb_that_a_sentence_lacks(text: str, subject: list[str]) -> None:
    token = next(t for t in parse(text) if t.text == "menace")
    assert [c.text for c in token.children if c.dep_ == "nsubj"] == subject
    assert token.pos_ == ("VERB" if subject else "NOUN")
