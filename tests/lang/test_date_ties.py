"""Every example and counter-example of lang/fr/date_ties.toml, executed."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.annotate.times import find_times
from pourparlers.annotate.times_table import TieRule, TieTable
from pourparlers.lang.pack import Pack, load_pack

RULES = load_pack("fr").table("date_ties", TieTable).ties
EXAMPLES = [(r, *e) for r in RULES for e in r.examples]
COUNTER = [(r, c) for r in RULES for c in r.counter]


@pytest.mark.parametrize(
    ("rule", "text", "first", "second"), EXAMPLES, ids=[f"{r.name}-{f}" for r, _, f, _ in EXAMPLES]
)
def test_example(nlp: Language, pack: Pack, rule: TieRule, text: str, first: str, second: str) -> None:
    times = find_times(nlp(text), pack=pack)
    tied = [(t.text, tie.kind, times[tie.other].text) for t in times for tie in t.ties]
    assert (first, rule.kind, second) in tied, [(t.text, t.direction) for t in times]


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=[f"{r.name}-{c[:30]}" for r, c in COUNTER])
def test_counter(nlp: Language, pack: Pack, rule: TieRule, text: str) -> None:
    assert not [tie for t in find_times(nlp(text), pack=pack) for tie in t.ties if tie.kind == rule.kind]


def test_rules_have_examples_and_counters() -> None:
    assert all(r.examples and r.counter for r in RULES)
    assert len({r.name for r in RULES}) == len(RULES)
