"""A person's judgements through the façade and the command line, over the program's own merging."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command_line import Run, make_run
from pourparlers.api import Pourparlers
from pourparlers.errors import ConfigError, NotFoundError
from pourparlers.store.protocol import Versions
from told import ToyEngine, fill

PLAN = "meeting planned: blinken, lavrov; 2022-01-21; Genève"
HELD = "meeting held: lavrov, blinken; 2022-01-21; Genève\nsaid: lavrov; rien de neuf"
CALL = "call held: biden, putin; 2022-01-19"
AT = "2026-01-01T00:00:00"


@pytest.fixture
def p(tmp_path: Path) -> Iterator[Pourparlers]:
    with Pourparlers(tmp_path / "p.sqlite", engine=ToyEngine()) as opened:
        fill(opened, tmp_path, d2022_01_18=PLAN, d2022_01_20=CALL, d2022_01_21=HELD)
        yield opened


def export(p: Pourparlers, **options: bool) -> bytes:
    out = io.BytesIO()
    p.export_jsonl(out, **options)
    return out.getvalue()


def meeting(p: Pourparlers) -> str:
    return next(c.id for c in p.contacts() if c.kind == "meeting")


@pytest.mark.parametrize("part", ["2", "d2022_01_21.txt", "whole"])
def test_an_account_is_named_by_number_dispatch_or_id(p: Pourparlers, part: str) -> None:
    (contact,) = [c for c in p.contacts() if c.kind == "meeting"]
    p.split(contact.id, [contact.accounts[1].id if part == "whole" else part], decided_at=AT)
    assert sorted((c.status, len(c.accounts)) for c in p.contacts() if c.kind == "meeting") == [
        ("held", 1),
        ("planned", 1),
    ]


def test_judging_and_taking_back_leave_the_same_bytes(p: Pourparlers) -> None:
    before, contact = export(p), meeting(p)
    statement = p.statements()[0].id
    call = next(c.id for c in p.contacts() if c.kind == "call")
    made = [
        p.split(contact, ["1"], decided_at=AT + ".1"),
        p.correct(contact, "date", "2022-01-22", decided_at=AT + ".2"),
        p.correct(contact, "place", "paris", decided_at=AT + ".3"),
        p.correct(statement, "speaker", "Macron", decided_at=AT + ".4"),
        p.join(contact, call, decided_at=AT + ".5"),
    ]
    assert export(p) != before
    assert b'"decided_at":"' not in export(p)
    for judgement in made:
        p.withdraw(judgement.id, withdrawn_at=AT + ".9")
    assert export(p) == before
    assert len(p.judgements()) == 5
    assert export(p, with_journal=True).count(b'"withdrawn_at":"') == 5


def test_judgements_survive_another_reading_and_a_newer_program(tmp_path: Path) -> None:
    db = tmp_path / "p.sqlite"
    with Pourparlers(db, engine=ToyEngine()) as p:
        fill(p, tmp_path, d2022_01_18=PLAN, d2022_01_21=HELD)
        contact = meeting(p)
        p.correct(contact, "status", "cancelled", decided_at=AT)
        p.split(contact, ["2"], decided_at=AT)
        once = export(p)
        p.read([tmp_path / "d2022_01_21.txt"], published="2022-01-21", again=True)
        assert export(p) == once
    newer = ToyEngine("newer", Versions(program="2", pack="1", knowledge="1"))
    with Pourparlers(db, engine=newer) as p:
        p.read([tmp_path / "d2022_01_18.txt"], published="2022-01-18")
        ids = {a.id for c in p.contacts() for a in c.accounts}
        assert contact not in ids, "the ids are others"
        assert sorted(c.status for c in p.contacts()) == ["cancelled", "held"]


def test_a_run_killed_after_a_judgement_ends_in_the_same_record(p: Pourparlers, tmp_path: Path) -> None:
    contact = meeting(p)
    p._freshen = lambda: None  # type: ignore[method-assign]  # the kill: the judgement is kept, the record not yet built
    p.split(contact, ["1"], decided_at=AT)
    with Pourparlers(tmp_path / "p.sqlite", engine=ToyEngine()) as again:
        assert len(again.contacts()) == 3


def test_a_speech_act_and_an_unmet_speaker_follow_the_correction(p: Pourparlers) -> None:
    statement = p.statements()[0].id
    p.correct(statement, "speaker", "Macron", decided_at=AT)
    assert p.statements()[0].speaker == "emmanuel-macron"


@pytest.mark.parametrize(
    ("field", "value", "error", "told"),
    [
        ("date", "demain", ConfigError, "2022-01-21"),
        ("date", "2022-02-30", ConfigError, "no day 30"),
        ("status", "oublié", ConfigError, "planned"),
        ("status", "-", ConfigError, "always"),
        ("place", "Genvee", NotFoundError, "Genève"),
        ("speaker", "Lavrov", ConfigError, "when, place, status"),
        ("colour", "blue", ConfigError, "when, place, status"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_help(
    p: Pourparlers, field: str, value: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        p.correct(meeting(p), field, value, decided_at=AT)
    assert p.judgements() == ()


def test_an_unknown_actor_brings_near_names(p: Pourparlers) -> None:
    with pytest.raises(NotFoundError, match=r"Lavrov"):
        p.correct(p.statements()[0].id, "speaker", "Lavrof", decided_at=AT)
    with pytest.raises(NotFoundError, match="nothing of this id"):
        p.correct("statement-none", "speaker", "Lavrov", decided_at=AT)
    with pytest.raises(ConfigError, match="only statements"):
        p.correct("lavrov", "speaker", "Lavrov", decided_at=AT)


def test_a_place_that_the_tables_lack_is_taken_with_its_state(p: Pourparlers) -> None:
    p.correct(meeting(p), "place", "Trifouillis, FRA", decided_at=AT)
    (contact,) = [c for c in p.contacts() if c.kind == "meeting"]
    assert contact.place is not None
    assert (contact.place.name.fr, contact.place.country, contact.place.geonames) == ("Trifouillis", "FRA", None)
    p.correct(contact.id, "place", "-", decided_at=AT + ".1")
    assert next(c for c in p.contacts() if c.kind == "meeting").place is None


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda p: p.split(meeting(p), ["1", "2"], decided_at=AT), ConfigError),
        (lambda p: p.split(meeting(p), ["3"], decided_at=AT), NotFoundError),
        (lambda p: p.split(meeting(p), ["elsewhere.txt"], decided_at=AT), NotFoundError),
        (lambda p: p.split("lavrov", ["1"], decided_at=AT), NotFoundError),
        (lambda p: p.join(meeting(p), meeting(p), decided_at=AT), ConfigError),
        (lambda p: p.withdraw("judgement-none", withdrawn_at=AT), NotFoundError),
        (lambda p: p.explain("contact-none"), NotFoundError),
    ],
)
def test_a_merge_that_cannot_be_meant_is_refused(
    p: Pourparlers, call: Callable[[Pourparlers], object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        call(p)
    assert p.judgements() == ()


def test_an_explanation_of_one_of_two_and_of_those_a_person_parts(p: Pourparlers) -> None:
    contact = meeting(p)
    found = p.explain(contact)
    assert (found.outcome, len(found.accounts), len(found.links)) == ("one", 2, 1)
    assert found.links[0].score >= found.threshold
    ids = [account.id for account in found.accounts]
    assert p.explain(*ids).links[0].reasons == found.links[0].reasons
    call = next(c.id for c in p.contacts() if c.kind == "call")
    assert p.explain(contact, call).outcome == "blocked"
    p.split(contact, ["2"], decided_at=AT, why="two rounds")
    apart = p.explain(*ids)
    assert (apart.outcome, apart.links[0].decided, apart.links[0].author) == ("apart", "different", "user")


def test_removing_a_dispatch_takes_its_words_out_of_the_judgements(p: Pourparlers, tmp_path: Path) -> None:
    p.correct(p.statements()[0].id, "date", "2022-01-20", decided_at=AT)
    p.correct(meeting(p), "status", "held", decided_at=AT)
    p.remove("d2022_01_21.txt")
    (left,) = p.judgements()
    assert left.field == "status"
    assert HELD.partition("\n")[0].encode() not in b"".join(f.read_bytes() for f in tmp_path.glob("p.sqlite*"))


def make_engine(*, knowledge: object) -> ToyEngine:
    return ToyEngine()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    for name in ("KNOWLEDGE", "LOG_LEVEL", "CONFIG", "AUTHOR"):
        monkeypatch.delenv(f"POURPARLERS_{name}", raising=False)
    monkeypatch.setenv("POURPARLERS_LANG", "en")
    monkeypatch.setenv("POURPARLERS_DB", str(tmp_path / "p.sqlite"))
    monkeypatch.setenv("COLUMNS", "160")
    return make_run(monkeypatch, capfdbinary, make_engine)


@pytest.mark.usefixtures("p")
def test_the_command_line_explains_splits_lists_and_takes_back(run: Run) -> None:
    before = run("export").out
    contact = json.loads(run("contacts", "--actor", "lavrov", "--format", "json").out)[0]["id"]
    shown = run("merge", "explain", contact)
    assert PLAN in shown.out
    assert re.search(r"day +\+3\.0 .*█.* the same day, 2022-01-21", shown.out)
    assert "le même jour, 2022-01-21" in run("merge", "explain", contact, "--lang", "fr").out
    split = run("merge", "split", contact, "2", "--why", "two\x1b rounds", "--author", "A. Martin")
    assert split.code == 0
    assert "1 account" in split.err
    listed = run("merge", "list")
    assert "says A. Martin" in listed.out
    assert "\x1b" not in listed.out + run("show", contact).out + run("merge", "explain", contact).out
    judgement = re.search(r"judgement-\w+", split.err)
    assert judgement
    assert run("merge", "withdraw", judgement.group()).code == 0
    assert run("export").out == before
    assert "[withdrawn]" in run("merge", "list").out
    assert "nobody" in run("correct", "--list").err.lower()


@pytest.mark.usefixtures("p")
def test_the_command_line_corrects_and_says_who_did(run: Run) -> None:
    before = run("export").out
    contact = json.loads(run("contacts", "--actor", "lavrov", "--format", "json").out)[0]["id"]
    made = run("correct", contact, "date", "2022-01~", "--why", "the header is wrong")
    assert made.code == 0
    assert "about January 2022" in run("contacts").out
    shown = run("show", contact).out
    assert "the date is about January 2022, says user — the header is wrong" in shown
    assert "a person says so" in shown
    assert "January" in run("correct", "--list").out
    assert run("correct", "--withdraw", re.search(r"judgement-\w+", made.err).group()).code == 0  # type: ignore[union-attr]
    assert run("export").out == before
    assert run("correct", contact).code == 2
    assert run("correct", contact, "date", "hier").code == 2
    assert run("correct", contact, "place", "Genvee").code == 1
    assert '"decided_at":"' in run("export", "--with-journal").out
