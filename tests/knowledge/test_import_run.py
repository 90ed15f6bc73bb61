"""`import_knowledge` from file to tables: the three formats, what is merged, what is left out and said."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from import_world import (
    ENTITIES,
    FR_PRESIDENT,
    FRANCE,
    ICE_INTERIOR,
    ICELAND,
    INTERIOR,
    JONASSON,
    NATO,
    NEW_ZEALAND,
    NZ_DEFENCE,
    NZ_FOREIGN,
    PETERS,
    claim,
    entity,
    ftm,
    human,
    item,
    post,
    snak,
    time,
    write_dump,
    write_lines,
)
from pourparlers.errors import KnowledgeError
from pourparlers.knowledge.check import check
from pourparlers.knowledge.imports.records import Note, Report
from pourparlers.knowledge.imports.run import import_knowledge
from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.roles import holders

DAY = "2026-03-01"


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    path = folder / f"{table}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


def run(file: Path, folder: Path, as_of: str = DAY, **more: Any) -> tuple[Report, list[Note]]:
    notes: list[Note] = []
    return import_knowledge(file, folder, as_of=as_of, listener=notes.append, **more), notes


def spans(folder: Path, office: str) -> list[tuple[str, str, str]]:
    return sorted(
        (row["person"], row["start"], row["end"]) for row in rows(folder, "tenures") if row["office"] == office
    )


def is_sound(folder: Path) -> bool:
    return not [problem for problem in check(load_knowledge(folder)) if problem.level == "error"]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return write_dump(tmp_path / "dump.json", ENTITIES)


# Wikidata's dump


def test_a_dump_becomes_tables(dump: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    report, notes = run(dump, folder)
    assert (report.form, report.read) == ("wikidata-json", 5)
    assert spans(folder, "nzl.foreign_minister") == [
        ("winston-peters", "2005-10-19", "2008-08-29"),
        ("winston-peters", "2023-11-27", ""),
    ]
    assert spans(folder, "isl.interior_minister") == [
        ("hanna-birna-kristjansdottir", "2013-05-23", "2014-12-04"),
        ("ogmundur-jonasson", "2011-01-01", "2013-05-23"),
    ]
    assert [row["id"] for row in rows(folder, "offices")] == ["isl.interior_minister"]
    assert is_sound(folder)
    assert [note.kind for note in notes if note.kind not in {"alias"}] == ["deprecated"]


def test_the_packaged_person_is_extended_and_not_doubled(dump: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    run(dump, folder)
    kb = load_knowledge(folder)
    assert [p.id for p in kb.persons.values() if p.wikidata == "Q1396178"] == ["winston-peters"]
    person = kb.persons["winston-peters"]
    assert (person.name_fr, person.gender, person.state) == ("Winston Peters", "m", "nzl")
    assert "Winston Raymond Peters" in person.variants_fr
    assert "Winnie" not in person.variants_fr


def test_a_known_open_tenure_keeps_its_finer_start_and_is_checked_until_the_day(dump: Path, tmp_path: Path) -> None:
    run(dump, tmp_path / "tables")
    kb = load_knowledge(tmp_path / "tables")
    open_rows = [row for row in kb.tenures_by_office["nzl.foreign_minister"] if not row.end]
    assert [(row.start, row.checked_until, row.source) for row in open_rows] == [
        ("2023-11-27", DAY, "wikidata-json:dump.json")
    ]
    assert [h.certain for h in holders(kb, "nzl.foreign_minister", "2026-01-01", "2026-01-01")] == [True]


def test_a_person_without_a_french_label_has_the_english_one(dump: Path, tmp_path: Path) -> None:
    run(dump, tmp_path / "tables")
    persons = load_knowledge(tmp_path / "tables").persons
    assert persons["ogmundur-jonasson"].name_fr == "Ögmundur Jónasson"
    assert (persons["hanna-birna-kristjansdottir"].gender, persons["hanna-birna-kristjansdottir"].state) == ("f", "isl")


def test_json_lines_and_compressed_files_give_the_same(dump: Path, tmp_path: Path) -> None:
    plain = write_lines(tmp_path / "lines.json", ENTITIES)
    packed = {"gz": gzip.compress, "bz2": bz2.compress}
    files = [dump, plain]
    for ending, pack in packed.items():
        path = tmp_path / f"dump.json.{ending}"
        path.write_bytes(pack(dump.read_bytes()))
        files.append(path)
    found = []
    for n, file in enumerate(files):
        run(file, tmp_path / str(n))
        found.append([{k: v for k, v in row.items() if k != "source"} for row in rows(tmp_path / str(n), "tenures")])
    assert found[0]
    assert all(one == found[0] for one in found)


def test_the_answer_of_entity_data_is_read(tmp_path: Path) -> None:
    file = tmp_path / "Q1396178.json"
    file.write_text(json.dumps({"entities": {"Q1396178": PETERS}}), encoding="utf-8")
    run(file, tmp_path / "tables")
    assert spans(tmp_path / "tables", "nzl.foreign_minister")


def test_a_second_import_changes_nothing(dump: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    run(dump, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    report, _ = run(dump, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not report.rows


def test_the_packaged_tables_stay_as_they_are(dump: Path, tmp_path: Path) -> None:
    before = load_knowledge().version
    run(dump, tmp_path / "tables")
    assert load_knowledge().version == before


QUALIFIED = {
    "the holding's jurisdiction": {"P1001": item(ICELAND)},
    "of": {"P642": item(ICELAND)},
    "the holding's state": {"P17": item(ICELAND)},
}


@pytest.mark.parametrize("qualifiers", QUALIFIED.values(), ids=QUALIFIED.keys())
def test_a_post_of_all_states_takes_its_state_from_the_statement(tmp_path: Path, qualifiers: dict[str, Any]) -> None:
    person = human(
        "Q294666",
        {"fr": "Ögmundur Jónasson"},
        claim(item("Q9000001"), P580=time("2011-01-01"), P582=time("2013-05-23"), **qualifiers),
    )
    general = post("Q9000001", {"en": "minister of the interior"}, P279=item("Q83307"))
    run(write_dump(tmp_path / "d.json", [person, general]), tmp_path / "t")
    assert spans(tmp_path / "t", "isl.interior_minister")


POSTS = {
    "jurisdiction": post(
        ICE_INTERIOR, {"en": "Minister of the Interior of Iceland"}, P1001=item(ICELAND), P279=item("Q83307")
    ),
    "state": post(ICE_INTERIOR, {"fr": "ministre de l'Intérieur"}, P17=item(ICELAND), P279=item("Q83307")),
    "named in the title": post(ICE_INTERIOR, {"en": "Minister of the Interior of Iceland"}),
    "by its class": post(ICE_INTERIOR, {"is": "Innanríkisráðherra"}, P1001=item(ICELAND), P279=item("Q9000002")),
}


@pytest.mark.parametrize("place", POSTS.values(), ids=POSTS.keys())
def test_function_and_state_make_the_office(tmp_path: Path, place: dict[str, Any]) -> None:
    general = post("Q9000002", {"en": "minister of the interior"}, P279=item("Q83307"))
    run(write_dump(tmp_path / "d.json", [JONASSON, place, general]), tmp_path / "t")
    assert spans(tmp_path / "t", "isl.interior_minister") == [("ogmundur-jonasson", "2011-01-01", "2013-05-23")]


NO_OFFICE = {
    "a deputy of the class": (
        post(ICE_INTERIOR, {"en": "Deputy Minister of the Interior"}, P1001=item(ICELAND), P279=item("Q9000002")),
        "post_unmapped",
    ),
    "a part of a state": (
        post(
            ICE_INTERIOR,
            {"en": "Minister of the Interior"},
            P1001=item("Q107126"),
            P17=item(FRANCE),
            P279=item("Q9000002"),
        ),
        "body_unknown",
    ),
    "no state": (post(ICE_INTERIOR, {"en": "Minister of the Interior"}, P279=item("Q9000002")), "body_unknown"),
    "another trade": (
        post(ICE_INTERIOR, {"en": "Minister of Fisheries"}, P1001=item(ICELAND), P279=item("Q83307")),
        "post_unmapped",
    ),
    "of another state": (post(ICE_INTERIOR, {"en": "ambassador to Italy"}, P1001=item(ICELAND)), "post_unmapped"),
}


@pytest.mark.parametrize(("place", "kind"), NO_OFFICE.values(), ids=NO_OFFICE.keys())
def test_other_posts_are_left_out_and_said(tmp_path: Path, place: dict[str, Any], kind: str) -> None:
    general = post("Q9000002", {"en": "minister of the interior"}, P279=item("Q83307"))
    report, notes = run(write_dump(tmp_path / "d.json", [JONASSON, place, general]), tmp_path / "t")
    assert [(note.kind, note.key) for note in notes] == [(kind, ICE_INTERIOR)]
    assert not report.rows
    assert rows(tmp_path / "t", "persons") == []  # nobody is taken for an office that is not


def test_the_head_that_a_state_names_is_its_office(tmp_path: Path) -> None:
    state = entity(ICELAND, {"en": "Iceland"}, P31=item("Q3624078"), P1313=item("Q9000003"))
    person = human(
        "Q9000009", {"fr": "Ólafur Thors"}, claim(item("Q9000003"), P580=time("1942-05-16"), P582=time("1942-12-16"))
    )
    head = post("Q9000003", {"is": "Forsætisráðherra"}, P279=item("Q2285706"))
    run(write_dump(tmp_path / "d.json", [person, head, state]), tmp_path / "t")
    assert spans(tmp_path / "t", "isl.head_of_government") == [("olafur-thors", "1942-05-16", "1942-12-16")]


def test_an_international_organisation_is_made_with_its_head(tmp_path: Path) -> None:
    body = entity(
        "Q170481",
        {"en": "European Free Trade Association", "fr": "Association européenne de libre-échange"},
        P31=item("Q484652"),
        P2388=item("Q9000004"),
    )
    head = post(
        "Q9000004", {"en": "Secretary-General of EFTA", "fr": "secrétaire général de l'AELE"}, P2389=item("Q170481")
    )
    person = human(
        "Q9000010", {"fr": "Henri Getaz"}, claim(item("Q9000004"), P580=time("2018-09-01"), P582=time("2024-08-31"))
    )
    run(write_dump(tmp_path / "d.json", [person, head, body]), tmp_path / "t")
    kb = load_knowledge(tmp_path / "t")
    assert is_sound(tmp_path / "t")
    known = [row.id for row in kb.organisations.values() if row.wikidata == "Q170481"]
    assert len(known) == 1
    assert [row.person for row in kb.tenures_by_office[f"{known[0]}.head"]] == ["henri-getaz"]


def held(**qualifiers: Any) -> dict[str, Any]:
    return human("Q294666", {"fr": "Ögmundur Jónasson"}, claim(item(ICE_INTERIOR), **qualifiers))


STATEMENTS = {
    "no start": (held(P582=time("2013-05-23")), "no_start"),
    "start marked as none": (held(P580=snak("novalue")), "no_start"),
    "start unknown": (held(P580=snak("somevalue")), "date"),
    "end unknown": (held(P580=time("2011-01-01"), P582=snak("somevalue")), "date"),
    "a decade": (held(P580=time("+2010-00-00T00:00:00Z", 8)), "date"),
    "a precision that is none": (held(P580=time("+2010-00-00T00:00:00Z", 42)), "date"),
    "before the common era": (
        held(P580=time("-0059-01-01T00:00:00Z", 9), P582=time("-0058-01-01T00:00:00Z", 9)),
        "date",
    ),
    "two starts": (held(P580=[time("2011-01-01"), time("2012-01-01")], P582=time("2013-05-23")), "date"),
    "ends before it starts": (held(P580=time("2013-05-23"), P582=time("2011-01-01")), "date"),
    "in the future": (held(P580=time("2031-01-01")), "future"),
    "a time that is no time": (
        held(P580={"snaktype": "value", "datavalue": {"value": "2011", "type": "string"}}),
        "date",
    ),
    "no post": (human("Q294666", {"fr": "Ö"}, claim(snak("somevalue"), P580=time("2011"))), "post_unknown"),
    "dead": (
        human(
            "Q293066",
            {"fr": "Ólöf Nordal"},
            claim(item(ICE_INTERIOR), P580=time("2014-12-04")),
            P570=time("2017-02-08"),
        ),
        "dead",
    ),
    "no Latin name": (
        human(
            "Q294666", {"ja": "オグムンドゥル"}, claim(item(ICE_INTERIOR), P580=time("2011-01-01"), P582=time("2013"))
        ),
        "no_name",
    ),
    "no human": (
        entity(
            "Q15632617",
            {"en": "somebody"},
            P31=item("Q15632617"),
            P39=claim(item(ICE_INTERIOR), P580=time("2011-01-01")),
        ),
        "not_human",
    ),
}


@pytest.mark.parametrize(("person", "kind"), STATEMENTS.values(), ids=STATEMENTS.keys())
def test_a_statement_that_cannot_be_a_tenure_is_said(tmp_path: Path, person: dict[str, Any], kind: str) -> None:
    report, notes = run(write_dump(tmp_path / "d.json", [person, INTERIOR]), tmp_path / "t")
    assert [note.kind for note in notes] == [kind]
    assert rows(tmp_path / "t", "tenures") == []
    assert report.notes[kind] == 1


def test_no_end_and_an_end_to_come_are_in_office(tmp_path: Path) -> None:
    for n, end in enumerate((snak("novalue"), time("2030-01-01"))):
        file = write_dump(tmp_path / "d.json", [held(P580=time("2025-01-01"), P582=end), INTERIOR])
        run(file, tmp_path / str(n))
        assert [(row["end"], row["checked_until"]) for row in rows(tmp_path / str(n), "tenures")] == [("", DAY)]


def test_an_interim_holder_is_acting(tmp_path: Path) -> None:
    person = held(P580=time("2011-01-01"), P582=time("2013-05-23"), P5102=item("Q4895105"))
    run(write_dump(tmp_path / "d.json", [person, INTERIOR]), tmp_path / "t")
    assert [row["acting"] for row in rows(tmp_path / "t", "tenures")] == ["yes"]


# The day of the file


def test_open_tenures_need_a_day(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"d\.json:2: .*--as-of"):
        run(write_dump(tmp_path / "d.json", [PETERS]), tmp_path / "t", as_of="")
    assert not (tmp_path / "t").exists()


def test_the_newest_change_stands_in_for_the_day(tmp_path: Path) -> None:
    entities = [PETERS | {"modified": "2025-11-05T10:00:00Z"}, INTERIOR | {"modified": "2025-12-24T10:00:00Z"}]
    report, _ = run(write_dump(tmp_path / "d.json", entities), tmp_path / "t", as_of="")
    assert report.newest == "2025-12-24"
    assert [row["checked_until"] for row in rows(tmp_path / "t", "tenures") if not row["end"]] == ["2025-12-24"]


def test_closed_tenures_need_none(tmp_path: Path) -> None:
    run(write_dump(tmp_path / "d.json", [JONASSON, INTERIOR]), tmp_path / "t", as_of="")
    assert len(rows(tmp_path / "t", "tenures")) == 1


# Persons


def test_a_person_of_the_tables_without_an_id_is_known_by_name_and_state(tmp_path: Path) -> None:
    assert load_knowledge().persons["marco-rubio"].wikidata == ""
    person = human("Q324546", {"fr": "Marco Rubio"}, claim(item("Q9000005"), P580=time("2025-01-21")), P27=item("Q30"))
    state = post("Q9000005", {"en": "United States Secretary of State"}, P1001=item("Q30"))
    run(write_dump(tmp_path / "d.json", [person, state]), tmp_path / "t")
    kb = load_knowledge(tmp_path / "t")
    assert kb.persons["marco-rubio"].wikidata == "Q324546"
    assert [row.checked_until for row in kb.tenures_by_office["usa.foreign_minister"] if not row.end] == [DAY]


def test_a_namesake_gets_an_id_of_his_own(tmp_path: Path) -> None:
    person = human(
        "Q9000011", {"fr": "Winston Peters"}, claim(item(ICE_INTERIOR), P580=time("2011-01-01"), P582=time("2012"))
    )
    run(write_dump(tmp_path / "d.json", [person, INTERIOR]), tmp_path / "t")
    assert [row["id"] for row in rows(tmp_path / "t", "persons")] == ["winston-peters-9000011"]


def test_a_name_alone_does_not_make_the_same_person(tmp_path: Path) -> None:
    assert load_knowledge().persons["marco-rubio"].state == "usa"
    person = human("Q9000015", {"fr": "Marco Rubio"}, claim(item(ICE_INTERIOR), P580=time("2011"), P582=time("2012")))
    run(write_dump(tmp_path / "d.json", [person, INTERIOR]), tmp_path / "t")
    assert spans(tmp_path / "t", "isl.interior_minister") == [("marco-rubio-9000015", "2011", "2012")]


# A query's CSV

HEADER = "person,personLabel,position,positionLabel,country,start,startPrecision,end,endPrecision\n"
WD = "http://www.wikidata.org/entity/"


def write_csv(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_querys_result_is_read(tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "q.csv",
        f"{WD}Q1396178,Winston Peters,{WD}{NZ_FOREIGN},Minister of Foreign Affairs,{WD}{NEW_ZEALAND},"
        "2005-10-19T00:00:00Z,11,2008-08-29T00:00:00Z,11",
        f"{WD}Q294666,Ögmundur Jónasson,{WD}{ICE_INTERIOR},Minister of the Interior,{WD}{ICELAND},"
        "2011-01-01T00:00:00Z,9,2013-05-01T00:00:00Z,10",
    )
    report, _ = run(file, tmp_path / "t")
    assert report.form == "wikidata-csv"
    assert spans(tmp_path / "t", "nzl.foreign_minister") == [("winston-peters", "2005-10-19", "2008-08-29")]
    assert spans(tmp_path / "t", "isl.interior_minister") == [("ogmundur-jonasson", "2011", "2013-05")]


def test_the_table_of_office_holders_is_read_as_it_is(tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "h.csv",
        f"new-zealand,Minister of Foreign Affairs,{NZ_FOREIGN},Winston Peters,Q1396178,2005-10-19,2008-08-29,nz@1",
        f"iceland,Minister of the Interior,{ICE_INTERIOR},Ögmundur Jónasson,Q294666,2011-01-01,2013,iceland-cabinet@1",
        header="country,position,position_qid,person,person_qid,start,end,source\n",
    )
    run(file, tmp_path / "t", as_of="2022-07-01")
    assert spans(tmp_path / "t", "isl.interior_minister") == [("ogmundur-jonasson", "2011-01-01", "2013")]
    assert spans(tmp_path / "t", "nzl.foreign_minister") == [("winston-peters", "2005-10-19", "2008-08-29")]
    assert is_sound(tmp_path / "t")


def test_bad_rows_of_a_table_are_named_and_passed(tmp_path: Path) -> None:
    good = f"Q294666,Ögmundur Jónasson,{ICE_INTERIOR},Minister of the Interior,{ICELAND},2011-01-01,,2013-05-23,"
    file = write_csv(
        tmp_path / "q.csv",
        "Q1,only two",
        good,
        f",,{ICE_INTERIOR},Minister of the Interior,{ICELAND},2011-01-01,,2013,",
        f"Q2276642,Hanna,{ICE_INTERIOR},x,{ICELAND},May 2013,,,",
        f"Q2276642,Hanna,{ICE_INTERIOR},x,{ICELAND},2013-05-23,,{WD.replace('entity', '.well-known/genid')}ab12,",
    )
    _, notes = run(file, tmp_path / "t")
    assert [(note.kind, note.line) for note in notes] == [("line", 2), ("line", 4), ("date", 5), ("date", 6)]
    assert len(rows(tmp_path / "t", "tenures")) == 1


def test_a_semicolon_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    row = f"Q294666;Ögmundur Jónasson;{ICE_INTERIOR};Minister of the Interior;Islande;2011-01-01;2013-05-23"
    file.write_bytes(f"\ufeffperson;personLabel;position;positionLabel;country;start;end\r\n{row}\r\n".encode())
    run(file, tmp_path / "t")
    assert spans(tmp_path / "t", "isl.interior_minister")


# FollowTheMoney


FTM = [
    ftm("Occupancy", "o-1", holder="NK-1", post="p-1", startDate="2011-01-01", endDate="2013-05-23", status="ended"),
    ftm(
        "Person",
        "NK-1",
        name=["Ögmundur Jónasson", "Огмундур Йонассон"],
        alias="Jónasson Ögmundur",
        gender="male",
        country="is",
        wikidataId="Q294666",
    ),
    ftm("Position", "p-1", name="Minister of the Interior", country="is"),
    ftm("Company", "c-1", name="Somebody Ltd"),
]


def test_follow_the_money_is_read(tmp_path: Path) -> None:
    report, notes = run(write_lines(tmp_path / "e.ftm.json", FTM), tmp_path / "t")
    assert (report.form, report.read) == ("ftm", 4)
    assert spans(tmp_path / "t", "isl.interior_minister") == [("ogmundur-jonasson", "2011-01-01", "2013-05-23")]
    person = load_knowledge(tmp_path / "t").persons["ogmundur-jonasson"]
    assert (person.wikidata, person.gender, person.state) == ("Q294666", "m", "isl")
    assert person.variants_fr == ("Jónasson Ögmundur",)
    assert {note.kind for note in notes} == {"alias"}  # the Cyrillic name


def test_nested_entities_are_read(tmp_path: Path) -> None:
    person = ftm(
        "Person",
        "Q294666",
        name="Ögmundur Jónasson",
        positionOccupancies=[ftm("Occupancy", "o-1", post=[FTM[2]], startDate="2011-01-01", endDate="2013-05-23")],
    )
    run(write_lines(tmp_path / "e.json", [person]), tmp_path / "t")
    assert spans(tmp_path / "t", "isl.interior_minister")


OCCUPANCIES = {
    "ended, nobody knows when": ({"startDate": "2011", "status": "ended"}, "date"),
    "unknown whether it goes on": ({"startDate": "2011", "status": "unknown"}, "date"),
    "no start": ({"endDate": "2013"}, "no_start"),
    "two ends": ({"startDate": "2011", "endDate": ["2012", "2013"]}, "date"),
}


@pytest.mark.parametrize(("values", "kind"), OCCUPANCIES.values(), ids=OCCUPANCIES.keys())
def test_an_occupancy_that_cannot_be_a_tenure_is_said(tmp_path: Path, values: dict[str, Any], kind: str) -> None:
    occupancy = ftm("Occupancy", "o-1", holder="NK-1", post="p-1", **values)
    _, notes = run(write_lines(tmp_path / "e.json", [occupancy, *FTM[1:]]), tmp_path / "t")
    assert [note.kind for note in notes] == [kind]


def test_a_current_occupancy_is_open(tmp_path: Path) -> None:
    occupancy = ftm("Occupancy", "o-1", holder="NK-1", post="p-1", startDate="2025-01", status="current")
    seen = FTM[1] | {"last_seen": "2026-02-03T04:05:06"}
    run(write_lines(tmp_path / "e.json", [occupancy, seen, *FTM[2:]]), tmp_path / "t", as_of="")
    assert [(r["end"], r["checked_until"]) for r in rows(tmp_path / "t", "tenures")] == [("", "2026-02-03")]


def test_a_position_of_a_part_of_a_state_is_none_of_ours(tmp_path: Path) -> None:
    part = ftm("Position", "p-1", name="Minister of the Interior", country="is", subnationalArea="Akureyri")
    _, notes = run(write_lines(tmp_path / "e.json", [*FTM[:2], part]), tmp_path / "t")
    assert "body_unknown" in {note.kind for note in notes}


def test_a_holder_who_is_not_in_the_file_is_said(tmp_path: Path) -> None:
    _, notes = run(write_lines(tmp_path / "e.json", [FTM[0], FTM[2]]), tmp_path / "t")
    assert [(note.kind, note.key) for note in notes] == [("no_person", "NK-1")]


# The user's map


def write_map(path: Path, *lines: str) -> Path:
    path.write_text(
        "wikidata,office,function,body,title_fr_m,title_fr_f,title_en\n" + "".join(f"{x}\n" for x in lines),
        encoding="utf-8",
    )
    return path


FISHERIES = post("Q9000006", {"en": "Minister of Fisheries"}, P1001=item(ICELAND))
FISHER = human(
    "Q9000012",
    {"fr": "Sigurður Ingi Jóhannsson"},
    claim(item("Q9000006"), P580=time("2013-05-23"), P582=time("2016-04-07")),
)


def test_the_map_names_a_new_office_and_is_remembered(tmp_path: Path) -> None:
    file = write_dump(tmp_path / "d.json", [FISHER, FISHERIES])
    plan = write_map(
        tmp_path / "map.csv",
        "Q9000006,isl.fisheries_minister,fisheries_minister,isl,ministre de la Pêche,,fisheries minister",
    )
    run(file, tmp_path / "t", office_map=plan)
    assert len(spans(tmp_path / "t", "isl.fisheries_minister")) == 1
    assert rows(tmp_path / "t", "positions") == [{"wikidata": "Q9000006", "office": "isl.fisheries_minister"}]
    os.unlink(tmp_path / "t" / "tenures.csv")
    run(file, tmp_path / "t")  # without the map
    assert len(spans(tmp_path / "t", "isl.fisheries_minister")) == 1


def test_the_map_leaves_a_post_out(dump: Path, tmp_path: Path) -> None:
    _, notes = run(dump, tmp_path / "t", office_map=write_map(tmp_path / "m.csv", f"{ICE_INTERIOR},-,,,,,"))
    assert [note.key for note in notes if note.kind == "left_out"] == [ICE_INTERIOR]
    assert spans(tmp_path / "t", "isl.interior_minister") == []


def test_the_map_may_name_an_organisation_of_the_file(tmp_path: Path) -> None:
    body = entity("Q9000007", {"fr": "Institut de géopolitique boréale"}, P31=item("Q31855"))
    chair = post("Q9000008", {"en": "director"})
    person = human(
        "Q9000012", {"fr": "Sigurður Ingi Jóhannsson"}, claim(item("Q9000008"), P580=time("2013"), P582=time("2016"))
    )
    plan = write_map(tmp_path / "map.csv", "Q9000008,igb.head,head_of_organisation,Q9000007,directeur de l'Institut,,")
    run(write_dump(tmp_path / "d.json", [body, chair, person]), tmp_path / "t", office_map=plan)
    assert [row["name_fr"] for row in rows(tmp_path / "t", "organisations")] == ["Institut de géopolitique boréale"]
    assert is_sound(tmp_path / "t")


MAPS = {
    "a new office without a description": ("Q1,isl.fish,,,,,", "no office has the id isl.fish"),
    "twice": ("Q1,isl.head_of_state,,,,,\nQ1,isl.head_of_state,,,,,", "a second line for Q1"),
    "no id": ("Q1,Minister of Fish,f,isl,t,,", "cannot be an id"),
    "cells": ("Q1,isl.head_of_state", "cells"),
    "no post": (",isl.head_of_state,,,,,", "needs a post"),
}


@pytest.mark.parametrize(("text", "reason"), MAPS.values(), ids=MAPS.keys())
def test_a_wrong_map_stops_before_the_file_is_read(dump: Path, tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(KnowledgeError, match=reason) as caught:
        run(dump, tmp_path / "t", office_map=write_map(tmp_path / "m.csv", text))
    assert caught.value.line in {2, 3}


# Folders


def test_rows_of_the_folder_are_kept(dump: Path, tmp_path: Path) -> None:
    folder = tmp_path / "t"
    folder.mkdir()
    (folder / "persons.csv").write_text("id,name_fr\njane-doe,Jane Doe\n", encoding="utf-8")
    (folder / "places.csv").write_text("name_fr,state\nNulle-Part,fra\n", encoding="utf-8")
    run(dump, folder)
    assert next(row["id"] for row in rows(folder, "persons")) == "jane-doe"
    assert (folder / "places.csv").read_text(encoding="utf-8") == "name_fr,state\nNulle-Part,fra\n"


def test_a_tenure_written_by_hand_is_not_changed(dump: Path, tmp_path: Path) -> None:
    folder = tmp_path / "t"
    folder.mkdir()
    text = (
        "office,person,start,end,checked_until,source\nnzl.foreign_minister,winston-peters,2023-11-27,,2025-07-01,me\n"
    )
    (folder / "tenures.csv").write_text(text, encoding="utf-8")
    _, notes = run(dump, folder)
    assert "by_hand" in {note.kind for note in notes}
    assert [r["source"] for r in rows(folder, "tenures") if r["start"] == "2023-11-27"] == ["me"]


def test_a_corrected_first_day_takes_the_place_of_the_packaged_row(tmp_path: Path) -> None:
    known = [
        row.start for row in load_knowledge().tenures_by_office["nzl.foreign_minister"] if row.person == "nanaia-mahuta"
    ]
    assert known == ["2020-11-06"]
    person = human(
        "Q3798833", {"fr": "Nanaia Mahuta"}, claim(item(NZ_FOREIGN), P580=time("2020-11-09"), P582=time("2023-11"))
    )
    run(write_dump(tmp_path / "d.json", [person]), tmp_path / "t")
    assert [row["replaces"] for row in rows(tmp_path / "t", "tenures")] == [
        "nzl.foreign_minister|nanaia-mahuta|2020-11-06"
    ]
    kb = load_knowledge(tmp_path / "t")
    assert [r.start for r in kb.tenures_by_office["nzl.foreign_minister"] if r.person == "nanaia-mahuta"] == [
        "2020-11-09"
    ]


def test_an_import_corrects_an_earlier_one_in_the_same_folder(tmp_path: Path) -> None:
    for n, start in enumerate(("2011-01-01", "2011-01-05", "2011-01-03")):
        person = held(P580=time(start), P582=time("2013-05-23"))
        run(write_dump(tmp_path / f"{n}.json", [person, INTERIOR]), tmp_path / "t")
    assert spans(tmp_path / "t", "isl.interior_minister") == [("ogmundur-jonasson", "2011-01-03", "2013-05-23")]
    assert "replaces" not in rows(tmp_path / "t", "tenures")[0]


def test_other_folders_of_the_user_count_as_known(dump: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "persons.csv").write_text("id,wikidata,name_fr\nogmundur,Q294666,Ögmundur\n", encoding="utf-8")
    run(dump, tmp_path / "t", folders=[other])
    assert spans(tmp_path / "t", "isl.interior_minister")[1][0] == "ogmundur"


def test_wrong_tables_in_the_folder_stop_the_import_before_the_file_is_read(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "persons.csv").write_text("id,name_fr\nJane Doe,Jane\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"persons\.csv:2"):
        run(dump, tmp_path / "t")


def test_a_folder_that_is_a_file_stops_the_import_before_the_file_is_read(dump: Path) -> None:
    with pytest.raises(KnowledgeError, match="not a folder"):
        run(dump, dump)


@pytest.mark.parametrize("nth", [1, 2])
def test_a_failure_while_writing_leaves_every_table_whole(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    folder = tmp_path / "t"
    run(write_dump(tmp_path / "first.json", [JONASSON, INTERIOR]), folder)
    old = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    calls, replace = [], os.replace

    def failing(*paths: Any) -> None:
        calls.append(paths)
        if len(calls) == nth:
            raise OSError(28, "No space left on device")
        replace(*paths)

    monkeypatch.setattr("pourparlers.knowledge.imports.tables.os.replace", failing)
    with pytest.raises(OSError, match="No space"):
        run(dump, folder)
    monkeypatch.undo()
    assert {path.name for path in folder.iterdir()} >= old.keys()
    assert not [path for path in folder.iterdir() if path.name.endswith(".new")]
    if nth == 1:
        assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == old
    assert is_sound(folder)  # what others point to is moved first
    run(dump, folder)
    assert is_sound(folder)


def test_a_president_known_by_the_posts_id_alone(tmp_path: Path) -> None:
    person = human(
        "Q3052772", {"fr": "Emmanuel Macron"}, claim(item(FR_PRESIDENT), P580=time("2017-05-14")), P27=item(FRANCE)
    )
    run(write_dump(tmp_path / "d.json", [person]), tmp_path / "t")  # the post itself is not in the file
    assert spans(tmp_path / "t", "fra.head_of_state") == [("emmanuel-macron", "2017-05-14", "")]
    assert [row["checked_until"] for row in rows(tmp_path / "t", "tenures")] == [DAY]


def test_the_head_of_a_known_organisation(tmp_path: Path) -> None:
    general = post("Q9000013", {"en": "Secretary General of NATO"}, P2389=item(NATO))
    person = human("Q57792", {"fr": "Mark Rutte"}, claim(item("Q9000013"), P580=time("2024-10-01")))
    run(write_dump(tmp_path / "d.json", [person, general]), tmp_path / "t")
    assert spans(tmp_path / "t", "org-nato.head") == [("mark-rutte", "2024-10-01", "")]


def test_a_state_without_the_office_gets_it(tmp_path: Path) -> None:
    person = human(
        "Q9000014", {"fr": "Ron Mark"}, claim(item(NZ_DEFENCE), P580=time("2017-10-26"), P582=time("2020-11-06"))
    )
    place = post(NZ_DEFENCE, {"en": "Minister of Defence"}, P17=item(NEW_ZEALAND))
    run(write_dump(tmp_path / "d.json", [person, place]), tmp_path / "t")
    office = load_knowledge(tmp_path / "t").offices["nzl.defence_minister"]
    assert (office.function, office.body, office.title_fr_m) == ("defence_minister", "nzl", "ministre de la Défense")
