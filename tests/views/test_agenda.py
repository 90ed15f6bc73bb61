"""The agenda tells what was known on a day, from the dispatches of that day and before, and nothing of later."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from pourparlers.lang.catalogue import load_catalogue
from pourparlers.merge.compare import compare
from pourparlers.merge.judgements import decide_correction
from pourparlers.types import Record
from pourparlers.views import render_agenda
from pourparlers.views.agenda import Agenda, make_agenda
from pourparlers.views.explain import find_accounts
from pourparlers.views.judged import find_evidence
from pourparlers.views.known import find_dispatches, find_known
from told import a_document, read, record_of

EN, FR = load_catalogue("en"), load_catalogue("fr")
PLAN = ("2022-01-18", "meeting planned: blinken, lavrov; 2022-01-21; Genève")
MOVED = ("2022-01-20", "meeting postponed: blinken, lavrov; 2022-01-28; Genève")
OPEN = ("2022-01-20", "meeting postponed: blinken, lavrov")
OFF = ("2022-01-27", "meeting cancelled: blinken, lavrov; 2022-01-28; Genève")
HELD = ("2022-01-21", "meeting held: blinken, lavrov; 2022-01-21; Paris")


def known(record: Record, day: str | None = None, lang: str = "en", **options: object) -> Agenda:
    as_of = date.fromisoformat(day) if day else None
    return make_agenda(record, FR if lang == "fr" else EN, as_of=as_of, **options)  # type: ignore[arg-type]


def test_only_what_was_published_by_the_day_is_known() -> None:
    record = record_of(PLAN, HELD, OFF)
    early = known(record, "2022-01-18")
    assert [(e.state, e.where) for e in early.entries] == [("planned", "Genève")]
    assert [span.text for e in early.entries for span in e.evidence] == [PLAN[1]]
    assert (early.counted, early.later) == (1, 2)
    assert known(record, "2022-01-17").entries == ()
    assert "held" in {e.state for e in known(record, "2022-01-21").entries}


def test_without_a_day_it_is_that_of_the_latest_dispatch() -> None:
    found = known(record_of(PLAN, HELD))
    assert (found.as_of, found.asked, found.counted) == ("2022-01-21", False, 2)
    assert known(record_of()).as_of is None


@pytest.mark.parametrize(
    ("published", "day", "counts"),
    [
        ("2022-01", "2022-01-31", "known"), ("2022-01", "2022-01-30", "unsure"), ("2022-01", "2021-12-31", "later"),
        (None, "2022-01-31", "unsure"), ("2022-01-18", "2022-01-18", "known"), ("2022-01-18", "2022-01-17", "later"),
    ],
)  # fmt: skip
def test_a_dispatch_of_unsure_day_counts_by_its_bounds(published: str | None, day: str, counts: str) -> None:
    found = find_dispatches([a_document("x", published)], date.fromisoformat(day))
    assert {"known": len(found.known), "later": found.later, "unsure": len(found.unsure)} == {
        "known": 0, "later": 0, "unsure": 0, counts: 1,
    }  # fmt: skip


def test_one_that_is_left_aside_is_named_and_counts_without_a_day() -> None:
    record = record_of((None, HELD[1]), PLAN)
    asked, whole = known(record, "2022-01-25"), known(record)
    assert asked.counted == 1
    assert asked.unsure == whole.unsure
    assert asked.unsure[0] in " ".join(render_agenda.say_head(asked, EN))
    assert whole.counted == 2


def test_a_move_tells_the_old_day_and_the_new() -> None:
    record = record_of(PLAN, MOVED, OFF)
    assert [(e.value, e.was, e.moved) for e in known(record, "2022-01-18").entries] == [("2022-01-21", (), "")]
    (moved,) = known(record, "2022-01-20").entries
    assert (moved.state, moved.value, moved.was) == ("postponed", "2022-01-28", ("2022-01-21",))
    assert moved.moved == "moved from 21 January 2022 to 28 January 2022"
    (off,) = known(record).entries
    assert (off.state, off.value, off.was) == ("cancelled", "2022-01-28", ("2022-01-21",))
    assert len({e.id for day in ("2022-01-18", "2022-01-20", "2022-01-27") for e in known(record, day).entries}) == 1


def test_put_off_to_no_day_keeps_the_old_one() -> None:
    (entry,) = known(record_of(PLAN, OPEN)).entries
    assert (entry.state, entry.was) == ("postponed", ("2022-01-21",))
    assert entry.moved.startswith("put off from 21 January 2022")


def test_what_was_announced_and_never_told_of_again_says_so() -> None:
    record = record_of(PLAN, ("2022-01-25", "call held: biden, putin; 2022-01-24"))
    assert [e.overdue for e in known(record).entries] == [True, False]
    assert [e.overdue for e in known(record, "2022-01-21").entries] == [False]


def test_groups_by_week_with_real_precision() -> None:
    record = record_of(
        PLAN,
        ("2022-01-02", "talks planned: fra, ukr; 2022-02; Paris"),
        ("2022-01-03", "call planned: biden, putin; 2022-01-24/2022-01-30"),
        ("2022-01-04", "talks planned: usa, rus; [2022-01-20,2022-01-27]"),
        ("2022-01-05", "meeting planned: macron, putin; 2022-01~"),
        ("2022-01-06", "meeting proposed: biden, putin"),
        ("2022-01-07", "meeting denied: biden, putin; 2022-01-09"),
        ("2022-01-07", "exchange held: usa, rus; 2022-01-09"),
    )
    found = known(record)
    assert [(e.group, e.label) for e in found.entries] == [
        ("January 2022", "about January 2022"),
        ("January 2022", "one of: 20 or 27 January 2022"),
        ("Week of 17 January 2022", "Friday 21 January 2022"),
        ("Week of 24 January 2022", "24 to 30 January 2022"),
        ("February 2022", "February 2022"),
        ("No day told", "since 6 January 2022"),
    ]
    french = [(e.group, e.label) for e in known(record, lang="fr").entries]
    assert ("Semaine du 17 janvier 2022", "vendredi 21 janvier 2022") in french
    assert ("janvier 2022", "vers janvier 2022") in french


def test_a_period_keeps_what_was_moved_out_of_it() -> None:
    record = record_of(PLAN, MOVED, ("2022-01-05", "meeting held: biden, putin; 2022-01-04"))
    assert [e.value for e in known(record, since="2022-01-20", until="2022-01-22").entries] == ["2022-01-28"]
    assert known(record, since="2022-02-01").entries == ()
    assert [e.kind for e in known(record, actors={"putin"}).entries] == ["meeting"]


def test_an_hour_is_told_with_its_day() -> None:
    record = record_of(("2022-01-18", "meeting planned: blinken, lavrov; 2022-01-21; Genève; 09:00Z"))
    assert [e.label for e in known(record).entries] == ["Friday 21 January 2022, 09:00 GMT"]
    assert [e.label for e in known(record, lang="fr").entries] == ["vendredi 21 janvier 2022, 09h00 GMT"]


def test_a_correction_holds_where_the_value_it_mends_was_known() -> None:
    contact = record_of(PLAN, MOVED).contacts[0]
    fix = decide_correction(contact, "when", "2022-01-29", author="me", decided_at="2026-01-01")
    mended = record_of(PLAN, MOVED, judgements=[fix])
    assert [e.value for e in known(mended, "2022-01-18").entries] == ["2022-01-21"], "the plan was read rightly"
    (now,) = known(mended, journal=[fix]).entries
    assert (now.value, now.basis) == ("2022-01-29", "corrected")
    place = decide_correction(contact, "place", None, author="me", decided_at="2026-01-01")
    assert [e.where for e in known(record_of(PLAN, MOVED, judgements=[place]), "2022-01-18").entries] == [""]


def test_every_change_counts_and_taking_back_is_one() -> None:
    record = record_of(PLAN, MOVED, OFF)
    days = ("2022-01-18", "2022-01-20", "2022-01-27")
    assert [known(record, day).entries[0].sequence for day in days] == [0, 1, 2]
    fix = decide_correction(record.contacts[0], "status", "held", author="me", decided_at="2026-01-01")
    gone = msgspec.structs.replace(fix, withdrawn_at="2026-01-02")
    assert [known(record, journal=[j]).entries[0].sequence for j in (fix, gone)] == [3, 4]


def test_every_form_gives_the_same_entries() -> None:
    found = known(record_of(PLAN, MOVED, ("2022-01-20", "call held: biden, putin; 2022-01-19")))
    rows = list(csv.DictReader(io.StringIO("".join(render_agenda.render_csv(found)))))
    told = json.loads(render_agenda.render_json(found))
    assert [row["id"] for row in rows] == [e["id"] for e in told["entries"]] == [e.id for e in found.entries]
    assert told["as_of"] == "2022-01-20"
    page = render_agenda.render_markdown(found, EN)
    text = io.StringIO()
    Console(file=text, width=120).print(render_agenda.render_text(found, EN))
    for entry in found.entries:
        assert entry.id in page
        assert entry.id in text.getvalue()
    assert re.search(r"^## Week of 24 January 2022$", page, re.MULTILINE)
    assert "moved from 21 January 2022 to 28 January 2022" in text.getvalue()


days = st.sampled_from(["2022-01-05", "2022-01-18", "2022-01-21", "2022-02-02", "2022-01", None])
lines = st.builds(
    "{} {}: {}; {}; {}".format,
    st.sampled_from(["meeting", "talks"]),
    st.sampled_from(["planned", "held", "postponed", "cancelled", "proposed"]),
    st.sampled_from(["blinken, lavrov", "biden, putin", "usa, rus"]),
    st.sampled_from(["", "2022-01-14", "2022-01-21", "2022-01"]),
    st.sampled_from(["", "Genève", "Paris"]),
)
dispatches = st.lists(st.tuples(days, lines), max_size=6, unique_by=lambda told: told[1])


@settings(max_examples=120, deadline=None)
@given(dispatches, st.sampled_from(["2022-01-04", "2022-01-18", "2022-01-31", "2022-03-01"]))
def test_nothing_of_a_later_dispatch_is_told(told: list[tuple[str | None, str]], day: str) -> None:
    record = record_of(*told)
    on = date.fromisoformat(day)
    known_docs = find_dispatches(record.documents, on).known
    for found in find_known(record, known_docs):
        assert {a.doc for a in found.contact.accounts} <= known_docs
        assert {span.doc for span in found.contact.evidence} <= known_docs
        assert {h.doc for h in found.contact.history} <= known_docs
        assert found.contact.id in {c.id for c in record.contacts}
        assert found.last is None or found.last <= on


@settings(max_examples=120, deadline=None)
@given(dispatches)
def test_a_contact_told_again_from_the_record_is_the_contact(told: list[tuple[str | None, str]]) -> None:
    record = record_of(*told)
    everything = frozenset(d.id for d in record.documents)
    again = {found.contact.id: found.contact for found in find_known(record, everything)}
    assert again == {c.id: c for c in record.contacts}
    # as find_known takes a whole contact as it stands, merging is asked once more
    from pourparlers.merge.accounts import retell  # noqa: PLC0415
    from pourparlers.merge.contacts import merge_contact  # noqa: PLC0415

    documents = {d.id: d for d in record.documents}
    actors = {a.id: a for a in record.actors}
    for contact in record.contacts:
        accounts = [retell(a, n, contact, documents[a.doc].published, actors) for n, a in enumerate(contact.accounts)]
        assert msgspec.structs.replace(merge_contact(accounts, actors, documents), answers=contact.answers) == contact


@settings(max_examples=80, deadline=None)
@given(dispatches)
def test_changes_only_grow_as_the_days_go_by(told: list[tuple[str | None, str]]) -> None:
    record = record_of(*told)
    before: dict[str, int] = {}
    for day in ("2022-01-05", "2022-01-18", "2022-01-21", "2022-01-31", "2022-02-02"):
        found = {e.id: e.sequence for e in known(record, day).entries}
        assert all(found.get(key, n) >= n for key, n in before.items())
        before |= found


@settings(max_examples=80, deadline=None)
@given(dispatches)
def test_whatever_a_rule_says_has_words_in_both_languages(told: list[tuple[str | None, str]]) -> None:
    record = record_of(*told)
    accounts = list(find_accounts(record, [read(a_document(text, day)) for day, text in told]).values())
    for n, a in enumerate(accounts):
        for b in accounts[n + 1 :]:
            for reason in compare(a, b).reasons:
                key, values = find_evidence(reason.evidence) or ("", {})
                assert EN(f"reason.{key}", **values) == reason.evidence
                assert FR(f"reason.{key}", **values)
                assert FR(f"feature.{reason.feature}")
