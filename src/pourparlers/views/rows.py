"""Facts as rows of a table that a person reads: when, who, what, where, how sure, on whose word.

Pure functions of a record (or the part of one that a query gives); every front shows the same rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from ..lang.catalogue import Catalogue
from ..store.links import Item, find_actors, find_docs, find_spans, find_when
from ..store.order import find_place, find_repeated
from ..types import Contact, Document, Event, Fact, Figure, Position, Record, Statement, Struct, When
from .cast import Cast, find_label
from .dates import say_date

_MATTER = 8
"""How many words of its own name what a position is about."""


class Row(Struct, frozen=True):
    """One fact in words. `value` is its date in EDTF, `date` the same for people, `words` the exact words."""

    id: str
    type: str
    kind: str
    value: str | None
    date: str
    basis: str | None
    who: str
    what: str
    where: str
    status: str
    words: str
    sources: tuple[str, ...]
    docs: tuple[str, ...]


def chronology(record: Record, cast: Cast) -> tuple[Row, ...]:
    """Contacts, statements and events in one list by date, the undated last.

    A consultation that tells a contact again, and a speech act that is a statement's, are not repeated: the
    statement's row says what it does.
    """
    acts = {event.statement: event for event in record.events if event.statement}
    repeated = find_repeated(record)
    facts: list[Fact] = [*record.contacts, *record.statements]
    facts += (event for event in record.events if event.id not in repeated)
    return tuple(make_row(fact, cast, act=acts.get(fact.id)) for fact in sort_facts(facts, cast))


def contacts(record: Record, cast: Cast) -> tuple[Row, ...]:
    """Who met, spoke or wrote."""
    return _make_rows(record.contacts, cast)


def statements(record: Record, cast: Cast) -> tuple[Row, ...]:
    """Who said what."""
    return _make_rows(record.statements, cast)


def events(record: Record, cast: Cast) -> tuple[Row, ...]:
    """What was done or declared, PLOVER-coded."""
    return _make_rows(record.events, cast)


def positions(record: Record, cast: Cast) -> tuple[Row, ...]:
    """Who demands, offers, threatens or refuses what."""
    ordered = sort_facts(record.positions, cast)
    return tuple(make_row_beside_words(fact, cast) for fact in ordered)


def figures(record: Record, cast: Cast) -> tuple[Row, ...]:
    """Numbers, whose they are and according to whom."""
    return _make_rows(record.figures, cast)


LISTS: dict[str, Callable[[Record, Cast], tuple[Row, ...]]] = {
    "chronology": chronology,
    "contacts": contacts,
    "statements": statements,
    "events": events,
    "positions": positions,
    "figures": figures,
}
"""The lists there are, by name."""


_UNCHANGED = frozenset({"pour", "cent"})
"""Words of units that have no plural."""


def sort_facts(facts: Iterable[Fact], cast: Cast) -> list[Fact]:
    """`facts` by date; of one date contacts first; the undated by the day their dispatch was published."""
    return sorted(facts, key=lambda fact: find_place(fact, cast.documents))


def make_row(fact: Fact, cast: Cast, *, act: Event | None = None) -> Row:
    """The row of one fact; `act` is the event that a statement performs."""
    match fact:
        case Contact():
            return _contact(fact, cast)
        case Statement():
            return _statement(fact, cast, act)
        case Event():
            return _event(fact, cast)
        case Position():
            return _position(fact, cast)
        case Figure():
            return _figure(fact, cast)


def make_row_beside_words(fact: Fact, cast: Cast, *, act: Event | None = None) -> Row:
    """As `make_row`, where the row's words are shown too: a matter that has no name is not told by them twice."""
    row = make_row(fact, cast, act=act)
    return msgspec.structs.replace(row, what=say_stance(fact, cast)) if isinstance(fact, Position) else row


class ActorRow(Struct, frozen=True):
    """One actor, and in how many facts the record names it."""

    id: str
    name: str
    kind: str
    state: str | None
    facts: int


def actor_rows(record: Record, say: Catalogue) -> tuple[ActorRow, ...]:
    """Every actor that a fact names, the most present first."""
    cast = Cast(record, say)
    counts: Counter[str] = Counter()
    for facts in (record.contacts, record.statements, record.events, record.positions, record.figures):
        for fact in facts:
            counts.update(find_actors(fact))
    rows = (
        ActorRow(
            id=actor.id, name=cast.name(actor.id), kind=say(f"actor.{actor.kind}"), state=actor.state,
            facts=counts[actor.id],
        )
        for actor in record.actors
        if counts[actor.id]
    )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.facts, row.name, row.id)))


def find_row(item: Item, cast: Cast) -> Row | None:
    """The row of an object that a search found; None for kinds that are shown otherwise."""
    match item:
        case Contact() | Statement() | Event() | Position() | Figure():
            return make_row(item, cast)
        case Document():
            return document_row(item, cast.say)
    return None


def document_row(document: Document, say: Catalogue) -> Row:
    """The row of a document, for lists of what a search finds."""
    when = When(value=document.published.value, candidates=document.published.candidates)
    text = " ".join((document.title or document.text or "").split())
    return Row(
        id=document.id,
        type="document",
        kind=document.language or "",
        value=when.value,
        date=say_date(when, say),
        basis=document.published.basis,
        who="",
        what=say("type.document"),
        where="",
        status="",
        words=text,
        sources=(find_label(document),),
        docs=(document.id,),
    )


def _make_rows(facts: Iterable[Fact], cast: Cast) -> tuple[Row, ...]:
    return tuple(make_row(fact, cast) for fact in sort_facts(facts, cast))


def _make(
    fact: Fact, cast: Cast, *, kind: str, who: str, what: str, place: str = "", status: str = "", words: str = ""
) -> Row:
    when = find_when(fact)
    docs = tuple(sorted(find_docs(fact)))
    spans = find_spans(fact)
    return Row(
        id=fact.id,
        type=str(type(fact).__struct_config__.tag),
        kind=kind,
        value=when.value,
        date=say_date(when, cast.say),
        basis=when.basis,
        who=who,
        what=what,
        where=place,
        status=status,
        words=words or (spans[0].text if spans else ""),
        sources=cast.sources(docs),
        docs=docs,
    )


def _contact(fact: Contact, cast: Cast) -> Row:
    say = cast.say
    what = say(f"contact.{fact.kind}")
    if fact.mode in {"video", "indirect"}:
        what += f", {say(f'mode.{fact.mode}')}"
    if fact.format:
        what += f" ({fact.format})"
    if fact.part_of:
        what += f", {say('contact.margins')}"
    return _make(
        fact,
        cast,
        kind=fact.kind,
        who=cast.participants(fact.participants),
        what=what,
        place=cast.place(fact.place),
        status=_say_status(fact, say),
        # The words that give the status it has now say more than those of the first announcement.
        words=fact.history[-1].span.text if fact.history else "",
    )


def _say_status(fact: Contact, say: Catalogue) -> str:
    """Where the contact stands, and whether only the conditional says so ("aurait rencontré")."""
    told = {account.certainty for account in fact.accounts if account.status == fact.status}
    status = say(f"status.{fact.status}")
    return say("status.unsure", status=status) if told == {"conditional"} else status


def _statement(fact: Statement, cast: Cast, act: Event | None) -> Row:
    say = cast.say
    who = cast.names((fact.speaker, *fact.co_speakers))
    if fact.speaker is None:
        who = say("who.anonymous") if fact.anonymous else say("who.unknown")
    what = say(f"statement.{fact.kind}")
    if act:
        what += f" · {say(f'event.{act.event_type}')}"
    if fact.addressee:
        what += f" → {cast.names(fact.addressee)}"
    status = "" if fact.medium == "unknown" else say(f"medium.{fact.medium}")
    words = " […] ".join(span.text for span in fact.content)
    return _make(
        fact, cast, kind=fact.kind, who=who, what=what, place=cast.place(fact.place), status=status, words=words
    )


def _event(fact: Event, cast: Cast) -> Row:
    say = cast.say
    who = cast.names(fact.actor) or say("who.unknown")
    if fact.recipient:
        who += f" → {cast.names(fact.recipient)}"
    mode = f" ({say.get(f'event_mode.{fact.mode}', fact.mode)})" if fact.mode else ""
    return _make(
        fact,
        cast,
        kind=fact.event_type,
        who=who,
        what=say(f"event.{fact.event_type}") + mode,
        place=cast.place(fact.place),
        status=say(f"assertion.{fact.assertion}"),
    )


def _position(fact: Position, cast: Cast) -> Row:
    say = cast.say
    who = cast.names((fact.holder, *fact.co_holders))
    if fact.addressee:
        who += f" → {cast.names(fact.addressee)}"
    content = " […] ".join(span.text for span in fact.content)
    what = f"{say(f'stance.{fact.stance}')}{say('colon')}{cast.issues.get(fact.issue) or say_matter(fact)}"
    status = say("position.conditional") if fact.condition else ""
    return _make(fact, cast, kind=fact.stance, who=who, what=what, status=status, words=content)


def say_stance(position: Position, cast: Cast) -> str:
    """What a position does, and the name of its issue where the lexicon has one."""
    stance, issue = cast.say(f"stance.{position.stance}"), cast.issues.get(position.issue)
    return f"{stance}{cast.say('colon')}{issue}" if issue else stance


def say_matter(position: Position) -> str:
    """What a position is about in its own words, the first eight of them.

    The key of an issue is for machines: that of a matter which the lexicon lacks is a row of folded words.
    """
    words = " ".join(span.text for span in position.content or position.evidence[:1]).split()
    return " ".join(words[:_MATTER]) + ("…" if len(words) > _MATTER else "")


def _figure(fact: Figure, cast: Cast) -> Row:
    say = cast.say
    who = cast.name(fact.of) if fact.of else ""
    status = say("figure.according_to", who=cast.name(fact.according_to)) if fact.according_to else ""
    return _make(
        fact, cast, kind=fact.what, who=who, what=say_quantity(fact, say), place=cast.place(fact.place), status=status
    )


def say_quantity(fact: Figure, say: Catalogue) -> str:
    """A figure's number, with its bounds, and its unit ("plus de 1 700 000 personnes")."""
    low, high = fact.quantity.low, fact.quantity.high
    if low is not None and high is not None:
        number = _say_number(low, say)
        if low != high:
            number = say("figure.between", low=number, high=_say_number(high, say))
    elif low is not None:
        number = say("figure.at_least", n=_say_number(low, say))
    elif high is not None:
        key = "figure.near" if fact.quantity.approximate else "figure.at_most"
        number = say(key, n=_say_number(high, say))
    else:
        number = say("figure.unknown")
    # "Nearly" and bounds say already that the number is not exact.
    if fact.quantity.approximate and low == high:
        number = say("figure.about", n=number)
    # `unit` is the text's own noun, `what` its kind in English.
    most = fact.quantity.high
    return f"{number} {say_noun(fact, say, plural=most is None or most >= 2)}".strip()


def say_noun(fact: Figure, say: Catalogue, *, plural: bool = True) -> str:
    """What is counted: in English the record's word, in French the text's own noun, in the plural (from two on)."""
    if say.code == "en" or not plural:
        return fact.what if say.code == "en" else fact.unit or fact.what
    words = (fact.unit or fact.what).split()
    return " ".join(w if len(w) < 3 or w.endswith(("s", "x", "z")) or w in _UNCHANGED else f"{w}s" for w in words)


def _say_number(number: float, say: Catalogue) -> str:
    text = f"{number:,.10g}" if number != int(number) else f"{int(number):,}"
    if say.code == "en":
        return text
    return text.replace(",", "\u202f").replace(".", ",")
