"""The figures of who is who."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pourparlers.errors import DataError
from pourparlers.evaluate.mentions import Given, given_of, score_mentions
from pourparlers.types import Actor, Mention, Named

TEXT = "Le ministre a parlé. Moscou attend à Genève. Il est parti."
ACTORS = {
    "a": Actor(id="a", name=Named(fr="Jean Petit", en="Jean Petit")),
    "b": Actor(id="b", name=Named(fr="Paul Grand", en="Paul Grand")),
    "rus": Actor(id="rus", name=Named(fr="Russie", en="Russia"), kind="state"),
    "che": Actor(id="che", name=Named(fr="Suisse", en="Switzerland"), kind="state"),
}


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    mentions = [
        {"span": at("Le ministre"), "actor": "Jean Petit", "how": "role"},
        {"span": at("Moscou"), "actor": "Russie", "how": "metonym"},
        {"span": at("Il"), "actor": "Jean Petit", "how": "pronoun"},
        {"span": at("parti"), "actor": "Paul Grand", "how": "name", "scored": False},
    ]
    contacts = [{"span": [0, len(TEXT)], "place": "Genève"}]
    file = {"file": "t.txt", "mentions": mentions, "contacts": contacts}
    (tmp_path / "t.json").write_bytes(msgspec.json.encode(file))
    return tmp_path


def given(words: str, *actors: str, venue: bool = False) -> Given:
    start, end = at(words)
    return Given(start=start, end=end, actors=actors, venue=venue)


def test_all_right(gold: Path) -> None:
    found = [given("ministre", "a"), given("Moscou", "rus"), given("Il", "a"), given("Genève", "che", venue=True)]
    scores = score_mentions({"t.txt": found}, {"t.txt": TEXT}, ACTORS, gold)
    assert (scores.resolved.recall, scores.linked.precision, scores.coreference.precision) == (1.0, 1.0, 1.0)
    assert scores.places.f1 == 1.0
    assert scores.misses == ()


def test_open_is_not_wrong(gold: Path) -> None:
    scores = score_mentions({"t.txt": [given("Moscou", "rus")]}, {"t.txt": TEXT}, ACTORS, gold)
    assert scores.resolved.hit == 1
    assert scores.linked.precision == 1.0
    assert scores.kinds["pronoun"] == (1, 0, 0)


def test_wrong_actor_and_acting_venue(gold: Path) -> None:
    found = [given("Le ministre", "b"), given("Genève", "che")]
    scores = score_mentions({"t.txt": found}, {"t.txt": TEXT}, ACTORS, gold)
    assert scores.linked.hit == 0
    assert scores.places.hit == 0
    assert any("venue" in miss for miss in scores.misses)
    assert scores.to_lines()


def test_group_needs_all_its_members(gold: Path) -> None:
    file = {"file": "t.txt", "mentions": [{"span": at("Il"), "actor": "Jean Petit / Paul Grand", "how": "group"}]}
    (gold / "t.json").write_bytes(msgspec.json.encode(file))
    both = score_mentions({"t.txt": [given("Il", "a", "b")]}, {"t.txt": TEXT}, ACTORS, gold)
    one = score_mentions({"t.txt": [given("Il", "a")]}, {"t.txt": TEXT}, ACTORS, gold)
    assert (both.linked.hit, one.linked.hit) == (1, 0)


def test_no_gold(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        score_mentions({}, {}, {}, tmp_path)


def test_mentions_of_a_record() -> None:
    mention = Mention(id="m", doc="d", start=0, end=2, text="Il", actor="a", how="pronoun")
    assert given_of([mention]) == {"d": [Given(start=0, end=2, actors=("a",))]}
