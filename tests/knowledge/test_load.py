"""Reading the tables: overrides, and bad rows that stop with file, line and reason."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import pytest

from pourparlers.errors import KnowledgeError
from pourparlers.knowledge.load import TABLES, load_knowledge

TENURES = "office,person,start,end,acting,checked_until,source\n"
PERSONS = "id,wikidata,name_fr,name_en,variants_fr,gender,state\n"


def write(folder: Path, name: str, text: str) -> Path:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_the_packaged_tables_are_read() -> None:
    kb = load_knowledge()
    assert kb.persons["antony-blinken"].name_fr == "Antony Blinken"
    assert kb.offices["usa.foreign_minister"].body == "usa"
    assert len(kb.version) == 12
    assert kb.version == load_knowledge().version


def test_a_row_of_a_user_replaces_the_packaged_row(tmp_path: Path) -> None:
    write(tmp_path, "tenures", TENURES + "usa.foreign_minister,marco-rubio,2025-01-21,2028-02-01,,,me\n")
    before, kb = load_knowledge(), load_knowledge(tmp_path)
    rows = [row for row in kb.tenures_by_office["usa.foreign_minister"] if row.person == "marco-rubio"]
    assert [(row.end, row.source) for row in rows] == [("2028-02-01", "me")]
    assert len(kb.tenures) == len(before.tenures)
    assert kb.version != before.version


def test_a_user_may_give_only_some_columns(tmp_path: Path) -> None:
    write(tmp_path, "persons", "id,name_fr,variants_fr\njane-doe,Jane Doe,J. Doe | Doe\n")
    person = load_knowledge(tmp_path).persons["jane-doe"]
    assert (person.name_fr, person.variants_fr, person.state) == ("Jane Doe", ("J. Doe", "Doe"), "")


def test_later_folders_win(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "persons", f"id,name_fr\njane-doe,{name}\n")
    assert load_knowledge(tmp_path / "one", tmp_path / "two").persons["jane-doe"].name_fr == "two"


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_bytes(b"\xef\xbb\xbfid,name_fr\r\njane-doe,Jane Doe\r\n")
    assert load_knowledge(tmp_path).persons["jane-doe"].name_fr == "Jane Doe"


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert load_knowledge(tmp_path) == load_knowledge()


def test_the_knowledge_base_can_be_sent_to_a_worker() -> None:
    kb = load_knowledge()
    assert pickle.loads(pickle.dumps(kb)).persons == kb.persons


def test_the_knowledge_base_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_knowledge().version = "x"  # type: ignore[misc]


BAD = {
    "date": ("tenures", TENURES + "usa.foreign_minister,marco-rubio,2025-13-01,,,2025-06-01,x\n", 2, "start"),
    "day that is none": (
        "tenures",
        TENURES + "usa.foreign_minister,marco-rubio,2025-02-30,,,2025-06-01,x\n",
        2,
        "start",
    ),
    "checked_until of a month": (
        "tenures",
        TENURES + "usa.foreign_minister,marco-rubio,2025-01,,,2025-06,x\n",
        2,
        "checked",
    ),
    "acting": ("tenures", TENURES + "usa.foreign_minister,marco-rubio,2025-01,,true,,x\n", 2, "acting"),
    "cells": ("persons", PERSONS + "a,,A,A,,m,usa\nb,,B\n", 3, "3 cells"),
    "id": ("persons", PERSONS + "Jane Doe,,Jane Doe,,,f,usa\n", 2, "id"),
    "no name": ("persons", PERSONS + "jane-doe,,,Jane Doe,,f,usa\n", 2, "name_fr"),
    "gender": ("persons", PERSONS + "jane-doe,,Jane Doe,Jane Doe,,woman,usa\n", 2, "gender"),
    "twice": ("persons", PERSONS + "a,,A,A,,m,usa\na,,A,A,,m,usa\n", 3, "second row"),
    "column missing": ("persons", "id,name_en\na,A\n", 1, "name_fr"),
    "column unknown": ("persons", "id,name_fr,nom\na,A,A\n", 1, "nom"),
    "column twice": ("persons", "id,name_fr,name_fr\na,A,A\n", 1, "twice"),
    "quote": ("persons", PERSONS + 'a,,"A"B,A,,m,usa\n', 2, ""),
    "empty file": ("persons", "", 1, "id"),
}


@pytest.mark.parametrize(("table", "text", "line", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_names_file_line_and_reason(tmp_path: Path, table: str, text: str, line: int, reason: str) -> None:
    write(tmp_path, table, text)
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tmp_path)
    assert caught.value.path == tmp_path / f"{table}.csv"
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_bytes(b"id,name_fr\na,A\nb,\xe9\n")
    with pytest.raises(KnowledgeError, match=r"persons\.csv:3: not UTF-8"):
        load_knowledge(tmp_path)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="not a folder"):
        load_knowledge(tmp_path / "nowhere")


# One row of each packaged table, by the columns of its key, and a cell that a user changes.
OVERRIDDEN = {
    "states": ({"id": "fra", "name_fr": "Hexagone"}, "name_fr"),
    "organisations": ({"id": "org-un", "name_fr": "Les Nations unies"}, "name_fr"),
    "persons": ({"id": "antony-blinken", "name_fr": "A. Blinken"}, "name_fr"),
    "offices": (
        {"id": "usa.foreign_minister", "function": "foreign_minister", "body": "usa", "title_fr_m": "secrétaire"},
        "title_fr_m",
    ),
    "formats": ({"id": "fmt-normandy", "name_fr": "les quatre de Normandie"}, "name_fr"),
    "tenures": (
        {"office": "usa.foreign_minister", "person": "antony-blinken", "start": "2021-01-26", "end": "2025-01-19"},
        "end",
    ),
    "gaps": ({"office": "afg.chief_executive", "start": "2000", "why": "no_office", "note": "of ours"}, "note"),
    "members": ({"organisation": "org-eu", "member": "fra", "start": "1958-01-01", "end": "2099"}, "end"),
    "leading": ({"state": "arm", "start": "2018-04-09", "function": ""}, "function"),
    "metonyms": ({"surface_fr": "Kaboul", "actor": "afg", "kind": "capital", "note": "of ours"}, "note"),
    "places": (
        {"name_fr": "Berne", "state": "che", "geonames": "2661552", "kind": "city", "name_en": "Berna"},
        "name_en",
    ),
    "successions": ({"state": "rus", "earlier": "sun", "until": "1991-12-26"}, "until"),
    "meetings": (
        {"first": "2022-11-29", "place": "Bucarest", "who": "org-nato", "what": "essai"},
        "what",
    ),
}


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_a_row_of_a_user_replaces_the_packaged_row_of_any_table(tmp_path: Path, name: str) -> None:
    row, changed = OVERRIDDEN[name]
    write(tmp_path, name, ",".join(row) + "\n" + ",".join(row.values()) + "\n")
    before, after = (getattr(kb, name) for kb in (load_knowledge(), load_knowledge(tmp_path)))
    assert len(after) == len(before)
    found = [
        item
        for item in (after.values() if isinstance(after, dict) else after)
        if all(getattr(item, column) in (cell, (cell,)) for column, cell in row.items())
    ]
    assert len(found) == 1
    assert getattr(found[0], changed) == row[changed]


def test_every_table_can_be_overridden() -> None:
    assert OVERRIDDEN.keys() == {table.name for table in TABLES}


def test_a_corrected_key_takes_the_place_of_the_rows_that_it_replaces(tmp_path: Path) -> None:
    text = "organisation,member,start,replaces\norg-eu,fra,1957,org-eu|fra|1958-01-01;org-eu|deu|1958-01-01\n"
    write(tmp_path, "members", text)
    before, after = load_knowledge(), load_knowledge(tmp_path)
    assert [row.start for row in after.members if row.organisation == "org-eu" and row.member in {"fra", "deu"}] == [
        "1957"
    ]
    assert len(after.members) == len(before.members) - 1


def test_a_replaced_key_that_is_not_there_is_let_pass(tmp_path: Path) -> None:
    write(tmp_path, "persons", "id,name_fr,replaces\njane-doe,Jane Doe,janet-doe\n")
    assert load_knowledge(tmp_path).persons["jane-doe"].name_fr == "Jane Doe"


def test_a_replaced_key_of_another_shape_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "members", "organisation,member,start,replaces\norg-eu,fra,1957,org-eu|fra\n")
    with pytest.raises(KnowledgeError, match=r"organisation\|member\|start") as caught:
        load_knowledge(tmp_path)
    assert caught.value.line == 2
