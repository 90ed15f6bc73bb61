"""Contacts against gold: found, with whom, when, where, in what status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ..types import Actor, Contact, Record
from .gold import Meeting, NonContact
from .match import Names, day_range, is_date, pair, touches
from .tally import Tallies

_CALLS = {"appel", "call"}
_STATUSES = {"cancelled": {"cancelled", "refused"}, "held": {"held", "ongoing"}}


def score_meetings(
    tallies: Tallies,
    names: Names,
    record: Record,
    wanted: Sequence[Meeting],
    given: Sequence[Contact],
    *,
    where: str,
    doc: str | None = None,
    tag: str = "",
) -> list[tuple[Meeting, Contact]]:
    """Pair `wanted` with `given`, tally both and their details, and return the pairs that count.

    With `doc` the status is the one that this document gives last; `tag` is set for contacts told together, where
    another week is another meeting.
    """
    actors = {actor.id: actor for actor in record.actors}

    def close(meeting: Meeting, contact: Contact) -> float:
        if (meeting.kind in _CALLS) != (contact.kind in _CALLS):
            return 0.0
        parties = _parties(contact, actors)
        n = _count_shared(names, meeting, parties)
        if n < min(2, len(meeting.participants)) or n * 2 < len(meeting.participants):
            return 0.0
        if tag and _is_another_week(meeting.date, contact.when.value):
            return 0.0
        right = is_date(meeting.date, contact.when.value)
        return n / len(meeting.participants) + 0.6 * (right is True) - 0.2 * (right is False)

    pairs = pair(wanted, given, close, 0.3)
    hits = [(i, j) for i, j in pairs if wanted[i].scored]
    total = sum(meeting.scored for meeting in wanted)
    tallies.add(f"{tag}contact", hit=len(hits), given=len(given) - (len(pairs) - len(hits)), gold=total)
    found = {i for i, _ in hits}
    for i, meeting in enumerate(wanted):
        if meeting.scored and i not in found:
            tallies.miss("contact", where, meeting.kind, ", ".join(meeting.participants), str(meeting.date))
    for i, j in hits:
        _score_details(tallies, names, wanted[i], given[j], actors, where=where, doc=doc, tag=tag)
    return [(wanted[i], given[j]) for i, j in hits]


def _score_details(
    tallies: Tallies,
    names: Names,
    meeting: Meeting,
    contact: Contact,
    actors: dict[str, Actor],
    *,
    where: str,
    doc: str | None,
    tag: str,
) -> None:
    parties = _parties(contact, actors)
    shared = _count_shared(names, meeting, parties)
    tallies.add(f"{tag}contact parties", hit=shared, given=max(len(parties), 1), gold=len(meeting.participants))
    who = ", ".join(meeting.participants)
    if meeting.date:
        right = bool(is_date(meeting.date, contact.when.value))
        tallies.add(f"{tag}contact date", hit=int(right), given=1, gold=1)
        if not right:
            tallies.miss("contact date", where, who, f"{meeting.date} ≠ {contact.when.value}")
    if meeting.place:
        there = bool(names.is_place(meeting.place, contact.place))
        tallies.add(f"{tag}contact place", hit=int(there), given=1, gold=1)
        if not there:
            found = contact.place.name.fr if contact.place else None
            tallies.miss("contact place", where, who, f"{meeting.place} ≠ {found}")
    own = [change.status for change in contact.history if change.doc == doc] if doc else []
    status = own[-1] if own else contact.status
    wanted = _STATUSES.get(meeting.status, {meeting.status})
    if (meeting.substatus or "").startswith("postponed"):
        wanted = {"postponed"}
    tallies.add(f"{tag}contact status", hit=int(status in wanted), given=1, gold=1)
    if status not in wanted:
        tallies.miss("contact status", where, who, f"{meeting.status} ≠ {status}")


def score_non_contacts(
    tallies: Tallies,
    names: Names,
    record: Record,
    wanted: Sequence[NonContact],
    given: Sequence[Contact],
    *,
    doc: str,
) -> None:
    """Whether what is no contact was left out; a refused one is no mistake."""
    actors = {actor.id: actor for actor in record.actors}

    def is_told(word: NonContact, contact: Contact) -> bool:
        span = word.span
        if span is None or contact.status == "refused":
            return False
        if not any(touches((s.start, s.end), span) for s in contact.evidence if s.doc == doc):
            return False
        parties = _parties(contact, actors)
        return all(any(names.is_same(p, actor, lenient=True) for actor in parties) for p in word.participants)

    marked = [word for word in wanted if word.span]
    left_out = sum(not any(is_told(word, contact) for contact in given) for word in marked)
    tallies.add("denied contact left out", hit=left_out, given=len(marked), gold=len(marked))


def _parties(contact: Contact, actors: dict[str, Actor]) -> list[Actor | None]:
    return [actors.get(participant.actor) for participant in contact.participants]


def _count_shared(names: Names, meeting: Meeting, parties: Sequence[Actor | None]) -> int:
    return sum(any(names.is_same(p, actor, lenient=True) for actor in parties) for p in meeting.participants)


def _is_another_week(wanted: str | None, given: str | None) -> bool:
    gold, found = day_range(wanted), day_range(given)
    return bool(gold and found and (found[0] > _shift(gold[1], 7) or found[1] < _shift(gold[0], -7)))


def _shift(day: str, n: int) -> str:
    """An ISO day `n` days on; days past the 28th count as the 28th, the ends of the calendar stay."""
    if not "0002" < day < "9998":
        return day
    return (date.fromisoformat(day[:8] + min(day[8:], "28")) + timedelta(n)).isoformat()
