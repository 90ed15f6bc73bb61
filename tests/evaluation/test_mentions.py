"""The figures of who is who."""

from __future__ import annotations

import pytest

from pourparlers.evaluate.gold import GoldDocument, GoldMention, Meeting, NameTable
from pourparlers.evaluate.match import Names
from pourparlers.evaluate.mentions import MentionScorer, group_by_document
from pourparlers.evaluate.tally import Scores, Tallies
from pourparlers.types import Actor, Mention, Named, Place
from pourparlers.vocab import MentionHow

TEXT = "Le ministre a parlé. Moscou attend à Genève. Il est parti."
ACTORS = {
    "a": Actor(id="a", name=Named(fr="Jean Petit", en="Jean Petit")),
    "b": Actor(id="b", name=Named(fr="Paul Grand", en="Paul Grand")),
    "rus": Actor(id="rus", name=Named(fr="Russie", en="Russia"), kind="state"),
    "che": Actor(id="che", name=Named(fr="Suisse", en="Switzerland"), kind="state"),
}


def marked(words: str, actor: str, how: MentionHow, *, scored: bool = True) -> GoldMention:
    start = TEXT.index(words)
    return GoldMention(span=(start, start + len(words)), actor=actor, how=how, scored=scored)


GOLD = GoldDocument(
    file="t.txt",
    mentions=(
        marked("Le ministre", "Jean Petit", "role"),
        marked("Moscou", "Russie", "metonym"),
        marked("Il", "Jean Petit", "pronoun"),
        marked("parti", "Paul Grand", "name", scored=False),
    ),
    contacts=(Meeting(kind="rencontre", span=(0, len(TEXT)), place="Genève"),),
)


def given(words: str, *actors: str, venue: bool = False) -> Mention:
    start = TEXT.index(words)
    return Mention(
        id=words, doc="d", start=start, end=start + len(words), text=words, how="name",
        actor=actors[0] if len(actors) == 1 else None, members=actors if len(actors) > 1 else (),
        place=Place(name=Named(fr=words, en=words)) if venue else None,
    )  # fmt: skip


def scored(*mentions: Mention, gold: GoldDocument = GOLD) -> Scores:
    tallies = Tallies()
    MentionScorer(tallies, Names(NameTable()), ACTORS).add(gold, mentions, TEXT)
    return tallies.finish()


def test_all_right() -> None:
    scores = scored(given("ministre", "a"), given("Moscou", "rus"), given("Il", "a"), given("Genève", venue=True))
    names = ("mention resolved", "mention linked", "pronoun and role", "acting place")
    assert [scores.value(name) for name in names] == [1.0, 1.0, 1.0, 1.0]
    assert scores.misses == ()


def test_open_is_not_wrong() -> None:
    measures = scored(given("Moscou", "rus")).measures
    assert (measures["mention resolved"].hit, measures["mention resolved"].gold) == (1, 3)
    assert measures["mention linked"].precision == 1.0
    assert (measures["pronoun and role"].given, measures["pronoun and role"].gold) == (0, 2)


def test_wrong_actor_and_acting_venue() -> None:
    scores = scored(given("Le ministre", "b"), given("Genève", "che"))
    assert scores.measures["mention linked"].hit == 0
    assert scores.measures["acting place"].given == 1
    assert scores.measures["acting place"].hit == 0
    assert any("venue" in miss for miss in scores.misses)
    assert any("Jean Petit ≠ ['Paul Grand']" in miss for miss in scores.misses)


@pytest.mark.parametrize(("actors", "right"), [(("a", "b"), 1), (("a",), 0), (("a", "b", "rus"), 0)])
@pytest.mark.parametrize("how", ["group", "pronoun"])
def test_a_group_is_all_its_members(how: MentionHow, actors: tuple[str, ...], right: int) -> None:
    gold = GoldDocument(file="t.txt", mentions=(marked("Il", "Jean Petit / Paul Grand", how),))
    assert scored(given("Il", *actors), gold=gold).measures["mention linked"].hit == right


def test_gold_without_mentions_measures_none() -> None:
    assert scored(given("Il", "a"), gold=GoldDocument(file="t.txt")).measures == {}


def test_mentions_of_a_record() -> None:
    one = given("Il", "a")
    assert group_by_document([one]) == {"d": [one]}
