"""Who held what on which day, on a small knowledge base of the test's own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparlers.knowledge.check import Problem, check
from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.knowledge.roles import (
    find_offices,
    holders,
    leading_functions,
    members_of,
    offices_of,
    served,
    span_of,
)

TABLES = {
    "states": "id,name_fr\nzzz,Zembla\n",
    "organisations": "id,name_fr\norg-zz,Ligue\n",
    "persons": "id,name_fr,variants_fr\na-a,Anne A,\nb-b,Bo B,Anne A\nc-c,Cy C,\nd-d,Di D,\n",
    "offices": (
        "id,function,body,title_fr_m\nzzz.head_of_state,head_of_state,zzz,roi\n"
        "zzz.foreign_minister,foreign_minister,zzz,ministre\n"
    ),
    "tenures": (
        "office,person,start,end,acting,checked_until\n"
        "zzz.head_of_state,a-a,2010-01-01,2015-06-10,,\n"
        "zzz.head_of_state,b-b,2015-06-10,2018-03,,\n"
        "zzz.head_of_state,c-c,2018-03,2020,,\n"
        "zzz.head_of_state,d-d,2021-02-01,,,2022-07-01\n"
        "zzz.head_of_state,a-a,2020,2021-02-01,yes,\n"
        "zzz.foreign_minister,d-d,2016,2021,,\n"
    ),
    "members": "organisation,member,start,end\norg-zz,zzz,2010-05,2012\n",
}


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("tables")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return load_knowledge(folder)


def named(kb: KnowledgeBase, first: str, last: str) -> list[tuple[str, bool]]:
    return [(holder.person, holder.certain) for holder in holders(kb, "zzz.head_of_state", first, last)]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2009-12-31", "2009-12-31", []),
        ("2010-01-01", "2010-01-01", [("a-a", True)]),
        ("2012-04-01", "2012-04-01", [("a-a", True)]),
        ("2015-06-09", "2015-06-09", [("a-a", True)]),
        ("2015-06-10", "2015-06-10", [("a-a", False), ("b-b", False)]),
        ("2015-06-11", "2015-06-11", [("b-b", True)]),
        ("2015-06-01", "2015-06-30", [("a-a", False), ("b-b", False)]),
        ("2018-03-15", "2018-03-15", [("b-b", False), ("c-c", False)]),
        ("2018-04-01", "2018-04-01", [("c-c", True)]),
        ("2020-05-01", "2020-05-01", [("c-c", False), ("a-a", False)]),
        ("2022-07-01", "2022-07-01", [("d-d", True)]),
        ("2022-07-02", "2022-07-02", [("d-d", False)]),
        ("2030-01-01", "2030-01-01", [("d-d", False)]),
    ],
)
def test_holders(kb: KnowledgeBase, first: str, last: str, expected: list[tuple[str, bool]]) -> None:
    assert named(kb, first, last) == expected


def test_acting_is_told(kb: KnowledgeBase) -> None:
    found = {holder.person: holder.acting for holder in holders(kb, "zzz.head_of_state", "2020-05-01", "2020-05-01")}
    assert found == {"c-c": False, "a-a": True}


def test_an_unknown_office_has_no_holder(kb: KnowledgeBase) -> None:
    assert holders(kb, "zzz.nothing", "2020-01-01", "2020-01-01") == []


def test_offices_of_a_person(kb: KnowledgeBase) -> None:
    found = offices_of(kb, "d-d", "2021-06-01", "2021-06-01")
    assert {holder.office: holder.certain for holder in found} == {
        "zzz.foreign_minister": False,
        "zzz.head_of_state": True,
    }


def test_who_served_is_who_has_an_office(kb: KnowledgeBase) -> None:
    days = ("1990-01-01", "2012-06-01", "2021-06-01", "2030-01-01")
    said = {(p, day): served(kb, p, day, day) for p in (*kb.tenures_by_person, "nobody") for day in days}
    assert said == {(p, day): bool(offices_of(kb, p, day, day)) for p, day in said}
    assert set(said.values()) == {False, True}


def test_two_terms_give_one_row(kb: KnowledgeBase) -> None:
    assert len(offices_of(kb, "a-a", "2010-01-01", "2025-01-01")) == 1


def test_offices_by_function_and_body(kb: KnowledgeBase) -> None:
    assert [office.id for office in find_offices(kb, "foreign_minister", "zzz")] == ["zzz.foreign_minister"]
    assert find_offices(kb, "foreign_minister", "yyy") == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2010-04-30", []), ("2010-05-20", ["zzz"]), ("2012-12-31", ["zzz"]), ("2013-01-01", [])],
)
def test_members(kb: KnowledgeBase, day: str, expected: list[str]) -> None:
    assert members_of(kb, "org-zz", day) == expected


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2023-02-11", "2023-02-11", "2023-02-11"),
    ],
)
def test_span(value: str, first: str, last: str) -> None:
    assert span_of(value) == (first, last)


@given(
    days=st.tuples(st.dates(), st.dates()).map(sorted),
    wider=st.tuples(st.dates(), st.dates()).map(sorted),
)
def test_a_wider_interval_has_more_possible_and_fewer_certain(days: list[object], wider: list[object]) -> None:
    kb = load_small()
    narrow = holders(kb, "zzz.head_of_state", str(days[0]), str(days[1]))
    first, last = min(str(days[0]), str(wider[0])), max(str(days[1]), str(wider[1]))
    wide = holders(kb, "zzz.head_of_state", first, last)
    assert {holder.person for holder in narrow} <= {holder.person for holder in wide}
    assert {holder.person for holder in wide if holder.certain} <= {holder.person for holder in narrow}


_SMALL: list[KnowledgeBase] = []


def load_small() -> KnowledgeBase:
    """The same tables, read once for all examples of Hypothesis."""
    if not _SMALL:
        _SMALL.append(_read_small())
    return _SMALL[0]


def _read_small() -> KnowledgeBase:
    with tempfile.TemporaryDirectory() as name:
        for table, text in TABLES.items():
            (Path(name) / f"{table}.csv").write_text(text, encoding="utf-8")
        return load_knowledge(Path(name))


def problems(folder: Path, tenures: str) -> list[Problem]:
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "tenures.csv").write_text("office,person,start,end,acting,checked_until\n" + tenures, encoding="utf-8")
    return [problem for problem in check(load_knowledge(folder)) if problem.key.startswith("zzz.")]


@pytest.mark.parametrize(
    ("rows", "level", "reason"),
    [
        ("zzz.head_of_state,a-a,2010,2012-05-01,,\nzzz.head_of_state,b-b,2012-04-01,2013,,\n", "error", "after b-b"),
        ("zzz.head_of_state,a-a,2010,,,2011-01-01\nzzz.head_of_state,b-b,2012-04-01,2013,,\n", "error", "open, but"),
        ("zzz.head_of_state,a-a,2012,2011,,\n", "error", "before it starts"),
        ("zzz.head_of_state,a-a,2012,,,\n", "error", "no checked_until"),
        ("zzz.head_of_state,e-e,2012,2013,,\n", "error", "no row has the id e-e"),
        ("zzz.nothing,a-a,2012,2013,,\n", "error", "no row has the id zzz.nothing"),
        (
            "zzz.head_of_state,a-a,2010,2012-05-01,,\nzzz.head_of_state,b-b,2012-09-01,2013,,\n",
            "warning",
            "nobody known",
        ),
    ],
    ids=["overlap", "open", "backwards", "unchecked", "person", "office", "gap"],
)
def test_check_finds(tmp_path: Path, rows: str, level: str, reason: str) -> None:
    assert any(found.level == level and reason in found.reason for found in problems(tmp_path, rows))


@pytest.mark.parametrize(
    "rows",
    [
        "zzz.head_of_state,a-a,2010,2012-05-01,,\nzzz.head_of_state,b-b,2012-05-01,2013,,\n",
        "zzz.head_of_state,a-a,2010,2012-05,,\nzzz.head_of_state,b-b,2012-05-03,2013,,\n",
        "zzz.head_of_state,a-a,2010,2012-05,,\nzzz.head_of_state,b-b,2011,2012,yes,\n",
    ],
    ids=["same day", "same month", "acting"],
)
def test_check_leaves_hand_overs_alone(tmp_path: Path, rows: str) -> None:
    assert [found for found in problems(tmp_path, rows) if found.table == "tenures" and found.level == "error"] == []


def test_check_finds_a_full_name_that_stands_for_two(kb: KnowledgeBase) -> None:
    found = [problem for problem in check(kb) if problem.key == "anne a"]
    assert [(problem.level, problem.reason) for problem in found] == [("warning", "stands for a-a, b-b")]


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("arm", "2017-05-14", ("head_of_state",)),
        ("arm", "2023-05-14", ("head_of_government",)),
        ("pol", "2018-05-14", ("head_of_state", "head_of_government")),
        ("usa", "2018-05-14", ("head_of_state",)),
    ],
)
def test_whom_the_press_means_by_a_dirigeant(state: str, day: str, expected: tuple[str, ...]) -> None:
    assert leading_functions(load_knowledge(), state, day, day) == expected


def test_over_a_change_of_who_leads_either_may_be_meant() -> None:
    assert set(leading_functions(load_knowledge(), "arm", "2017-01-01", "2019-01-01")) == {
        "head_of_state",
        "head_of_government",
    }
