"""Who may ask, what comes with every answer, and how errors are told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient

from exported import RECORD
from pourparlers.errors import ConfigError
from pourparlers.http.guard import COOKIE, HEADERS, find_host
from pourparlers.http.options import Options
from served import API, ORIGIN, Serve, get, write_again, write_store

TOKEN = "a-token-of-many-characters"


@pytest.mark.parametrize("path", ["/", f"{API}/info", f"{API}/nothing", f"{API}/facts?limit=0", f"{API}/openapi.json"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1:8421", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8421", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("127.0.0.1@evil.example", 421),
        ("", 421),
        ("[::", 421),
        ("desk.example.org", 421),
    ],
)
def test_only_known_names_are_answered(client: TestClient, host: str, code: int) -> None:
    assert client.get(f"{API}/info", headers={"Host": host}).status_code == code


def test_a_name_can_be_allowed(serve: Serve, db: str) -> None:
    client = serve(db, hosts=frozenset({"Desk.example.org"}))
    assert client.get(f"{API}/info", headers={"Host": "desk.EXAMPLE.org:443"}).status_code == 200


@pytest.mark.parametrize(("header", "name"), [("a:80", "a"), ("A", "a"), ("[::1]:8", "::1"), ("[::1", ""), ("", "")])
def test_names_in_a_host_header(header: str, name: str) -> None:
    assert find_host(header) == name


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 400),
        ({"Origin": ORIGIN}, 400),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}, 400),
    ],
    ids=str,
)
def test_pages_of_other_sites_change_nothing(serve: Serve, db: str, headers: dict[str, str], code: int) -> None:
    """400: it came through, and has no body."""
    client = serve(db, edit=True)
    sent = {"Content-Type": "application/json", **headers}
    assert client.post(f"{API}/judgements", headers=sent).status_code == code
    assert client.get(f"{API}/info", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/read"), ("POST", "/judgements"), ("DELETE", "/judgements/x"), ("GET", "/jobs/x/events")],
)
def test_without_edit_nothing_can_be_changed(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, f"{API}{path}")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:pourparlers:problem:read-only")
    assert "--edit" in answer.json()["detail"]


def test_an_address_that_others_reach_needs_a_token() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.2", "desk.example.org", "127.0.0.1.example.org"):
        with pytest.raises(ConfigError, match="POURPARLERS_TOKEN"):
            Options(host=host)
        assert Options(host=host, token=TOKEN).token == TOKEN
    for host in ("127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.2"):
        assert Options(host=host).token is None
    with pytest.raises(ConfigError, match="16 characters"):
        Options(token="short")


def test_the_token_must_be_shown(serve: Serve, db: str) -> None:
    client = serve(db, token=TOKEN)
    for path in ("/", f"{API}/info", f"{API}/openapi.json", f"{API}/facts?token={TOKEN}"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["type"]) == (401, "urn:pourparlers:problem:token")
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert TOKEN not in answer.text
    for wrong in (f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer", "Bearer é", TOKEN):
        sent = {b"Authorization": wrong.encode()}
        assert client.get(f"{API}/info", headers=sent).status_code == 401  # type: ignore[arg-type]
    assert client.get(f"{API}/info", headers={"Authorization": f"bearer {TOKEN}"}).status_code == 200
    assert client.get(f"{API}/agenda.ics?token={TOKEN}").status_code == 200
    assert client.get(f"{API}/agenda.ics?token=wrong").status_code == 401


def test_a_browser_keeps_what_shows_the_token_and_not_the_token(serve: Serve, db: str) -> None:
    client = serve(db, token=TOKEN)
    assert client.get("/?token=wrong").status_code == 401
    answer = client.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert client.get(f"{API}/info").status_code == 200
    client.cookies.set(COOKIE, TOKEN)
    assert client.get(f"{API}/info", headers={"Cookie": f"{COOKIE}={TOKEN}"}).status_code == 401


def test_errors_are_problems(client: TestClient) -> None:
    for path, code, kind, words in (
        ("/facts?since=hier", 400, "bad-request", "since"),
        ("/facts?type=rumour", 400, "bad-request", "contact"),
        ("/facts?after=%C3%A9", 400, "bad-request", "after"),
        ("/facts?after=abc", 400, "bad-request", "after"),
        ("/facts?limit=0", 400, "bad-request", "limit"),
        ("/facts?limit=501", 400, "bad-request", "limit"),
        ("/facts?lang=de", 400, "bad-request", "lang"),
        ("/facts?actor=Lavrof", 404, "not-found", "near it"),
        ("/facts/nothing", 404, "not-found", "nothing"),
        ("/facts/rus", 404, "not-found", "actor"),
        ("/facts/statement-1/explain", 404, "not-found", "contacts"),
        ("/documents/nothing", 404, "not-found", "/api/v1/documents"),
        ("/dossiers/nothing", 404, "not-found", "/api/v1/dossiers"),
        ("/actors/nothing", 404, "not-found", "/api/v1/actors"),
        ("/network?limit=151", 400, "bad-request", "limit"),
        ("/density?bins=401", 400, "bad-request", "bins"),
        ("/agenda?as_of=2022", 400, "bad-request", "as"),
        ("/search", 400, "bad-request", "q"),
        ("/export?format=xls", 400, "bad-request", "format"),
        ("/brief?format=pdf", 400, "bad-request", "format"),
        ("/nothing", 404, "not-found", "openapi"),
    ):
        answer = client.get(f"{API}{path}")
        body = answer.json()
        assert (answer.status_code, answer.headers["content-type"]) == (code, "application/problem+json"), path
        assert (body["type"], body["status"]) == (f"urn:pourparlers:problem:{kind}", code), path
        assert words in body["detail"], (path, body)
        assert body["instance"] == f"{API}{path}".split("?", maxsplit=1)[0]
    answer = client.delete(f"{API}/facts")
    assert (answer.status_code, answer.json()["status"]) == (405, 405)


def test_a_fault_tells_no_trace(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(client.app.state.record, "facts", fail)  # type: ignore[attr-defined]
    answer = client.get(f"{API}/facts")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:pourparlers:problem:fault")
    assert "secret" not in answer.text


PATHS = [
    "/facts", "/density", "/facets?lang=fr", "/network", "/documents", "/documents/doc-1", "/facts/contact-1",
    "/agenda", "/agenda.ics", "/ledger", "/dossiers", "/actors", "/actors/rus", "/search?q=troupes", "/info",
    "/judgements", "/export?format=gexf", "/brief",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_what_the_asker_has_is_not_sent_again(serve: Serve, place: str, path: str) -> None:
    db = write_store(place, RECORD)
    client = serve(db)
    first = client.get(f"{API}{path}")
    assert first.status_code == 200
    tag = first.headers["etag"]
    again = client.get(f"{API}{path}", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"{API}{path}", headers={"If-None-Match": '"other"'}).status_code == 200
    sign = "&" if "?" in path else "?"
    assert client.get(f"{API}{path}{sign}lang=en&x=1", headers={"If-None-Match": tag}).status_code == 200
    write_again(db, msgspec.structs.replace(RECORD, contacts=RECORD.contacts[:1]))
    changed = client.get(f"{API}{path}", headers={"If-None-Match": tag})
    assert changed.status_code == 200


def test_the_page_is_served_where_it_is_built(serve: Serve, db: str, tmp_path: Path) -> None:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>built</title>", encoding="utf-8")
    (static / "assets" / "app-1a2b.js").write_text("export {};", encoding="utf-8")
    client = serve(db, static=static)
    assert "built" in client.get("/").text
    assert client.get("/").headers["cache-control"] == "no-cache"
    script = client.get("/assets/app-1a2b.js")
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert client.get("/../exported.py").status_code == 404
    assert client.get("/assets/%2e%2e/%2e%2e/r.sqlite").status_code == 404
    assert get(client, "/info")["counts"]["documents"] == 2


def test_without_it_a_plain_page_says_how_it_is_built(client: TestClient) -> None:
    answer = client.get("/")
    assert "npm" in answer.text
    assert "/api/v1/openapi.json" in answer.text
