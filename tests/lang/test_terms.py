"""Every example and counter-example of lang/fr/terms.toml, executed."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.extract.terms_table import TermRule, TermTable
from pourparlers.ids import make_id
from pourparlers.lang.pack import load_pack
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document

RULES = load_pack("fr").table("terms", TermTable).terms
EXAMPLES = [(*e,) for r in RULES for e in r.examples]
COUNTER = [(r, c) for r in RULES for c in r.counter]


def _known(reader: Reader, text: str) -> list[tuple[str, tuple[str, ...]]]:
    document = Document(id=make_id("doc", text), uri="t", text=text, language="fr")
    reading = reader.read(analyse_text(document, pack=reader.pack))
    return [(reading.times[i].text, days) for i, days in reading.known_days]


@pytest.mark.parametrize(("text", "words", "day"), EXAMPLES, ids=[e[0][:40] for e in EXAMPLES])
def test_example(reader: Reader, text: str, words: str, day: str) -> None:
    found = dict(_known(reader, text))
    assert day in found.get(words, ()), found


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=[f"{r.name}-{c[:30]}" for r, c in COUNTER])
def test_counter(reader: Reader, rule: TermRule, text: str) -> None:
    assert not _known(reader, text)


def test_rules_have_examples_and_counters() -> None:
    assert all(r.examples and r.counter for r in RULES)
    assert len({r.name for r in RULES}) == len(RULES)
