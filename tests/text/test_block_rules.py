"""Every example and counter-example of blocks.toml, through the whole engine."""

from __future__ import annotations

import re

import pytest

from pourparlers.lang.pack import load_pack
from pourparlers.text.block_rules import BlockTable, load_block_rules
from pourparlers.text.blocks import find_blocks

PACK = load_pack("fr")
TABLE = PACK.table("blocks", BlockTable)
SHAPED = [("caption", TABLE.caption), ("title", TABLE.title), ("subhead", TABLE.subhead)]
EXAMPLES = [(r.name, r.kind, e) for r in TABLE.rules for e in r.examples] + [
    (kind, kind, e) for kind, shaped in SHAPED for e in shaped.examples
]
COUNTER = [(r.name, r.kind, e) for r in TABLE.rules for e in r.counter] + [
    (kind, kind, e) for kind, shaped in SHAPED for e in shaped.counter
]


def _name(case: tuple[str, str, str]) -> str:
    return re.sub(r"\W+", "-", f"{case[0]}-{case[2][:40]}")


def _found(text: str, kind: str) -> list[str]:
    marked = find_blocks(text, rules=load_block_rules(PACK))
    header = re.match(r"\s*date \d{4}-\d\d(-\d\d)?", text)
    return [text[b.start : b.end] for b in marked.blocks if b.kind == kind and not (header and b.end == header.end())]


@pytest.mark.parametrize("case", EXAMPLES, ids=_name)
def test_example_is_marked(case: tuple[str, str, str]) -> None:
    _, kind, example = case
    expected = re.findall(r"⟦(.*?)⟧", example, re.S)
    assert _found(example.replace("⟦", "").replace("⟧", ""), kind) == expected


@pytest.mark.parametrize("case", COUNTER, ids=_name)
def test_counter_example_is_not_marked(case: tuple[str, str, str]) -> None:
    _, kind, text = case
    assert _found(text, kind) == []


def test_every_rule_has_examples_and_counter_examples() -> None:
    assert all(r.examples and r.counter for r in TABLE.rules)


def test_every_agency_form_belongs_to_one_agency() -> None:
    forms = [form for agency in TABLE.agencies for form in agency.forms]
    assert len(forms) == len(set(forms))
