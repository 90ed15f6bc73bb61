"""Rounds of a watch: what is new joins the record once, and is told once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

from fakes import ANNOUNCED, MET, FakeEngine
from newsserver import HOST, Answer, NewsServer, rss, serve
from pourparlers.api import Pourparlers
from pourparlers.errors import ConfigError, NotFoundError, StoreError
from pourparlers.places import place_of
from pourparlers.store.opening import open_store
from pourparlers.watch import outbox
from pourparlers.watch.rounds import RoundSummary

NOW = 1_650_000_000.0
REST = "Les deux délégations, arrivées la veille, ont été reçues séparément par les médiateurs de l'Union."


@pytest.fixture
def news() -> Iterator[NewsServer]:
    with serve() as server:
        yield server


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(refuses="IMPOSSIBLE")


@pytest.fixture
def p(place: str, engine: FakeEngine) -> Iterator[Pourparlers]:
    with Pourparlers(place, engine=engine) as opened:
        yield opened


def write(path: Path, text: str, *, at: float = NOW - 60) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def look(p: Pourparlers, tmp_path: Path, *, now: float = NOW, **more: Any) -> RoundSummary:
    (tmp_path / "in").mkdir(exist_ok=True)
    return p.look([tmp_path / "in"], now=now, allow=[HOST], command=["tee", "-a", str(tmp_path / "got")], **more)


def got(tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "got"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_a_new_file_joins_the_record_and_is_told_once(p: Pourparlers, tmp_path: Path, engine: FakeEngine) -> None:
    write(tmp_path / "in" / "a.txt", ANNOUNCED)
    first = look(p, tmp_path)
    assert (first.new, first.alerts, first.delivered, first.failed) == (1, 2, 2, ())
    assert sorted(one["kind"] for one in got(tmp_path)) == ["announced", "first_contact"]
    assert all(one["attempt"] == 1 and one["noted"].startswith("2022-04-15T") for one in got(tmp_path))
    second = look(p, tmp_path, now=NOW + 60)
    assert (second.new, second.known, second.alerts, second.delivered) == (0, 0, 0, 0)
    assert engine.read == [(tmp_path / "in" / "a.txt").as_posix()]
    write(tmp_path / "in" / "b.txt", MET)
    third = look(p, tmp_path, now=NOW + 120)
    assert (third.new, third.alerts) == (1, 0)
    assert len(p.contacts()[0].accounts) == 2
    assert len(engine.read) == 2


def test_what_the_record_held_before_is_told_nobody(p: Pourparlers, tmp_path: Path) -> None:
    write(tmp_path / "old.txt", ANNOUNCED)
    p.read([tmp_path / "old.txt"])
    assert look(p, tmp_path).alerts == 0
    write(tmp_path / "in" / "b.txt", "Kouleba et Lavrov se rencontreront le 2022-02-01.")
    assert look(p, tmp_path).alerts == 2
    assert {tuple(one["parties"]) for one in got(tmp_path) if one["kind"] == "announced"} == {
        ("dmytro-kuleba", "sergei-lavrov")
    }


def test_what_another_command_reads_between_rounds_is_told_too(p: Pourparlers, tmp_path: Path) -> None:
    look(p, tmp_path)
    write(tmp_path / "other.txt", ANNOUNCED)
    p.read([tmp_path / "other.txt"])
    assert look(p, tmp_path).alerts == 2


def test_a_folder_without_files_is_no_failure_and_one_that_is_not_there_is(p: Pourparlers, tmp_path: Path) -> None:
    assert look(p, tmp_path).failed == ()
    write(tmp_path / "in" / "table.xlsx", "")
    assert look(p, tmp_path).failed == ()
    (failure,) = p.look([tmp_path / "nowhere"], now=NOW).failed
    assert "no such file or folder" in failure.reason


def test_a_file_that_is_being_written_waits(p: Pourparlers, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", ANNOUNCED, at=NOW - 1)
    assert look(p, tmp_path).new == 0
    assert look(p, tmp_path, now=NOW + 5).new == 1
    write(tmp_path / "in" / "z.txt", MET, at=NOW + 999_999)
    assert look(p, tmp_path, now=NOW + 6).new == 1


def test_one_bad_file_and_one_bad_feed_do_not_stop_a_round(p: Pourparlers, tmp_path: Path, news: NewsServer) -> None:
    write(tmp_path / "in" / "a.txt", "IMPOSSIBLE")
    write(tmp_path / "in" / "b.pdf", "%PDF-1.4 torn")
    write(tmp_path / "in" / "c.txt", ANNOUNCED)
    news.pages |= {"/bad": Answer(b"<rss"), "/good": Answer(rss(("g", MET)))}
    for path in ("/bad", "/good", "/none"):
        p.add_feed(f"{news.url}{path}")
    summary = look(p, tmp_path)
    assert summary.new == 2
    assert {Path(failure.uri).name for failure in summary.failed} == {"a.txt", "b.pdf", "bad"}
    assert summary.late == {f"{news.url}/none": "the server answers 404"}
    assert look(p, tmp_path, now=NOW + 1).late == {}  # not asked again so soon, so not said again
    assert {Path(failure.uri).name for failure in p.problems()} == {"a.txt", "b.pdf", "bad"}
    write(tmp_path / "in" / "a.txt", "Rien.", at=NOW)
    news.pages["/bad"] = Answer(rss(("h", "Rien non plus.")))
    look(p, tmp_path, now=NOW + 5000)
    assert [Path(failure.uri).name for failure in p.problems()] == ["b.pdf"]


def test_a_corrected_entry_is_a_revision_and_a_move_is_told(p: Pourparlers, tmp_path: Path, news: NewsServer) -> None:
    news.pages["/rss"] = Answer(rss(("g1", f"{ANNOUNCED} {REST}")))
    p.add_feed(f"{news.url}/rss", outlet="La Gazette")
    look(p, tmp_path)
    assert [c.when.value for c in p.contacts()] == ["2022-01-21"]
    changed = ANNOUNCED.replace("2022-01-21", "2022-01-24")
    news.pages["/rss"] = Answer(rss(("g1", f"{changed} {REST}"), link="https://elsewhere.example/"))
    second = look(p, tmp_path, now=NOW + 1000)
    assert (second.new, len(p.revisions())) == (1, 1)
    assert [c.when.value for c in p.contacts()] == ["2022-01-24"]


def test_a_command_that_fails_is_asked_again_with_the_same_id(p: Pourparlers, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", ANNOUNCED)
    failing = p.look([tmp_path / "in"], now=NOW, command=["false"])
    assert (failing.alerts, failing.delivered) == (2, 0)
    missing = p.look([tmp_path / "in"], now=NOW + 1, command=["/no/such/program"])
    assert missing.delivered == 0
    assert look(p, tmp_path, now=NOW + 2).delivered == 2
    assert [one["attempt"] for one in got(tmp_path)] == [3, 1]


def test_an_alert_that_is_never_taken_is_given_up(
    p: Pourparlers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MOST_ATTEMPTS", 2)
    write(tmp_path / "in" / "a.txt", ANNOUNCED)
    for n in range(5):
        p.look([tmp_path / "in"], now=NOW + n, command=["false"])
    assert look(p, tmp_path, now=NOW + 9).delivered == 0


def test_a_webhook_gets_each_alert_with_its_key(p: Pourparlers, tmp_path: Path, news: NewsServer) -> None:
    news.pages["/hook"] = Answer()
    write(tmp_path / "in" / "a.txt", ANNOUNCED)
    assert p.look([tmp_path / "in"], now=NOW, allow=[HOST], webhook=f"{news.url}/hook", lang="fr").delivered == 2
    told = [json.loads(body) for method, _, _, body in news.asked if method == "POST"]
    keys = [headers["Idempotency-Key"] for method, _, headers, _ in news.asked if method == "POST"]
    assert [one["id"] for one in told] == keys
    assert any(one["title"].startswith("Annoncé : ") for one in told)


@pytest.mark.parametrize("address", ["https://hooks.example.org/x", "file:///tmp/x", "http://127.0.0.1/x"])
def test_alerts_go_nowhere_that_is_not_named(address: str, p: Pourparlers, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="webhook"):
        p.look([tmp_path], now=NOW, webhook=address, allow=["example.org"])


def test_the_atom_file_holds_each_alert_once(p: Pourparlers, tmp_path: Path) -> None:
    path = tmp_path / "alerts.xml"
    write(tmp_path / "in" / "a.txt", ANNOUNCED)
    look(p, tmp_path, alert_feed=path)
    before = path.read_bytes()
    parsed = feedparser.parse(before)
    assert not parsed.bozo
    assert sorted(entry.tags[0].term for entry in parsed.entries) == ["announced", "first_contact"]
    assert all(entry.id.startswith("urn:pourparlers:alert-") for entry in parsed.entries)
    look(p, tmp_path, now=NOW + 60, alert_feed=path)
    assert path.read_bytes() == before


def test_two_watches_do_not_go_over_one_database(p: Pourparlers, tmp_path: Path, place: str) -> None:
    with open_store(place_of(place)) as other:
        with other.alone(), pytest.raises(StoreError, match="another watch"):
            look(p, tmp_path)
        look(p, tmp_path)


def test_feeds_are_followed_listed_and_left(p: Pourparlers) -> None:
    p.add_feed("https://b.example/rss", outlet="B")
    p.add_feed("https://a.example/rss", pages=True)
    p.add_feed("https://b.example/rss", outlet="C")
    assert [(feed.url, feed.outlet, feed.pages) for feed in p.feeds()] == [
        ("https://a.example/rss", None, True),
        ("https://b.example/rss", "C", False),
    ]
    p.remove_feed("https://a.example/rss")
    with pytest.raises(NotFoundError):
        p.remove_feed("https://a.example/rss")
    for address in ("file:///etc/passwd", "a.example/rss", "https://me:secret@a.example/rss"):
        with pytest.raises(ConfigError):
            p.add_feed(address)


def test_a_feed_removed_during_a_round_is_not_brought_back(p: Pourparlers, tmp_path: Path, news: NewsServer) -> None:
    url = f"{news.url}/rss"

    def answer(request: Any) -> None:
        p.remove_feed(url)
        data = rss(("g", ANNOUNCED))
        request.send_response(200)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    news.pages["/rss"] = answer
    p.add_feed(url)
    assert look(p, tmp_path).new == 1
    assert p.feeds() == ()
