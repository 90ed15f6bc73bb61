"""Contacts as events, and every deed of a dispatch told once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..annotate.layers import Layers
from ..drafts import ContactDraft, EventDraft
from ..ids import make_id
from ..types import Event
from ..vocab import GOLDSTEIN, QUADS, Assertion, EventType, plover_scale

_VISITS: Final[dict[str, str]] = {"visit": "visit", "call": "phone", "mediation": "third-party"}
_PARTS: Final = ("party", "host", "visitor", "mediator", "sender", "recipient", "represented", "absent")


def consult_event(contact: ContactDraft) -> EventDraft | None:
    """The event of a contact: CONSULT with its mode and assertion, REJECT/meet for one cancelled or refused.

    The visitor is actor and the host recipient; in other contacts all parties are actors, mediators recipients of
    none. None where nobody takes part, or the contact is an exchange of texts or an address to the press.
    """
    fact = contact.fact
    if fact.kind in ("exchange", "press_conference") or not fact.participants or not fact.evidence:
        return None
    parts = {part: tuple(p.actor for p in fact.participants if p.part == part) for part in _PARTS}
    visitors, hosts = parts["visitor"], parts["host"]
    actors = tuple(p.actor for p in fact.participants if p.part not in ("host", "absent", "recipient"))
    recipients = (*hosts, *parts["recipient"])
    if not visitors and fact.kind != "visit":
        actors, recipients = (*actors, *recipients), ()
    mode = _VISITS.get(fact.kind) or (
        "phone" if fact.mode == "phone" else "third-party" if parts["mediator"] else "multilateral"
    )
    event_type: EventType = "CONSULT"
    assertion: Assertion = "asserted"
    if fact.status in ("cancelled", "refused"):
        event_type, mode = "REJECT", "meet"
    elif fact.status == "denied":
        assertion = "denied"
    elif fact.status in ("planned", "postponed"):
        assertion = "planned"
    elif fact.status == "proposed":
        assertion = "hypothetical"
    elif contact.certainty in ("conditional", "hypothetical", "reported"):
        assertion = contact.certainty  # type: ignore[assignment]
    event = Event(
        id=make_id("event", fact.id, event_type),
        event_type=event_type,
        mode=mode,
        contexts=("diplomatic",),
        actor=actors or recipients,
        recipient=recipients if actors else (),
        when=fact.when,
        place=fact.place,
        assertion=assertion,
        goldstein=GOLDSTEIN[event_type],
        plover_scale=plover_scale(event_type, mode),
        quad_code=QUADS[event_type],
        evidence=fact.evidence,
    )
    return EventDraft(fact=event, time=contact.time)


def told_once(found: Iterable[EventDraft], told: Iterable[EventDraft], layers: Layers) -> list[EventDraft]:
    """Deeds `found` by frames and contacts `told`, each deed once, in that order.

    A dispatch tells one contact several times: its headline, its account, "la rencontre". Of accounts with the same
    parties the first of the body with a date of its own counts; one without a date is another's retelling. A headline's
    deed counts where the body tells none of its type by the same actor. What cancels a contact is told by the contact.
    """
    contacts: list[EventDraft] = []
    for draft in sorted(told, key=lambda d: _in_title(d, layers)):
        if not any(_retells(draft, other, layers) for other in contacts):
            contacts.append(draft)
    rejected = [d.fact.evidence[0] for d in contacts if d.fact.event_type == "REJECT"]
    deeds = []
    for draft in found:
        fact, shown = draft.fact, draft.fact.evidence[0]
        again = (fact.event_type, fact.mode) == ("REJECT", "meet") and any(
            r.start < shown.end and shown.start < r.end for r in rejected
        )
        if not again:
            deeds.append(draft)
    body = [d.fact for d in (*deeds, *contacts) if not _in_title(d, layers)]
    kept = [d for d in deeds if not (_in_title(d, layers) and any(_same_deed(d.fact, other) for other in body))]
    return [*kept, *contacts]


def _in_title(draft: EventDraft, layers: Layers) -> bool:
    start = draft.fact.evidence[0].start
    return any(b.kind == "title" and b.start <= start < b.end for b in layers.document.blocks)


def _same_deed(title: Event, other: Event) -> bool:
    return (title.event_type, title.assertion) == (other.event_type, other.assertion) and bool(
        {*title.actor} & {*other.actor}
    )


def _retells(draft: EventDraft, other: EventDraft, layers: Layers) -> bool:
    """Whether `draft` tells the contact of `other` again: same kind and parties, and no day of its own."""
    a, b = draft.fact, other.fact
    if (a.event_type, a.mode == "phone") != (b.event_type, b.mode == "phone"):
        return False
    if (a.assertion == "denied") != (b.assertion == "denied"):
        return False
    ours, theirs = {*a.actor, *a.recipient}, {*b.actor, *b.recipient}
    if _in_title(draft, layers):
        return len(ours & theirs) >= min(2, len(ours))
    if ours != theirs:
        return False
    if draft.time is None:
        return True
    if other.time is None:
        return False
    day, given = layers.times[draft.time], layers.times[other.time]
    return draft.time == other.time or (day.recipe is not None and day.recipe == given.recipe)
