"""Subjects listed with commas and "et": all who do a deed, and none who stands after a preposition."""

from __future__ import annotations

import pytest

from attributed import linked, names
from pourparlers.annotate.modality import reader_of
from pourparlers.drafts import StatementDraft
from pourparlers.extract.frames.args import ArgumentFinder
from pourparlers.extract.positions.stances import find_stances
from pourparlers.types import Cue, Statement


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Lima, Quito, Bogota et La Paz exigent ce retrait.", ["Bolivie", "Colombie", "Pérou", "Équateur"]),
        ("Helsinki, Stockholm et Copenhague ont condamné Minsk.", ["Danemark", "Finlande", "Suède"]),
        ("Le Kenya, l'Ouganda et la Tanzanie ont demandé au Burundi de partir.", ["Kenya", "Ouganda", "Tanzanie"]),
        ("À Lima, Quito et Bogota ont refusé ce plan.", ["Colombie", "Équateur"]),
        ("Contrairement à Lima, Quito et Bogota refusent ce plan.", ["Colombie", "Équateur"]),
        (
            "La présidence togolaise, la primature malienne et la chancellerie autrichienne ont salué cet accord.",
            ["Autriche", "Mali", "présidence togolaise"],
        ),
        ("Helsinki, 4 mai – Le Kenya et l'Ouganda exigent ce retrait.", ["Kenya", "Ouganda"]),
    ],
)
def test_who_is_listed(text: str, holders: list[str]) -> None:
    doc, layers, pack = linked(text)
    (taken,) = find_stances(doc, pack=pack)
    assert sorted(names(layers, taken.holders)) == sorted(holders)


def test_none_of_a_list_is_an_object() -> None:
    doc, _, pack = linked("Helsinki, Lisbonne, Athènes et Rome refusent ce plan.")
    (taken,) = find_stances(doc, pack=pack)
    assert [doc[a : b + 1].text for a, b in taken.contents] == ["ce plan"]


def test_words_of_the_sentence_before_that_attribute_to_its_first_name_end_the_search() -> None:
    """Once, looking left from the verb for its subject never came to an end."""
    doc, layers, pack = linked("Ainsi parle. La Finlande, lundi soir, a refusé ce plan.")
    cue, who = layers.span(6, 11), layers.span(13, 24)
    told = Statement(id="s", doc="d", content=(layers.span(0, 5),), cue=Cue(span=cue, lemma="parler"), speaker_span=who)
    layers.statements.append(StatementDraft(fact=told))
    refused = next(token for token in doc if token.text == "refusé")
    assert ArgumentFinder(doc, layers, reader_of(pack))._on_the_line(refused) == []


def test_who_is_told_of_in_an_aside_speaks_and_not_whom_the_aside_names() -> None:
    doc, layers, pack = linked("Kigali, accusé par l'ONU de soutenir le M23, dément.")
    denials = [t for t in find_stances(doc, pack=pack) if t.stance == "denial"]
    assert [names(layers, t.holders) for t in denials] == [["Rwanda"]]


def test_others_who_speak_to_us_no_more_are_not_us() -> None:
    text = "« On ne nous parle plus sur ce ton », a déclaré le ministre kényan."
    doc, _, pack = linked(text)
    assert [t for t in find_stances(doc, pack=pack) if t.stance == "refusal"] == []
