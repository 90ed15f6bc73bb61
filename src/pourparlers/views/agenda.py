"""The agenda: what was planned, held, put off or cancelled, as it was known on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache

from ..lang.catalogue import Catalogue
from ..store.order import find_key
from ..types import Contact, Judgement, Record, Span, Struct, When
from ..vocab import ContactKind, ContactStatus
from ..when import Point, WhenError, day_part, parse, week_of
from .cast import Cast
from .dates import say_date
from .known import Known, find_dispatches, find_known, latest_day
from .rows import make_row

_OPEN = frozenset({"planned", "proposed", "postponed"})
LEFT_OUT_KINDS = frozenset({"exchange"})
LEFT_OUT_STATUSES = frozenset({"denied"})
"""What is no matter of an agenda: texts sent, and contacts that were never on."""


class Entry(Struct, frozen=True):
    """One contact. `value` is its EDTF date, `date` the same in words, `was` the dates it was moved from, `hour` HH:MM
    with Z for GMT.

    `overdue`: it was announced for a day that is over, and no dispatch tells whether it took place. `since` and
    `changed` are the ISO days of the first and the last dispatch that tells it; `sequence` counts its changes. `group`
    and `label` are what it stands under, and its day with the name of the weekday.
    """

    id: str
    group: str
    label: str
    value: str | None
    date: str
    basis: str | None
    hour: str | None
    was: tuple[str, ...]
    moved: str
    kind: ContactKind
    who: str
    what: str
    where: str
    state: ContactStatus
    status: str
    overdue: bool
    words: str
    since: str | None
    changed: str | None
    sequence: int
    evidence: tuple[Span, ...]
    sources: tuple[str, ...]
    docs: tuple[str, ...]


class Agenda(Struct, frozen=True):
    """Entries by date, and what they stand on.

    `as_of` is the ISO day of it (None where no dispatch has a day), `asked` whether a person named it; `counted` and
    `later` are numbers of dispatches, `unsure` those whose day is not known well enough to say whether they count.
    `labels` are what to call the documents of the entries, by id.
    """

    as_of: str | None
    asked: bool
    counted: int
    later: int
    unsure: tuple[str, ...]
    entries: tuple[Entry, ...]
    labels: dict[str, str]


def make_agenda(
    record: Record,
    say: Catalogue,
    *,
    as_of: date | None = None,
    since: str | None = None,
    until: str | None = None,
    actors: Collection[str] | None = None,
    journal: Sequence[Judgement] = (),
    today: date | None = None,
    counted: bool = True,
) -> Agenda:
    """The agenda of `record` (its contacts, documents, actors and judgements) as known on `as_of`.

    Without `as_of` every dispatch counts, and the day is that of the latest, or `today`. `since` and `until` (ISO days)
    keep what may lie between them, or was moved from there; `actors` (ids) what one of them takes part in. Without
    `counted`, no entry says how often it changed (`sequence`).
    """
    dispatches = find_dispatches(record.documents, as_of)
    day = as_of or today or latest_day(record.documents)
    cast = Cast(record, say)
    known = [
        found
        for found in find_known(record, dispatches.known, journal, counted=counted)
        if found.contact.kind not in LEFT_OUT_KINDS
        and found.contact.status not in LEFT_OUT_STATUSES
        and _is_in(found.contact, found.days, since, until)
        and (actors is None or {p.actor for p in found.contact.participants} & set(actors))
    ]
    entries = [_make_entry(found, day, cast) for found in sorted(known, key=lambda found: find_rank(found.contact))]
    unsure = dispatches.unsure if as_of else _undated(record)
    return Agenda(
        as_of=day.isoformat() if day else None,
        asked=as_of is not None,
        counted=len(dispatches.known),
        later=dispatches.later,
        unsure=cast.sources(unsure),
        entries=tuple(entries),
        labels={doc: cast.source(doc) for entry in entries for doc in entry.docs},
    )


def _undated(record: Record) -> tuple[str, ...]:
    known = (parse(d.published.value).day if d.published.value else None for d in record.documents)
    return tuple(d.id for d, day in zip(record.documents, known, strict=True) if day is None)


def find_rank(contact: Contact) -> tuple[object, ...]:
    """Key of the order of an agenda: groups by their first days, the longer before the shorter; in them by date.

    It begins with 0 and the first day of the group; with 1 for what has no day, which comes last.
    """
    bounds = find_days(contact.when)
    if bounds is None:
        return (1, find_key(contact.when), contact.id)
    first, last = _find_group(*bounds)
    return (0, first, -last.toordinal(), bounds, contact.hour or "", contact.id)


def is_within(contact: Contact, since: str | None, until: str | None) -> bool:
    """Whether a date that the contact has now may lie between the ISO days `since` and `until`."""
    return _is_in(contact, (), since, until)


@lru_cache(maxsize=1 << 12)
def find_days(when: When) -> tuple[date, date] | None:
    """The first and last day of a date that the dispatches tell; None for none, and for one that is only bounded."""
    if when.basis == "bounded":
        return None
    values = [value for value in (when.value, *when.candidates) if value]
    try:
        bounds = [parse(day_part(value)).bounds for value in values]
    except WhenError:
        return None
    days = [(first, last) for first, last in bounds if first and last]
    return (min(d[0] for d in days), max(d[1] for d in days)) if days and len(days) == len(bounds) else None


def _find_group(first: date, last: date) -> tuple[date, date]:
    """The week that holds the days, else the month, else the days themselves."""
    monday, sunday = week_of(first)
    if last <= sunday:
        return monday, sunday
    if (first.year, first.month) == (last.year, last.month):
        return Point(first.year, first.month).bounds
    return first, last


def _is_in(contact: Contact, days: Sequence[str], since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    for value in (contact.when.value, *contact.when.candidates, *days):
        try:
            first, last = parse(day_part(value or "")).bounds
        except WhenError:
            continue
        if (until is None or first is None or first.isoformat() <= until) and (
            since is None or last is None or last.isoformat() >= since
        ):
            return True
    return False


def _make_entry(known: Known, as_of: date | None, cast: Cast) -> Entry:
    contact, say = known.contact, cast.say
    row = make_row(contact, cast)
    days = find_days(contact.when)
    overdue = bool(contact.status in _OPEN and days and as_of and days[1] < as_of)
    return Entry(
        id=contact.id,
        group=_say_group(contact, say),
        label=_say_label(contact, row.date, say),
        value=contact.when.value,
        date=row.date,
        basis=contact.when.basis,
        hour=contact.hour,
        was=known.days,
        moved=_say_moved(known, row.date, say),
        kind=contact.kind,
        who=row.who,
        what=row.what,
        where=row.where,
        state=contact.status,
        status=row.status,
        overdue=overdue,
        words=row.words,
        since=known.first.isoformat() if known.first else None,
        changed=known.last.isoformat() if known.last else None,
        sequence=known.sequence,
        evidence=contact.evidence,
        sources=row.sources,
        docs=row.docs,
    )


def _say_group(contact: Contact, say: Catalogue) -> str:
    days = find_days(contact.when)
    if days is None:
        return say("agenda.undated")
    first, last = _find_group(*days)
    if days[1] <= week_of(days[0])[1]:
        return say("agenda.week", day=say_date(When(value=first.isoformat()), say))
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return say_date(When(value=first.isoformat()[:7]), say)
    if contact.when.value and parse(day_part(contact.when.value)).precision in {"season", "year"}:
        return say_date(contact.when, say)
    return say_date(When(value=f"{first.isoformat()}/{last.isoformat()}"), say)


def _say_label(contact: Contact, words: str, say: Catalogue) -> str:
    """The date, with the weekday before a single day and the hour behind it."""
    days = find_days(contact.when)
    exact = days and days[0] == days[1] and contact.when.value == days[0].isoformat()
    label = say("agenda.day", weekday=say(f"weekday.{days[0].isoweekday()}"), day=words) if days and exact else words
    return label + (f", {say_hour(contact.hour, say)}" if contact.hour else "")


def say_hour(hour: str, say: Catalogue) -> str:
    """An hour as people write it, with GMT where it is told so."""
    words = say("agenda.hour", hour=hour[:2], minute=hour[3:5])
    return f"{words} GMT" if hour.endswith("Z") else words


def _say_moved(known: Known, now: str, say: Catalogue) -> str:
    """From which days to which a contact was moved; empty where it was not."""
    if not known.days:
        return ""
    old = ", ".join(say_date(When(value=value), say) for value in known.days)
    new = find_days(known.contact.when)
    return say("agenda.moved", old=old, new=now) if new else say("agenda.put_off", old=old)
