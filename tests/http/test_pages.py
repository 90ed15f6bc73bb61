"""Single pages over HTTP: a fact, the agenda, the ledger, negotiations, actors, searches, files handed out."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from exported import COMING, MEETING, ONE, RECORD
from fakes import FakeEngine
from pourparlers.api import Pourparlers
from pourparlers.exports.jsonl import read_jsonl
from pourparlers.http.streams import stream
from pourparlers.types import Account, Judgement, Named, Negotiation, Position, Reason, StatusChange, When
from served import API, Serve, get, ids, write_store

replace = msgspec.structs.replace
ANSWER = Position(
    id="position-2", holder="usa", issue="retaliation", stance="refusal", addressee=("rus",),
    since=When(value="2022-01-25", basis="explicit"), content=RECORD.events[3].evidence,
    evidence=RECORD.events[3].evidence,
)  # fmt: skip
ACCOUNTS = tuple(replace(account, id=f"account-{n}") for n, account in enumerate(MEETING.accounts, 1))
RICH = replace(
    RECORD,
    contacts=(
        replace(
            MEETING,
            accounts=ACCOUNTS,
            history=(
                StatusChange(status="planned", as_of="2022-01-18", doc="doc-2", span=MEETING.evidence[1]),
                *MEETING.history,
            ),
        ),
        replace(
            COMING,
            accounts=(
                Account(
                    id="account-3", doc="doc-1", status="planned", when=COMING.when, place=None,
                    participants=COMING.participants, evidence=COMING.evidence,
                ),
            ),
        ),
    ),
    positions=(replace(RECORD.positions[0], answered_by=("position-2",)), ANSWER),
    negotiations=(
        Negotiation(
            id="negotiation-1", name=Named(fr="États-Unis – Russie", en="United States – Russia"),
            parties=("rus", "usa"), issues=("retaliation",), since="2022-01-21",
            members=("contact-1", "position-1", "position-2"), last="2022-01-25",
        ),
    ),
    judgements=(
        Judgement(
            id="judgement-1", kind="merge", pair=("account-1", "account-2"), author="rule:contacts",
            reasons=(Reason(feature="parties", weight=2.5, evidence="the same parties"),),
        ),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def rich(new_db: Callable[[], str]) -> str:
    return write_store(new_db(), RICH)


@pytest.fixture
def pages(serve: Serve, rich: str) -> TestClient:
    return serve(rich)


def test_a_fact_opens_its_words(pages: TestClient) -> None:
    page = get(pages, "/facts/contact-1", lang="fr")
    assert [q["quote"] for q in page["evidence"]] == [span.text for span in MEETING.evidence]
    first = page["evidence"][0]
    assert (first["document"], first["outlet"], first["published"]) == ("doc-1", "Le Matin", "2022-01-22")
    assert f"{first['before']}{first['quote']}{first['after']}" in ONE
    assert page["object"] == json.loads(msgspec.json.encode(RICH.contacts[0]))
    assert [(h["status_key"], h["as_of"]) for h in page["history"]] == [
        ("planned", "2022-01-18"),
        ("held", "2022-01-22"),
    ]
    assert [(a["id"], a["date_text"]) for a in page["accounts"]] == [
        ("account-1", "21 janvier 2022"),
        ("account-2", "sans date"),
    ]
    assert any("21 janvier 2022" in line for line in page["dating"])
    assert [d["id"] for d in page["dossiers"]] == ["negotiation-1"]
    (judged,) = page["judgements"]
    assert (judged["author"], judged["withdrawable"]) == ("rule:contacts", False)
    assert "+2.50" in judged["reasons"][0].replace(",", ".")


def test_an_account_leads_to_its_contact(pages: TestClient) -> None:
    assert get(pages, "/facts/account-2")["row"]["id"] == "contact-1"


def test_a_position_knows_its_answer_and_the_answer_what_it_answers(pages: TestClient) -> None:
    asked, answer = get(pages, "/facts/position-1"), get(pages, "/facts/position-2")
    assert [row["id"] for row in asked["answered_by"]] == ["position-2"]
    assert [row["id"] for row in answer["answers"]] == ["position-1"]
    assert asked["answers"] == answer["answered_by"] == []


def test_a_statement_has_the_act_that_it_performs(pages: TestClient) -> None:
    page = get(pages, "/facts/statement-1")
    assert "threat" in page["row"]["what"]
    assert [row["id"] for row in page["related"]] == ["event-said"]


def test_the_agenda_as_known_on_a_day(pages: TestClient, rich: str) -> None:
    whole = get(pages, "/agenda")
    assert [e["id"] for e in whole["entries"]] == ["contact-1", "contact-2"]
    assert whole["as_of"] == "2022-01-22"
    assert whole["entries"][1]["sources"][0]["document"] == "doc-1"
    with Pourparlers(rich, engine=FakeEngine()) as record:
        told = record.agenda()
        later = record.agenda(as_of="2022-01-21")
    assert [(e["id"], e["date_text"], e["status"]) for e in whole["entries"]] == [
        (e.id, e.date, e.status) for e in told.entries
    ]
    assert get(pages, "/agenda", as_of="2022-01-21")["entries"] == list(later.entries) == []
    assert [e["id"] for e in get(pages, "/agenda", since="2022-01-25", until="2022-01-31")["entries"]] == ["contact-2"]
    assert [e["id"] for e in get(pages, "/agenda", actor="Blinken")["entries"]] == ["contact-1"]
    assert get(pages, "/agenda", limit=1)["left_out"] == 1


def test_the_agenda_for_calendar_programs(pages: TestClient) -> None:
    answer = pages.get(f"{API}/agenda.ics", params={"since": "2022-01-25"})
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == ["contact-2@pourparlers"]


def test_the_ledger_has_parties_and_answers(pages: TestClient) -> None:
    table = get(pages, "/ledger", lang="fr")
    assert table["parties"] == [{"id": "rus", "name": "Russie"}]
    (matter,) = table["matters"]  # what the other side says is an answer, and stands under what it answers
    (cell,) = matter["cells"]["rus"]
    assert (cell["position"], cell["kind"], [t["id"] for t in cell["towards"]]) == ("position-1", "threat", ["usa"])
    assert [a["id"] for a in cell["answered_by"]] == ["position-2"]
    assert get(pages, "/ledger", between=["Russie", "États-Unis"])["matters"]
    assert get(pages, "/ledger", between=["Russie", "Ukraine"])["matters"] == []
    assert get(pages, "/ledger", as_of="2022-01-01")["matters"] == []
    assert pages.get(f"{API}/ledger", params={"issue": "ornithorynque"}).status_code == 404


def test_negotiations_and_one_of_them(pages: TestClient) -> None:
    (item,) = get(pages, "/dossiers")["items"]
    assert (item["contacts"], item["positions"], item["exchanges"]) == (1, 2, 0)
    assert [p["name"] for p in item["parties"]] == ["Russia", "United States"]
    for query, n in (
        ({"actor": "Lavrov"}, 1), ({"actor": "Ukraine"}, 0), ({"actor": ["Russie", "usa"]}, 1), ({"q": "russi"}, 1),
        ({"q": "iran"}, 0), ({"since": "2022-02-01"}, 0), ({"until": "2022-01-01"}, 0), ({"issue": "retaliation"}, 1),
    ):  # fmt: skip
        assert get(pages, "/dossiers", **query)["total"] == n, query
    page = get(pages, "/dossiers/negotiation-1")
    assert page["dossier"] == item
    assert [row["id"] for row in page["contacts"]] == ["contact-1"]
    assert [row["id"] for row in page["positions"]] == ["position-1", "position-2"]


def test_actors_by_name_and_one_of_them(pages: TestClient) -> None:
    found = get(pages, "/actors", lang="en")
    assert found["items"][0]["id"] == "rus"
    assert ids(get(pages, "/actors", q="royau", lang="fr")) == ["gbr"]
    assert ids(get(pages, "/actors", q="États")) == ["usa"]
    assert ids(get(pages, "/actors", limit=2, after=get(pages, "/actors", limit=1)["next"])) == ids(found)[1:3]
    page = get(pages, "/actors/lavrov", lang="fr")
    assert (page["name"], page["kind"]) == ("Sergueï Lavrov", "person")
    assert page["totals"] == {"contact": 1, "statement": 1, "position": 1, "event": 0, "figure": 0}
    assert [row["id"] for row in page["statements"]] == ["statement-1"]


def test_a_search_marks_what_it_found(pages: TestClient) -> None:
    found = get(pages, "/search", q="retirer troupe")
    assert (found["total"], found["documents"]) == (1, 1)
    row = next(item for item in found["items"] if item["row"])
    assert row["row"]["id"] == "event-stayed"
    assert [p["text"] for p in row["hit"] if p["match"]] == ["retiré", "troupes"]
    assert "".join(p["text"] for p in row["hit"]).startswith("La Russie n'a pas retiré ses troupes.")
    document = next(item for item in found["items"] if item["document"])
    assert [p["text"] for p in document["hit"] if p["match"]] == ["retiré", "troupes"]
    assert [i["row"] is None for i in get(pages, "/search", q="russie", what="documents")["items"]] == [True, True]


def test_a_search_pages_over_facts_and_dispatches(pages: TestClient) -> None:
    whole = [(i["row"] or i["document"])["id"] for i in get(pages, "/search", q="russie", limit=100)["items"]]
    seen: list[str] = []
    query: dict[str, Any] = {"q": "russie", "limit": 2}
    while True:
        page = get(pages, "/search", **query)
        seen += [(i["row"] or i["document"])["id"] for i in page["items"]]
        if not page["next"]:
            break
        query["after"] = page["next"]
    assert seen == whole
    assert len(set(seen)) == len(seen) > 4


@pytest.mark.parametrize(
    "form", ["jsonl", "plover", "polecat", "cameo", "gexf", "graphml", "csv", "parquet", "timeline"]
)
def test_exports_are_those_of_the_command_line(pages: TestClient, rich: str, tmp_path: Path, form: str) -> None:
    answer = pages.get(f"{API}/export", params={"format": form})
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    with Pourparlers(rich, engine=FakeEngine()) as record:
        record.export(form, tmp_path / "out")
    if form in {"csv", "parquet"}:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert {n: archive.read(n) for n in archive.namelist()} == {
                path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()
            }
    else:
        assert answer.content == (tmp_path / "out").read_bytes()


def test_an_export_of_a_selection_brings_what_it_stands_on(pages: TestClient) -> None:
    answer = pages.get(f"{API}/export", params={"type": "contact", "actor": "Blinken"})
    part = read_jsonl(answer.content.splitlines())
    assert [c.id for c in part.contacts] == ["contact-1"]
    assert part.statements == part.events == part.positions == ()
    assert {d.id for d in part.documents} == {"doc-1", "doc-2"}
    assert {a.id for a in part.actors} >= {"lavrov", "blinken"}
    assert [n.members for n in part.negotiations] == [("contact-1",)]
    assert {m.doc for m in part.mentions} == {"doc-1", "doc-2"}
    for span in part.contacts[0].evidence:
        text = next(d.text for d in part.documents if d.id == span.doc)
        assert text is not None
        assert text[span.start : span.end] == span.text
    bare = pages.get(f"{API}/export", params={"type": "contact", "without_text": "true"})
    assert [d.text for d in read_jsonl(bare.content.splitlines()).documents] == [None, None]


@pytest.mark.parametrize(
    ("form", "start"), [("md", b"# "), ("docx", b"PK"), ("odt", b"PK"), ("html", b"<!doctype html>")]
)
def test_briefings_of_a_selection(pages: TestClient, form: str, start: bytes) -> None:
    answer = pages.get(f"{API}/brief", params={"format": form, "actor": "Lavrov", "lang": "fr"})
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(start)
    assert answer.headers["content-disposition"].endswith(f'briefing.{form}"')
    if form == "md":
        assert "Nous répondrons" in answer.text
        assert "Soledar" not in answer.text


def test_what_is_written_is_handed_on_while_it_is_written() -> None:
    ready, read = threading.Event(), threading.Event()

    def write(out: Any) -> None:
        out.write(b"x" * 70_000)
        assert read.wait(5)
        out.write(b"end")

    pieces = stream(write)
    assert next(pieces) == b"x" * 70_000
    read.set()
    assert b"".join(pieces) == b"end"
    del ready


def test_an_error_before_the_first_piece_is_an_answer_and_a_later_one_cuts_it() -> None:
    def fail(out: Any) -> None:
        raise ValueError("at once")

    with pytest.raises(ValueError, match="at once"):
        stream(fail)

    def fail_late(out: Any) -> None:
        out.write(b"x" * 70_000)
        raise ValueError("later")

    pieces = stream(fail_late)
    assert next(pieces)
    with pytest.raises(ValueError, match="later"):
        list(pieces)


def test_a_writer_ends_when_nobody_reads() -> None:
    ended = threading.Event()

    def write(out: Any) -> None:
        try:
            while True:
                out.write(b"x" * 70_000)
        finally:
            ended.set()

    pieces: Iterator[bytes] = stream(write)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert ended.wait(5)
