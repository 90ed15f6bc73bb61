"""Tables of facts: statements, contacts, events, positions, figures, negotiations, with parties and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..types import Account, Contact, Event, Fact, Figure, Participant, Position, Record, Span, Statement, StatusChange
from ..vocab import (
    Assertion,
    ContactKind,
    ContactMode,
    ContactStatus,
    EventType,
    Medium,
    Part,
    Stance,
    StatementKind,
)
from .columns import Column, Table, boolean, dated, integer, joined, number, placed, stretch, text, words


def _participants(record: Record) -> Iterable[tuple[Contact, int, Participant]]:
    return ((c, n, p) for c in record.contacts for n, p in enumerate(c.participants, 1))


def _accounts(record: Record) -> Iterable[tuple[Contact, int, Account]]:
    return ((c, n, a) for c in record.contacts for n, a in enumerate(c.accounts, 1))


def _history(record: Record) -> Iterable[tuple[Contact, int, StatusChange]]:
    return ((c, n, change) for c in record.contacts for n, change in enumerate(c.history, 1))


def _parties(record: Record) -> Iterator[tuple[Fact, int, str, str]]:
    """Fact, place in its list, part, actor: for facts whose actors are lists."""
    facts: tuple[Fact, ...] = (*record.statements, *record.events, *record.positions)
    for fact in facts:
        for part, actors in _find_parts(fact):
            yield from ((fact, n, part, actor) for n, actor in enumerate(actors, 1))


def _find_parts(fact: Fact) -> Iterator[tuple[str, Iterable[str]]]:
    match fact:
        case Statement():
            yield "speaker", [actor for actor in (fact.speaker, *fact.co_speakers) if actor]
            yield "addressee", fact.addressee
            yield "via", fact.via
        case Event():
            yield "actor", fact.actor
            yield "recipient", fact.recipient
        case Position():
            yield "holder", [actor for actor in (fact.holder, *fact.co_holders) if actor]
            yield "addressee", fact.addressee


def _spans(record: Record) -> Iterator[tuple[Fact, str, int, Span]]:
    """Fact, what the words are of it, place in that list, words."""
    facts: tuple[Fact, ...] = (
        *record.statements, *record.contacts, *record.events, *record.positions, *record.figures,
    )  # fmt: skip
    for fact in facts:
        for role, spans in _find_roles(fact):
            yield from ((fact, role, n, span) for n, span in enumerate((s for s in spans if s), 1))


def _find_roles(fact: Fact) -> Iterator[tuple[str, Iterable[Span | None]]]:
    yield "evidence", fact.evidence
    match fact:
        case Statement():
            yield "content", fact.content
            yield "quoted", fact.quoted
            yield "speaker", (fact.speaker_span,)
            yield "cue", (fact.cue.span if fact.cue else None,)
        case Contact():
            yield "outcome", fact.outcome
        case Event():
            yield "content", (fact.content,)
            yield "condition", (fact.condition,)
        case Position():
            yield "content", fact.content
            yield "condition", (fact.condition,)
        case Figure():
            pass


def _type(fact: Fact) -> str:
    return str(type(fact).__struct_config__.tag)


_FACTS: Final = ("statement", "contact", "event", "position", "figure")
_EVIDENCE: Final = text("evidence", "the words it stands on; several joined by ` […] `", lambda f: words(f.evidence))
_CONDITION: Final = text(
    "condition", "words of the condition it stands under", lambda f: f.condition.text if f.condition else None
)


def _fact(get: int = 0) -> tuple[Column, ...]:
    return (
        text("fact", "id of the fact", lambda row: row[get].id),
        text("fact_type", "its table, in the singular", lambda row: _type(row[get]), values=_FACTS),
    )


TABLES: Final = (
    Table(
        "statements",
        "What was said.",
        (
            text("id", "id of the statement", lambda s: s.id),
            text("document", "the document", lambda s: s.doc),
            text("kind", "how it is given", lambda s: s.kind, values=StatementKind),
            text("speaker", "actor who says it; empty where it stays open", lambda s: s.speaker),
            boolean("anonymous", "whether the speaker is an unnamed source", lambda s: s.anonymous),
            text("content", "all that is reported, in the text's words", lambda s: words(s.content)),
            text("quoted", "the words between quotation marks", lambda s: words(s.quoted)),
            text("cue", "lemma of the word that attributes it", lambda s: s.cue.lemma if s.cue else None),
            text("medium", "where it was said", lambda s: s.medium, values=Medium),
            *dated(lambda s: s.said_on, "day on which it was said", prefix="said_on"),
            *placed(lambda s: s.place),
            text("within", "statement that relays it", lambda s: s.within),
            text("occasion", "contact on the occasion of which it was said", lambda s: s.occasion),
            text("same_as", "statements of other dispatches with the same words; several joined by `; `",
                 lambda s: joined(s.same_as)),
        ),
        lambda record: record.statements,
    ),
    Table(
        "contacts",
        "Who met, spoke or wrote: one row for a contact in the world.",
        (
            text("id", "id of the contact", lambda c: c.id),
            text("kind", "what it is", lambda c: c.kind, values=ContactKind),
            text("mode", "how it is held", lambda c: c.mode, values=ContactMode),
            text("status", "where it stands after all dispatches", lambda c: c.status, values=ContactStatus),
            *dated(lambda c: c.when, "when it takes place"),
            *placed(lambda c: c.place),
            text("format", "named format", lambda c: c.format),
            text("topics", "what it is about; several joined by `; `", lambda c: joined(c.topics)),
            text("duration", "how long, ISO 8601", lambda c: c.duration),
            text("answers", "contact that it answers", lambda c: c.answers),
            text("part_of", "contact in the margins of which it is", lambda c: c.part_of),
            integer("outlets", "number of outlets that tell it", lambda c: c.outlets),
            integer("independent_sources", "number of sources, copies of a wire text counted once",
                    lambda c: c.independent_sources),
            _EVIDENCE,
        ),
        lambda record: record.contacts,
    ),
    Table(
        "participants",
        "An actor in a contact.",
        (
            text("contact", "the contact", lambda row: row[0].id),
            integer("n", "place among the participants, from 1", lambda row: row[1]),
            text("actor", "the actor", lambda row: row[2].actor),
            text("part", "the part it plays", lambda row: row[2].part, values=Part),
        ),
        _participants,
    ),
    Table(
        "accounts",
        "What one dispatch says of a contact.",
        (
            text("contact", "the contact", lambda row: row[0].id),
            integer("n", "place among the accounts, from 1", lambda row: row[1]),
            text("document", "the dispatch", lambda row: row[2].doc),
            text("status", "the status it gives", lambda row: row[2].status, values=ContactStatus),
            text("certainty", "how sure it is", lambda row: row[2].certainty),
            *dated(lambda row: row[2].when, "when, as this dispatch gives it"),
            *placed(lambda row: row[2].place),
            text("participants", "actors that it names; several joined by `; `",
                 lambda row: joined(p.actor for p in row[2].participants)),
            text("evidence", "its words; several joined by ` […] `", lambda row: words(row[2].evidence)),
        ),
        _accounts,
    ),
    Table(
        "status_history",
        "A status that a contact had, as one dispatch gives it.",
        (
            text("contact", "the contact", lambda row: row[0].id),
            integer("n", "place in the history, from 1, oldest first", lambda row: row[1]),
            text("status", "the status", lambda row: row[2].status, values=ContactStatus),
            text("as_of", "day of the dispatch (EDTF)", lambda row: row[2].as_of),
            text("document", "the dispatch", lambda row: row[2].doc),
            text("text", "its words", lambda row: row[2].span.text),
        ),
        _history,
    ),
    Table(
        "events",
        "What was done or declared, coded after PLOVER. The assertion says how far the text asserts it.",
        (
            text("id", "id of the event", lambda e: e.id),
            text("event_type", "PLOVER type", lambda e: e.event_type, values=EventType),
            text("mode", "PLOVER mode", lambda e: e.mode),
            text("contexts", "PLOVER contexts; several joined by `; `", lambda e: joined(e.contexts)),
            text("assertion", "how far the text asserts it", lambda e: e.assertion, values=Assertion),
            *dated(lambda e: e.when, "when it takes place"),
            *placed(lambda e: e.place),
            number("goldstein", "Goldstein value of its CAMEO root, -10 to 10", lambda e: e.goldstein),
            number("plover_scale", "PLOVER's scale of its type and mode, -10 to 10", lambda e: e.plover_scale),
            integer("quad_code", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
                    lambda e: e.quad_code),
            text("magnitude", "how much, in words", lambda e: e.magnitude),
            text("statement", "statement by which it is done, for an act of speech", lambda e: e.statement),
            text("content", "words of what is asked, denied, threatened …", lambda e: e.content.text if e.content else None),  # noqa: E501
            _CONDITION,
            _EVIDENCE,
        ),
        lambda record: record.events,
    ),
    Table(
        "positions",
        "A party's stance on an issue.",
        (
            text("id", "id of the position", lambda p: p.id),
            text("holder", "actor who takes it; empty where it stays open", lambda p: p.holder),
            text("issue", "key of the issue, or the content's own words", lambda p: p.issue),
            text("stance", "the stance", lambda p: p.stance, values=Stance),
            *dated(lambda p: p.since, "since when", prefix="since"),
            text("content", "what is demanded, offered, refused …; several joined by ` […] `", lambda p: words(p.content)),  # noqa: E501
            _CONDITION,
            text("answered_by", "positions that answer it; several joined by `; `", lambda p: joined(p.answered_by)),
            _EVIDENCE,
        ),
        lambda record: record.positions,
    ),
    Table(
        "figures",
        "A number that matters. A side that the text leaves open is empty.",
        (
            text("id", "id of the figure", lambda f: f.id),
            number("low", "lower bound", lambda f: f.quantity.low),
            number("high", "upper bound", lambda f: f.quantity.high),
            boolean("approximate", "whether the text says about", lambda f: f.quantity.approximate),
            text("what", "what is counted, in English", lambda f: f.what),
            text("unit", "what is counted, the text's noun in the singular", lambda f: f.unit),
            text("of", "actor whose it is", lambda f: f.of),
            text("according_to", "actor who gives it", lambda f: f.according_to),
            *placed(lambda f: f.place),
            *dated(lambda f: f.as_of, "the day for which it holds", prefix="as_of"),
            _EVIDENCE,
        ),
        lambda record: record.figures,
    ),
    Table(
        "parties",
        "An actor of a statement, an event or a position, where there may be several.",
        (
            *_fact(),
            text("part", "its part in the fact", lambda row: row[2],
                 values=("speaker", "addressee", "via", "actor", "recipient", "holder")),
            integer("n", "place in that list, from 1", lambda row: row[1]),
            text("actor", "the actor", lambda row: row[3]),
        ),
        _parties,
    ),
    Table(
        "spans",
        "Words of a document on which a fact stands: characters `start` to `end` of its text are `text`.",
        (
            *_fact(),
            text("role", "what the words are of the fact", lambda row: row[1],
                 values=("evidence", "content", "quoted", "speaker", "cue", "outcome", "condition")),
            integer("n", "place in that list, from 1", lambda row: row[2]),
            text("document", "the document", lambda row: row[3].doc),
            *stretch(lambda row: row[3]),
            text("text", "the words", lambda row: row[3].text),
        ),
        _spans,
    ),
    Table(
        "negotiations",
        "Contacts, positions and exchanges that belong to one process.",
        (
            text("id", "id of the negotiation", lambda n: n.id),
            text("name_fr", "name in French", lambda n: n.name.fr),
            text("name_en", "name in English", lambda n: n.name.en),
            text("parties", "actors; several joined by `; `", lambda n: joined(n.parties)),
            text("format", "named format", lambda n: n.format),
            text("issues", "issues; several joined by `; `", lambda n: joined(n.issues)),
            text("members", "ids of what belongs to it; several joined by `; `", lambda n: joined(n.members)),
            text("since", "day of its first fact (EDTF)", lambda n: n.since),
            text("last", "day of its last fact (EDTF)", lambda n: n.last),
        ),
        lambda record: record.negotiations,
    ),
)  # fmt: skip
"""The tables, in the order of the dictionary."""
