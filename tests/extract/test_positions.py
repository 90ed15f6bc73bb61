"""Positions of whole sentences: stance, holder, addressee, issue, condition."""

from __future__ import annotations

from pathlib import Path

import pytest

from attributed import attribute, linked, names
from pourparlers.extract.positions.reader import find_positions
from pourparlers.extract.read import Reader
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Block, Document


@pytest.mark.parametrize(
    ("text", "stance", "holder", "issue"),
    [
        ("Damas exige le retrait des troupes turques.", "demand", ["Syrie"], "troop-withdrawal"),
        ("L'Égypte et le Soudan réclament un accord sur le barrage.", "demand", ["Soudan", "Égypte"], None),
        ("L'Arménie se dit prête à rouvrir la frontière.", "offer", ["Arménie"], "borders"),
        (
            "Alger a menacé de rompre ses relations diplomatiques avec Madrid.",
            "threat",
            ["Algérie"],
            "diplomatic-relations",
        ),
        ("L'Éthiopie conditionne la trêve à un désarmement.", "condition", ["Éthiopie"], "ceasefire"),
        ("La Finlande exclut toute concession.", "refusal", ["Finlande"], "concessions"),
        ("Pékin dément toute ingérence au Canada.", "denial", ["Chine"], "interference"),
        ("Le Kenya a promis d'envoyer mille soldats.", "promise", ["Kenya"], "troop-deployment"),
        ("Le Soudan a accepté la trêve.", "acceptance", ["Soudan"], "ceasefire"),
    ],
)
def test_position(text: str, stance: str, holder: list[str], issue: str | None) -> None:
    doc, layers, pack = linked(text)
    (position,) = [d.fact for d in find_positions(doc, pack=pack)]
    assert position.stance == stance
    assert names(layers, tuple(filter(None, (position.holder, *position.co_holders)))) == holder
    if issue is not None:
        assert position.issue == issue


def test_coordinated_demands_are_two() -> None:
    doc, _, pack = linked("Moscou exige une trêve et des inspections de l'AIEA.")
    assert [d.fact.issue for d in find_positions(doc, pack=pack)] == ["ceasefire", "inspections"]


def test_condition_is_kept() -> None:
    doc, _, pack = linked("Washington se dit prêt à lever les sanctions si Téhéran cesse d'enrichir son uranium.")
    (position,) = [d.fact for d in find_positions(doc, pack=pack)]
    assert position.stance == "offer"
    assert position.condition is not None
    assert position.condition.text.startswith("si Téhéran")


@pytest.mark.parametrize(
    "text",
    [
        "Le Tchad n'accuse pas le Soudan.",
        "Le roi exige un thé.",
        "La Chine nie soutenir le Pakistan d'après la presse, selon qui la Chine ne menace personne.",
    ],
)
def test_no_false_stance(text: str) -> None:
    doc, _, pack = linked(text)
    stances = {d.fact.stance for d in find_positions(doc, pack=pack)}
    assert stances <= {"denial"}


def test_noise_takes_no_position() -> None:
    text = "Moscou exige le retrait des troupes."
    doc, _, pack = linked(text, blocks=(Block(kind="chrome", start=0, end=len(text)),))
    assert find_positions(doc, pack=pack) == []


def test_seeds_take_many_positions(seeds: Path, reader: Reader) -> None:
    documents = [
        analyse_text(
            Document(id=f"doc-{path.stem}", uri=path.name, text=path.read_text(encoding="utf8"), language="fr"),
            pack=reader.pack,
        )
        for path in sorted(seeds.glob("*.txt"))
    ]
    stances = {d.fact.stance for doc in attribute(reader, documents) for d in find_positions(doc, pack=reader.pack)}
    assert {
        "demand",
        "offer",
        "threat",
        "condition",
        "refusal",
        "denial",
        "support",
        "accusation",
        "promise",
    } <= stances


def test_a_participle_behind_another_shares_the_auxiliary_of_the_verb(reader: Reader) -> None:
    text = (
        "Le 31 juillet 2021, la Suède avait appelé à la réouverture des frontières, fermées depuis 1994, et invité "
        "la Norvège à « cesser les frappes »."
    )
    reading = reader.read(Document(id="d", uri="d", text=text, language="fr"))
    (found,) = [e for e in reading.events if e.fact.evidence[0].text.startswith("invité")]
    assert (found.fact.actor, found.fact.recipient) == (("swe",), ("nor",))
    assert found.time != 1, "the borders are shut since 1994; nothing was said then"
