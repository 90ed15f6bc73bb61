"""What --edit allows: files dropped on the page are read, and people judge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from fakes import ANNOUNCED, MET, FakeEngine
from pourparlers.api import Pourparlers
from pourparlers.http import edit_routes
from pourparlers.http.edit_routes import find_name
from served import API, Serve, get, ids
from told import ToyEngine


@pytest.fixture
def path(place: str) -> str:
    """An empty record."""
    Pourparlers(place, engine=FakeEngine()).close()
    return place


@pytest.fixture
def client(serve: Serve, path: Path) -> TestClient:
    return serve(path, edit=True, author="Anna")


def send(client: TestClient, *files: tuple[str, bytes], **fields: str) -> Any:
    return client.post(f"{API}/read", files=[("files", file) for file in files], data=fields)


def follow(client: TestClient, answer: Any, **headers: str) -> list[tuple[str, dict[str, Any]]]:
    """The events of a reading, to its end."""
    assert answer.status_code == 202, answer.text
    told = client.get(answer.json()["events"], headers=headers)
    assert told.headers["content-type"].startswith("text/event-stream")
    found = []
    for block in told.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        if "data" in fields:
            found.append((fields.get("event", "message"), json.loads(fields["data"])))
    return found


def test_dropped_files_are_read_with_progress(client: TestClient, path: Path) -> None:
    files = (("a.txt", ANNOUNCED.encode()), ("b.txt", MET.encode()), ("c.exe", b"x"), ("d.txt", b"\x00\x01\xff" * 99))
    events = follow(client, send(client, *files, published="2022-01-22", outlet="Le Matin"))
    assert [(kind, told.get("name"), told.get("outcome")) for kind, told in events[:-1]] == [
        ("message", "a.txt", "new"),
        ("message", "b.txt", "new"),
        ("message", "c.exe", "failed"),
        ("message", "d.txt", "failed"),
        ("message", "", "merge"),
    ]
    assert [(told["done"], told["total"]) for _, told in events[:4]] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert "no reader" in events[2][1]["reason"]
    kind, end = events[-1]
    assert (kind, end["new"], end["failed"], end["facts"]["contacts"]) == ("end", 2, 2, 1)
    found = get(client, "/documents")["items"]
    assert [(d["name"], d["outlet"], d["published"]) for d in found] == [
        ("a.txt", "Le Matin", "2022-01-22"),
        ("b.txt", "Le Matin", "2022-01-22"),
    ]
    assert [item["who"] for item in get(client, "/facts", type="contact")["items"]] == ["Antony Blinken, Sergey Lavrov"]
    with Pourparlers(path, engine=FakeEngine()) as record:
        assert [d.uri for d in record.record().documents] == ["dropped/a.txt", "dropped/b.txt"]


def test_files_that_are_known_are_not_read_again(client: TestClient) -> None:
    follow(client, send(client, ("a.txt", ANNOUNCED.encode())))
    events = follow(client, send(client, ("a.txt", ANNOUNCED.encode())))
    assert [told.get("outcome") for _, told in events[:-1]] == ["known", "merge"]
    assert get(client, "/info")["counts"]["documents"] == 1


def test_a_page_that_lost_the_line_goes_on(client: TestClient) -> None:
    answer = send(client, ("a.txt", ANNOUNCED.encode()), ("b.txt", MET.encode()))
    whole = follow(client, answer)
    assert follow(client, answer, **{"Last-Event-ID": "0"}) == whole[1:]
    assert follow(client, answer, **{"Last-Event-ID": "none"}) == whole


def test_a_broken_installation_ends_the_reading_and_is_said(serve: Serve, path: Path) -> None:
    client = serve(path, edit=True, engine=FakeEngine(broken=True))
    events = follow(client, send(client, ("a.txt", ANNOUNCED.encode())))
    assert events[-1][0] == "fault"
    assert "not installed" in events[-1][1]["reason"]
    assert get(client, "/info")["counts"]["documents"] == 0


def test_a_day_that_is_none_is_refused(client: TestClient) -> None:
    events = follow(client, send(client, ("a.txt", ANNOUNCED.encode()), published="hier"))
    assert events[-1][0] == "fault"
    assert "published" in events[-1][1]["reason"]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"content": b"x" * 10}, 415),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=b"}}, 400),
        ({"data": {"published": "2022"}, "files": {"other": ("a.txt", b"x")}}, 400),
        ({"content": iter([b"x"]), "headers": {"Content-Type": "multipart/form-data; boundary=b"}}, 411),
    ],
)
def test_uploads_that_are_none(client: TestClient, request_: dict[str, Any], code: int) -> None:
    answer = client.post(f"{API}/read", **request_)
    assert (answer.status_code, answer.headers["content-type"]) == (code, "application/problem+json"), answer.text


def test_too_much_at_once_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit_routes, "MOST_BYTES", 100)
    answer = send(client, ("a.txt", b"x" * 200))
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:pourparlers:problem:too-large")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\note.html", "note.html"),
        ("a\x00b\u202e.txt", "ab.txt"),
        ("", "unnamed.txt"),
        ("..", "unnamed.txt"),
        ("é" * 300 + ".txt", "é" * 196 + ".txt"),
    ],
)
def test_names_bring_no_folders(given: str, name: str) -> None:
    assert find_name(given) == name


def test_judging_and_taking_back(client: TestClient) -> None:
    follow(client, send(client, ("a.txt", ANNOUNCED.encode()), ("b.txt", MET.encode())))
    (said,) = get(client, "/facts", type="statement")["items"]
    act = {"act": "correct", "fact": said["id"], "field": "speaker", "value": "Lavrov", "why": "le texte le dit"}
    answer = client.post(f"{API}/judgements", json=act, params={"lang": "fr"})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["author"], made["kind"], made["withdrawable"]) == ("Anna", "correction", True)
    assert "Sergueï Lavrov" in made["text"]
    assert get(client, "/judgements")["items"][0]["id"] == made["id"]
    assert [j["id"] for j in get(client, f"/facts/{said['id']}")["judgements"]] == [made["id"]]
    back = client.delete(f"{API}/judgements/{made['id']}")
    assert (back.status_code, back.json()["withdrawn_at"] is not None, back.json()["withdrawable"]) == (
        200,
        True,
        False,
    )
    assert ids(get(client, "/judgements")) == [made["id"]]
    assert client.post(f"{API}/judgements", json={"act": "withdraw", "judgement": made["id"]}).status_code == 201


class MergingEngine(ToyEngine, FakeEngine):
    """The toy form, the program's own merging, and the tables that the page asks for names."""


def test_who_an_actor_is(serve: Serve, path: Path) -> None:
    client = serve(path, engine=MergingEngine(), edit=True)
    told = "meeting held: blinken, lavrov; 2022-01-21; Genève", "meeting held: blinken, putin; 2022-01-21; Genève"
    follow(client, send(client, ("a.txt", told[0].encode()), ("b.txt", told[1].encode())))
    persons = [one for one in get(client, "/actors")["items"] if one["kind"] == "person"]
    one, other = (person["id"] for person in persons[:2])
    act = {"act": "correct", "fact": one, "field": "same", "value": other}
    made = client.post(f"{API}/judgements", json=act)
    assert made.status_code == 201, made.text
    assert client.get(f"{API}/actors/{one}").status_code == 404
    page = get(client, f"/actors/{other}")
    assert [j["id"] for j in page["judgements"]] == [made.json()["id"]]
    assert persons[0]["name"] in page["names"]
    assert client.delete(f"{API}/judgements/{made.json()['id']}").status_code == 200
    assert get(client, f"/actors/{one}")["name"] == persons[0]["name"]
    for value, code in (("+Un autre", 201), ("+Un autre", 400)):  # the second time it is not named there any more
        act = {"act": "correct", "fact": one, "field": "same", "value": value, "within": ["a.txt"]}
        answer = client.post(f"{API}/judgements", json=act)
        assert answer.status_code == code, answer.text
        assert "a.txt" in answer.json()["text" if code == 201 else "detail"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"{}", 400),
        (b'{"act": "rename"}', 400),
        (b'{"act": "join", "contact": "a"}', 400),
        (b'{"act": "join", "contact": "a", "other": "b", "more": 1}', 400),
        (b'{"act": "join", "contact": "a", "other": "b"}', 404),
        (b'{"act": "withdraw", "judgement": "nothing"}', 404),
        (b"[" * 50_000, 400),
        (b"x" * 100_001, 413),
    ],
    ids=lambda value: str(value)[:40],
)
def test_judgements_that_cannot_be_meant(client: TestClient, body: bytes, code: int) -> None:
    answer = client.post(f"{API}/judgements", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (code, "application/problem+json"), answer.text
    assert client.post(f"{API}/judgements", content=body).status_code == 415
    assert get(client, "/judgements")["items"] == []


def test_a_value_that_cannot_be_meant_keeps_nothing(client: TestClient) -> None:
    follow(client, send(client, ("b.txt", MET.encode())))
    (said,) = get(client, "/facts", type="statement")["items"]
    act = {"act": "correct", "fact": said["id"], "field": "date", "value": "hier"}
    assert client.post(f"{API}/judgements", json=act).status_code == 400
    assert get(client, "/judgements")["items"] == []
