"""Makes the columns of a record (see `index`): once each time that the record is written."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..types import Contact, Document, Event, Fact, Figure, Position, Record, Span, Statement
from .index import NEVER, TERMS, TYPES, Documents, FactIndex, Ints, Terms
from .links import find_actors, find_bounds, find_docs, find_spans, find_when
from .order import ORDER, find_key, find_repeated

_MOST_AT_A_TABLE = 40
"""Parties of one contact of which every two count as having met: of a summit of all the world nothing follows."""
_OPEN = (date.min.isoformat(), date.max.isoformat())


def find_kind(fact: Fact) -> str:
    """The kind of a fact in the words of the record: a contact's, a statement's, an event's type, a stance, a thing."""
    match fact:
        case Event():
            return fact.event_type
        case Position():
            return fact.stance
        case Figure():
            return fact.what
    return fact.kind


def find_status(fact: Fact) -> str:
    """The status of a contact, how far an event is asserted; empty for the rest."""
    match fact:
        case Contact():
            return fact.status
        case Event():
            return fact.assertion
    return ""


def make_index(record: Record, numbers: Mapping[str, int], *, state: str) -> FactIndex:
    """The columns of `record`. `numbers` are those of its objects in the store; a fact without one is left out."""
    facts = [f for f in _facts(record) if f.id in numbers]
    return _Maker(record, facts).make(numbers, state)


def _facts(record: Record) -> Iterator[Fact]:
    yield from chain(record.contacts, record.events, record.statements, record.positions, record.figures)


class _Maker:
    def __init__(self, record: Record, facts: list[Fact]) -> None:
        self._record = record
        self._facts = facts
        self._documents = {document.id: document for document in record.documents}
        self._issues = _Issues(record.positions)

    def make(self, numbers: Mapping[str, int], state: str) -> FactIndex:
        """The columns, their rows sorted as a chronology is."""
        keys = [find_key(find_when(fact)) for fact in self._facts]
        bounds = [find_bounds(find_when(fact).value) for fact in self._facts]
        order = self._sort(keys)
        self._facts = [self._facts[i] for i in order]
        place = {fact.id: i for i, fact in enumerate(self._facts)}
        repeated = find_repeated(self._record)
        wide = [_widen(fact) for fact in self._facts]
        terms = {name: _make_terms(self._values(name)) for name in TERMS}
        pairs = self._pairs(terms["actor"].values)
        return FactIndex(
            state=state,
            n=_ints(numbers[fact.id] for fact in self._facts),
            type=np.array([TYPES.index(_tag(fact)) for fact in self._facts], dtype=np.uint8),
            day=_ints(_ordinal(keys[i][1]) if not keys[i][0] else 0 for i in order),
            first=_ints(_ordinal(b[0]) if (b := bounds[i]) else 0 for i in order),
            last=_ints(_ordinal(b[1]) if (b := bounds[i]) else 0 for i in order),
            early=_ints(_ordinal(w[0]) for w in wide),
            late=_ints(_ordinal(w[1]) for w in wide),
            known=_ints(self._known(fact) for fact in self._facts),
            quad=np.array([f.quad_code if isinstance(f, Event) else 0 for f in self._facts], dtype=np.uint8),
            repeated=np.array([fact.id in repeated for fact in self._facts], dtype=np.bool_),
            act=self._acts(place),
            pair_place=pairs[0],
            pair_a=pairs[1],
            pair_b=pairs[2],
            terms=terms,
            documents=_make_documents(self._record.documents, numbers, terms["doc"]),
        )

    def _sort(self, keys: Sequence[tuple[int, str, str]]) -> list[int]:
        """The order of `order.find_place`, by columns: a key of tuples for each of millions of facts is dear."""
        firsts = [(spans[0].doc, spans[0].start) if (spans := find_spans(f)) else ("", 0) for f in self._facts]
        published = {d.id: d.published.value or "9" for d in self._record.documents}
        columns: list[Any] = [
            [k[0] for k in keys],
            _rank([k[1] for k in keys]),
            _rank([k[2] for k in keys]),
            _rank(["" if not k[0] else published.get(w[0], "9") for k, w in zip(keys, firsts, strict=True)]),
            [ORDER[type(fact)] for fact in self._facts],
            _rank([where[0] for where in firsts]),
            [where[1] for where in firsts],
            _rank([fact.id for fact in self._facts]),
        ]
        return [int(i) for i in np.lexsort(columns[::-1])] if self._facts else []

    def _values(self, name: str) -> Iterator[Iterable[str]]:
        for fact in self._facts:
            match name:
                case "kind":
                    yield (find_kind(fact),)
                case "status":
                    yield (find_status(fact),)
                case "issue":
                    yield self._issues.of(fact)
                case "outlet":
                    yield {o for doc in find_docs(fact) if (d := self._documents.get(doc)) for o in find_outlets(d)}
                case "actor":
                    yield find_actors(fact)
                case _:
                    yield find_docs(fact)

    def _known(self, fact: Fact) -> int:
        """The first day by which a dispatch that tells the fact was surely published."""
        days = (find_bounds(d.published.value) for doc in find_docs(fact) if (d := self._documents.get(doc)))
        return min((_ordinal(b[1]) for b in days if b and b[1] != _OPEN[1]), default=NEVER)

    def _acts(self, place: Mapping[str, int]) -> Ints:
        acts = np.full(len(self._facts), -1, dtype=np.int32)
        for event in self._record.events:
            if (event.statement or "") in place and event.id in place:
                acts[place[event.statement or ""]] = place[event.id]
        return acts

    def _pairs(self, actors: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        code = {actor: i for i, actor in enumerate(actors)}
        places, left, right = array("i"), array("i"), array("i")
        for place, fact in enumerate(self._facts):
            for a, b in _met(fact):
                if a != b:
                    places.append(place)
                    left.append(code[a])
                    right.append(code[b])
        return _ints(places), _ints(left), _ints(right)


def _make_documents(documents: Sequence[Document], numbers: Mapping[str, int], told: Terms) -> Documents:
    held = [(find_key(find_when(d)), d) for d in documents if d.id in numbers]
    held.sort(key=lambda pair: (pair[0], pair[1].uri, pair[1].id))
    bounds = [find_bounds(document.published.value) or ("", "") for _, document in held]
    terms = (told.find(document.id) for _, document in held)
    return Documents(
        n=_ints(numbers[document.id] for _, document in held),
        day=_ints(0 if key[0] else _ordinal(key[1]) for key, _ in held),
        first=_ints(_ordinal(b[0]) if b[0] else 0 for b in bounds),
        last=_ints(_ordinal(b[1]) if b[1] else 0 for b in bounds),
        term=_ints(-1 if term is None else term for term in terms),
        outlet=_make_terms(find_outlets(document) for _, document in held),
    )


def find_outlets(document: Document) -> set[str]:
    """Who published a document: its outlet, and those of the other places where the same text was read."""
    return {o for o in (document.outlet, *(source.outlet for source in document.sources)) if o}


def _met(fact: Fact) -> Iterable[tuple[str, str]]:
    """Who met whom (every two who were there), who spoke to whom, who did something to whom."""
    match fact:
        case Contact():
            there = sorted({p.actor for p in fact.participants if p.part != "absent"})
            return combinations(there[:_MOST_AT_A_TABLE], 2)
        case Statement():
            speakers = [s for s in (fact.speaker, *fact.co_speakers) if s]
            return ((s, a) for s in speakers for a in fact.addressee)
        case Event():
            return ((a, b) for a in fact.actor for b in fact.recipient)
    return ()


def _widen(fact: Fact) -> tuple[str, str]:
    """The first and the last ISO day that any account of a fact gives; the end of the calendar where none does."""
    dates = [find_when(fact), *(account.when for account in fact.accounts)] if isinstance(fact, Contact) else []
    values = chain.from_iterable((when.value, *when.candidates) for when in dates)
    bounds = [b for value in values if (b := find_bounds(value))]
    return (min(b[0] for b in bounds), max(b[1] for b in bounds)) if bounds else (_OPEN[1], _OPEN[0])


class _Issues:
    """The issues of facts: a position's own, and of other facts those of the positions that stand on the same words."""

    def __init__(self, positions: Iterable[Position]) -> None:
        self._by_doc: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for position in positions:
            for span in (*position.content, *position.evidence):
                self._by_doc[span.doc].append((span, position.issue))

    def of(self, fact: Fact) -> set[str]:
        """The keys of the issues of `fact`."""
        if isinstance(fact, Position):
            return {fact.issue}
        return {
            issue
            for span in find_spans(fact)
            for other, issue in self._by_doc.get(span.doc, ())
            if other.start < span.end and span.start < other.end
        }


def _tag(fact: Fact) -> str:
    return str(type(fact).__struct_config__.tag)


def _ordinal(day: str) -> int:
    """The number of an ISO day; NEVER for the end of the calendar, which stands for an open side."""
    return NEVER if day == _OPEN[1] else date.fromisoformat(day).toordinal()


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int32)


def _rank(values: Sequence[str]) -> NDArray[np.int64]:
    """The numbers of `values` in their order, for sorting by them."""
    number = {value: i for i, value in enumerate(sorted(set(values)))}
    return np.fromiter((number[value] for value in values), dtype=np.int64, count=len(values))


def _make_terms(facts: Iterable[Iterable[str]]) -> Terms:
    """The terms of the values that each fact has, by place; an empty value is none."""
    code: dict[str, int] = {}
    codes, places = array("i"), array("i")
    for place, values in enumerate(facts):
        for value in values:
            if value:
                codes.append(code.setdefault(value, len(code)))
                places.append(place)
    values = sorted(code)
    number = np.zeros(len(code), dtype=np.int64)
    for i, value in enumerate(values):
        number[code[value]] = i
    by_value = number[np.frombuffer(codes, dtype=np.int32)] if codes else np.zeros(0, dtype=np.int64)
    order = np.argsort(by_value, kind="stable")
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(np.bincount(by_value, minlength=len(values)), out=starts[1:])
    return Terms(values=tuple(values), starts=starts, places=_ints(places)[order])
