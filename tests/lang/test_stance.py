"""Every rule of stance.toml finds its examples and none of its counters."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from attributed import by_text
from pourparlers.extract.positions.stance_rules import StanceRule, StanceTable, Turn
from pourparlers.extract.positions.stances import find_stances
from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack, load_pack

TABLE = load_pack("fr").table("stance", StanceTable)
RULES = TABLE.rules
OTHERWISE = TABLE.otherwise
EXAMPLES = [(r, text) for r in (*RULES, *TABLE.turns) for text in r.examples]
COUNTERS = [(r, text) for r in (*RULES, *TABLE.turns) for text in r.counter]


@pytest.fixture(scope="module")
def docs(reader: Reader) -> dict[str, Doc]:
    own = [text for _, text in EXAMPLES + COUNTERS]
    return by_text(reader, [*own, *OTHERWISE.examples, *OTHERWISE.counter])


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=[f"{r.id}:{t[:40]}" for r, t in EXAMPLES])
def test_example(rule: StanceRule | Turn, text: str, docs: dict[str, Doc], pack: Pack) -> None:
    found = {taken.rule: taken for taken in find_stances(docs[text], pack=pack)}
    assert rule.id in found
    assert found[rule.id].stance == rule.stance
    assert found[rule.id].holders


@pytest.mark.parametrize(("rule", "text"), COUNTERS, ids=[f"{r.id}:{t[:40]}" for r, t in COUNTERS])
def test_counter(rule: StanceRule | Turn, text: str, docs: dict[str, Doc], pack: Pack) -> None:
    assert rule.id not in {taken.rule for taken in find_stances(docs[text], pack=pack)}


@pytest.mark.parametrize("text", OTHERWISE.examples)
def test_demand_carries_threat(text: str, docs: dict[str, Doc], pack: Pack) -> None:
    found = {taken.stance: taken for taken in find_stances(docs[text], pack=pack)}
    assert found.keys() == {"demand", "threat"}
    assert found["threat"].holders == found["demand"].holders
    assert found["demand"].contents[-1][1] < found["threat"].contents[0][0]


@pytest.mark.parametrize("text", OTHERWISE.counter)
def test_demand_carries_no_threat(text: str, docs: dict[str, Doc], pack: Pack) -> None:
    assert "threat" not in {taken.stance for taken in find_stances(docs[text], pack=pack)}


def test_every_stance_has_a_rule() -> None:
    assert {rule.stance for rule in RULES} == {
        "demand", "offer", "promise", "threat", "condition", "refusal", "acceptance", "denial", "accusation", "support",
        "concern",
    }  # fmt: skip
