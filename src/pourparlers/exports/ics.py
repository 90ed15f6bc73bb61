"""The agenda as iCalendar (RFC 5545), for calendar programs.

One event a contact, its UID made of the contact's id, which later dispatches do not change; SEQUENCE grows with each
change of day, place, hour or status, so a program that reads a newer export moves what it holds. STATUS is TENTATIVE
for what is proposed, planned or put off, CONFIRMED for what is under way or over, CANCELLED for what is off. All day,
where no hour is known in GMT: the dispatches do not tell whose hour theirs is. What has no day of its own (a month,
"about", one of several days, a stretch of more than a week) is no event, unless it was moved from a day: that event is
then cancelled. Every time is of the dispatches; nothing reads the clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO, Final

from icalendar import Calendar, Event

from ..lang.catalogue import Catalogue
from ..views.agenda import Agenda, Entry, say_hour
from ..views.render import plain
from ..views.render_agenda import say_head, say_notes
from ..vocab import ContactStatus
from ..when import WhenError, day_part, parse

_STATUS: Final[dict[ContactStatus, str]] = {
    "proposed": "TENTATIVE", "planned": "TENTATIVE", "postponed": "TENTATIVE", "ongoing": "CONFIRMED",
    "held": "CONFIRMED", "cancelled": "CANCELLED", "refused": "CANCELLED", "denied": "CANCELLED",
}  # fmt: skip
_LONGEST = 7
"""Days that an event may last at most: a longer stretch says too little of the day."""

_EPOCH = date(1970, 1, 1)


def write_ics(agenda: Agenda, out: BinaryIO, say: Catalogue) -> int:
    """Write `agenda` as a calendar to the binary file `out`, in the language of `say`; gives the number of events."""
    calendar = make_calendar(agenda, say)
    out.write(calendar.to_ical())
    return len(calendar.events)


def make_calendar(agenda: Agenda, say: Catalogue) -> Calendar:
    """The calendar of `agenda`."""
    calendar = Calendar()
    calendar.add("prodid", f"-//pourparlers//agenda//{say.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    stamp = date.fromisoformat(agenda.as_of) if agenda.as_of else _EPOCH
    events = [event for entry in agenda.entries if (event := _make_event(entry, stamp, agenda, say))]
    left = len(agenda.entries) - len(events)
    calendar.add("x-wr-calname", plain(say("title.agenda")))
    head = [*say_head(agenda, say), *([say("ics.left_out", n=left)] if left else [])]
    calendar.add("x-wr-caldesc", plain(" ".join(head)))
    for event in events:
        calendar.add_component(event)
    return calendar


def _make_event(entry: Entry, stamp: date, agenda: Agenda, say: Catalogue) -> Event | None:
    days, status = find_event_days(entry.value if entry.basis != "bounded" else None), _STATUS[entry.state]
    if days is None:  # moved from a day to none: what calendars hold there is off
        days = next((found for value in reversed(entry.was) if (found := find_event_days(value))), None)
        status = "CANCELLED"
    if days is None:
        return None
    event = Event()
    event.add("uid", f"{entry.id}@pourparlers")
    event.add("dtstamp", _midnight(date.fromisoformat(entry.changed) if entry.changed else stamp))
    if entry.changed:
        event.add("last-modified", _midnight(date.fromisoformat(entry.changed)))
    if entry.since:
        event.add("created", _midnight(date.fromisoformat(entry.since)))
    event.add("sequence", entry.sequence)
    _add_days(event, days, entry.hour)
    event.add("summary", plain(say("ics.summary", who=entry.who, what=entry.what, status=entry.status)))
    if entry.where:
        event.add("location", plain(entry.where))
    event.add("description", "\n".join(plain(line) for line in _describe(entry, agenda, say)))
    event.add("categories", [entry.kind])
    event.add("status", status)
    event.add("transp", "TRANSPARENT")
    return event


def find_event_days(value: str | None) -> tuple[date, date] | None:
    """The days of an event of EDTF date `value`: one day, or a stretch of a week at most; None where it says less."""
    try:
        edtf = parse(day_part(value or ""))
    except WhenError:
        return None
    first, last = edtf.bounds
    exact = edtf.form != "set" and all(point and point.day and not point.qualifier for point in edtf.points)
    if not exact or first is None or last is None or (last - first).days >= _LONGEST:
        return None
    return first, last


def _add_days(event: Event, days: tuple[date, date], hour: str | None) -> None:
    """The whole days, the end not included, as iCalendar has it; or the hour, where it is known in GMT."""
    first, last = days
    if hour and hour.endswith("Z") and first == last:
        start = datetime(first.year, first.month, first.day, int(hour[:2]) % 24, int(hour[3:5]), tzinfo=UTC)
        event.add("dtstart", start + timedelta(days=int(hour[:2]) // 24))
        return
    event.add("dtstart", first)
    if last < date.max:
        event.add("dtend", last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _describe(entry: Entry, agenda: Agenda, say: Catalogue) -> list[str]:
    """Status and date in words, what was moved, the hour, the dispatches' words with where they stand, and the id."""
    lines = [f"{entry.status} · {entry.date}", *say_notes(entry, say)]
    if entry.hour:
        lines.append(say("ics.hour", hour=say_hour(entry.hour, say)))
    lines += (
        say("ics.words", words=span.text, source=agenda.labels.get(span.doc, span.doc)) for span in entry.evidence
    )
    return [*lines, entry.id]
