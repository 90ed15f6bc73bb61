"""What the HTTP API gives of single pages: facts, dispatches, agenda, ledger, negotiations, actors, searches."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from ...types import Struct
from .wire import FactRow, From, Name

Layer: TypeAlias = Literal["actor", "time", "said", "contact", "event", "position", "figure"]


class Quote(Struct, frozen=True):
    """Evidence in its sentence: `before` + `quote` + `after` is what the dispatch says there."""

    document: str
    outlet: str | None
    name: str
    published: str | None
    before: str
    quote: str
    after: str


class Told(Struct, frozen=True):
    """One dispatch's account of a contact, or one change of status."""

    document: str
    source: str
    as_of: str | None
    as_of_text: str
    status: str
    status_key: str
    date: str | None
    date_text: str
    where: str
    who: str
    quote: str
    id: str = ""


class Decided(Struct, frozen=True):
    """A judgement on a fact: a rule's or a person's, in words."""

    id: str
    kind: str
    verdict: str
    author: str
    text: str
    reasons: tuple[str, ...]
    decided_at: str | None
    withdrawn_at: str | None
    withdrawable: bool


class FactPage(Struct, frozen=True):
    """One fact with all that speaks for it. `object` is the record's own form, `dating` its date's basis."""

    row: FactRow
    object: Any
    evidence: tuple[Quote, ...]
    dating: tuple[str, ...]
    history: tuple[Told, ...]
    accounts: tuple[Told, ...]
    answers: tuple[FactRow, ...]
    answered_by: tuple[FactRow, ...]
    related: tuple[FactRow, ...]
    dossiers: tuple[Name, ...]
    judgements: tuple[Decided, ...]


class Weighed(Struct, frozen=True):
    """One reason for taking two accounts for one contact, with its weight."""

    name: str
    weight: float
    words: str


class Pair(Struct, frozen=True):
    """Two accounts compared: `total` against the explanation's `threshold`; `decision` in words."""

    a: str
    b: str
    reasons: tuple[Weighed, ...]
    total: float
    blocked: bool
    decision: str
    author: str


class Explained(Struct, frozen=True):
    """Why the accounts of a contact are one."""

    threshold: float
    outcome: str
    accounts: tuple[Told, ...]
    pairs: tuple[Pair, ...]


class Mark(Struct, frozen=True):
    """What was understood of a piece of text: its layer, the id of the fact or actor, what to call it.

    The id of `actor` is the actor's, empty where the text leaves open who is meant; that of `time` the expression's.
    """

    layer: Layer
    id: str
    label: str


class Segment(Struct, frozen=True):
    """A piece of text and the marks on all of it."""

    text: str
    marks: tuple[Mark, ...]


class ReaderBlock(Struct, frozen=True):
    """A stretch of a dispatch; `noise` yields no facts (captions, credits, what a page puts around its text)."""

    kind: str
    noise: bool
    segments: tuple[Segment, ...]


class DocumentRow(Struct, frozen=True):
    """One dispatch. `published` is EDTF, `published_text` the same in words; `n_facts` counts what it tells."""

    id: str
    name: str
    title: str
    outlet: str | None
    published: str | None
    published_text: str
    published_basis: str | None
    n_facts: int


class Documents(Struct, frozen=True):
    """A page of dispatches, by the day of publication."""

    items: tuple[DocumentRow, ...]
    next: str | None
    total: int


class ReaderPage(Struct, frozen=True):
    """A dispatch with its text and facts. `same` are dispatches with the same text or wire copy, by id."""

    id: str
    name: str
    title: str
    uri: str
    outlet: str | None
    sources: tuple[str, ...]
    language: str | None
    published: str | None
    published_text: str
    published_basis: str | None
    published_words: tuple[str, ...]
    same: tuple[str, ...]
    warnings: tuple[str, ...]
    blocks: tuple[ReaderBlock, ...]
    facts: tuple[FactRow, ...]


class AgendaEntry(Struct, frozen=True):
    """One contact in the agenda. `moved_from` is the date (EDTF) it was put off from, `was` all of them in order.

    `overdue`: its day is over, and no dispatch tells whether it took place.
    """

    id: str
    date: str | None
    date_text: str
    earliest: str | None
    latest: str | None
    hour: str | None
    kind: str
    what: str
    who: str
    where: str
    status: str
    status_key: str
    moved_from: str | None
    moved_text: str
    was: tuple[str, ...]
    overdue: bool
    words: str
    group: str
    sources: tuple[From, ...]


class AgendaPage(Struct, frozen=True):
    """The agenda as known on `as_of` (None where no dispatch has a day). `left_out` counts entries beyond the limit."""

    as_of: str | None
    entries: tuple[AgendaEntry, ...]
    left_out: int


class Reply(Struct, frozen=True):
    """What another side answered to a claim: its last word."""

    id: str
    who: str
    stance: str
    stance_key: str
    when: str
    date: str | None
    words: str


class Cell(Struct, frozen=True):
    """A side's claim on an issue: its stance, since when, in its last words. `position` opens them.

    `date` is the first day it was told on, `last` the last (EDTF). `open`: some of those addressed, or anybody, have
    not answered. `voices` are all its positions.
    """

    position: str
    kind: str
    stance: str
    since: str
    date: str | None
    last: str | None
    words: str
    condition: str
    towards: tuple[Name, ...]
    voices: tuple[str, ...]
    answered_by: tuple[Reply, ...]
    silent: tuple[Name, ...]
    open: bool
    withdrawn: bool


class LedgerRow(Struct, frozen=True):
    """An issue and the claims on it, by the id of the side that makes them."""

    issue: str
    name: str
    cells: dict[str, tuple[Cell, ...]]


class LedgerTable(Struct, frozen=True):
    """Issues down, parties across. `left_out` counts positions that are not in it: too early ones, or unsure days."""

    parties: tuple[Name, ...]
    matters: tuple[LedgerRow, ...]
    as_of: str | None
    left_out: int


class DossierItem(Struct, frozen=True):
    """One negotiation; `first` and `last` are ISO days, `contacts`, `positions` and `exchanges` are counts."""

    id: str
    name: str
    parties: tuple[Name, ...]
    issues: tuple[Name, ...]
    period: str
    contacts: int
    positions: int
    exchanges: int
    first: str | None
    last: str | None
    coming: str


class Dossiers(Struct, frozen=True):
    """A page of negotiations, the most told first."""

    items: tuple[DossierItem, ...]
    next: str | None
    total: int


class DossierPage(Struct, frozen=True):
    """One negotiation with its facts."""

    dossier: DossierItem
    contacts: tuple[FactRow, ...]
    positions: tuple[FactRow, ...]
    exchanges: tuple[FactRow, ...]


class ActorItem(Struct, frozen=True):
    """An actor, and how many facts name it."""

    id: str
    name: str
    kind: str
    kind_text: str
    state: str | None
    n: int


class Actors(Struct, frozen=True):
    """A page of actors, the most present first."""

    items: tuple[ActorItem, ...]
    next: str | None
    total: int


class Office(Struct, frozen=True):
    """An office held: EDTF bounds, and the same in words."""

    office: str
    body: str
    since: str | None
    until: str | None
    dates: str


class ActorView(Struct, frozen=True):
    """One actor: names, offices, and its facts, the last ones first; `totals` counts all of each kind.

    `judgements` are what people say of who it is.
    """

    id: str
    name: str
    kind: str
    kind_text: str
    state: str | None
    wikidata: str | None
    names: tuple[str, ...]
    offices: tuple[Office, ...]
    totals: dict[str, int]
    contacts: tuple[FactRow, ...]
    statements: tuple[FactRow, ...]
    positions: tuple[FactRow, ...]
    judgements: tuple[Decided, ...] = ()


class Piece(Struct, frozen=True):
    """A piece of text, and whether it is what was looked for."""

    text: str
    match: bool


class Found(Struct, frozen=True):
    """What a search found: a fact's row or a dispatch, and the words in their context."""

    hit: tuple[Piece, ...]
    row: FactRow | None = None
    document: DocumentRow | None = None


class Search(Struct, frozen=True):
    """A page of what holds the words, by date; `total` counts facts, `documents` dispatches."""

    items: tuple[Found, ...]
    next: str | None
    total: int
    documents: int


class Journal(Struct, frozen=True):
    """People's judgements, the last first."""

    items: tuple[Decided, ...]


class Started(Struct, frozen=True):
    """A reading that was begun; `events` is where its events are."""

    job: str
    events: str
    files: int
