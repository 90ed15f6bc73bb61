"""What the tenures leave out: holes, marks in gaps.csv, and who answers where nobody is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from pourparlers.errors import KnowledgeError
from pourparlers.knowledge.check import Problem, check
from pourparlers.knowledge.coverage import due_since, holes, is_full
from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.knowledge.roles import span_of, who

GAPS = "office,start,end,why,note\n"
TABLES = {
    "states": "id,name_fr\nzzz,Zembla\nyyy,Ytrie\n",
    "persons": "id,name_fr\na-a,Anne A\nb-b,Bo B\nc-c,Cy C\n",
    "offices": (
        "id,function,body,title_fr_m\nzzz.head_of_state,head_of_state,zzz,roi\n"
        "zzz.spokesperson,spokesperson,zzz,porte-parole\nyyy.head_of_state,head_of_state,yyy,roi\n"
    ),
    "members": "organisation,member,start,end\norg-au,yyy,2010,2012\n",
    "tenures": (
        "office,person,start,end,acting,checked_until\n"
        "zzz.head_of_state,a-a,2010-01-20,2015-06-10,,2020-01-01\n"
        "zzz.head_of_state,b-b,2016-01-01,2018-03,,2020-01-01\n"
        "zzz.head_of_state,c-c,2018-04-10,,,2020-01-01\n"
        "zzz.spokesperson,a-a,2017,2018,,2020-01-01\n"
        "yyy.head_of_state,a-a,2004-02-01,,,2020-01-01\n"
    ),
}


@pytest.fixture(scope="module")
def packaged() -> KnowledgeBase:
    return load_knowledge()


def small(folder: Path, gaps: str = "", tenures: str = "") -> KnowledgeBase:
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "gaps.csv").write_text(GAPS + gaps, encoding="utf-8")
    (folder / "tenures.csv").write_text(TABLES["tenures"] + tenures, encoding="utf-8")
    return load_knowledge(folder)


def spans(kb: KnowledgeBase, office: str) -> list[tuple[str, str]]:
    return [(hole.first_day, hole.last_day) for hole in holes(kb, kb.offices[office])]


def found(kb: KnowledgeBase) -> list[Problem]:
    return [problem for problem in check(kb) if problem.key.startswith(("zzz.", "yyy."))]


def test_more_than_45_days_between_two_tenures_are_a_hole(tmp_path: Path) -> None:
    kb = small(tmp_path)
    assert spans(kb, "zzz.head_of_state") == [("2015-06-10", "2015-12-31")]
    assert [(p.level, p.reason) for p in found(kb) if p.key.startswith("zzz.head")] == [
        ("warning", "nobody known from 2015-06-10 to 2015-12-31")
    ]


def test_years_missing_at_the_beginning_are_a_hole(tmp_path: Path) -> None:
    kb = small(tmp_path)
    assert due_since(kb, kb.offices["zzz.head_of_state"]) == "2010-01-01"
    assert due_since(kb, kb.offices["yyy.head_of_state"]) == "2000-01-01", "it was in the African Union"
    assert due_since(kb, kb.offices["zzz.spokesperson"]) == ""
    assert spans(kb, "yyy.head_of_state") == [("2000-01-01", "2004-01-31")]
    assert spans(kb, "zzz.spokesperson") == []


@pytest.mark.parametrize("why", ["vacant", "unknown", "no_office"])
def test_a_marked_gap_passes(tmp_path: Path, why: str) -> None:
    kb = small(tmp_path, f"zzz.head_of_state,2015-06,2015,{why},\nyyy.head_of_state,2000,2004-02,{why},\n")
    assert found(kb) == []
    assert is_full(kb, kb.offices["zzz.head_of_state"]) is (why != "unknown")


def test_a_gap_that_is_too_short_does_not_pass(tmp_path: Path) -> None:
    kb = small(tmp_path, "zzz.head_of_state,2015-06-10,2015-08-01,vacant,\n")
    assert spans(kb, "zzz.head_of_state") == [("2015-08-01", "2015-12-31")]


def test_an_acting_holder_covers_only_their_own_time(tmp_path: Path) -> None:
    kb = small(tmp_path, tenures="zzz.head_of_state,c-c,2015-06-10,2015-09-01,yes,2020-01-01\n")
    assert spans(kb, "zzz.head_of_state") == [("2015-09-01", "2015-12-31")]


@pytest.mark.parametrize(
    ("gap", "level", "reason"),
    [
        ("zzz.head_of_state,2016-03,2016-09,unknown,\n", "warning", "unknown, but b-b is known"),
        ("zzz.head_of_state,2015-10,2015-08,vacant,\n", "error", "before it starts"),
        ("zzz.nothing,2015-10,2015-11,vacant,\n", "error", "no row has the id zzz.nothing"),
    ],
    ids=["known", "backwards", "office"],
)
def test_a_wrong_mark_is_found(tmp_path: Path, gap: str, level: str, reason: str) -> None:
    assert any(p.level == level and reason in p.reason for p in found(small(tmp_path, gap)))


@pytest.mark.parametrize(
    "row",
    ["zzz.head_of_state,2015-10,,nobody,\n", "zzz.head_of_state,2015-13,,vacant,\n", "zzz.head_of_state,,,vacant,\n"],
    ids=["why", "date", "no start"],
)
def test_a_bad_gap_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(KnowledgeError, match=r"gaps\.csv:2"):
        small(tmp_path, row)


def test_a_gap_of_a_user_replaces_the_packaged_one(tmp_path: Path, packaged: KnowledgeBase) -> None:
    gap = packaged.gaps[0]
    (tmp_path / "gaps.csv").write_text(f"{GAPS}{gap.office},{gap.start},,vacant,mine\n", encoding="utf-8")
    kb = load_knowledge(tmp_path)
    assert len(kb.gaps) == len(packaged.gaps)
    assert kb.gaps_by_office[gap.office][0].note == "mine"


@pytest.mark.parametrize(
    ("day", "persons", "why", "last"),
    [
        ("2009-01-01", [], "unknown", ""),
        ("2012-01-01", ["a-a"], "", ""),
        ("2015-10-01", [], "vacant", "a-a"),
        ("2018-04-05", [], "unknown", "b-b"),
        ("2019-01-01", ["c-c"], "", ""),
        ("2020-01-01", ["c-c"], "", ""),
        ("2020-01-02", [], "unknown", "c-c"),
        ("2030-01-01", [], "unknown", "c-c"),
    ],
)
def test_who(tmp_path: Path, day: str, persons: list[str], why: str, last: str) -> None:
    kb = small(tmp_path, "zzz.head_of_state,2015-06,2015,vacant,\n")
    answer = who(kb, "zzz.head_of_state", day, day)
    assert [holder.person for holder in answer.holders] == persons
    assert answer.why == why
    assert (answer.last.person if answer.last else "") == last


def test_the_packaged_base_has_no_error_and_no_hole_that_is_not_marked(packaged: KnowledgeBase) -> None:
    problems = check(packaged)
    assert [p for p in problems if p.level == "error"] == []
    assert [p for p in problems if p.level == "warning" and p.table in {"tenures", "gaps"}] == []


def test_every_tenure_says_until_when_it_was_checked(packaged: KnowledgeBase) -> None:
    assert [row for row in packaged.tenures if not row.checked_until] == []
    assert [row for row in packaged.tenures if row.checked_until < span_of(row.end or row.start)[0]] == []


def test_nobody_is_named_long_after_the_tables_end(packaged: KnowledgeBase) -> None:
    named = [office for office in packaged.offices if who(packaged, office, "2035-01-01", "2035-01-01").holders]
    assert named == []


@pytest.mark.parametrize(
    ("office", "day", "why"),
    [
        ("lbn.head_of_state", "2015-03-01", "vacant"),
        ("tur.head_of_government", "2020-01-01", "no_office"),
        ("xkx.foreign_minister", "2005-01-01", "no_office"),
        ("rus.foreign_minister", "2035-01-01", "unknown"),
    ],
)
def test_why_nobody_is_named(packaged: KnowledgeBase, office: str, day: str, why: str) -> None:
    assert who(packaged, office, day, day).why == why


def test_of_the_g20_nothing_is_marked_unknown(packaged: KnowledgeBase) -> None:
    g20 = [
        office
        for office in packaged.offices.values()
        if due_since(packaged, office)
        and office.body in {m.member for m in packaged.members_by_organisation["org-g20"]}
    ]
    assert [office.id for office in g20 if not is_full(packaged, office)] == []
