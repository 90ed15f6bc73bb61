"""Terms of a source laid over tenures: joined, compared, and settled with the other holders."""

from __future__ import annotations

import pytest

from pourparlers.knowledge.imports.records import Note
from pourparlers.knowledge.imports.settle import settle
from pourparlers.knowledge.imports.tenures import Change, Told, clash, join_terms, reconcile
from pourparlers.knowledge.model import Tenure

DAY = "2026-03-01"


def told(start: str, end: str = "", *, acting: bool = False) -> Told:
    return Told(start, end, acting, "" if end else DAY, 7)


def row(start: str, end: str = "", checked: str = "", person: str = "a", source: str = "base", **more: bool) -> Tenure:
    return Tenure("x.head", person, start, end, more.get("acting", False), checked, source)


def make(term: Told) -> Tenure:
    return Tenure("x.head", "a", term.start, term.end, term.acting, term.checked_until, "new")


JOINED = {
    "consecutive": ([("2004-03-09", "2008-05-07"), ("2008-05-08", "2012")], [("2004-03-09", "2012")]),
    "years that meet": ([("2004", "2008"), ("2008", "2012")], [("2004", "2012")]),
    "one inside the other": ([("2004", "2012"), ("2006", "2008")], [("2004", "2012")]),
    "apart": ([("2004", "2006"), ("2008", "2012")], [("2004", "2006"), ("2008", "2012")]),
    "a day apart too many": (
        [("2004", "2008-05-07"), ("2008-05-09", "2012")],
        [("2004", "2008-05-07"), ("2008-05-09", "2012")],
    ),
    "one beginning, end known once": ([("2004", ""), ("2004-03-09", "2008")], [("2004-03-09", "2008")]),
    "the last is open": ([("2004", "2008"), ("2008", "")], [("2004", "")]),
    "the finer bounds": ([("2004", "2008"), ("2004-03", "2008-05-07")], [("2004-03", "2008-05-07")]),
}


@pytest.mark.parametrize(("terms", "expected"), JOINED.values(), ids=JOINED.keys())
def test_terms_that_follow_each_other_are_one(terms: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    for order in (terms, terms[::-1]):
        assert [(term.start, term.end) for term in join_terms(told(*term) for term in order)] == expected


def test_acting_and_full_terms_stay_apart() -> None:
    assert len(join_terms([told("2004", "2005", acting=True), told("2005", "2008")])) == 2


# A row of the tables, a term of the source, the row that results (None: nothing to write), the word for what was kept.
COMPARED = {
    "the same": (("2004-03-09", "2008"), ("2004-03-09", "2008"), None, []),
    "a finer start": (("2004", "2008"), ("2004-03-09", "2008"), ("2004-03-09", "2008"), []),
    "a coarser start": (("2004-03-09", "2008"), ("2004", "2008"), None, []),
    "a finer end": (("2004-03-09", "2008-05"), ("2004-03-09", "2008-05-07"), ("2004-03-09", "2008-05-07"), []),
    "another start, near": (("2004-03-09", "2008"), ("2004-03-12", "2008"), ("2004-03-12", "2008"), []),
    "an earlier start": (("2004-03-09", "2008"), ("2001", "2008"), ("2001", "2008"), []),
    "well inside": (("2004-03-09", "2012"), ("2006", "2008"), None, ["inside"]),
    "a later end": (("2004", "2008"), ("2004", "2010"), ("2004", "2010"), []),
    "it is over": (("2004", "", "2025-06-01"), ("2004", "2025-12"), ("2004", "2025-12"), []),
    "it was over long before the check": (("2004", "", "2025-06-01"), ("2004", "2008"), None, ["inside"]),
    "still in office": (("2004", "", "2025-06-01"), ("2004", ""), ("2004", ""), []),
    "open in the source alone": (("2004", "2008"), ("2004", ""), None, ["end_kept"]),
}


@pytest.mark.parametrize(("known", "term", "expected", "words"), COMPARED.values(), ids=COMPARED.keys())
def test_a_term_is_compared_with_the_row(
    known: tuple[str, ...], term: tuple[str, str], expected: tuple[str, str] | None, words: list[str]
) -> None:
    changes, kept = reconcile([told(*term)], [row(*known)], make)
    assert [(change.row.start, change.row.end) for change in changes] == ([expected] if expected else [])
    assert [change.base for change in changes] == ([row(*known)] if expected else [])
    assert [word for _, word in kept] == words


def test_an_open_row_is_checked_until_the_day_of_the_source() -> None:
    changes, _ = reconcile([told("2004")], [row("2004", "", "2025-06-01")], make)
    assert [change.row.checked_until for change in changes] == [DAY]
    assert reconcile([told("2004")], [row("2004", "", "2026-06-01")], make) == ([], [])


def test_two_terms_of_one_person_end_one_row_and_add_another() -> None:
    changes, _ = reconcile([told("2004", "2025-08"), told("2026-01")], [row("2004", "", "2025-06-01")], make)
    assert [(c.row.start, c.row.end, c.base is None) for c in changes] == [
        ("2004", "2025-08", False),
        ("2026-01", "", True),
    ]


def test_a_joined_term_over_two_rows_ends_the_later_and_dates_the_earlier() -> None:
    rows = [row("2004", "2008"), row("2008", "", "2025-06-01")]
    changes, _ = reconcile([told("2004-03-09", "2026-01")], rows, make)
    assert [(c.row.start, c.row.end) for c in changes] == [("2004-03-09", "2008"), ("2008", "2026-01")]


def test_who_cannot_stand_beside_whom() -> None:
    b = row("2008-05", "2012", person="b")
    assert clash(row("2004", "2008-05-07"), [b]) is None
    assert clash(row("2004", "2010"), [b]) == (b, "overlap")
    assert clash(row("2004", "", DAY), [b]) == (b, "open")
    assert clash(row("2004", "2010", acting=True), [b]) is None
    assert clash(row("2004", "2010"), [row("2006", "2007", person="b", acting=True)]) is None
    assert clash(row("2004", "2010"), [row("2006", "2007")]) is None  # the same person


def test_starts_alike_must_fit_in_either_order() -> None:
    b = row("2004", "2004", person="b")
    assert clash(row("2004", "2008"), [b]) == (b, "overlap")


def run(
    rows: list[Tenure], *changes: Change, still: tuple[str, ...] = (), by_hand: bool = False
) -> tuple[list[str], list[str]]:
    notes: list[Note] = []
    accepted = settle(rows, changes, source="new", fixed=lambda _: by_hand, note=notes.append, open_in_source=still)
    return sorted(f"{c.row.person} {c.row.start}/{c.row.end}" for c in accepted), [note.kind for note in notes]


OPEN = row("2020-01-10", "", "2025-06-01", person="a")


def test_a_successor_ends_the_open_row_that_was_checked_before() -> None:
    new = Change(row("2025-12-01", "", DAY, person="b"), None, 1)
    assert run([OPEN], new) == (["a 2020-01-10/2025-12-01", "b 2025-12-01/"], ["closed"])


def test_a_newcomer_from_before_the_check_is_refused() -> None:
    new = Change(row("2024-12-01", "", DAY, person="b"), None, 1)
    assert run([OPEN], new) == ([], ["conflict"])


def test_a_short_stand_in_does_not_end_a_row_that_the_source_has_open() -> None:
    new = Change(row("2025-08-01", "2025-08-20", person="b"), None, 1)
    assert run([OPEN], new, still=("a",)) == ([], ["conflict"])
    assert run([OPEN], new)[0] == ["a 2020-01-10/2025-08-01", "b 2025-08-01/2025-08-20"]


def test_of_two_open_terms_the_later_stands() -> None:
    changes = [Change(row(start, "", DAY, person=who), None, 1) for who, start in (("b", "1999"), ("c", "2010"))]
    assert run([], *changes) == (["c 2010/"], ["stale_open"])


def test_a_row_of_the_tables_open_in_the_source_still_gives_way_to_the_newcomer() -> None:
    stale = Change(row("2020-01-10", "", DAY, person="a"), OPEN, 1)
    new = Change(row("2025-12-01", "", DAY, person="b"), None, 1)
    accepted, notes = run([OPEN], stale, new, still=("a", "b"))
    assert accepted == ["a 2020-01-10/2025-12-01", "b 2025-12-01/"]
    assert sorted(notes) == ["closed", "stale_open"]


def test_an_overlap_with_a_known_holder_is_refused() -> None:
    known = row("2010", "2015-06-01", person="b")
    assert run([known], Change(row("2012", "2014", person="a"), None, 1)) == ([], ["conflict"])


def test_a_correction_makes_room_for_another() -> None:
    a, b = row("2010-01-01", "2012-03-10", person="a"), row("2012-03-10", "2015", person="b")
    changes = [
        Change(row("2012-03-20", "2015", person="b"), b, 1),
        Change(row("2010-01-01", "2012-03-20", person="a"), a, 1),
    ]
    assert run([a, b], *changes) == (["a 2010-01-01/2012-03-20", "b 2012-03-20/2015"], [])


def test_rows_written_by_hand_stand() -> None:
    assert run([OPEN], Change(row("2020-01-10", "2025-12"), OPEN, 1), by_hand=True) == ([], ["by_hand"])
    new = Change(row("2025-12-01", "", DAY, person="b"), None, 1)
    assert run([OPEN], new, by_hand=True)[0] == []
