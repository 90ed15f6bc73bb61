"""First names that the tagger takes for verbs."""

from __future__ import annotations

from pourparlers.annotate.misnamed import Parse, name_again
from pourparlers.annotate.token import morph_of


def _parse(pos: str, dep: str, heads: list[int]) -> Parse:
    rows = pos.split()
    forms = [morph_of("VerbForm=Inf" if one == "VERB" else "") for one in rows]
    return Parse(rows, dep.split(), forms, heads)


def test_a_capitalised_verb_before_a_name_is_a_name() -> None:
    words = "Modi a invité Barak et Yasser Arafat à parler".split()
    parse = _parse(
        "PROPN AUX VERB PROPN CCONJ VERB PROPN ADP VERB",
        "nsubj aux ROOT obj cc conj obj mark xcomp",
        [2, 1, 0, -1, 1, -3, -1, 1, -3],
    )
    name_again(words, [True] + [False] * 8, parse)
    assert parse.pos[5] == "PROPN"
    assert not parse.morph[5].infinitive
    assert (parse.dep[6], parse.heads[6]) == ("flat:name", -1)
    assert 8 + parse.heads[8] == 2  # what hung on the name hangs on "invité"


def test_verbs_that_open_a_sentence_or_stand_before_a_common_word_stay() -> None:
    words = "Publié hier Mis à jour : Rencontrer Paul".split()
    parse = _parse(
        "VERB ADV VERB ADP NOUN PUNCT VERB PROPN",
        "ROOT advmod conj case obl punct acl obj",
        [0, -1, -2, 1, -2, -5, -6, -1],
    )
    kept = list(parse.pos), list(parse.heads)
    name_again(words, [True] + [False] * 7, parse)
    assert (parse.pos, parse.heads) == kept
