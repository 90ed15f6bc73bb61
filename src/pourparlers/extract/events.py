"""PLOVER events of one dispatch: deeds by frames, acts of speech by stance, contacts as CONSULT.

Every event says how far the text asserts it. An event has an actor or a recipient that the record knows; deeds of
nobody known stay out, and so does all that stands in noise. Dates are left open: `time` points at their expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, get_args

from spacy.tokens import Doc, Token

from ..annotate.layers import Layers, layers_of
from ..annotate.modality import Modality, reader_of
from ..drafts import ContactDraft, EventDraft
from ..ids import make_id
from ..lang.pack import Pack, Table
from ..types import Event, Place, Span
from ..vocab import GOLDSTEIN, QUADS, Assertion, EventType, plover_scale
from .clause import content_span, span_of, statement_at, time_of
from .contents import Range, content_ranges, evidence_range
from .frames import Bench, Frame, FrameFinder, Match, RoleReader, bench_of
from .own_stances import Taken
from .stances import find_stances

_LOSS: Final = re.compile(
    r"(\d[\d \u00a0\u202f.]*|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\s+(mort|tué|blessé|arrest)", re.I
)
_LOSS_KINDS: Final[dict[str, str]] = {"mort": "dead", "tué": "dead", "blessé": "injured", "arrest": "arrested"}
_NUMBERS: Final[dict[str, int]] = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10,
}  # fmt: skip
_TYPES: Final[frozenset[str]] = frozenset(get_args(EventType))
_VISITS: Final[dict[str, str]] = {"visit": "visit", "call": "phone", "mediation": "third-party"}


class EventFrame(Frame, frozen=True, kw_only=True):
    """A frame with its PLOVER code."""

    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    alone: bool = False
    """Whether a noun counts with only one of actor and recipient known."""


class EventTable(Table, frozen=True):
    """Shape of lang/*/events.toml."""

    frames: tuple[EventFrame, ...]
    modes: tuple[ModeRule, ...] = ()


class ModeRule(Table, frozen=True):
    """The mode of an act of speech of `type` whose content holds one of `words` (stems, folded)."""

    type: EventType
    mode: str
    words: tuple[str, ...]


def find_events(doc: Doc, *, pack: Pack) -> list[EventDraft]:
    """Deeds and acts of speech told by a parsed, linked `doc`, in the order of its text; no contacts."""
    return [draft for _, draft in code_events(doc, pack=pack)]


def code_events(doc: Doc, *, pack: Pack) -> list[tuple[str, EventDraft]]:
    """As `find_events`, each with the id of the frame or rule that found it."""
    layers, bench = layers_of(doc), bench_of(doc, reader_of(pack))
    roles = RoleReader(bench)
    spoken = find_stances(doc, pack=pack)
    out: list[tuple[str, EventDraft]] = []
    heads: set[int] = set()
    for taken in spoken:
        if taken.event in _TYPES:
            out.append((taken.rule, _act_of_speech(taken, layers, pack)))
            heads.add(taken.head.i)
    for match in _frames(pack).find(bench):
        if match.head.i in heads:
            continue
        draft = _deed(match, roles, bench)
        if draft is not None:
            out.append((match.frame.id, draft))
    return sorted(out, key=lambda c: (c[1].fact.evidence[0].start, c[1].fact.id))


@lru_cache(maxsize=8)
def _frames(pack: Pack) -> FrameFinder[EventFrame]:
    return FrameFinder(pack.table("events", EventTable).frames)


def _deed(match: Match[EventFrame], roles: RoleReader, bench: Bench) -> EventDraft | None:
    """The event of a frame; None where nobody known does or bears it."""
    frame, head = match.frame, match.head
    actors = roles.actors(match)
    recipients = tuple(r for r in roles.recipients(match) if r not in actors)
    if not actors and not recipients:
        return None
    if match.nominal and not frame.alone and not (actors and recipients):
        return None
    modality = bench.modality(head)
    if match.noun is not None and not match.nominal:
        modality = _weaker(modality, bench.reader.read_noun(match.noun))
    contents = content_ranges(match.args, frame.content, modality.condition)
    evidence = evidence_range(match.args, contents, modality.condition, match.noun)
    return _draft(
        head=head,
        layers=bench.layers,
        event_type=frame.type,
        mode=frame.mode,
        contexts=frame.contexts,
        actors=actors,
        recipients=recipients,
        modality=modality,
        contents=tuple(contents),
        evidence=evidence,
        statement=None,
    )


def _weaker(verb: Modality, noun: Modality) -> Modality:
    """The modality of a light verb unless its noun is negated: "n'a imposé aucune sanction"."""
    return noun if noun.assertion == "negated" and verb.assertion == "asserted" else verb


def _act_of_speech(taken: Taken, layers: Layers, pack: Pack) -> EventDraft:
    mode = taken.mode or _mode_of(taken, pack)
    assertion: Assertion = taken.modality.assertion
    if assertion in ("negated", "conditional", "hypothetical"):  # the words are said; what they say is open
        assertion = "asserted"
    return _draft(
        head=taken.head,
        layers=layers,
        event_type=taken.event,  # type: ignore[arg-type]
        mode=mode,
        contexts=("diplomatic",),
        actors=taken.holders,
        recipients=taken.addressees,
        modality=Modality(assertion=assertion, tense=taken.modality.tense, condition=taken.condition),
        contents=taken.contents,
        evidence=taken.evidence,
        statement=taken.statement or _cued(taken.head, layers),
    )


def _mode_of(taken: Taken, pack: Pack) -> str | None:
    """The mode that the words of the content give an act of speech."""
    words = [t.lower_ for first, last in taken.contents for t in taken.head.doc[first : last + 1]]
    for rule in pack.table("events", EventTable).modes:
        if rule.type == taken.event and any(w.startswith(stem) for w in words for stem in rule.words):
            return rule.mode
    return None


def _cued(head: Token, layers: Layers) -> str | None:
    """The statement that the word `head` attributes, if one does."""
    for draft in layers.statements:
        cue = draft.fact.cue
        if cue is not None and cue.span.start <= head.idx < cue.span.end:
            return draft.fact.id
    return None


def _draft(
    *,
    head: Token,
    layers: Layers,
    event_type: EventType,
    mode: str | None,
    contexts: tuple[str, ...],
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    modality: Modality,
    contents: tuple[Range, ...],
    evidence: Range,
    statement: str | None,
) -> EventDraft:
    doc = head.doc
    shown = span_of(layers, doc, *evidence)
    content = content_span(layers, doc, contents[0][0], contents[-1][1]) if contents else None
    time = time_of(head, layers)
    if statement is None:
        around = statement_at(layers, head.idx)
        statement = around.fact.id if around is not None else None
    event = Event(
        id=make_id("event", layers.document.id, event_type, head.idx, shown.start, shown.end),
        event_type=event_type,
        mode=mode,
        contexts=contexts,
        actor=actors,
        recipient=recipients,
        place=place_of(head, layers),
        assertion=modality.assertion,
        condition=span_of(layers, doc, *modality.condition) if modality.condition else None,
        content=content,
        magnitude=_magnitude(shown),
        goldstein=GOLDSTEIN[event_type],
        plover_scale=plover_scale(event_type, mode),
        quad_code=QUADS[event_type],
        statement=statement,
        evidence=(shown,),
    )
    return EventDraft(fact=event, time=time)


def place_of(head: Token, layers: Layers) -> Place | None:
    """The venue named in the clause of `head`: the first place under it that syntax makes one."""
    for token in head.subtree:
        mention = layers.mention_of(token)
        if mention is not None and mention.as_place and mention.place is not None:
            return mention.place
    return None


def _magnitude(shown: Span) -> str | None:
    """Losses told in the evidence: "dead=3 injured=12"."""
    found: dict[str, int] = {}
    for number, what in _LOSS.findall(shown.text):
        digits = re.sub(r"\D", "", number)
        found.setdefault(_LOSS_KINDS[what.lower()], int(digits) if digits else _NUMBERS[number.lower()])
    return " ".join(f"{kind}={n}" for kind, n in sorted(found.items())) or None


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


_PARTS: Final = ("party", "host", "visitor", "mediator", "sender", "recipient", "represented", "absent")
