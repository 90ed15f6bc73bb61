"""The time in which those who act in a text were all in office."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from pourparlers.drafts import Reading, StatementDraft
from pourparlers.extract.known_span import known_span
from pourparlers.knowledge.model import KnowledgeBase, Tenure
from pourparlers.types import Actor, Document, Named, Statement


def tenure(person: str, start: str, end: str, checked: str = "") -> Tenure:
    return Tenure(
        office=f"{person}.office",
        person=person,
        start=start,
        end=end,
        acting=False,
        checked_until=checked,
        source="test",
    )


ROWS = {
    "berg": (tenure("berg", "2017-05", "2019-02-03"), tenure("berg", "2020-01-05", "2024")),
    "rojas": (tenure("rojas", "2019-03-04", "", "2022-06-01"),),
    "mensah": (tenure("mensah", "1985", "1991-12-25"),),
}
OFFICES = {f"{p}.office": SimpleNamespace(function="head_of_government") for p in ROWS}
KB = cast("KnowledgeBase", SimpleNamespace(tenures_by_person=ROWS, offices=OFFICES))


def said_by(*people: str, office: str | None = None) -> Reading:
    return Reading(
        document=Document(id="d", uri="d", text=""),
        actors=tuple(Actor(id=p, name=Named(fr=p, en=p), office=office if p == "mensah" else None) for p in people),
        statements=tuple(StatementDraft(fact=Statement(id=p, doc="d", content=(), speaker=p)) for p in people),
    )


@pytest.mark.parametrize(
    ("people", "span"),
    [
        (("berg", "rojas"), ("2019-03-04", "2024-12-31")),
        (("berg",), None),
        (("berg", "nobody"), None),
        (("berg", "mensah"), None),
    ],
)
def test_all_in_office(people: tuple[str, ...], span: tuple[str, str] | None) -> None:
    assert known_span(said_by(*people), KB) == span


def test_an_open_office_lasts_ten_years_more() -> None:
    other = cast(
        "KnowledgeBase", SimpleNamespace(tenures_by_person=dict.fromkeys(("a", "b"), ROWS["rojas"]), offices={})
    )
    assert known_span(said_by("a", "b"), other) == ("2019-03-04", "2032-12-31")


def test_years_between_offices_do_not_count() -> None:
    twice = (tenure("twice", "2001", "2004"), tenure("twice", "2014", "2018"))
    always = (tenure("always", "2003", "2012"),)
    kb = cast("KnowledgeBase", SimpleNamespace(tenures_by_person={"twice": twice, "always": always}, offices={}))
    assert known_span(said_by("twice", "always"), kb) == ("2003-01-01", "2004-12-31")


def test_one_of_many_whose_terms_fit_no_others_is_left_out() -> None:
    rows = {p: (tenure(p, "2004", "2009"),) for p in ("a", "b", "c")} | {"old": (tenure("old", "1991", "1995"),)}
    kb = cast("KnowledgeBase", SimpleNamespace(tenures_by_person=rows, offices={}))
    assert known_span(said_by("a", "b", "c", "old"), kb) == ("2004-01-01", "2009-12-31")
    assert known_span(said_by("a", "b", "old"), kb) is None


def test_former_holders_are_set_aside() -> None:
    reading = said_by("berg", "rojas", "mensah", office="gha.former head_of_state")
    assert known_span(reading, KB) == ("2019-03-04", "2024-12-31")


def test_one_who_is_named_with_the_office_is_enough() -> None:
    called = frozenset({"head_of_government"})
    assert known_span(said_by("berg"), KB, {"berg": called}) == ("2017-05-01", "2024-12-31")
    assert known_span(said_by("berg"), KB, {"berg": frozenset({"envoy"})}) is None
    assert known_span(said_by("rojas"), KB, {"berg": called}) is None
