"""Verbs that the tagger takes for nouns."""

from __future__ import annotations

from pourparlers.annotate.misnamed import Parse
from pourparlers.annotate.token import Morph, morph_of
from pourparlers.annotate.verbals import mend_verbs


def _mend(text: str, pos: str, dep: str, heads: list[int]) -> tuple[list[str], list[str], list[Morph], list[str]]:
    words = text.split()
    rows, relations, lemmas = pos.split(), dep.split(), [w.lower() for w in words]
    forms = [morph_of("VerbForm=Inf" if one == "VERB" else "") for one in rows]
    mend_verbs(words, [w.lower() for w in words], lemmas, Parse(rows, relations, forms, heads))
    return rows, relations, forms, lemmas


def test_a_form_that_no_noun_has_is_a_verb_and_the_name_before_it_its_subject() -> None:
    pos, dep, morph, lemma = _mend(
        "Olaf Scholz dîne avec Biden", "PROPN PROPN NOUN ADP PROPN", "ROOT flat:name nmod case nmod", [0, -1, -2, 1, -4]
    )
    assert (pos[2], dep[2], lemma[2]) == ("VERB", "ROOT", "dîner")
    assert morph[2].finite
    assert dep[0] == "nsubj"
    assert dep[4] == "obl:mod"


def test_a_form_that_is_a_noun_too_needs_a_subject_and_a_complement() -> None:
    for text in ("Son téléphone avec Biden", "Au téléphone avec Biden", "Le dialogue avec Moscou"):
        pos, *_ = _mend(text, "DET NOUN ADP PROPN", "det ROOT case nmod", [1, 0, 1, -2])
        assert pos[1] == "NOUN"
    pos, *_ = _mend("Biden téléphone à Scholz", "PROPN NOUN ADP PROPN", "ROOT nmod case nmod", [0, -1, 1, -2])
    assert pos[1] == "VERB"


def test_an_infinitive_that_is_a_noun_too_needs_a_verb_before_it() -> None:
    heads = [1, 0, 1, -2, 1]
    pos, *_ = _mend("Il achève leur dîner avec", "PRON VERB DET NOUN ADP", "nsubj ROOT det obj case", heads)
    assert pos[3] == "NOUN"
    pos, dep, *_ = _mend(
        "Il refuse de dîner avec", "PRON VERB ADP NOUN ADP", "nsubj ROOT case obj case", [1, 0, 1, -2, 1]
    )
    assert (pos[3], dep[3], dep[2]) == ("VERB", "xcomp", "mark")


def test_what_does_not_end_as_an_infinitive_is_none() -> None:
    *_, morph, _ = _mend("Biden négocia hier", "PROPN VERB ADV", "nsubj ROOT advmod", [1, 0, -1])
    assert not morph[1].infinitive
    assert morph[1].get("Tense") == ["Past"]


def test_a_form_of_living_before_a_place_is_none_of_seeing() -> None:
    *_, lemma = _mend("Biden vit à Rome", "PROPN VERB ADP PROPN", "nsubj ROOT case obl", [1, 0, 1, -2])
    assert lemma[1] == "vivre"
