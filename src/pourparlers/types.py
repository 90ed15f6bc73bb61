"""The frozen records of the wire form: what a run over dispatches yields, one class an object type.

Offsets are Unicode code points into the document's `text`, end exclusive, and for every `Span` `text[start:end] ==
span.text`. Every class encodes to JSON through msgspec with its `type` as tag. Dates are EDTF (`pourparlers.when`).
What is reserved has its place in the wire form, and nothing fills it yet.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from .vocab import (
    ActorKind,
    Assertion,
    BlockKind,
    ContactKind,
    ContactMode,
    ContactStatus,
    EventType,
    JudgementKind,
    Medium,
    MentionHow,
    Part,
    PublishedBasis,
    Stance,
    StatementKind,
    TimeKind,
    Verdict,
    WhenBasis,
)

SCHEMA_VERSION = "1.0"


class Struct(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A frozen value; fields by keyword only. None can hold itself: the collector of cycles leaves them alone."""


class Named(Struct, frozen=True):
    """A name in the languages of the interface; English falls back on French where none is known."""

    fr: str
    en: str


class Span(Struct, frozen=True, order=True):
    """Words of a document: `text[start:end]`, code points, end exclusive."""

    doc: str
    start: int
    end: int
    text: str


class When(Struct, frozen=True):
    """A date of a fact. `value` is EDTF or None; `candidates` are EDTF days where more than one is left."""

    value: str | None = None
    basis: WhenBasis | None = None
    candidates: tuple[str, ...] = ()


class Place(Struct, frozen=True):
    """Where a fact happened. `country` is ISO 3166-1 alpha-3, `geonames` a GeoNames id."""

    name: Named
    country: str | None = None
    geonames: int | None = None


class Source(Struct, frozen=True):
    """One place a document was read from; reserved: `read_at`."""

    uri: str
    outlet: str | None = None
    read_at: str | None = None


class Block(Struct, frozen=True):
    """A stretch of the document's text and what it is for."""

    kind: BlockKind
    start: int
    end: int


class Published(Struct, frozen=True):
    """When a document was published: EDTF value, basis, days that remain, words that say so, documents that decided."""

    value: str | None = None
    basis: PublishedBasis | None = None
    candidates: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    decided_by: tuple[str, ...] = ()


class Document(Struct, frozen=True, tag_field="type", tag="document"):
    """A dispatch. `id` is a hash of its text; `text` is the decoded source, untouched."""

    id: str
    uri: str
    text: str | None
    outlet: str | None = None
    sources: tuple[Source, ...] = ()
    agencies: tuple[str, ...] = ()
    language: str | None = None
    title: str | None = None
    blocks: tuple[Block, ...] = ()
    published: Published = Published()
    duplicate_of: str | None = None
    copy_of: str | None = None
    replaced_by: str | None = None
    warnings: tuple[str, ...] = ()


class Actor(Struct, frozen=True, tag_field="type", tag="actor"):
    """Someone or something that acts. `state` is the ISO 3166-1 alpha-3 code of the state it acts for."""

    id: str
    name: Named
    aliases: tuple[str, ...] = ()
    kind: ActorKind = "person"
    state: str | None = None
    state_names: tuple[str, ...] = ()
    wikidata: str | None = None
    office: str | None = None
    role_code: str | None = None
    gender: str | None = None
    number: str | None = None


class Candidate(Struct, frozen=True):
    """An actor that a mention may mean, and why."""

    actor: str
    why: str


class Mention(Struct, frozen=True, tag_field="type", tag="mention"):
    """Words that name an actor; `actor` is None where several `candidates` are left, or several `members` named.
    `place`: where a name that could act is only a venue here ("à Vienne"). `why` says in words what decided."""

    id: str
    doc: str
    start: int
    end: int
    text: str
    actor: str | None
    how: MentionHow
    candidates: tuple[Candidate, ...] = ()
    members: tuple[str, ...] = ()
    place: Place | None = None
    why: str = ""


class Time(Struct, frozen=True, tag_field="type", tag="time"):
    """An expression of time. `value` is EDTF for DATE, ISO 8601 for TIME and DURATION, None when unresolved."""

    id: str
    doc: str
    start: int
    end: int
    text: str
    kind: TimeKind
    value: str | None
    mod: str | None = None
    basis: WhenBasis | None = None
    candidates: tuple[str, ...] = ()


class Cue(Struct, frozen=True):
    """The word that attributes a statement, and its lemma."""

    span: Span
    lemma: str


class Statement(Struct, frozen=True, tag_field="type", tag="statement"):
    """What was said: `content` all that is reported, `quoted` what stands in marks. `occasion` is the contact in or
    after which it was said; `same_as` are statements of other dispatches that give the same words."""

    id: str
    doc: str
    content: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    kind: StatementKind = "indirect"
    speaker: str | None = None
    co_speakers: tuple[str, ...] = ()
    speaker_span: Span | None = None
    speaker_candidates: tuple[Candidate, ...] = ()
    cue: Cue | None = None
    addressee: tuple[str, ...] = ()
    medium: Medium = "unknown"
    said_on: When = When()
    place: Place | None = None
    via: tuple[str, ...] = ()
    anonymous: bool = False
    within: str | None = None
    occasion: str | None = None
    same_as: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()


class Participant(Struct, frozen=True):
    """An actor in a contact, and the part it plays."""

    actor: str
    part: Part = "party"


class StatusChange(Struct, frozen=True):
    """A status of a contact as one dispatch gives it. `as_of` is that dispatch's day (EDTF)."""

    status: ContactStatus
    as_of: str | None
    doc: str
    span: Span


class Account(Struct, frozen=True):
    """What one dispatch says of it. `certainty`: asserted, reported, conditional, hypothetical; `hour`: HH:MM(Z)."""

    doc: str
    status: ContactStatus
    when: When
    place: Place | None
    participants: tuple[Participant, ...]
    evidence: tuple[Span, ...]
    certainty: str = "asserted"
    id: str = ""
    kind: ContactKind = "meeting"
    mode: ContactMode = "in_person"
    hour: str | None = None


class Contact(Struct, frozen=True, tag_field="type", tag="contact"):
    """Who met, spoke or wrote: one object a contact in the world, merged across documents; reserved: `part_of`."""

    id: str
    kind: ContactKind
    participants: tuple[Participant, ...]
    place: Place | None = None
    when: When = When()
    hour: str | None = None
    status: ContactStatus = "held"
    history: tuple[StatusChange, ...] = ()
    format: str | None = None
    topics: tuple[str, ...] = ()
    duration: str | None = None
    outcome: tuple[Span, ...] = ()
    mode: ContactMode = "in_person"
    answers: str | None = None
    part_of: str | None = None
    accounts: tuple[Account, ...] = ()
    evidence: tuple[Span, ...] = ()
    outlets: int = 0
    independent_sources: int = 0


class Event(Struct, frozen=True, tag_field="type", tag="event"):
    """What was done or declared, PLOVER-coded, with how far the text asserts it."""

    id: str
    event_type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    when: When = When()
    place: Place | None = None
    assertion: Assertion = "asserted"
    condition: Span | None = None
    content: Span | None = None
    magnitude: str | None = None
    goldstein: float = 0.0
    plover_scale: float = 0.0
    quad_code: int = 1
    statement: str | None = None
    evidence: tuple[Span, ...] = ()


class StanceChange(Struct, frozen=True):
    """A stance as one dispatch gives it."""

    stance: Stance
    as_of: str | None
    doc: str
    span: Span


class Position(Struct, frozen=True, tag_field="type", tag="position"):
    """A party's stance. `issue` is a key of the pack's issues, or the content's own words; `answered_by`: ids."""

    id: str
    holder: str | None
    issue: str
    stance: Stance
    co_holders: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    content: tuple[Span, ...] = ()
    condition: Span | None = None
    since: When = When()
    evidence: tuple[Span, ...] = ()
    answered_by: tuple[str, ...] = ()
    history: tuple[StanceChange, ...] = ()


class Quantity(Struct, frozen=True):
    """A number with its bounds; None where the text leaves a side open."""

    low: float | None
    high: float | None
    approximate: bool = False


class Figure(Struct, frozen=True, tag_field="type", tag="figure"):
    """A number that matters: how many of what, whose, where, according to whom."""

    id: str
    quantity: Quantity
    unit: str
    what: str
    of: str | None = None
    place: Place | None = None
    as_of: When = When()
    according_to: str | None = None
    evidence: tuple[Span, ...] = ()


class Negotiation(Struct, frozen=True, tag_field="type", tag="negotiation"):
    """Contacts, positions and exchanges of one process: `parties` are its sides, the most present first."""

    id: str
    name: Named
    parties: tuple[str, ...]
    format: str | None = None
    issues: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    since: str | None = None
    last: str | None = None


class Reason(Struct, frozen=True):
    """One weighted reason of a judgement; `evidence` is in words."""

    feature: str
    weight: float
    evidence: str


class Judgement(Struct, frozen=True, tag_field="type", tag="judgement"):
    """Accounts are (not) one contact (`pair`), or `target`'s `field` is `value`. `sides`, `anchors`: a person's."""

    id: str
    kind: JudgementKind
    pair: tuple[str, ...] = ()
    target: str | None = None
    field: str | None = None
    value: str | None = None
    verdict: Verdict = "same"
    reasons: tuple[Reason, ...] = ()
    author: str = ""
    decided_at: str | None = None
    withdrawn_at: str | None = None
    sides: tuple[tuple[str, ...], ...] = ()
    anchors: tuple[Span, ...] = ()


class Header(Struct, frozen=True, tag_field="type", tag="record"):
    """First line of an export: the versions that made it."""

    schema: str
    program: str
    pack: str
    knowledge: str


Fact: TypeAlias = Statement | Contact | Event | Position | Figure
WireObject: TypeAlias = Header | Document | Actor | Mention | Time | Fact | Negotiation | Judgement


class Record(Struct, frozen=True):
    """All that one run over dispatches yields, each tuple sorted by id (documents by uri)."""

    header: Header
    documents: tuple[Document, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    negotiations: tuple[Negotiation, ...] = ()
    judgements: tuple[Judgement, ...] = ()
