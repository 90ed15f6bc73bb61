"""The packaged tables that only imports read: every reference leads somewhere, and documentation names the keys."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pourparlers.knowledge.imports.bodies import Bodies, packaged_rows
from pourparlers.knowledge.imports.names import fold
from pourparlers.knowledge.imports.offices import Match, Offices
from pourparlers.knowledge.imports.records import SourcePost
from pourparlers.knowledge.imports.staging import Staging
from pourparlers.knowledge.load import TABLES, load_knowledge

KB = load_knowledge()
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("table", "key"), [("codes", "code"), ("positions", "wikidata")])
def test_no_key_stands_twice(table: str, key: str) -> None:
    assert [name for name, n in Counter(row[key] for row in packaged_rows(table)).items() if n > 1] == []


def test_every_code_is_of_a_body() -> None:
    assert {row["body"] for row in packaged_rows("codes")} <= KB.states.keys() | KB.organisations.keys()


def test_every_position_is_an_office() -> None:
    rows = packaged_rows("positions")
    assert {row["office"] for row in rows} <= KB.offices.keys()
    assert all(re.fullmatch(r"Q[1-9]\d*", row["wikidata"]) for row in rows)


def test_every_function_is_one_of_the_tables_and_no_name_tells_two() -> None:
    rows = packaged_rows("functions")
    assert {row["function"] for row in rows} <= {office.function for office in KB.offices.values()}
    names = Counter(fold(name.rstrip("*")) for row in rows for name in {fold(n): n for n in row["names"].split("|")})
    assert [name for name, n in names.items() if n > 1] == []


@pytest.mark.parametrize(
    ("word", "body"),
    [
        ("fr", "fra"), ("FRA", "fra"), ("Q142", "fra"), ("France", "fra"), ("congo-kinshasa", "cod"), ("Q29999", "nld"),
        ("côte d'ivoire", "civ"), ("Q7184", "org-nato"), ("eu", "org-eu"), ("congo", ""), ("Atlantide", ""), ("", ""),
    ],
)  # fmt: skip
def test_words_for_bodies(word: str, body: str) -> None:
    assert Bodies(KB).find(word) == body


TITLES = {
    "President of the Republic of Poland": "pol.head_of_state",
    "Prime Minister of the United Kingdom": "gbr.head_of_government",
    "Minister of Foreign Affairs of the Russian Federation": "rus.foreign_minister",
    "Minister of Foreign Affairs and Cooperation of Spain": "esp.foreign_minister",
    "ministre des Affaires étrangères du Mali": "mli.foreign_minister",
    "Federal Chancellor of Germany": "deu.head_of_government",
    "Secretary General of NATO": "org-nato.head",
    "Deputy Minister of Foreign Affairs of Ukraine": None,
    "Minister of State for Foreign Affairs of Japan": None,
    "Minister of Defence Production of Pakistan": None,
    "President of the Senate of France": None,
    "Prime Minister of Atlantis": None,
    "shadow foreign minister": None,
}


@pytest.mark.parametrize(("title", "office"), TITLES.items())
def test_a_title_that_names_its_body_is_its_office(title: str, office: str | None) -> None:
    with Staging() as staging:
        staging.add(SourcePost("p", 1, name_en=title))
        staging.finish()
        found = Offices(KB, Bodies(KB), staging, {}).find("p", ())
    assert (found.office if isinstance(found, Match) else None) == office


def test_an_acting_title_is_the_office_with_its_holder_acting() -> None:
    with Staging() as staging:
        staging.add(SourcePost("p", 1, name_en="Acting President", countries=("ve",)))
        staging.finish()
        assert Offices(KB, Bodies(KB), staging, {}).find("p", ()) == Match("ven.head_of_state", acting=True)


def test_the_page_names_the_key_of_every_table() -> None:
    rows = dict(re.findall(r"^\| (`[a-z`, ]+`) \| (`[a-z_`, ]+`) \|$", PAGE, re.MULTILINE))
    told = {
        name: tuple(re.findall(r"`(\w+)`", keys))
        for names, keys in rows.items()
        for name in re.findall(r"`(\w+)`", names)
    }
    assert told == {table.name: table.key for table in TABLES}
