"""Contacts as events, and every deed of a dispatch told once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from ..annotate.layers import Layers, layers_of
from ..annotate.tree import Doc
from ..annotate.word_table import VERBS
from ..drafts import ContactDraft, EventDraft
from ..ids import make_id
from ..types import Event, When
from ..vocab import GOLDSTEIN, QUADS, Assertion, EventType, plover_scale

_VISITS: Final[dict[str, str]] = {"visit": "visit", "call": "phone", "mediation": "third-party"}
_DENIAL: Final = re.compile(rf"\b(?:{'|'.join(VERBS.denying_stems)}|(?:{'|'.join(VERBS.denying)})\b)", re.I)
_NEVER: Final = re.compile(r"\bn['’e]\s?(?:a|ont|avait|avaient|eut|eurent)\b[^,.;]{0,25}\blieu\b", re.I)
"""A contact told in the past not to have taken place: nobody is told to have called it off."""
_NOT: Final = frozenset({"denied", "negated"})
_PARTS: Final = ("party", "host", "visitor", "mediator", "sender", "recipient", "represented", "absent")


def consult_event(contact: ContactDraft, *, never: bool = False) -> EventDraft | None:
    """The event of a contact: CONSULT with its mode and assertion, REJECT/meet for one cancelled or refused.

    The visitor is actor and the host recipient; in other contacts all parties are actors, mediators recipients of
    none. Who refuses a visitor is the host. The day and the place of a contact are not those of its being called off.
    With `never` (the text tells it as not having taken place) what is cancelled is a CONSULT negated.
    None where nobody takes part, or the contact is an exchange of texts or an address to the press.
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
    if fact.status == "cancelled" and never:
        assertion = "negated"
    elif fact.status in ("cancelled", "refused"):
        event_type, mode = "REJECT", "meet"
        if fact.status == "refused" and visitors and recipients:
            actors, recipients = recipients, actors
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
        when=When() if event_type == "REJECT" else fact.when,
        place=None if event_type == "REJECT" else fact.place,
        assertion=assertion,
        goldstein=GOLDSTEIN[event_type],
        plover_scale=plover_scale(event_type, mode),
        quad_code=QUADS[event_type],
        evidence=fact.evidence,
    )
    return EventDraft(fact=event, time=None if event_type == "REJECT" else contact.time)


def contact_events(doc: Doc) -> list[EventDraft]:
    """The events of the contacts of a dispatch, each as its words have it.

    A contact that nobody denies and the text negates ("ils ne se sont pas parlé") is negated. A visit called off
    rejects its host only where the host acts in the dispatch: else the host only holds the venue.
    """
    layers, out = layers_of(doc), list[EventDraft]()
    named = [m for m in layers.mentions if not m.as_place and doc[max(0, m.start - 1)].text != "("]
    acting = {a for m in named for a in m.actors}
    states = acting | {(layers.actors[a].state or "").lower() for a in acting if a in layers.actors}
    for contact in layers.contacts:
        told = layers.text[contact.fact.evidence[0].start : contact.sentence[1]] if contact.fact.evidence else ""
        draft = consult_event(contact, never=_NEVER.search(told) is not None)
        if draft is None:
            continue
        event = draft.fact
        if event.assertion == "denied" and not _DENIAL.search(layers.text[slice(*contact.sentence)]):
            event = replace(event, assertion="negated")
        if event.event_type == "REJECT":
            event = replace(event, recipient=tuple(r for r in event.recipient if r in states))
        out.append(replace(draft, fact=event))
    return out


def told_once(found: Iterable[EventDraft], told: Iterable[EventDraft], layers: Layers) -> list[EventDraft]:
    """Deeds `found` by frames and contacts `told`, each deed once, in that order.

    A dispatch tells one contact several times: its headline, its account, "la rencontre". Of accounts with the same
    parties the first of the body with a date of its own counts; one without a date is another's retelling. A headline's
    deed counts where the body tells none of its type by the same actor. Who cancels or refuses a contact is who does
    so in the clause, where that names one, else its parties. An account of fewer parties in the same words is none.
    """
    contacts: list[EventDraft] = []
    for draft in sorted(told, key=lambda d: _in_title(d, layers)):
        if not any(_retells(draft, other, layers) for other in contacts):
            contacts.append(draft)
    contacts = [d for d in contacts if not any(_holds(other, d) for other in contacts)]
    deeds = list(found)
    for draft in [d for d in contacts if d.fact.event_type == "REJECT"]:
        same = [d for d in deeds if _is_refusal(d.fact) and _meets(d, draft)]
        by = same[0].fact if same else None
        if by is not None and draft.fact.assertion == by.assertion:
            contacts.remove(draft)
            deeds = [_called_off(d, draft) if d.fact is by else d for d in deeds if d.fact is by or d not in same]
    body = [d.fact for d in (*deeds, *contacts) if not _in_title(d, layers)]
    kept = [d for d in deeds if not (_in_title(d, layers) and any(_same_deed(d.fact, other) for other in body))]
    return [*kept, *contacts]


def _meets(draft: EventDraft, other: EventDraft) -> bool:
    a, b = draft.fact.evidence[0], other.fact.evidence[0]
    return a.start < b.end and b.start < a.end


def _called_off(deed: EventDraft, contact: EventDraft) -> EventDraft:
    """`deed` with the other parties of `contact` as those it rejects, where who does it is one of them."""
    parties = (*contact.fact.actor, *contact.fact.recipient)
    fact = replace(deed.fact, mode="meet", plover_scale=plover_scale("REJECT", "meet"))
    if not fact.recipient and set(fact.actor) & set(parties):
        fact = replace(fact, recipient=tuple(p for p in parties if p not in fact.actor))
    return replace(deed, fact=fact)


def _is_refusal(event: Event) -> bool:
    return event.event_type == "REJECT" and event.mode in (None, "meet") and bool(event.actor)


def _holds(larger: EventDraft, draft: EventDraft) -> bool:
    """Whether `larger` tells the contact of `draft` in the same words with more parties."""
    a, b = larger.fact, draft.fact
    if (
        (a.event_type, a.assertion, larger.time) != (b.event_type, b.assertion, draft.time)
        or a.recipient
        or b.recipient
    ):
        return False
    return set(b.actor) < set(a.actor) and _meets(larger, draft)


def _is_by_phone(draft: EventDraft, layers: Layers) -> bool:
    """Whether the words tell of a call: "leur entretien" after a visit takes up the visit."""
    span = draft.fact.evidence[0]
    return any(not c.loose for c in layers.contacts if c.fact.evidence[0] == span)


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
    retold = draft.time is None and a.mode == "phone" and b.mode != "phone" and not _is_by_phone(draft, layers)
    if a.event_type != b.event_type or ((a.mode == "phone") != (b.mode == "phone") and not retold):
        return False
    if (a.assertion in _NOT) != (b.assertion in _NOT):
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
    if day.anchor == other.time:
        return True  # "recevait samedi X. La réunion a pris fin tard dans la nuit"
    return draft.time == other.time or (day.recipe is not None and day.recipe == given.recipe)
