"""What people say of who an actor is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pourparlers.api import Pourparlers
from pourparlers.errors import ConfigError, NotFoundError
from pourparlers.extract.read import Reader
from pourparlers.ingest.source import read_sources
from pourparlers.merge.identities import decide_same, find_identities, make_actor, with_identities
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Candidate, Document, Mention
from told import ToyEngine, fill

SAMPLES = Path(__file__).resolve().parents[2] / "src/pourparlers/samples"
AT = "2026-01-01T00:00:00"
TOLD = {"author": "user", "decided_at": AT}


@pytest.fixture
def p(tmp_path: Path) -> Iterator[Pourparlers]:
    """One meeting told twice, the second time with another man of the same side; each says something."""
    with Pourparlers(tmp_path / "p.sqlite", engine=ToyEngine()) as opened:
        fill(
            opened,
            tmp_path,
            d2022_01_18="meeting planned: blinken, lavrov; 2022-01-21; Genève\nsaid: lavrov; rien de neuf",
            d2022_01_21="meeting held: blinken, putin; 2022-01-21; Genève\nsaid: putin; un pas utile",
        )
        yield opened


def export(p: Pourparlers) -> bytes:
    out = io.BytesIO()
    p.export_jsonl(out)
    return out.getvalue()


def actors(p: Pourparlers) -> list[str]:
    return sorted(actor.id for actor in p.record().actors if actor.kind == "person")


def test_two_actors_that_are_one_meet_and_speak_as_one(p: Pourparlers) -> None:
    before = export(p)
    assert [len(c.accounts) for c in p.contacts()] == [1, 1]
    made = p.correct("Putin", "same", "lavrov", decided_at=AT)
    assert actors(p) == ["blinken", "lavrov"]
    (contact,) = p.contacts()
    assert (len(contact.accounts), contact.status) == (2, "held")
    assert {s.speaker for s in p.statements()} == {"lavrov"}
    assert "Putin" in next(a for a in p.record().actors if a.id == "lavrov").aliases
    assert made in [msgspec.structs.replace(j, decided_at=AT) for j in p.record().judgements]
    p.withdraw(made.id, withdrawn_at=AT + ".1")
    assert export(p) == before


def test_in_one_dispatch_alone_an_actor_is_somebody_else(p: Pourparlers, tmp_path: Path) -> None:
    fill(p, tmp_path, d2022_01_22="said: lavrov; autre chose")
    p.correct("lavrov", "same", "+Sergueï Lavrov (juge)", within=["d2022_01_22.txt"], decided_at=AT)
    by_words = {s.content[0].text: s.speaker for s in p.statements()}
    assert by_words["rien de neuf"] == "lavrov"
    new = by_words["autre chose"]
    (judge,) = [a for a in p.record().actors if a.id == new]
    assert (judge.name.fr, judge.kind, judge.state) == ("Sergueï Lavrov (juge)", "person", None)


def test_a_name_given_by_a_person_is_shown_and_the_old_one_still_finds(p: Pourparlers) -> None:
    before = export(p)
    made = p.correct("Lavrov", "name", "Sergueï Viktorovitch Lavrov", decided_at=AT)
    (actor,) = [a for a in p.record().actors if a.id == "lavrov"]
    assert (actor.name.fr, "Lavrov" in actor.aliases) == ("Sergueï Viktorovitch Lavrov", True)
    assert len(p.contacts(actor="Lavrov")) == 1
    p.withdraw(made.id, withdrawn_at=AT + ".1")
    assert export(p) == before


def test_the_later_of_two_judgements_holds_and_a_chain_is_followed(p: Pourparlers) -> None:
    p.correct("putin", "same", "lavrov", decided_at=AT + ".1")
    p.correct("lavrov", "same", "macron", decided_at=AT + ".2")
    assert actors(p) == ["blinken", "emmanuel-macron"]
    found = find_identities(p.judgements())
    assert [(j.target, j.pair[1]) for j in found] == [("putin", "lavrov"), ("lavrov", "emmanuel-macron")]


def test_judgements_hold_for_what_is_read_later(p: Pourparlers, tmp_path: Path) -> None:
    p.correct("putin", "same", "lavrov", decided_at=AT)
    fill(p, tmp_path, d2022_01_25="call held: putin, macron; 2022-01-24")
    assert {x.actor for c in p.contacts() if c.kind == "call" for x in c.participants} == {"lavrov", "macron"}


@pytest.mark.parametrize(
    ("wanted", "field", "value", "within", "error", "words"),
    [
        ("nobody", "same", "lavrov", (), NotFoundError, "no actor of this name"),
        ("putin", "same", "nobody at all", (), NotFoundError, "no actor of this name"),
        ("putin", "same", "Putin", (), ConfigError, "one actor already"),
        ("putin", "same", "-", (), ConfigError, "--withdraw"),
        ("putin", "name", " ", (), ConfigError, "--withdraw"),
        ("putin", "same", "+", (), ConfigError, "--withdraw"),
        ("putin", "same", "lavrov", ("nothing.txt",), NotFoundError, "no dispatch"),
        ("putin", "same", "lavrov", ("d2022_01_18.txt",), ConfigError, "not named there"),
        ("putin", "name", "Poutine", ("d2022_01_21.txt",), ConfigError, "one name in the whole record"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_kept(
    p: Pourparlers, wanted: str, field: str, value: str, within: tuple[str, ...], error: type[Exception], words: str
) -> None:
    before = export(p)
    with pytest.raises(error, match=words):
        p.correct(wanted, field, value, within=within, decided_at=AT)
    assert (export(p), p.judgements()) == (before, ())


def test_dispatches_may_be_named_for_actors_alone(p: Pourparlers) -> None:
    (statement, _) = p.statements()
    with pytest.raises(ConfigError, match="only `same`"):
        p.correct(statement.id, "speaker", "macron", within=["d2022_01_18.txt"], decided_at=AT)


def test_what_is_removed_takes_the_judgement_on_its_actor_with_it(p: Pourparlers) -> None:
    p.correct("putin", "name", "A Secret Name", decided_at=AT)
    doc = next(d.id for d in p.record().documents if "01_21" in d.uri)
    p.remove(doc)
    assert p.judgements() == ()
    assert b"A Secret Name" not in export(p)


def test_no_trace_of_the_old_id_stays_in_a_real_reading(reader: Reader) -> None:
    documents = [d for d in read_sources([SAMPLES]) if isinstance(d, Document)][:6]
    readings = list(reader.read_many([analyse_text(d, pack=reader.pack) for d in documents]))
    for reading in readings:
        for actor in reading.actors:
            kept = make_actor("Quelqu'un d'autre", actor)
            judgement = decide_same(actor, kept, (), **TOLD)
            (moved,) = with_identities([reading], [judgement])
            bare = msgspec.structs.replace(moved, actors=())
            # a state's id may stand for the country of a place; only what names an actor is looked at
            assert actor.id not in set(_strings(msgspec.to_builtins(bare), skip=("country", "state", "recipe")))
            assert kept.id in {one.id for one in moved.actors}
            assert len(moved.actors) == len(reading.actors)


def test_candidates_that_are_one_are_resolved() -> None:
    from pourparlers.merge.identities import _moved  # noqa: PLC0415

    mention = Mention(
        id="m", doc="d", start=0, end=1, text="x", actor=None, how="name",
        candidates=tuple(Candidate(actor=a, why="") for a in ("one", "two")),
    )  # fmt: skip
    assert _moved(mention, {"two": "one"}).actor == "one"
    assert _moved(mention, {"two": "three"}).actor is None


def _strings(value: Any, *, skip: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in skip:
                yield from _strings(one, skip=skip)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one, skip=skip)
