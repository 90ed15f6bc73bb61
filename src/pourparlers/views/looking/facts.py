"""Facts as rows with ids: what `views.rows` says in words, with what a page links, filters and sorts by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...lang.catalogue import Catalogue
from ...store.index_build import find_kind, find_status
from ...store.links import find_actors, find_bounds, find_docs, find_spans, find_when
from ...types import Contact, Document, Event, Fact, Position, Record, Span, Statement
from ..cast import Cast, find_file
from ..rows import make_row_beside_words
from .wire import FactRow, From, Name

OPEN = frozenset({"0001-01-01", "9999-12-31"})
"""The days that `find_bounds` gives for an open side."""


class RowMaker:
    """Makes rows of facts; `record` has the documents and actors that they name, `issues` names of issues by key."""

    def __init__(self, record: Record, say: Catalogue, issues: Mapping[str, str]) -> None:
        self.cast = Cast(record, say, issues)

    def name_issue(self, issue: str) -> str:
        """The name of an issue; its own words where the lexicon has none."""
        return self.cast.issues.get(issue, issue)

    def make(self, fact: Fact, *, act: Event | None = None) -> FactRow:
        """The row of one fact; `act` is the event that a statement performs."""
        row, when = make_row_beside_words(fact, self.cast, act=act), find_when(fact)
        bounds = find_bounds(when.value) or (None, None)
        issue = fact.issue if isinstance(fact, Position) else None
        status, medium = row.status, None
        if isinstance(fact, Statement):
            status, medium = "", row.status or None
        return FactRow(
            id=fact.id,
            type=row.type,
            kind=find_kind(fact),
            date=when.value,
            date_text=row.date,
            basis=when.basis,
            earliest=None if bounds[0] in OPEN else bounds[0],
            latest=None if bounds[1] in OPEN else bounds[1],
            who=row.who,
            what=row.what,
            where=row.where,
            status=status,
            status_key=find_status(fact),
            actors=tuple(Name(id=a, name=self.cast.name(a)) for a in list_actors(fact)),
            quotes=tuple(dict.fromkeys(" ".join(span.text.split()) for span in find_words(fact))),
            sources=self.sources(find_docs(fact)),
            hour=fact.hour if isinstance(fact, Contact) else None,
            issue=issue,
            issue_name=self.name_issue(issue) if issue else None,
            medium=medium,
        )

    def sources(self, docs: Iterable[str]) -> tuple[From, ...]:
        """Who tells it, in the order of publication."""
        known = [d for doc in docs if (d := self.cast.documents.get(doc))]
        known.sort(key=lambda d: (d.published.value or "9", find_file(d), d.id))
        return tuple(make_source(d) for d in known)


def make_source(document: Document) -> From:
    """A dispatch as the source of something."""
    published = document.published.value
    return From(document=document.id, outlet=document.outlet, name=find_file(document), published=published)


def find_words(fact: Fact) -> tuple[Span, ...]:
    """The words that show a fact: what was said, what is wanted, else what tells it."""
    content = fact.content if isinstance(fact, Statement | Position) else ()
    return content or find_spans(fact)


def list_actors(fact: Fact) -> list[str]:
    """Ids of the actors that a fact names, those who act first."""
    match fact:
        case Contact():
            first: Iterable[str | None] = (p.actor for p in fact.participants)
        case Statement():
            first = (fact.speaker, *fact.co_speakers)
        case Event():
            first = fact.actor
        case Position():
            first = (fact.holder, *fact.co_holders)
        case _:
            first = (fact.according_to, fact.of)
    return list(dict.fromkeys([*(a for a in first if a), *sorted(find_actors(fact))]))
