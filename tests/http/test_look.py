"""Facts, counts, networks and dispatches over HTTP."""

from __future__ import annotations

import threading
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient

from exported import ONE, RECORD
from fakes import FakeEngine
from pourparlers.api import Pourparlers
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.types import Document, When
from pourparlers.views import rows
from served import API, FACTS, Serve, get, ids, repeat, write_again, write_store

HOSTILE = '<script>alert("1")</script>\u202e\u0000'


def test_facts_are_the_rows_of_the_command_line(client: TestClient, db: str) -> None:
    kinds = ["contact", "statement", "event"]
    for lang in ("fr", "en"):
        with Pourparlers(db, engine=FakeEngine()) as record:
            told = record.chronology(lang=lang)
        found = get(client, "/facts", type=kinds, lang=lang, limit=500)["items"]
        assert [(f["id"], f["date_text"], f["who"], f["what"], f["where"]) for f in found] == [
            (row.id, row.date, row.who, row.what, row.where) for row in told
        ]
        assert [f["quotes"][0] for f in found if f["type"] == "statement"] == [
            row.words for row in told if row.type == "statement"
        ]


def test_the_order_is_that_of_the_chronology_with_every_kind(client: TestClient) -> None:
    cast = rows.Cast(RECORD, load_catalogue("en"))
    facts = [*RECORD.contacts, *RECORD.statements, *RECORD.events, *RECORD.positions, *RECORD.figures]
    shown = {f.id for f in facts} - {"event-met", "event-seen", "event-coming", "event-said"}  # told by other facts
    assert ids(get(client, "/facts")) == [f.id for f in rows.sort_facts(facts, cast) if f.id in shown]


@pytest.mark.parametrize("limit", [1, 2, 7, 50, 500])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_paging_tells_every_row_once(serve: Serve, place: str, limit: int, order: str) -> None:
    client = serve(write_store(place, repeat(RECORD, 9)))
    whole = ids(get(client, "/facts", limit=500))
    seen: list[str] = []
    query: dict[str, Any] = {"limit": limit, "order": order}
    while True:
        page = get(client, "/facts", **query)
        assert page["total"] == len(whole)
        seen += ids(page)
        if page["next"] is None:
            break
        assert len(page["items"]) == limit
        query["after"] = page["next"]
    assert seen == (whole if order == "asc" else whole[::-1])
    assert len(set(seen)) == len(seen)


def test_a_page_goes_on_where_the_last_one_ended_when_the_record_grew(serve: Serve, place: str) -> None:
    client = serve(write_store(place, repeat(RECORD, 2)))
    whole = ids(get(client, "/facts", limit=500))
    first = get(client, "/facts", limit=5)
    write_again(place, repeat(RECORD, 4))
    rest = get(client, "/facts", limit=500, after=first["next"])
    assert set(whole) - set(ids(first)) <= set(ids(rest))
    assert not set(ids(first)) & set(ids(rest))


def test_a_page_goes_on_by_the_day_when_its_last_row_is_gone(serve: Serve, place: str) -> None:
    client = serve(write_store(place, repeat(RECORD, 2)))
    first = get(client, "/facts", limit=3)
    gone = ids(first)[-1]
    kept = repeat(RECORD, 2)
    left = {name: tuple(f for f in getattr(kept, name) if f.id != gone) for name in FACTS}
    write_again(place, msgspec.structs.replace(kept, **left))
    whole, rest = ids(get(client, "/facts", limit=500)), ids(get(client, "/facts", limit=500, after=first["next"]))
    assert set(whole) - set(ids(first)) <= set(rest)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"type": "contact"}, {"contact-1", "contact-2"}),
        ({"type": ["contact", "position"]}, {"contact-1", "contact-2", "position-1"}),
        ({"type": "event"}, {e.id for e in RECORD.events}),
        ({"kind": "threat"}, {"position-1"}),
        ({"kind": "RETREAT"}, {"event-leave", "event-stayed"}),
        ({"status": "planned"}, {"contact-2", "event-leave", "event-sanction"}),
        ({"status": ["planned", "held"], "type": "contact"}, {"contact-1", "contact-2"}),
        ({"actor": "Antony Blinken"}, {"contact-1"}),
        ({"actor": ["lavrov", "usa"]}, {"contact-1", "statement-1", "position-1"}),  # a state brings its officials
        ({"actor": "États-Unis", "type": "contact"}, {"contact-1"}),
        ({"outlet": "Le Matin", "type": "contact"}, {"contact-1", "contact-2"}),
        ({"outlet": "Nul"}, set()),
        ({"issue": "retaliation"}, {"position-1", "statement-1"}),
        ({"since": "2022-01-26"}, {"contact-2", "event-leave"}),
        ({"since": "2022-01-01", "until": "2022-01-21", "type": "contact"}, {"contact-1"}),
        ({"until": "2022-01-21"}, {"contact-1", "statement-1", "position-1"}),
        ({"since": "2022-03-15", "until": "2022-03-16"}, {"event-leave"}),
        ({"as_of": "2022-01-21"}, set()),
        ({"as_of": "2022-01-22", "type": "figure"}, {"figure-1"}),
        ({"q": "retirer troupe"}, {"event-stayed"}),
        ({"q": '"retiré ses troupes"'}, {"event-stayed"}),
        ({"q": "ornithorynque"}, set()),
        ({"type": "figure", "kind": "soldiers"}, {"figure-1", "figure-2", "figure-3"}),
    ],
    ids=str,
)
def test_filters(client: TestClient, query: dict[str, Any], expected: set[str]) -> None:
    found = get(client, "/facts", **query)
    assert (set(ids(found)), found["total"]) == (expected, len(expected))
    bins = get(client, "/density", **query)
    counted = sum(b[kind] for b in bins["bins"] for kind in ("contact", "statement", "event", "position", "figure"))
    assert counted + bins["undated"] == len(expected)
    assert get(client, "/facets", **query)["total"] == len(expected)


def test_a_row_says_its_precision_its_words_and_its_sources(client: TestClient) -> None:
    found = {item["id"]: item for item in get(client, "/facts", type=["contact", "event"], lang="fr")["items"]}
    leave = found["event-leave"]
    assert (leave["date"], leave["date_text"]) == ("2022-03", "mars 2022")
    assert (leave["earliest"], leave["latest"]) == ("2022-03-01", "2022-03-31")
    assert (leave["status_key"], leave["status"]) == ("planned", load_catalogue("fr")("assertion.planned"))
    met = found["contact-1"]
    assert [a["id"] for a in met["actors"]] == ["lavrov", "blinken"]
    assert [s["document"] for s in met["sources"]] == ["doc-2", "doc-1"]
    assert met["sources"][1] == {
        "document": "doc-1", "outlet": "Le Matin", "name": "une.txt", "published": "2022-01-22",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "unit"), [({"bins": 400}, "day"), ({"bins": 12}, "week"), ({"bins": 3}, "month"), ({"bins": 1}, "year")]
)
def test_density_takes_the_finest_unit_that_fits(client: TestClient, query: dict[str, Any], unit: str) -> None:
    found = get(client, "/density", **query)
    assert found["unit"] == unit
    assert len(found["bins"]) <= query["bins"]
    days = [(date.fromisoformat(b["start"]), date.fromisoformat(b["end"])) for b in found["bins"]]
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(days))
    assert sum(b["contact"] for b in found["bins"]) == 2
    assert found["undated"] == 4


def test_density_of_centuries_keeps_to_its_bins(serve: Serve, place: str) -> None:
    old = [
        msgspec.structs.replace(RECORD.contacts[0], id=f"old-{y}", when=When(value=f"{y:04}")) for y in (1, 1648, 9999)
    ]
    record = msgspec.structs.replace(RECORD, contacts=(*RECORD.contacts, *old))
    client = serve(write_store(place, record))
    found = get(client, "/density", bins=50)
    assert (found["unit"], len(found["bins"])) == ("year", 50)
    assert sum(b["contact"] for b in found["bins"]) == 5
    assert (found["bins"][0]["start"], found["bins"][-1]["end"]) == ("0001-01-01", "9999-12-31")


def test_facets_count_what_each_value_would_leave(client: TestClient) -> None:
    facets = get(client, "/facets", lang="fr")
    assert {value["key"]: value["name"] for value in facets["status"]}["held"] == load_catalogue("fr")("status.held")
    for name in ("kind", "status", "issue", "outlet", "actor"):
        assert facets[name]
        for value in facets[name]:
            assert get(client, "/facts", **{name: value["key"]})["total"] == value["n"] > 0
    assert {value["key"]: value["n"] for value in facets["type"]} == {
        "contact": 2, "statement": 1, "event": 3, "position": 1, "figure": 3,
    }  # fmt: skip
    narrowed = get(client, "/facets", kind="threat")
    assert {v["key"] for v in narrowed["kind"]} == {v["key"] for v in facets["kind"]}
    assert [v["key"] for v in narrowed["type"]] == ["position"]


def test_the_network_counts_meetings_words_and_acts(client: TestClient) -> None:
    found = get(client, "/network")
    edges = {(e["source"], e["target"]): e for e in found["edges"]}
    met = edges["blinken", "lavrov"]
    assert (met["contacts"], met["first"], met["last"], met["there"], met["back"]) == (
        1,
        "2022-01-21",
        "2022-01-21",
        0,
        0,
    )
    said = edges["lavrov", "usa"]
    assert (said["statements"], said["there"], said["back"]) == (1, 1, 0)
    assert edges["gbr", "rus"]["conflict"] == 1
    assert edges["org-nato", "rus"]["contacts"] == 1
    names = {node["id"]: node["name"] for node in found["nodes"]}
    assert names["lavrov"] == "Sergey Lavrov"
    assert {n for e in found["edges"] for n in (e["source"], e["target"])} <= set(names)


def test_the_network_of_one_weight_and_of_few_actors(client: TestClient) -> None:
    conflict = get(client, "/network", weight="conflict")
    assert [(e["source"], e["target"]) for e in conflict["edges"]] == [("gbr", "rus")]
    few = get(client, "/network", limit=2)
    assert len(few["nodes"]) == 2
    assert few["left_out"] > 0


def test_dispatches_are_listed_by_day(client: TestClient) -> None:
    found = get(client, "/documents", lang="fr")
    assert [(d["id"], d["published_text"]) for d in found["items"]] == [
        ("doc-2", "janvier 2022"),
        ("doc-1", "22 janvier 2022"),
    ]
    assert [d["n_facts"] for d in found["items"]] == [5, 10]
    first = get(client, "/documents", limit=1)
    assert ids(get(client, "/documents", limit=1, after=first["next"])) == ["doc-1"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"outlet": "Le Matin"}, ["doc-1"]),
        ({"kind": "SANCTION"}, ["doc-2"]),
        ({"q": "Soledar"}, ["doc-1"]),
        ({"since": "2022-01-25"}, ["doc-2"]),
        ({"until": "2021-12-31"}, []),
        ({"as_of": "2022-01-22"}, ["doc-1"]),
        ({"actor": "ukr"}, ["doc-2"]),
    ],
    ids=str,
)
def test_filters_of_dispatches(client: TestClient, query: dict[str, Any], expected: list[str]) -> None:
    assert ids(get(client, "/documents", **query)) == expected


def test_the_reader_gives_the_text_back_with_its_marks(client: TestClient) -> None:
    page = get(client, "/documents/doc-1")
    segments = [s for block in page["blocks"] for s in block["segments"]]
    assert "".join(s["text"] for s in segments) == ONE
    said = [s for s in segments if any(m["layer"] == "said" for m in s["marks"])]
    assert "".join(s["text"] for s in said) == "=Nous répondrons"
    lavrov = next(s for s in segments if s["text"] == "Sergueï Lavrov")
    assert {(m["layer"], m["id"]) for m in lavrov["marks"]} >= {("actor", "lavrov"), ("contact", "contact-1")}
    assert {"contact-1", "statement-1", "figure-1"} <= {fact["id"] for fact in page["facts"]}
    assert client.get(f"{API}/documents/doc-9").status_code == 404


def test_offsets_are_code_points_whatever_comes_before(serve: Serve, place: str) -> None:
    """JavaScript counts UTF-16, so the reader gives pieces: an emoji before a mark moves nothing."""
    text = "🕊️ Le 🇫🇷 ministre. Lavrov a parlé."
    start = text.index("Lavrov")
    mention = msgspec.structs.replace(
        RECORD.mentions[0], id="m", doc="doc-3", start=start, end=start + 6, text="Lavrov"
    )
    document = Document(id="doc-3", uri="in/trois.txt", text=text)
    record = msgspec.structs.replace(RECORD, documents=(document,), mentions=(mention,), times=())
    bare = dict.fromkeys((*FACTS, "judgements"), ())
    client = serve(write_store(place, msgspec.structs.replace(record, **bare)))
    segments = get(client, "/documents/doc-3")["blocks"][0]["segments"]
    assert [(s["text"], len(s["marks"])) for s in segments] == [(text[:start], 0), ("Lavrov", 1), (" a parlé.", 0)]


def test_hostile_text_is_passed_on_as_data(serve: Serve, place: str) -> None:
    replace = msgspec.structs.replace
    documents = tuple(replace(d, title=HOSTILE, outlet=HOSTILE, uri=f"in/{HOSTILE}") for d in RECORD.documents)
    actors = tuple(replace(a, name=replace(a.name, fr=HOSTILE, en=HOSTILE)) for a in RECORD.actors)
    record = replace(RECORD, documents=documents, actors=actors)
    client = serve(write_store(place, record))
    for path in ("/facts", "/facets", "/network", "/documents", "/documents/doc-1", "/facts/contact-1", "/actors/rus"):
        answer = client.get(f"{API}{path}")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert HOSTILE in find_strings(answer.json())
    answer = client.get(f"{API}/facts", params={"actor": HOSTILE + "x"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def find_strings(value: Any) -> str:
    """All strings of an answer, as they are."""
    if isinstance(value, dict):
        return "\n".join(find_strings(v) for v in value.values())
    return "\n".join(find_strings(v) for v in value) if isinstance(value, list) else str(value)


def test_an_empty_record_answers(serve: Serve, place: str) -> None:
    with Pourparlers(place, engine=FakeEngine()):
        pass
    client = serve(place)
    assert get(client, "/info")["counts"]["documents"] == 0
    assert get(client, "/facts") == {"items": [], "next": None, "total": 0}
    assert get(client, "/density") == {"unit": "day", "bins": [], "undated": 0}
    assert get(client, "/network")["nodes"] == get(client, "/documents")["items"] == []
    assert get(client, "/agenda")["entries"] == get(client, "/ledger")["matters"] == []
    assert (
        get(client, "/search", q="rien")["total"]
        == get(client, "/actors")["total"]
        == get(client, "/dossiers")["total"]
        == 0
    )


def test_info_says_what_the_record_is(client: TestClient, serve: Serve, db: str) -> None:
    info = get(client, "/info")
    assert (info["pack"], info["edit"], info["behind"]) == ("fr-1", False, False)
    assert info["counts"]["contacts"] == 2
    assert (info["first"], info["last"], info["latest"]) == ("2022-01-21", "2022-01-26", "2022-01-22")
    assert get(serve(db, edit=True, lang="fr"), "/info")["edit"] is True


def test_answers_are_of_one_record_while_another_is_written(serve: Serve, place: str) -> None:
    """Readers never see the facts of one record under the numbers of another, and meet no lock."""
    small, large = repeat(RECORD, 1), repeat(RECORD, 6)
    client = serve(write_store(place, small))
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            for record in (large, small):
                write_again(place, record)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        seen = set()
        for _ in range(40):
            found = get(client, "/facts", limit=500)
            seen.add(found["total"])
            assert len(ids(found)) == len(set(ids(found))) == found["total"]
            assert get(client, "/search", q="russie", limit=100)["items"]
            assert get(client, "/agenda")["as_of"] == "2022-01-22"
    finally:
        stop.set()
        writer.join()
    assert seen <= {11, 66}
