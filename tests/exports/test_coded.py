"""PLOVER, POLECAT and CAMEO: what stays out, what a plan becomes, codes, columns."""

from __future__ import annotations

import csv
import io
import json

import pytest
from msgspec.structs import replace

from exported import ONE, RECORD
from pourparlers.exports.cameo import GOLDSTEIN_ROOTS, MODE_ROOTS, ROOTS, encode_cameo, find_dyads, find_root
from pourparlers.exports.codes import ActorCode, Coder, _load_cow, _load_states, find_cow, find_state_name
from pourparlers.exports.coding import code_events, find_day, find_stretch
from pourparlers.exports.plover import encode_plover
from pourparlers.exports.polecat import COLUMNS, encode_polecat
from pourparlers.types import Actor, Header, Named, Record, When
from pourparlers.vocab import PLOVER_MODES, Assertion

FORTY = """
Event ID · Event Date · Event Type · Event Mode · Intensity · Quad Code · Contexts · Actor Name ·
Actor Country · Actor COW · Primary Actor Sector · Actor Sectors · Actor Title · Actor Name Raw ·
Wikipedia Actor ID · Recipient Name · Recipient Country · Recipient COW · Primary Recipient Sector ·
Recipient Sectors · Recipient Title · Recipient Name Raw · Wikipedia Recipient ID · Placename · City ·
District · Province · Country · Latitude · Longitude · GeoNames ID · Raw Placename · Feature Type · Source ·
Publication Date · Story People · Story Organizations · Story Locations · Language · Version"""


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter="\t"))


def polecat(*, everything: bool = False) -> list[dict[str, str]]:
    return rows(b"".join(encode_polecat(RECORD, code_events(RECORD, everything=everything), everything=everything)))


def cameo(*, everything: bool = False) -> list[dict[str, str]]:
    dyads = find_dyads(code_events(RECORD, everything=everything), everything=everything)
    return rows(b"".join(encode_cameo(RECORD, dyads, everything=everything)))


def plover(*, everything: bool = False, without_text: bool = False) -> list[dict]:
    selection = code_events(RECORD, everything=everything)
    lines = encode_plover(RECORD, selection, everything=everything, without_text=without_text)
    return [json.loads(line) for line in lines]


def test_what_was_not_done_stays_out_and_a_plan_is_what_it_is_today() -> None:
    selection = code_events(RECORD)
    found = {
        coded.event.id: (coded.event_type, coded.mode, coded.scale, coded.goldstein, coded.quad)
        for coded in selection.events
    }
    assert found == {
        "event-met": ("CONSULT", None, 2.5, 1.0, 1),
        "event-seen": ("CONSULT", None, 2.5, 1.0, 1),
        "event-coming": ("AGREE", None, 2.5, 4.0, 1),
        "event-leave": ("CONCEDE", None, 4.5, 5.0, 1),
        "event-said": ("THREATEN", None, -3.5, -6.0, 3),
    }
    assert selection.left_out == 2
    assert selection.undated == 1


@pytest.mark.parametrize("assertion", ["negated", "denied", "hypothetical", "conditional", "accused", "reported"])
def test_what_is_not_told_as_done_is_in_with_all_alone(assertion: Assertion) -> None:
    told = tuple(replace(e, assertion=assertion) if e.id == "event-met" else e for e in RECORD.events)
    record = replace(RECORD, events=told)
    assert "event-met" not in {coded.event.id for coded in code_events(record).events}
    everything = code_events(record, everything=True)
    assert {c.event.id: c.event.assertion for c in everything.events}["event-met"] == assertion
    assert everything.left_out == 0


def test_all_takes_everything_in_with_a_column_that_says_so() -> None:
    assert {row["Event ID"].rpartition("_")[2]: row["Assertion"] for row in polecat(everything=True)} == {
        "met": "asserted",
        "seen": "asserted",
        "coming": "planned",
        "leave": "planned",
        "said": "asserted",
        "stayed": "negated",
        "sanction": "planned",
    }
    assert "Assertion" not in polecat()[0]
    assert {item["id"]: item["assertion"] for item in plover(everything=True)}["event-stayed"] == "negated"
    assert ("RUS", "---", "08", "negated") in {
        (row["actor1"], row["actor2"], row["root"], row["assertion"]) for row in cameo(everything=True)
    }


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022-01-21", "2022-01-21"),
        ("2022-01-21TEV", "2022-01-21"),
        ("2022-01", None),
        ("2022-01-21~", None),
        ("[2022-01-21,2022-01-22]", None),
        ("2022-01-21/2022-01-23", None),
        (None, None),
        ("soon", None),
    ],
)
def test_only_a_sure_day_is_a_day(value: str | None, day: str | None) -> None:
    assert find_day(When(value=value)) == day


def test_a_stretch_has_two_sure_days_and_is_not_merely_bounded() -> None:
    assert find_stretch(When(value="2022-01-21/2022-01-23")) == ("2022-01-21", "2022-01-23")
    assert find_stretch(When(value="2022-01-21/2022-01-23", basis="bounded")) is None
    assert find_stretch(When(value="2022-01/2022-02")) is None
    assert find_stretch(When(value="2022-01-21/..")) is None


def test_polecat_has_its_forty_columns_in_order() -> None:
    assert tuple(name.strip() for name in FORTY.split("·")) == COLUMNS
    assert len(COLUMNS) == 40
    assert all(None not in row and None not in row.values() for row in polecat())


def test_a_polecat_row() -> None:
    row = next(row for row in polecat() if row["Event ID"].endswith("_met"))
    assert {name: value for name, value in row.items() if value} == {
        "Event ID": "doc-1_CONSULT_met",
        "Event Date": "2022-01-21",
        "Event Type": "CONSULT",
        "Intensity": "2.5",
        "Quad Code": "VERBAL COOPERATION",
        "Contexts": "diplomatic",
        "Actor Name": "Sergey Lavrov; Antony Blinken",
        "Actor Country": "Russia; United States",
        "Actor COW": "365; 2",
        "Primary Actor Sector": "GOV; GOV",
        "Actor Sectors": "GOV; GOV",
        "Actor Title": "foreign minister; foreign minister",
        "Actor Name Raw": "Sergueï Lavrov; Antony Blinken",
        "Wikipedia Actor ID": "Q58217; Q7821917",
        "Recipient Name": "None",
        "Recipient Country": "None",
        "Recipient COW": "None",
        "Primary Recipient Sector": "None",
        "Recipient Sectors": "None",
        "Recipient Title": "None",
        "Recipient Name Raw": "None",
        "Wikipedia Recipient ID": "None",
        "Placename": "Geneva",
        "City": "Geneva",
        "Country": "CHE",
        "GeoNames ID": "2660646",
        "Raw Placename": "Genève",
        "Source": "Le Matin",
        "Publication Date": "2022-01-22",
        "Story People": "Antony Blinken; Sergey Lavrov",
        "Story Organizations": "Armed forces of Russia",
        "Story Locations": "Geneva; Russia",
        "Language": "French",
        "Version": "1",
    }


def test_an_organisation_is_an_entity_and_no_sector() -> None:
    row = next(row for row in polecat() if row["Event ID"].endswith("_coming"))
    assert [row[name] for name in ("Recipient Name", "Recipient Country", "Recipient COW", "Recipient Sectors")] == [
        "NATO",
        "IGO",
        "None",
        "None",
    ]
    assert row["Publication Date"] == "2022-01-22"


def test_a_month_gives_no_date_and_stays_in_the_comment() -> None:
    assert next(row for row in polecat() if row["Event ID"].endswith("_leave"))["Event Date"] == ""
    item = next(item for item in plover() if item["id"] == "event-leave")
    assert (item["date"], item["comment"]) == (None, "date: 2022-03; assertion: planned RETREAT")


def test_an_act_of_speech_has_the_day_of_its_statement() -> None:
    assert next(item for item in plover() if item["id"] == "event-said")["date"] == "2022-01-21"


def test_a_plover_record() -> None:
    item = next(item for item in plover() if item["id"] == "event-met")
    sentence = "Sergueï Lavrov a rencontré Antony Blinken le 21 janvier 2022 à Genève."
    assert item == {
        "id": "event-met",
        "has_event": True,
        "date": "2022-01-21",
        "enddate": None,
        "actor": [
            {
                "code": "RUS",
                "sector": ["GOV"],
                "entity_text": "Sergueï Lavrov",
                "identifier_id": "Q58217",
                "identifier_text": "Sergey Lavrov",
                "office": "foreign minister",
            },
            {
                "code": "USA",
                "sector": ["GOV"],
                "entity_text": "Antony Blinken",
                "identifier_id": "Q7821917",
                "identifier_text": "Antony Blinken",
                "office": "foreign minister",
            },
        ],
        "recipient": [],
        "event": ["CONSULT"],
        "event_loc": {"name": "Geneva", "country": "CHE", "geonames": 2660646},
        "event_text": [sentence[:-1]],
        "quad_code": 1,
        "event_scale": 2.5,
        "mode": [],
        "context": ["diplomatic"],
        "text": sentence,
        "text_info": {"sequence": 1, "start": 0, "end": len(sentence)},
        "size": {"dead": None, "injured": None, "arrested": None},
        "cite_info": {
            "citation": "Le Matin",
            "url": "in/une.txt",
            "title": "Lavrov à Genève",
            "language": "French",
            "publication": "2022-01-22",
            "coder": "pourparlers",
            "version": "1",
        },
        "coder": "pourparlers",
        "coded_date": None,
        "comment": None,
    }


def test_the_sentences_of_plover_records_are_those_of_the_texts() -> None:
    texts = {document.uri: document.text or "" for document in RECORD.documents}
    for item in plover(everything=True):
        info = item["text_info"]
        assert texts[item["cite_info"]["url"]][info["start"] : info["end"]] == item["text"]
    assert {item["text"] for item in plover(without_text=True)} == {None}


def test_cameo_dyads() -> None:
    found = [
        (r["date"], r["actor1"], r["actor2"], r["root"], r["goldstein"], r["quad_class"], r["accounts"])
        for r in cameo()
    ]
    assert found == [
        ("2022-01-21", "USAGOV", "RUSGOV", "04", "1", "1", "2"),
        ("2022-01-21", "RUSGOV", "USAGOV", "04", "1", "1", "2"),
        ("2022-01-21", "RUSGOV", "USA", "13", "-6", "3", "1"),
        ("2022-01-26", "RUS", "IGO", "03", "4", "1", "1"),
        ("", "RUSMIL", "---", "08", "5", "2", "1"),
    ]


def test_two_accounts_of_one_day_are_one_dyad_with_both_events() -> None:
    assert cameo()[0]["events"] == "event-met; event-seen"
    assert cameo()[0]["outlets"] == "2"
    assert [(row["when"], row["published"]) for row in (cameo()[0], cameo()[-1])] == [
        ("2022-01-21", "2022-01-22"),
        ("2022-03", "2022-01-22"),
    ]


def test_every_type_has_a_root_and_every_root_a_value() -> None:
    assert set(ROOTS) == set(PLOVER_MODES)
    assert {find_root(kind, mode) for kind, modes in PLOVER_MODES.items() for mode in (None, *modes)} == set(
        range(3, 21)
    )
    assert all(mode in PLOVER_MODES[kind] for kind, mode in MODE_ROOTS)
    assert [GOLDSTEIN_ROOTS[n] for n in (1, 3, 10, 15, 20)] == [0, 4, -5, -7.2, -10]


@pytest.mark.parametrize(
    ("actor", "country", "sector", "cameo_code"),
    [
        (
            Actor(id="rus", name=Named(fr="Russie", en="Russia"), kind="state", state="RUS", role_code="GOV"),
            "RUS",
            "GOV",
            "RUS",
        ),
        (Actor(id="xkx", name=Named(fr="Kosovo", en="Kosovo"), kind="state", role_code="GOV"), "XKX", "GOV", "XKX"),
        (Actor(id="p", name=Named(fr="P", en="P"), office="xkx.head_of_government"), "XKX", "GOV", "XKXGOV"),
        (Actor(id="p", name=Named(fr="P", en="P"), office="org-un.envoy"), "IGO", "", "IGO"),
        (Actor(id="p", name=Named(fr="P", en="P"), office="ns-m23.group_leader"), "", "REB", "REB"),
        (
            Actor(id="p", name=Named(fr="P", en="P"), state="FRA", office="fra.parliament_speaker"),
            "FRA",
            "LEG",
            "FRALEG",
        ),
        (Actor(id="p", name=Named(fr="P", en="P"), state="FRA"), "FRA", "", "FRA"),
        (Actor(id="grp", name=Named(fr="les Occidentaux", en="the West"), kind="group"), "", "", "---"),
        (Actor(id="x-somaliland", name=Named(fr="S", en="S"), kind="state", role_code="GOV"), "", "GOV", "---"),
    ],
)
def test_codes_of_actors(actor: Actor, country: str, sector: str, cameo_code: str) -> None:
    code = Coder(Record(header=Header(schema="", program="", pack="", knowledge=""), actors=(actor,))).find(actor.id)
    assert (code.country, code.sector, code.cameo) == (country, sector, cameo_code)


def test_an_actor_that_the_record_lacks_has_its_id() -> None:
    assert Coder(RECORD).find("nobody") == ActorCode(id="nobody", name="nobody")


@pytest.mark.parametrize(
    ("country", "day", "number"),
    [
        ("FRA", "2022-01-21", "220"),
        ("DEU", "1989-06-01", ""),
        ("DEU", "1990-10-03", "255"),
        ("SSD", "2010-12-31", ""),
        ("SSD", "2011-07-09", "626"),
        ("UKR", None, "369"),
        ("PSE", "2022-01-01", ""),
        ("", None, ""),
        ("IGO", None, ""),
    ],
)
def test_numbers_of_the_correlates_of_war_list(country: str, day: str | None, number: str) -> None:
    assert find_cow(country, day) == number


def test_every_row_of_the_list_is_a_known_state() -> None:
    assert len(_load_cow()) == 195
    assert len({number for number, _ in _load_cow().values()}) == 195
    assert set(_load_cow()) <= set(_load_states())
    assert find_state_name("XKX") == "Kosovo"


def test_no_cell_of_a_tab_separated_form_breaks_a_line() -> None:
    assert "\n" in ONE
    data = b"".join(encode_polecat(RECORD, code_events(RECORD)))
    assert data.count(b"\n") == 6
    assert all(line.count(b"\t") == 39 for line in data.splitlines())
