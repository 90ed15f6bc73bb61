"""The cases of lang/fr/cues.toml, each read with the whole pipeline, and the shape of the table."""

from __future__ import annotations

import pytest

from attributed import attributed
from pourparlers.annotate.cue_table import CueCase, CueTable
from pourparlers.annotate.layers import Layers, layers_of
from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.types import Statement

CASES = load_pack("fr").table("cues", CueTable).cases


def read_layers(reader: Reader, text: str) -> Layers:
    """The layers of `text` after the attribution step."""
    return layers_of(attributed(reader, text))


def words_of(fact: Statement) -> str:
    return " … ".join(span.text for span in fact.content)


def names_of(layers: Layers, actors: tuple[str | None, ...]) -> list[str]:
    return [name for a in actors if a for name in (layers.actors[a].name.fr, *layers.actors[a].aliases)]


@pytest.mark.parametrize("case", CASES, ids=[c.text[:60] for c in CASES])
def test_case(reader: Reader, case: CueCase) -> None:
    layers = read_layers(reader, case.text)
    facts = [s.fact for s in layers.statements]
    if case.none:
        assert [words_of(f) for f in facts] == []
        return
    if case.count is not None:
        assert len(facts) == case.count, [words_of(f) for f in facts]
    fact = next((f for f in facts if f.content[0].text.startswith(case.content)), None) or next(
        (f for f in facts if case.content in words_of(f)), None
    )
    assert fact is not None, [words_of(f) for f in facts]
    names = names_of(layers, (fact.speaker, *fact.co_speakers))
    assert (case.speaker in names) if case.speaker else True, names
    assert not case.nobody or fact.speaker is None, names
    assert not case.within or fact.within is not None
    assert not case.kind or fact.kind == case.kind
    assert not case.medium or fact.medium == case.medium
    if case.addressee == "-":
        assert fact.addressee == ()
    elif case.addressee:
        assert case.addressee in names_of(layers, fact.addressee)
    assert not case.via or case.via in names_of(layers, fact.via)


def test_there_are_cases_and_counter_cases() -> None:
    assert len(CASES) >= 60
    assert sum(c.none for c in CASES) >= 10


def test_each_verb_has_one_rule(pack: Pack) -> None:
    lemmas = [lemma for rule in pack.table("cues", CueTable).verbs for lemma in rule.lemmas]
    assert sorted({lemma for lemma in lemmas if lemmas.count(lemma) > 1}) == []


def test_irregular_forms_name_known_verbs(pack: Pack) -> None:
    table = pack.table("cues", CueTable)
    lemmas = {lemma for rule in table.verbs for lemma in rule.lemmas}
    bare = {lemma.removeprefix("se ").removeprefix("s'") for lemma in lemmas}
    assert [lemma for lemma in table.forms if lemma not in lemmas | bare] == []
