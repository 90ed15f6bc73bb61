"""The tables of states, organisations, formats, members, metonyms and places hold together."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import pourparlers

DATA = Path(pourparlers.__path__[0]) / "knowledge" / "data"

COLUMNS = {
    "states": (
        "id,iso3,wikidata,name_fr,name_en,article_fr,gender,variants_fr,variants_en,demonym_m,"
        "demonym_f,demonym_mp,demonym_fp,compound_fr,capital_fr,capital_en,status"
    ),
    "metonyms": "surface_fr,actor,kind,place_state,place_use,note",
    "organisations": (
        "id,kind,wikidata,name_fr,name_en,article_fr,gender,number,variants_fr,variants_en,parent,state,role_code,seat"
    ),
    "members": "organisation,member,start,end",
    "formats": "id,name_fr,name_en,variants_fr,members,start,end,note",
    "places": "name_fr,variants_fr,name_en,state,geonames,kind,town",
    "successions": "state,earlier,until,note",
    "meetings": "first,last,place,who,what",
}
FLOORS = {
    "states": 206,
    "metonyms": 540,
    "organisations": 630,
    "members": 1030,
    "formats": 80,
    "places": 1700,
    "successions": 5,
    "meetings": 5000,
}
EDTF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ROLE_CODES = {"GOV", "MIL", "IGO", "REB", "SPY", "LEG", "OPP", "NGO", "MED", "JUD", ""}
MULTIPLE = {
    "states": (
        "variants_fr variants_en demonym_m demonym_f demonym_mp demonym_fp compound_fr capital_fr capital_en"
    ).split(),
    "organisations": "variants_fr variants_en seat".split(),
    "formats": "variants_fr members".split(),
    "places": ["variants_fr"],
    "meetings": ["who"],
}


def read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def several(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def surfaces(row: dict[str, str]) -> list[str]:
    return [row["name_fr"], *several(row["variants_fr"])]


TABLES = {name: read(name) for name in COLUMNS}
STATES = {row["id"]: row for row in TABLES["states"]}
SUCCESSORS = {row["earlier"]: row["state"] for row in TABLES["successions"]}
SHARED = {row["earlier"]: row["state"] for row in TABLES["successions"] if row["until"]}
ORGANISATIONS = {row["id"]: row for row in TABLES["organisations"]}
FORMATS = {row["id"]: row for row in TABLES["formats"]}
ACTORS = STATES | ORGANISATIONS | FORMATS
DECLARED = {row["surface_fr"] for row in TABLES["metonyms"] if "ambiguous" in row["note"]}


@pytest.mark.parametrize("name", COLUMNS)
def test_header_is_the_public_one(name: str) -> None:
    header = (DATA / f"{name}.csv").read_text("utf-8").splitlines()[0]
    assert header == COLUMNS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_table_does_not_shrink(name: str) -> None:
    assert len(TABLES[name]) >= FLOORS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_are_clean(name: str) -> None:
    for row in TABLES[name]:
        assert None not in row, row
        for column, cell in row.items():
            assert cell is not None, (row, column)
            assert cell == cell.strip(), (column, cell)
            assert not set(cell) & set("’‘\u00a0\u202f\t"), (column, cell)
            assert not re.search("[\u0370-\u04ff]", cell), f"not Latin: {cell}"
            if column in MULTIPLE.get(name, ()):
                values = several(cell)
                assert all(value and value == value.strip() for value in values), cell
                assert len(set(values)) == len(values), f"twice in a cell: {cell}"
            else:
                assert "|" not in cell, (column, cell)


@pytest.mark.parametrize("name", ["states", "organisations", "formats"])
def test_ids_are_unique(name: str) -> None:
    count = Counter(row["id"] for row in TABLES[name])
    assert [key for key, n in count.items() if n > 1] == []


def test_ids_are_unique_over_all_tables() -> None:
    assert len(ACTORS) == len(STATES) + len(ORGANISATIONS) + len(FORMATS)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("metonyms", ("surface_fr", "actor", "kind")),
        ("members", ("organisation", "member", "start")),
        ("places", ("name_fr", "state")),
    ],
)
def test_rows_are_unique(name: str, key: tuple[str, ...]) -> None:
    count = Counter(tuple(row[column] for column in key) for row in TABLES[name])
    assert [row for row, n in count.items() if n > 1] == []


@pytest.mark.parametrize("row", TABLES["states"], ids=lambda row: row["id"])
def test_state_is_complete(row: dict[str, str]) -> None:
    assert row["name_fr"]
    assert row["name_en"]
    assert row["article_fr"] in {"le", "la", "l'", "les", ""}
    assert row["gender"] in {"m", "f"}
    assert {"le": "m", "la": "f"}.get(row["article_fr"], row["gender"]) == row["gender"]
    for column in ("demonym_m", "demonym_f", "demonym_mp", "demonym_fp"):
        assert several(row[column]), column
        assert row[column] == row[column].lower(), column
    assert row["capital_fr"]
    assert row["capital_en"]
    if row["id"].startswith("x-") or row["id"] == "xkx":
        assert row["iso3"] == ""
    else:
        assert row["iso3"].lower() == row["id"]
    assert re.fullmatch(r"Q\d+|", row["wikidata"])
    assert row["status"] in {
        "un_member",
        "un_observer",
        "partial",
        "associated",
        "disputed",
        "unrecognised",
        "dissolved",
    }


def test_every_member_of_the_united_nations_is_there() -> None:
    count = Counter(row["status"] for row in TABLES["states"])
    assert count["un_member"] == 193
    assert count["un_observer"] == 2


def test_article_agrees_with_the_first_letter() -> None:
    for row in TABLES["states"]:
        vowel = bool(re.match("[AEIOUÉÎÂaeiouéîâ]", row["name_fr"]))
        if row["article_fr"] in {"le", "la"}:
            assert not vowel, row["name_fr"]
        if row["article_fr"] == "l'":
            assert vowel, row["name_fr"]


def test_wikidata_ids_are_used_once() -> None:
    rows = TABLES["states"] + TABLES["organisations"]
    count = Counter(row["wikidata"] for row in rows if row["wikidata"])
    assert [key for key, n in count.items() if n > 1] == []


def test_every_capital_is_a_metonym() -> None:
    capitals = defaultdict(set)
    for row in TABLES["metonyms"]:
        if row["kind"] == "capital":
            capitals[row["actor"]].add(row["surface_fr"])
    for state in TABLES["states"]:
        heir = SHARED.get(state["id"], state["id"])  # "Moscou" is one name, whichever of the two it meant
        assert set(several(state["capital_fr"])) <= capitals[heir], state["id"]


def test_every_capital_is_a_place() -> None:
    places = defaultdict(set)
    for row in TABLES["places"]:
        places[row["state"]].update(surfaces(row))
    parents = {"x-nagorno-karabakh": "aze", "x-northern-cyprus": "cyp"} | SUCCESSORS
    for state in TABLES["states"]:
        here = places[state["id"]] | places[parents.get(state["id"], "")]
        missing = set(several(state["capital_fr"])) - here
        assert not missing, (state["id"], missing)


def test_metonyms_resolve() -> None:
    for row in TABLES["metonyms"]:
        assert row["actor"] in ACTORS, row
        assert row["place_state"] in STATES or row["kind"] in {"short-name", "ministry"}, row
        assert row["place_use"] in {"often", "rare"}, row
        assert row["kind"] in {
            "capital",
            "palace",
            "ministry",
            "street",
            "agency-nickname",
            "short-name",
        }, row


def test_geneva_is_only_a_place() -> None:
    assert "Genève" not in {row["surface_fr"] for row in TABLES["metonyms"]}
    assert "Genève" in {row["name_fr"] for row in TABLES["places"]}


def test_no_surface_stands_for_two_actors_undeclared() -> None:
    found = defaultdict(set)
    for actor, row in ACTORS.items():
        for surface in surfaces(row):
            found[surface].add(actor)
    for row in TABLES["metonyms"]:
        found[row["surface_fr"]].add(row["actor"])
    double = {surface: actors for surface, actors in found.items() if len(actors) > 1}
    assert {key: value for key, value in double.items() if key not in DECLARED} == {}


def test_declared_ambiguity_is_one() -> None:
    """A surface noted as ambiguous names every other reading in the note or in a second row."""
    for row in TABLES["metonyms"]:
        if "ambiguous" in row["note"]:
            assert re.search("ambiguous[:;] ", row["note"]), row


@pytest.mark.parametrize("row", TABLES["organisations"], ids=lambda row: row["id"])
def test_organisation_is_complete(row: dict[str, str]) -> None:
    assert row["name_fr"]
    assert row["name_en"]
    assert row["kind"] in {"organisation", "institution", "group", "bloc", "nonstate"}
    assert row["article_fr"] in {"le", "la", "l'", "les", ""}
    assert row["gender"] in {"m", "f"}
    assert row["number"] == ("p" if row["article_fr"] == "les" else "s")
    assert row["role_code"] in ROLE_CODES
    assert not row["state"] or row["state"] in STATES
    assert not row["parent"] or row["parent"] in ORGANISATIONS
    assert re.fullmatch(r"Q\d+|", row["wikidata"])
    assert row["name_fr"] not in several(row["variants_fr"])


def test_members_resolve() -> None:
    for row in TABLES["members"]:
        assert row["organisation"] in ORGANISATIONS.keys() | FORMATS.keys(), row
        assert row["member"] in STATES, row


@pytest.mark.parametrize(
    ("organisation", "day", "number"),
    [
        ("org-eu", "2012-01-01", 27),
        ("org-eu", "2019-06-01", 28),
        ("org-eu", "2022-01-21", 27),
        ("org-nato", "2022-01-21", 30),
        ("org-nato", "2024-06-01", 32),
        ("org-osce", "2022-01-21", 57),
        ("org-coe", "2022-01-21", 47),
        ("org-coe", "2023-01-01", 46),
        ("org-g7", "2022-01-21", 7),
        ("org-g20", "2022-01-21", 19),
        ("org-p5", "2022-01-21", 5),
        ("org-brics", "2022-01-21", 5),
        ("org-brics", "2024-06-01", 9),
        ("org-au", "2022-01-21", 55),
        ("org-ecowas", "2022-01-21", 15),
        ("org-ecowas", "2025-06-01", 12),
        ("org-gcc", "2022-01-21", 6),
        ("org-arab-league", "2022-01-21", 22),
        ("org-asean", "2022-01-21", 10),
        ("org-oic", "2022-01-21", 57),
        ("org-csto", "2022-01-21", 6),
        ("org-sco", "2022-01-21", 8),
        ("org-eac", "2024-06-01", 8),
        ("org-sadc", "2022-01-21", 16),
        ("org-opec", "2022-01-21", 13),
        ("org-saarc", "2022-01-21", 8),
        ("fmt-e3", "2022-01-21", 3),
        ("fmt-weimar", "2022-01-21", 3),
        ("fmt-normandy", "2022-01-21", 4),
        ("fmt-p5plus1", "2015-07-14", 6),
    ],
)
def test_number_of_members(organisation: str, day: str, number: int) -> None:
    members = {
        row["member"]
        for row in TABLES["members"]
        if row["organisation"] == organisation and row["start"] <= day and (not row["end"] or day <= row["end"])
    }
    assert len(members) == number


@pytest.mark.parametrize("name", ["members", "formats"])
def test_dates_are_edtf(name: str) -> None:
    for row in TABLES[name]:
        for column in ("start", "end"):
            assert not row[column] or EDTF.fullmatch(row[column]), row
        if row["start"] and row["end"]:
            length = min(len(row["start"]), len(row["end"]))
            assert row["start"][:length] <= row["end"][:length], row


def test_formats_resolve() -> None:
    for row in TABLES["formats"]:
        assert row["name_fr"]
        assert row["name_en"]
        assert set(several(row["members"])) <= STATES.keys() | ORGANISATIONS.keys(), row


def test_format_members_agree_with_the_table_of_members() -> None:
    listed = defaultdict(set)
    for row in TABLES["members"]:
        if row["organisation"] in FORMATS:
            listed[row["organisation"]].add(row["member"])
    for name, members in listed.items():
        assert set(several(FORMATS[name]["members"])) == members, name


def test_places_resolve() -> None:
    for row in TABLES["places"]:
        assert row["name_fr"]
        assert row["name_en"]
        assert not row["state"] or row["state"] in STATES, row
        assert row["kind"] in {"city", "region", "border", "sea", "palace"}, row
        assert re.fullmatch(r"\d*", row["geonames"]), row
        assert row["name_fr"] not in several(row["variants_fr"]), row
        assert not re.search(r"[()]", row["name_fr"]) or row["name_fr"] == "Grenade (Espagne)", row


def test_geonames_ids_are_used_once() -> None:
    count = Counter(row["geonames"] for row in TABLES["places"] if row["geonames"])
    assert [key for key, n in count.items() if n > 1] == []


@pytest.mark.parametrize(
    "surface",
    "Genève|Vienne|Doha|Astana|Sotchi|Antalya|Istanbul|Djeddah|Charm el-Cheikh|Camp David|Minsk|"
    "Luanda|Pretoria|New York|Davos|Munich|Crimée|Donbass|Cisjordanie|bande de Gaza|Haut-Karabakh|"
    "Nord-Kivu|Goma|Kharkiv|Marioupol|mer Noire|mer Rouge|Delaware|Bruxelles|Kiev|Kyiv".split("|"),
)
def test_place_is_known(surface: str) -> None:
    assert any(surface in surfaces(row) for row in TABLES["places"])


@pytest.mark.parametrize(
    ("surface", "actor"),
    [
        ("Moscou", "rus"),
        ("Washington", "usa"),
        ("Kiev", "ukr"),
        ("Kyiv", "ukr"),
        ("Kyïv", "ukr"),
        ("Kremlin", "inst-kremlin"),
        ("Élysée", "inst-elysee"),
        ("Elysée", "inst-elysee"),
        ("Maison Blanche", "inst-white-house"),
        ("Maison-Blanche", "inst-white-house"),
        ("Quai d'Orsay", "mfa-fra"),
        ("département d'État", "inst-state-dept"),
        ("département d'Etat", "inst-state-dept"),
        ("Foreign Office", "mfa-gbr"),
        ("Tel-Aviv", "isr"),
        ("Bruxelles", "org-eu"),
        ("Bruxelles", "bel"),
    ],
)
def test_metonym_is_known(surface: str, actor: str) -> None:
    rows = TABLES["metonyms"]
    assert any(row["surface_fr"] == surface and row["actor"] == actor for row in rows)
