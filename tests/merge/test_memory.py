"""A building that remembers the last one ends in the same record, byte for byte, as one that remembers nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
import pytest

from pourparlers.drafts import Reading
from pourparlers.engine import FrenchEngine
from pourparlers.ids import make_span
from pourparlers.ingest.source import read_sources
from pourparlers.merge.identities import decide_name, decide_same
from pourparlers.merge.judgements import decide_correction, decide_merge
from pourparlers.merge.memory import Memory
from pourparlers.types import Document, Judgement, Published, Record

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def engine() -> FrenchEngine:
    return FrenchEngine()


@pytest.fixture(scope="module")
def readings(engine: FrenchEngine) -> list[Reading]:
    """The samples, and the first development set: half of them with the day of their header taken away."""
    with as_file(files("pourparlers") / "samples") as samples:
        places = [str(samples), str(ROOT / "evaluation" / "development" / "texts")]
        found = [one for one in read_sources(places) if isinstance(one, Document)]
    bare = [msgspec.structs.replace(one, published=Published()) if n % 2 else one for n, one in enumerate(found)]
    return list(engine.read_many(bare))


def encode(record: Record) -> bytes:
    return msgspec.json.encode(record)


def judge(record: Record, source: random.Random, n: int) -> Judgement | None:
    """Something that a person may say of `record`."""
    told = {"author": "moi", "decided_at": f"2022-05-01T00:{n // 60:02}:{n % 60:02}Z"}
    kind = source.choice(("merge", "speaker", "name", "same"))
    if kind == "merge" and len(record.contacts) > 1:
        left, right = source.sample(record.contacts, 2)
        verdict = source.choice(("same", "different"))
        return decide_merge(left.accounts, right.accounts, verdict=verdict, **told)  # type: ignore[arg-type]
    mentions = [m for m in record.mentions if m.actor]
    if kind in {"name", "same"} and len(mentions) > 1:
        one, other = source.sample(mentions, 2)
        actors = {actor.id: actor for actor in record.actors}
        text = next(d.text for d in record.documents if d.id == one.doc) or ""
        anchors = [make_span(one.doc, text, one.start, one.end)]
        if kind == "name":
            return decide_name(actors[one.actor or ""], f"Ministre {n}", anchors, **told)
        return decide_same(actors[one.actor or ""], actors[other.actor or ""], anchors, **told)
    if not record.statements:
        return None
    statement, speaker = source.choice(record.statements), source.choice(record.actors).id
    return decide_correction(statement, "speaker", speaker, **told)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_remembered_changes_nothing(seed: int, engine: FrenchEngine, readings: Sequence[Reading]) -> None:
    """Readings come in a random order, go, and come otherwise; people judge: the record is that of a fresh building."""
    source = random.Random(seed)
    waiting = list(readings)
    source.shuffle(waiting)
    held = [waiting.pop() for _ in range(len(waiting) // 2)]
    judgements: list[Judgement] = []
    grown = FrenchEngine()
    grown.__dict__.update(pack=engine.pack, knowledge=engine.knowledge)
    for n in range(12):
        step = source.choice(("add", "add", "go", "redate", "judge", "nothing"))
        if step == "add" and waiting:
            held += [waiting.pop() for _ in range(min(len(waiting), source.randint(1, 3)))]
        elif step == "go":
            waiting.append(held.pop(source.randrange(len(held))))
        elif step == "redate":
            at = source.randrange(len(held))
            day = Published(value=f"2022-01-{source.randint(10, 28)}", basis="metadata")
            document = msgspec.structs.replace(held[at].document, published=day)
            held[at] = msgspec.structs.replace(held[at], document=document)
        source.shuffle(held)
        record = grown.build(held, judgements, engine.versions)
        assert encode(record) == encode(FrenchEngine().build(held, judgements, engine.versions)), (n, step)
        if step == "judge" and (said := judge(record, source, n)):
            judgements.append(said)


def test_what_did_not_change_is_the_same_object(engine: FrenchEngine, readings: Sequence[Reading]) -> None:
    grown = FrenchEngine()
    before = grown.build(readings[:-1], (), engine.versions)
    after = grown.build(readings, (), engine.versions)
    for name in ("mentions", "times", "statements", "contacts", "events", "figures", "documents"):
        held = {id(item) for item in getattr(before, name)}
        kept = sum(id(item) in held for item in getattr(after, name))
        assert kept >= 0.9 * len(held), name


def test_a_memory_is_asked_only_what_it_was_asked() -> None:
    memory, made = Memory(), list[str]()

    def make(word: str) -> str:
        made.append(word)
        return word

    for words in (("a", "b"), ("a",), ("a", "b")):
        with memory.building(2) as answers:
            for word in words:
                assert answers.ask("word", word, (word,), lambda word=word: make(word)) == word  # type: ignore[misc]
    assert made == ["a", "b", "b"]  # what one building did not ask for is forgotten
    with memory.building(2) as answers, memory.building(2) as other:
        other.ask("word", "a", ("a",), lambda: make("c"))
        answers.ask("word", "a", ("other",), lambda: make("d"))
    assert made[3:] == ["c", "d"]

    def fail() -> None:
        with memory.building(2) as answers:
            answers.ask("word", "a", ("a",), lambda: "e")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    with memory.building(2) as answers:
        assert answers.ask("word", "a", ("other",), lambda: make("f")) == "d"
    with Memory(most=1).building(2) as answers:
        assert answers.ask("word", "a", (), lambda: "g") == "g"
        assert not answers.asked
