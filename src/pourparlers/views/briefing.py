"""A sourced briefing: what happened by date, what each party wants, what is announced; each line with its notes.

Pure functions of a record (or a part of one). A line never says more than the record: its date has the precision
that is known, its words are the dispatch's own, and each note gives outlet, day of publication and the exact words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from ..extract.positions.issues import issue_names
from ..lang.catalogue import Catalogue
from ..lang.pack import Pack
from ..merge.parties import party_of, side_name
from ..store.order import find_key
from ..types import Contact, Event, Fact, Position, Record, Span, Statement, Struct, When
from . import rows
from .about import About
from .cast import Cast, find_label
from .dates import say_date
from .dating import Dating

_AHEAD: Final = frozenset({"planned", "proposed", "postponed"})
_SPEECH: Final = frozenset({"SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that words alone can do, and whose name says what they did."""
_FEW: Final = 3
"""Words of a quotation that tell nothing by themselves ("la semaine prochaine")."""
_MOST_NOTES: Final = 4
"""Notes of one line; a contact that ten dispatches tell needs no ten."""


class Note(Struct, frozen=True):
    """The words a line stands on: who published them, when (in words), the exact words, the fact and the file."""

    n: int
    outlet: str
    published: str
    words: str
    file: str
    fact: str


class Line(Struct, frozen=True):
    """One fact: `who` (bold), `what`, the dispatch's words, what is to be added, the numbers of its notes."""

    who: str
    what: str
    words: str = ""
    tail: str = ""
    notes: tuple[int, ...] = ()


class Group(Struct, frozen=True):
    """Lines under a heading: a day, or a party."""

    title: str
    lines: tuple[Line, ...]


class Section(Struct, frozen=True):
    """A part of the briefing; `empty` is what it says where there is nothing."""

    title: str
    groups: tuple[Group, ...]
    empty: str


class Brief(Struct, frozen=True):
    """The briefing, in the language `lang`. `scope` says what it covers, in words."""

    lang: str
    title: str
    scope: str
    sections: tuple[Section, ...]
    notes_title: str
    notes: tuple[Note, ...]
    colophon: str


class Scope(Struct, frozen=True):
    """What was asked for: a matter in words, ISO days, an actor as the user wrote it."""

    about: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None


class _Notes:
    """The notes so far; the same words have one number."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._found: dict[str, dict[tuple[int, int], Note]] = defaultdict(dict)
        self._count = 0

    def cite(self, fact: Fact, spans: Iterable[Span]) -> tuple[int, ...]:
        """The numbers of the notes that give `spans`: a note that holds the words and more will do."""
        return tuple(dict.fromkeys(self._find(fact, span).n for span in spans))

    def _find(self, fact: Fact, span: Span) -> Note:
        found = self._found[span.doc]
        for (start, end), note in found.items():
            if start <= span.start and span.end <= end:
                return note
        self._count += 1
        note = found[span.start, span.end] = self._make(self._count, fact, span)
        return note

    def _make(self, n: int, fact: Fact, span: Span) -> Note:
        document, say = self._cast.documents.get(span.doc), self._cast.say
        published = document.published if document else None
        when = When(value=published.value, candidates=published.candidates) if published else When()
        outlet = document.outlet or "" if document else ""
        dated = say_date(when, say) if when.value or when.candidates else say("brief.unpublished")
        file = find_label(document).removeprefix(f"{outlet}, ") if document else span.doc
        return Note(n=n, outlet=outlet, published=dated, words=span.text, file=file, fact=fact.id)

    @property
    def all(self) -> tuple[Note, ...]:
        notes = (note for found in self._found.values() for note in found.values())
        return tuple(sorted(notes, key=lambda note: note.n))


def make_brief(record: Record, scope: Scope, *, pack: Pack, say: Catalogue) -> Brief:
    """The briefing on `record`, which brings its texts; `scope.about` chooses facts, the rest is only said.

    Of statements those are told that quote or do something (demand, refuse, threaten …): what is merely reported
    around them would drown them.
    """
    cast, dating = Cast(record, say, issue_names(pack, say.code)), Dating(record)
    about = About(scope.about, record=record, pack=pack) if scope.about else None
    chosen = _choose(record, about)
    notes = _Notes(cast)
    maker = _Maker(chosen, cast, dating, notes)
    sections = (maker.chronology(), maker.positions(), maker.ahead())
    told: tuple[Fact, ...] = (*chosen.contacts, *chosen.statements, *chosen.events, *chosen.positions)
    docs = {span.doc for fact in told for span in fact.evidence}
    return Brief(
        lang=say.code,
        title=say("brief.title", about=_say_about(scope, about, say)),
        scope=_say_scope(scope, len(docs), say),
        sections=sections,
        notes_title=say("brief.notes"),
        notes=notes.all,
        colophon=say("brief.colophon", version=record.header.program),
    )


def _choose(record: Record, about: About | None) -> Record:
    if about is None:
        return record
    fields = {
        name: tuple(fact for fact in getattr(record, name) if about.holds(fact))
        for name in ("contacts", "statements", "events", "positions", "figures")
    }
    return Record(header=record.header, documents=record.documents, actors=record.actors, **fields)


def _say_about(scope: Scope, about: About | None, say: Catalogue) -> str:
    if about and about.issue:
        return about.issue.en if say.code == "en" else about.issue.fr
    return scope.about or scope.actor or say("brief.everything")


def _say_scope(scope: Scope, docs: int, say: Catalogue) -> str:
    parts = []
    if scope.since or scope.until:
        stretch = scope.since if scope.since == scope.until else f"{scope.since or '..'}/{scope.until or '..'}"
        parts.append(say_date(When(value=stretch), say))
    if scope.actor and scope.about:
        parts.append(scope.actor)
    parts.append(say.count("brief.dispatches", docs))
    return " · ".join(parts)


class _Maker:
    """The sections of one briefing."""

    def __init__(self, chosen: Record, cast: Cast, dating: Dating, notes: _Notes) -> None:
        self._record, self._cast, self._dating, self._notes = chosen, cast, dating, notes
        self._say = cast.say
        self._deeds = _find_deeds(chosen, cast.say)

    def chronology(self) -> Section:
        """What happened and what was said, by date, the undated last."""
        ids = [row.id for row in rows.chronology(self._record, self._cast)]
        listed: tuple[Fact, ...] = (*self._record.contacts, *self._record.statements, *self._record.events)
        facts = {fact.id: fact for fact in listed}
        told = [facts[id_] for id_ in ids if not _is_ahead(facts[id_])]
        kept = [fact for fact in _drop_repeats(told) if not isinstance(fact, Statement) or self._is_telling(fact)]
        kept = _drop_told(kept)
        return Section(
            title=self._say("brief.chronology"), groups=self._by_date(kept), empty=self._say("brief.nothing")
        )

    def ahead(self) -> Section:
        """What is planned, proposed or put off, by date."""
        found: list[Fact] = [fact for fact in self._record.contacts if _is_ahead(fact)]
        found += [fact for fact in self._record.events if _is_ahead(fact) and fact.event_type != "CONSULT"]
        return Section(
            title=self._say("brief.ahead"), groups=self._by_date(found), empty=self._say("brief.nothing_ahead")
        )

    def positions(self) -> Section:
        """Who wants what, the state before its officials, each party's stances by date."""
        parties: dict[str, list[Position]] = {}
        for position in self._record.positions:
            parties.setdefault(self._party(position), []).append(position)
        groups = [
            Group(title=title, lines=tuple(self._stance(position) for position in self._sort(_drop_same(found))))
            for title, found in sorted(parties.items(), key=lambda item: (item[0] == self._say("who.unknown"), item[0]))
        ]
        return Section(title=self._say("brief.positions"), groups=tuple(groups), empty=self._say("brief.no_position"))

    def _party(self, position: Position) -> str:
        if position.holder is None:
            return self._say("who.unknown")
        name = side_name(party_of(position.holder, self._cast.actors), self._cast.actors)
        return name.en if self._say.code == "en" else name.fr

    def _sort(self, positions: Iterable[Position]) -> list[Position]:
        return sorted(positions, key=lambda p: (find_key(self._dating.find(p)), p.issue, p.id))

    def _by_date(self, facts: Iterable[Fact]) -> tuple[Group, ...]:
        dated = [(self._dating.find(fact), fact) for fact in facts]
        dated.sort(key=lambda pair: find_key(pair[0]))
        return tuple(
            Group(title=title, lines=tuple(self._line(fact) for _, fact in group))
            for title, group in groupby(dated, key=lambda pair: say_date(pair[0], self._say))
        )

    def _is_telling(self, fact: Statement) -> bool:
        """Whether a statement does something, or quotes more than a word or two."""
        if fact.id in self._deeds:
            return True
        return bool(fact.quoted) and sum(len(span.text.split()) for span in fact.content) > _FEW

    def _line(self, fact: Fact) -> Line:
        row = rows.make_row(fact, self._cast)
        if isinstance(fact, Contact):
            what = f"{row.what}, {row.where}" if row.where else row.what
            tail = "" if row.status == self._say("status.held") else row.status
            return Line(who=row.who, what=what, tail=tail, notes=self._cite_documents(fact))
        if isinstance(fact, Statement):
            to = self._cast.names(fact.addressee)
            return Line(
                who=f"{row.who} → {to}" if to else row.who,
                what=self._deeds.get(fact.id, ""),
                words=row.words,
                notes=self._notes.cite(fact, fact.evidence[:1] or fact.content[:1]),
            )
        asserted = not isinstance(fact, Event) or fact.assertion == "asserted"
        return Line(
            who=row.who,
            what=self._say(f"event.{fact.event_type}") if isinstance(fact, Event) else row.what,
            words=row.words,
            tail="" if asserted else row.status,
            notes=self._notes.cite(fact, fact.evidence[:1]),
        )

    def _stance(self, fact: Position) -> Line:
        say, what = self._say, rows.say_stance(fact, self._cast)
        if fact.addressee:
            what += f" → {self._cast.names(fact.addressee)}"
        when = self._dating.find(fact)
        parts = [say_date(when, say)] if when.value or when.candidates else []
        if (holder := self._cast.name(fact.holder)) != self._party(fact):
            parts.insert(0, holder)
        if fact.condition:
            words = say("render.quoted", words=" ".join(fact.condition.text.split()))
            parts.append(say("brief.condition", words=words))
        words = " […] ".join(span.text for span in fact.content or fact.evidence)
        notes = self._notes.cite(fact, fact.evidence[:1])
        return Line(who="", what=what, words=words, tail=", ".join(parts), notes=notes)

    def _cite_documents(self, fact: Contact) -> tuple[int, ...]:
        """The most telling words of each dispatch: those that give the status it has now first."""
        spans = [change.span for change in reversed(fact.history) if change.status == fact.status]
        first: dict[str, Span] = {}
        for span in (*spans, *fact.evidence):
            first.setdefault(span.doc, span)
        return self._notes.cite(fact, list(first.values())[:_MOST_NOTES])


def _find_deeds(record: Record, say: Catalogue) -> dict[str, str]:
    """What each statement does, in words: the one stance its words take, else the one asserted act of speech."""
    stances: dict[str, set[str]] = {}
    told = _by_document(record.statements)
    for position in record.positions:
        for span in position.evidence[:1]:
            for statement in told[span.doc]:
                spoken = position.holder in (statement.speaker, *statement.co_speakers)
                if spoken and any(_overlap(span, words) for words in statement.content):
                    stances.setdefault(statement.id, set()).add(say(f"stance.{position.stance}"))
    deeds = {
        event.statement: say(f"event.{event.event_type}")
        for event in record.events
        if event.statement and event.assertion == "asserted" and event.event_type in _SPEECH
    }
    return deeds | {id_: found.pop() for id_, found in stances.items() if len(found) == 1}


def _by_document(statements: Iterable[Statement]) -> defaultdict[str, list[Statement]]:
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.doc].append(statement)
    return found


def _overlap(a: Span, b: Span) -> bool:
    return a.doc == b.doc and a.start < b.end and b.start < a.end


def _is_ahead(fact: Fact) -> bool:
    if isinstance(fact, Contact):
        return fact.status in _AHEAD
    return isinstance(fact, Event) and fact.assertion == "planned"


def _drop_repeats(facts: Sequence[Fact]) -> list[Fact]:
    """Facts without statements whose words an earlier dispatch already gives."""
    told: set[str] = set()
    kept: list[Fact] = []
    for fact in facts:
        if isinstance(fact, Statement):
            if not told.isdisjoint(fact.same_as):
                continue
            told.add(fact.id)
        kept.append(fact)
    return kept


def _drop_told(facts: Sequence[Fact]) -> list[Fact]:
    """Facts without events that stand in the words of a statement by the same actor: the statement tells them."""
    told = _by_document(fact for fact in facts if isinstance(fact, Statement))

    def is_told(event: Event) -> bool:
        return any(
            _overlap(span, words)
            for span in event.evidence
            for statement in told[span.doc]
            if not {statement.speaker, *statement.co_speakers}.isdisjoint(event.actor)
            for words in statement.evidence
        )

    return [fact for fact in facts if not (isinstance(fact, Event) and is_told(fact))]


def _drop_same(positions: Iterable[Position]) -> list[Position]:
    """Positions without those that say the same in the same words."""

    def key(position: Position) -> tuple[str | None, str, str, str]:
        words = " ".join(span.text for span in position.content or position.evidence)
        return position.holder, position.stance, position.issue, " ".join(words.casefold().split())

    return list({key(position): position for position in reversed(list(positions))}.values())[::-1]
