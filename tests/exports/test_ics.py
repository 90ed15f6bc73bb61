"""The calendar is one that calendar programs accept: it reads back, whatever the dispatches wrote."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pourparlers.exports.ics import find_event_days, write_ics
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.types import Record
from pourparlers.views.agenda import Agenda, make_agenda
from told import record_of

EN = load_catalogue("en")
PLAN = ("2022-01-18", "meeting planned: blinken, lavrov; 2022-01-21; Genève")
MOVED = ("2022-01-20", "meeting postponed: blinken, lavrov; 2022-01-28; Genève")
OPEN = ("2022-01-20", "meeting postponed: blinken, lavrov")
OFF = ("2022-01-27", "meeting cancelled: blinken, lavrov; 2022-01-28; Genève")


def agenda(record: Record, day: str | None = None) -> Agenda:
    return make_agenda(record, EN, as_of=date.fromisoformat(day) if day else None)


def write(found: Agenda) -> bytes:
    out = io.BytesIO()
    write_ics(found, out, EN)
    return out.getvalue()


def read_back(found: Agenda) -> list[dict[str, object]]:
    data = write(found)
    check_form(data)
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    return [event for event in calendar.walk("VEVENT") if not event.errors]


def check_form(data: bytes) -> None:
    """RFC 5545, 3.1: lines end with CRLF, hold 75 octets at most, and no control characters; all is UTF-8."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        assert not any(byte < 32 and byte != 9 for byte in line)
        assert b"\x7f" not in line
    data.decode()


def test_one_event_from_announcement_to_end() -> None:
    record = record_of(PLAN, MOVED, OFF)
    told = [read_back(agenda(record, day)) for day in ("2022-01-18", "2022-01-20", "2022-01-27")]
    events = [event for (event,) in told]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [str(event["status"]) for event in events] == ["TENTATIVE", "TENTATIVE", "CANCELLED"]
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert [event["dtstart"].dt for event in events] == [date(2022, 1, 21), date(2022, 1, 28), date(2022, 1, 28)]
    assert [event["dtend"].dt for event in events] == [date(2022, 1, 22), date(2022, 1, 29), date(2022, 1, 29)]
    assert [event["dtstamp"].dt.date() for event in events] == [date(2022, 1, 18), date(2022, 1, 20), date(2022, 1, 27)]
    assert "moved from 21 January 2022" in str(events[1]["description"])


def test_a_meeting_read_a_day_later_has_the_same_uid() -> None:
    (before,), (after,) = read_back(agenda(record_of(PLAN))), read_back(agenda(record_of(PLAN, MOVED)))
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]


def test_put_off_to_no_day_cancels_the_event() -> None:
    (event,) = read_back(agenda(record_of(PLAN, OPEN)))
    assert (str(event["status"]), event["dtstart"].dt) == ("CANCELLED", date(2022, 1, 21))
    assert "put off" in str(event["description"])


@pytest.mark.parametrize(
    ("status", "wanted"),
    [("planned", "TENTATIVE"), ("proposed", "TENTATIVE"), ("held", "CONFIRMED"), ("ongoing", "CONFIRMED"),
     ("cancelled", "CANCELLED"), ("refused", "CANCELLED")],
)  # fmt: skip
def test_the_status_of_the_meeting_is_that_of_the_event(status: str, wanted: str) -> None:
    (event,) = read_back(agenda(record_of(("2022-01-21", f"talks {status}: usa, rus; 2022-01-21; Genève"))))
    assert str(event["status"]) == wanted
    assert str(event["location"]) == "Genève"


def test_an_hour_in_gmt_is_one_and_any_other_a_whole_day() -> None:
    (gmt,) = read_back(agenda(record_of(("2022-01-18", "talks planned: usa, rus; 2022-01-21; Genève; 09:30Z"))))
    assert gmt["dtstart"].dt == datetime(2022, 1, 21, 9, 30, tzinfo=UTC)
    assert "dtend" not in gmt
    (local,) = read_back(agenda(record_of(("2022-01-18", "talks planned: usa, rus; 2022-01-21; Genève; 10:30"))))
    assert local["dtstart"].dt == date(2022, 1, 21)
    assert "10:30" in str(local["description"])


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2022-01-21", ("2022-01-21", "2022-01-21")), ("2022-01-24/2022-01-30", ("2022-01-24", "2022-01-30")),
        ("2022-01-24/2022-01-31", None), ("2022-01", None), ("2022-01-21~", None), ("[2022-01-21,2022-01-22]", None),
        ("../2022-01-21", None), ("2022-01/2022-01", None), (None, None),
    ],
)  # fmt: skip
def test_what_has_a_day_is_an_event(value: str | None, days: tuple[str, str] | None) -> None:
    found = find_event_days(value)
    assert (None if found is None else tuple(str(day) for day in found)) == days
    told = f"talks planned: usa, rus; {value or ''}"
    entries = agenda(record_of(("2022-01-02", told))).entries
    assert len(read_back(agenda(record_of(("2022-01-02", told))))) == (days is not None)
    assert len(entries) == 1, "the agenda itself leaves nothing out"


def test_the_calendar_says_what_it_leaves_out_and_is_the_same_each_time() -> None:
    found = agenda(record_of(PLAN, ("2022-01-05", "meeting proposed: biden, putin")))
    assert b"no day is told: 1" in write(found).replace(b"\r\n ", b"")
    assert write(found) == write(found)
    assert Calendar.from_ical(write(agenda(record_of()))).walk("VEVENT") == []


HOSTILE = "a;b,c\\n\nEND:VEVENT\r\nBEGIN:VALARM\x00\x1b[31m\u2028\u202e“é🕊" * 4


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.just(HOSTILE), st.text(max_size=300)))
def test_hostile_words_break_no_calendar(words: str) -> None:
    found = agenda(record_of(PLAN))
    (entry,) = found.entries
    span = msgspec.structs.replace(entry.evidence[0], text=words)
    bad = msgspec.structs.replace(entry, who=words, where=words, evidence=(span,), words=words)
    (event,) = read_back(msgspec.structs.replace(found, entries=(bad,), labels={span.doc: words}))
    assert [sub.name for sub in event.subcomponents] == []
    shown = " ".join(str(event["summary"]).split())
    assert shown.endswith("meeting (planned)")
    plain = "".join(c for c in " ".join(words.split()) if c.isprintable())
    if (
        plain == " ".join(words.split()) and "\\" not in plain
    ):  # icalendar reads an escaped backslash and N as a line break
        assert plain in " ".join(str(event["description"]).split())
