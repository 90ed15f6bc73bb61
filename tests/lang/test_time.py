"""Every example and counter-example of lang/fr/time.toml, executed."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from spacy.language import Language

from pourparlers.annotate.times import find_times
from pourparlers.annotate.times_rules import TimeRules, load_time_rules
from pourparlers.annotate.times_table import TimeRule, TimeTable
from pourparlers.errors import PackError
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.merge.dates_values import value_on

TABLE = load_pack("fr").table("time", TimeTable)
DAY = date.fromisoformat(TABLE.day)
EXAMPLES = [(r, *e) for r in TABLE.rules for e in r.examples]
COUNTER = [(r, c) for r in TABLE.rules for c in r.counter]


@pytest.mark.parametrize(("rule", "text", "span", "value"), EXAMPLES, ids=[f"{r.name}-{s}" for r, _, s, _ in EXAMPLES])
def test_example(nlp: Language, pack: Pack, rule: TimeRule, text: str, span: str, value: str) -> None:
    times = find_times(nlp(text), pack=pack)
    found = [t for t in times if t.rule == rule.name and t.text == span]
    assert found, [(t.rule, t.text) for t in times]
    assert value_on(found[0], DAY, times) == value, (found[0].direction, found[0].recipe)
    assert all(text[t.start : t.end] == t.text for t in times)


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=[f"{r.name}-{c[:30]}" for r, c in COUNTER])
def test_counter(nlp: Language, pack: Pack, rule: TimeRule, text: str) -> None:
    assert not [t.text for t in find_times(nlp(text), pack=pack) if t.rule == rule.name]


def test_rules_compile_and_have_examples(pack: Pack) -> None:
    assert load_time_rules(pack) is load_time_rules(pack)
    assert all(r.examples for r in TABLE.rules)
    assert len({r.name for r in TABLE.rules}) == len(TABLE.rules)


def test_a_bad_pattern_names_its_rule() -> None:
    bad = msgspec.structs.replace(TABLE, rules=(msgspec.structs.replace(TABLE.rules[0], pattern="({weekday}"),))
    with pytest.raises(PackError, match="iso"):
        TimeRules(bad)
