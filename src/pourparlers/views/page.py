"""The page of one actor: who it is, all that it said by day, then its contacts and positions in brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from ..fold import fold_name
from ..knowledge.model import KnowledgeBase, Tenure
from ..knowledge.roles import LAST_DAY, span_of
from ..store.links import find_actors, find_spans, find_when
from ..store.order import Key, find_key
from ..types import Actor, Contact, Event, Position, Record, Statement, Struct, When
from .card import make_passage
from .cast import Cast, find_file
from .dates import say_date
from .rows import Row, make_row, make_row_beside_words, sort_facts
from .standing import Standing

_MOST_NAMES = 8
"""Other names that are shown: a state has a score of spellings."""
_FAR = 300
"""Characters between two stretches of a statement over which the text between them is left out."""


class Held(Struct, frozen=True):
    """An office: its title, whose it is, from when until when in words and in EDTF (None where not known)."""

    title: str
    body: str
    dates: str
    value: str | None = None
    checked: str = ""


class Within(Struct, frozen=True):
    """The statement that another one was told in, and who made it."""

    id: str
    who: str
    words: str


class Occasion(Struct, frozen=True):
    """The contact in or after which something was said."""

    id: str
    words: str


class Also(Struct, frozen=True):
    """Another account of the same statement."""

    id: str
    source: str


class Piece(Struct, frozen=True):
    """A stretch of a dispatch's sentence, and whether it is of what was said."""

    text: str
    said: bool


class Saying(Struct, frozen=True):
    """A statement in words. `value` is its date in EDTF; `published` says that the date is the dispatch's.

    `sentence` holds the words in the dispatch's own sentence, since "a exclu une rencontre" is not "une rencontre".
    `direct` says that they are the speaker's own; `who` names all who said it, and is empty where
    it goes without saying; so is `outlet` where the dispatch does not name it.
    """

    id: str
    value: str | None
    date: str
    basis: str
    published: bool
    who: str
    kind: str
    acts: tuple[str, ...]
    words: str
    direct: bool
    sentence: tuple[Piece, ...]
    lang: str
    cue: str
    addressee: str
    medium: str
    place: str
    via: str
    occasion: Occasion | None
    within: Within | None
    also: tuple[Also, ...]
    doc: str
    file: str
    title: str
    outlet: str
    appeared: str


class Count(Struct, frozen=True):
    """How many of what."""

    name: str
    n: int


class ActorPage(Struct, frozen=True):
    """One actor. `state` is a state's name; `voices` are those who spoke for it, with the number of statements."""

    id: str
    name: str
    kind: str
    state: str
    wikidata: str
    names: tuple[str, ...]
    offices: tuple[Held, ...]
    voices: tuple[Count, ...]
    sayings: tuple[Saying, ...]
    contacts: tuple[Row, ...]
    contact_kinds: tuple[Count, ...]
    positions: tuple[Row, ...]
    stances: tuple[Count, ...]


def make_page(record: Record, actor: Actor, cast: Cast, *, kb: KnowledgeBase) -> ActorPage:
    """The page of `actor` from the whole `record`, in the language of `cast`."""
    say, standing = cast.say, Standing(record, kb)
    said = [s for s in record.statements if standing.is_said_by(s, actor)]
    contacts = [c for c in record.contacts if _concerns(c, actor, standing)]
    positions = [p for p in record.positions if _concerns(p, actor, standing)]
    voices = Counter(who for s in said for who in standing.voices(s, actor))
    maker = _Sayings(record, cast, None if voices else actor.id)
    days = [d for s in said if (d := standing.days(s.said_on, s.doc))]
    days += [d for c in contacts for span in find_spans(c)[:1] if (d := standing.days(c.when, span.doc))]
    return ActorPage(
        id=actor.id,
        name=cast.call(actor),
        kind=say(f"actor.{actor.kind}"),
        state="" if actor.kind == "state" else _name_state(actor, cast, kb),
        wikidata=actor.wikidata or "",
        names=_other_names(actor, cast),
        offices=tuple(find_offices(actor, days, cast, kb)),
        voices=tuple(Count(name=cast.name(who), n=n) for who, n in voices.most_common()),
        sayings=tuple(maker.make(s) for s in sorted(said, key=maker.key)),
        contacts=tuple(_rows(contacts, cast)),
        contact_kinds=_count(say(f"contact.{c.kind}") for c in contacts),
        positions=tuple(_rows(positions, cast)),
        stances=_count(say(f"stance.{p.stance}") for p in positions),
    )


def _count(words: Iterable[str]) -> tuple[Count, ...]:
    return tuple(Count(name=name, n=n) for name, n in Counter(words).most_common())


def _concerns(fact: Contact | Position, actor: Actor, standing: Standing) -> bool:
    """Whether the actor, or one who speaks for it then, is in the contact or holds the position."""
    spans = find_spans(fact)
    days = standing.days(find_when(fact), spans[0].doc if spans else "")
    who = find_actors(fact) if isinstance(fact, Contact) else {fact.holder, *fact.co_holders}
    return any(standing.speaks_for(one, actor, days) for one in who)


def _rows(facts: Iterable[Contact | Position], cast: Cast) -> Iterator[Row]:
    """The facts by date, with the day of the dispatch where they have none of their own, and issues by their names."""
    say = cast.say
    rows = []
    for fact in sort_facts(facts, cast):
        row, when = make_row_beside_words(fact, cast), find_when(fact)
        document = cast.documents.get(row.docs[0]) if row.docs else None
        if find_key(when)[0] and document and not find_key(find_when(document))[0]:
            when = find_when(document)
            row = msgspec.structs.replace(row, date=say("page.published_on", day=say_date(when, say)))
        rows.append((find_key(when), row))
    yield from (row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _name_state(actor: Actor, cast: Cast, kb: KnowledgeBase) -> str:
    """The name of the actor's state; its two names stand in the record, French first."""
    if len(actor.state_names) == 2:
        return actor.state_names[cast.say.code == "en"]
    known = next((s for s in kb.states.values() if actor.state and s.iso3 == actor.state), None)
    return "" if known is None else known.name_en if cast.say.code == "en" else known.name_fr


def _other_names(actor: Actor, cast: Cast) -> tuple[str, ...]:
    """Other spellings that differ in more than case or accents, and are not a part of the name."""
    seen, kept = {fold_name(cast.call(actor))}, []
    for name in (actor.name.fr, actor.name.en, *actor.aliases):
        key = fold_name(name)
        if key not in seen and not (actor.kind == "person" and key in next(iter(seen)).split()):
            kept.append(name)
        seen.add(key)
    return tuple(kept[:_MOST_NAMES])


def find_offices(actor: Actor, days: list[tuple[str, str]], cast: Cast, kb: KnowledgeBase) -> list[Held]:
    """The offices that a person held on the `days` of the record, earliest first; else the record's own."""
    if actor.kind != "person":
        return []
    begin, end = min((d[0] for d in days), default=""), max((d[1] for d in days), default="")
    tenures = [
        t for t in kb.tenures_by_person.get(actor.id, ())
        if days and span_of(t.start)[0] <= end and (span_of(t.end)[1] if t.end else LAST_DAY) >= begin
    ]  # fmt: skip
    if tenures:
        return [_make_held(t, actor, cast, kb) for t in sorted(tenures, key=lambda t: (span_of(t.start), t.office))]
    title, body = _title(actor.office or "", actor, cast, kb)
    return [Held(title=title, body=body, dates="")] if title else []


def _make_held(tenure: Tenure, actor: Actor, cast: Cast, kb: KnowledgeBase) -> Held:
    say = cast.say
    title, body = _title(tenure.office, actor, cast, kb)
    value = f"{tenure.start}/{tenure.end or '..'}"
    return Held(
        title=f"{title} ({say('message.acting')})" if tenure.acting else title,
        body=body,
        dates=say_date(When(value=value), say),
        value=value,
        # An open term is claimed up to the day on which it was last checked, and no further.
        checked="" if tenure.end else say("page.checked", day=say_date(When(value=tenure.checked_until), say)),
    )


def _title(office: str, actor: Actor, cast: Cast, kb: KnowledgeBase) -> tuple[str, str]:
    """The title of an office in the actor's gender, and whose it is; empty where the tables have no such office."""
    known = kb.offices.get(office)
    if known is None:
        return "", ""
    english = cast.say.code == "en"
    title = known.title_en if english else known.title_fr_f if actor.gender == "f" else known.title_fr_m
    body = kb.states.get(known.body) or kb.organisations.get(known.body)
    return title or known.title_fr_m, "" if body is None else body.name_en if english else body.name_fr


class _Sayings:
    """Puts statements in words; those of the actor of id `alone` need not say whose they are."""

    def __init__(self, record: Record, cast: Cast, alone: str | None) -> None:
        self._cast, self._alone = cast, alone
        self._statements = {s.id: s for s in record.statements}
        self._contacts = {c.id: c for c in record.contacts}
        self._acts: dict[str, list[Event]] = {}
        for event in record.events:
            if event.statement:
                self._acts.setdefault(event.statement, []).append(event)

    def key(self, statement: Statement) -> tuple[Key, tuple[str, int], str]:
        """By the day of speaking, else of publication; of one day in the order of the dispatch."""
        first = statement.content[0] if statement.content else None
        return find_key(self._date(statement)[0]), (statement.doc, first.start if first else 0), statement.id

    def _date(self, statement: Statement) -> tuple[When, bool]:
        """The day of speaking; the day of publication where that is not known, and that it is this."""
        document = self._cast.documents.get(statement.doc)
        if find_key(statement.said_on)[0] == 0 or document is None:
            return statement.said_on, False
        published = find_when(document)
        return published, find_key(published)[0] == 0

    def make(self, statement: Statement) -> Saying:
        """The statement in words."""
        cast, say = self._cast, self._cast.say
        when, published = self._date(statement)
        date = say_date(when, say)
        document = cast.documents.get(statement.doc)
        alone = statement.speaker == self._alone and not statement.co_speakers
        appeared = find_when(document) if document else When()
        return Saying(
            id=statement.id,
            value=when.value,
            date=say("page.published_on", day=date) if published else date,
            # Of a bound, the date's own words say that it is one ("au plus tard le").
            basis="" if published or when.basis in {None, "bounded"} else say(f"basis.{when.basis}"),
            published=published,
            who="" if alone else cast.names((statement.speaker, *statement.co_speakers)),
            kind=say(f"statement.{statement.kind}"),
            acts=tuple(say(f"event.{event.event_type}") for event in self._acts.get(statement.id, ())),
            words=_join(statement),
            direct=statement.kind == "direct",
            sentence=tuple(_find_sentence(statement, (document.text if document else None) or "")),
            lang=(document.language if document else None) or "fr",
            cue=statement.cue.span.text if statement.cue else "",
            addressee=cast.names(statement.addressee),
            medium="" if statement.medium == "unknown" else say(f"medium.{statement.medium}"),
            place=cast.place(statement.place),
            via=cast.names(statement.via),
            occasion=self._occasion(statement.occasion),
            within=self._within(statement.within),
            also=self._also(statement),
            doc=statement.doc,
            file=find_file(document) if document else statement.doc,
            title=" ".join((document.title or "").split()) if document else "",
            outlet=(document.outlet or "") if document else "",
            appeared="" if find_key(appeared)[0] else say_date(appeared, say),
        )

    def _occasion(self, contact: str | None) -> Occasion | None:
        known = self._contacts.get(contact or "")
        if known is None:
            return None
        row = make_row(known, self._cast)
        date = "" if find_key(known.when)[0] else row.date
        return Occasion(id=known.id, words=", ".join(part for part in (row.what, row.who, row.where, date) if part))

    def _within(self, outer: str | None) -> Within | None:
        known = self._statements.get(outer or "")
        if known is None:
            return None
        who = self._cast.names((known.speaker, *known.co_speakers))
        if known.speaker is None:
            who = self._cast.say("who.anonymous" if known.anonymous else "page.someone")
        return Within(id=known.id, who=who, words=_join(known))

    def _also(self, statement: Statement) -> tuple[Also, ...]:
        known = (self._statements.get(other) for other in statement.same_as)
        return tuple(Also(id=other.id, source=self._cast.source(other.doc)) for other in known if other)


def _join(statement: Statement) -> str:
    return " […] ".join(" ".join(span.text.split()) for span in statement.content)


def _find_sentence(statement: Statement, text: str) -> Iterator[Piece]:
    """What was said in the sentences around it, in the dispatch's order; the words alone where there is no text."""
    spans = sorted(statement.content)
    if not text or not spans:
        yield Piece(text=_join(statement), said=True)
        return
    yield Piece(text=make_passage(spans[0], text).before, said=False)
    for i, span in enumerate(spans):
        yield Piece(text=span.text, said=True)
        after = spans[i + 1] if i + 1 < len(spans) else None
        if after and after.start - span.end < _FAR:
            yield Piece(text=text[span.end : after.start], said=False)
        else:
            yield Piece(text=make_passage(span, text).after, said=False)
        if after and after.start - span.end >= _FAR:
            yield Piece(text=" […] " + make_passage(after, text).before, said=False)
