"""Relatives of "que" hang on their nouns, clauses that "et" joins on the verb before; clauses of saying are left."""

from __future__ import annotations

import pytest

from attributed import make_reader
from pourparlers.annotate.tree import Doc, tree_of
from pourparlers.extract.read import Reader
from pourparlers.types import Document

RELATED = [
    ("Paris propose une trêve, que Moscou rejette.", "rejette", "trêve"),
    ("Le texte prévoit un scrutin, que le Maroc refuse et que le Polisario exige.", "refuse", "scrutin"),
    ("Le texte prévoit un scrutin, que le Maroc refuse et que le Polisario exige.", "exige", "scrutin"),
    ("Rome a accepté le plan que la Ligue arabe avait proposé en octobre.", "proposé", "plan"),
]
PARTED = [
    ("Paris exige des excuses, et Londres menace de rompre les relations.", "menace", "exige"),
    ("Paris exige des excuses et Londres menace de rompre les relations.", "Londres", "menace"),
]
LEFT = [
    ("Le roi a répété, lundi à Rome, que la France refuse.", "refuse", "répété"),
    ("Le roi veut que la France accepte.", "accepte", "veut"),
    ("Le roi a dit à Paris, que la France rejette ce plan.", "rejette", "dit"),
]
STANCES = [
    (
        "Les deux camps butent sur la réouverture de la route, que la Grèce exige et que la Turquie refuse.",
        [("demand", "Grèce", "la réouverture de la route"), ("refusal", "Turquie", "la réouverture de la route")],
    ),
    (
        "Paris propose une conférence, que Moscou rejette.",
        [("offer", "France", "une conférence"), ("refusal", "Russie", "une conférence")],
    ),
]


def parse(text: str) -> Doc:
    return tree_of(next(iter(make_reader().parse([Document(id="case", uri="case", text=text)]))))


@pytest.mark.parametrize(("text", "word", "head"), [*RELATED, *PARTED, *LEFT])
def test_a_clause_hangs_on_its_noun(text: str, word: str, head: str) -> None:
    token = next(t for t in parse(text) if t.text == word)
    assert token.head.text == head


@pytest.mark.parametrize(("text", "stances"), STANCES)
def test_each_side_takes_its_stance_on_the_noun(reader: Reader, text: str, stances: list[tuple[str, str, str]]) -> None:
    read = reader.read(Document(id="case", uri="case", text=text, language="fr"))
    called = {a.id: a.name.fr for a in read.actors}
    facts = [d.fact for d in read.positions]
    assert sorted((p.stance, called[p.holder or ""], p.content[0].text) for p in facts) == sorted(stances)
