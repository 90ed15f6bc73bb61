"""Makes the columns of a record (see `index`): once each time that the record is written.

The objects are taken one after the other and none is held, so that a record of millions of facts needs some hundred
and fifty bytes a fact while it is written.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from operator import attrgetter
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..types import Contact, Document, Event, Fact, Figure, Position, Record, Span, Statement, When
from .index import NEVER, TYPES, FactIndex, Ints, Terms
from .index_arrays import Spans, as_columns, make_terms, rank, sort_places
from .index_documents import Codes, DocumentColumns, bound, find_place
from .links import Item, find_actors, find_docs, find_spans, find_when, iterate
from .order import ORDER

FindNumbers: TypeAlias = Callable[[Sequence[str]], Mapping[str, int]]
"""The numbers in the store of the objects of these ids, of those that it has."""
FindIds: TypeAlias = Callable[[Ints], Mapping[int, str]]
"""The ids of the objects of these numbers."""

_MOST_AT_A_TABLE = 40
"""Parties of one contact of which every two count as having met: of a summit of all the world nothing follows."""
_TYPE: Final[Mapping[type[Fact], int]] = {
    cls: TYPES.index(str(cls.__struct_config__.tag)) for cls in (Contact, Statement, Event, Position, Figure)
}
_RANK: Final = np.array([ORDER[cls] for cls in sorted(_TYPE, key=lambda cls: _TYPE[cls])], dtype=np.uint8)
"""By the code of a type, which of one date comes first."""
_PLAIN: Final = (
    "n", "first", "last", "early", "late", "known", "low", "high", "doc", "start", "type", "undated", "quad",
)  # fmt: skip
"""What is noted of every fact: `low` and `high` are the days of its key, `doc` and `start` where its words begin."""
_KINDS: Final[Mapping[type[Fact], Callable[[Any], str]]] = {
    Contact: attrgetter("kind"),
    Statement: attrgetter("kind"),
    Event: attrgetter("event_type"),
    Position: attrgetter("stance"),
    Figure: attrgetter("what"),
}
_STATUSES: Final[Mapping[type[Fact], Callable[[Any], str]]] = {
    Contact: attrgetter("status"),
    Event: attrgetter("assertion"),
}


def find_kind(fact: Fact) -> str:
    """The kind of a fact in the words of the record: a contact's, a statement's, an event's type, a stance, a thing."""
    return _KINDS[type(fact)](fact)


def find_status(fact: Fact) -> str:
    """The status of a contact, how far an event is asserted; empty for the rest."""
    find = _STATUSES.get(type(fact))
    return find(fact) if find else ""


def make_index(record: Record, numbers: Mapping[str, int], *, state: str) -> FactIndex:
    """The columns of `record`. `numbers` are those of its objects in the store; what has none is left out."""
    columns = Columns(lambda ids: {id_: numbers[id_] for id_ in ids if id_ in numbers})
    for item in iterate(record):
        if item.id in numbers:
            columns.add(numbers[item.id], item, docs=sorted(find_docs(item)), actors=sorted(find_actors(item)))
    columns.settle()
    ids = {n: id_ for id_, n in numbers.items()}
    return columns.make(state, lambda wanted: {int(n): ids[int(n)] for n in wanted})


class Columns:
    """Takes the objects of a record in the order of `links.FIELDS` and makes its columns.

    `find_numbers` is asked, when `settle` is called, for statements that were added before.
    """

    def __init__(self, find_numbers: FindNumbers) -> None:
        self._find_numbers = find_numbers
        self._documents = DocumentColumns()
        self._plain = array("i")  # the values of `_PLAIN`, fact after fact
        self._size = 0
        self._terms = {name: Codes() for name in ("kind", "status", "outlet", "actor", "doc")}
        self._issues = Codes()
        self._spans, self._of_issues = Spans(), Spans()
        self._consulted, self._contacts = Spans(), Spans()
        self._met = array("i")  # a fact and two actors, pair after pair
        self._waiting: list[tuple[str, int]] = []
        self._performed = array("i")  # the number of a statement and the event that performs it

    def add(self, n: int, item: Item, *, docs: Sequence[str], actors: Sequence[str]) -> None:
        """Take the next object, of the number `n` (they grow), with the `docs` that it stands on and its `actors`.

        What is neither a document nor a fact is passed over.
        """
        if isinstance(item, Document):
            self._documents.add(n, item)
        elif isinstance(item, Fact):
            self._add_fact(n, item, docs, actors)

    def _add_fact(self, n: int, fact: Fact, docs: Sequence[str], actors: Sequence[str]) -> None:
        i, spans, when, kind = self._size, find_spans(fact), find_when(fact), type(fact)
        self._size += 1
        documents, terms = self._documents, self._terms
        undated, low, high = find_place(when)
        first, last = bound(when.value) or (0, 0)
        early, late = _widen(fact, when)
        doc, start = (documents.code(spans[0].doc), spans[0].start) if spans else (-1, 0)
        known = documents.known(docs)
        quad = fact.quad_code if isinstance(fact, Event) else 0
        row = (n, first, last, early, late, known, low, high, doc, start, _TYPE[kind], undated, quad)
        self._plain.extend(row)
        terms["kind"].add(find_kind(fact), i)
        if kind in _STATUSES:
            terms["status"].add(find_status(fact), i)
        for actor in actors:
            terms["actor"].add(actor, i)
        for one in docs:
            terms["doc"].add(one, i)
        for outlet in documents.outlets(docs):
            terms["outlet"].add(outlet, i)
        self._note_words(fact, i, spans)
        if len(actors) > 1:
            actor_code = terms["actor"]
            for a, b in _met(fact):
                if a != b:
                    self._met.extend((i, actor_code(a), actor_code(b)))

    def _note_words(self, fact: Fact, i: int, spans: Iterable[Span]) -> None:
        """Where the words of a fact stand: what stands on the same words has its issue, or is told twice."""
        code = self._documents.code
        if isinstance(fact, Position):
            self._issues.add(fact.issue, i)
            for span in (*fact.content, *fact.evidence):
                self._of_issues.add(code(span.doc), span.start, span.end, self._issues(fact.issue))
            return
        contact = isinstance(fact, Contact)
        event = fact if isinstance(fact, Event) else None
        for span in spans:
            words = (code(span.doc), span.start, span.end, i)
            self._spans.add(*words)
            if contact:
                self._contacts.add(*words)
            elif event and event.event_type == "CONSULT":
                self._consulted.add(*words)
        if event and event.statement:
            self._waiting.append((event.statement, i))

    def settle(self) -> None:
        """Find the statements that the events added since the last time perform."""
        numbers = self._find_numbers([statement for statement, _ in self._waiting]) if self._waiting else {}
        for statement, i in self._waiting:
            if statement in numbers:
                self._performed.extend((numbers[statement], i))
        self._waiting.clear()

    def make(self, state: str, find_ids: FindIds) -> FactIndex:
        """The columns, their rows sorted as a chronology is. `find_ids` is asked for some of the numbers added."""
        plain = dict(zip(_PLAIN, as_columns(self._plain, len(_PLAIN)), strict=True))
        types, undated = plain["type"].astype(np.uint8), plain["undated"].astype(np.uint8)
        order = self._sort(plain, types, undated, find_ids)
        place = np.zeros(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        acts, repeated = self._find_acts(plain["n"], types, place)
        terms = {name: self._terms[name].make(place) for name in ("kind", "status")}
        terms["issue"] = self._make_issues(place)
        terms |= {name: self._terms[name].make(place) for name in ("outlet", "actor", "doc")}
        pairs = self._pairs(place, terms["actor"])
        return FactIndex(
            state=state,
            **{name: plain[name][order] for name in ("n", "first", "last", "early", "late", "known")},
            type=types[order],
            day=np.where(undated[order] == 0, plain["low"][order], 0).astype(np.int32),
            quad=plain["quad"][order].astype(np.uint8),
            repeated=repeated,
            act=acts,
            pair_place=pairs[0],
            pair_a=pairs[1],
            pair_b=pairs[2],
            terms=terms,
            documents=self._documents.make(terms["doc"]),
        )

    def _sort(
        self, plain: Mapping[str, Ints], types: NDArray[np.uint8], undated: NDArray[np.uint8], find_ids: FindIds
    ) -> Ints:
        """The order of `order.find_place`."""
        # What has no words stands before every dispatch: its code is -1, the last of each array.
        ranked = np.concatenate((rank(self._documents.ids) + 1, [0])).astype(np.int32)
        published = rank([*self._documents.published, "9"])
        by_dispatch = np.where(undated == 0, 0, published[plain["doc"]]).astype(np.int32)
        keys = (undated, plain["low"], plain["high"], by_dispatch, _RANK[types], ranked[plain["doc"]], plain["start"])
        return sort_places(keys, find_ids, plain["n"])

    def _find_acts(self, n: Ints, types: NDArray[np.uint8], place: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """By place: the event that a statement performs (-1: none), and whether an event repeats what another tells.

        See `order.find_repeated`.
        """
        acts, repeated = np.full(len(n), -1, dtype=np.int32), np.zeros(len(n), dtype=np.bool_)
        numbers, events = as_columns(self._performed, 2)
        order = np.argsort(n)
        at = order[np.clip(np.searchsorted(n, numbers, sorter=order), 0, max(0, len(n) - 1))]
        said = (types[at] == TYPES.index("statement")) & (n[at] == numbers)
        acts[place[at[said]]] = place[events[said]]
        repeated[place[events[said]]] = True
        consulted, _ = self._consulted.meet(self._contacts)
        repeated[place[consulted]] = True
        return acts, repeated

    def _make_issues(self, place: Ints) -> Terms:
        """The issues of facts: a position's own, and of other facts those of the positions on the same words."""
        facts, issues = self._spans.meet(self._of_issues)
        width = max(1, len(self._issues))
        met = np.unique(facts.astype(np.int64) * width + issues)
        own_codes, own_owners = self._issues.noted
        codes = np.concatenate((own_codes, (met % width).astype(np.int32)))
        owners = np.concatenate((own_owners, (met // width).astype(np.int32)))
        return make_terms(self._issues.values, codes, place[owners], len(place))

    def _pairs(self, place: Ints, actors: Terms) -> tuple[Ints, Ints, Ints]:
        """Who met whom, in the order of their places."""
        number = {actor: i for i, actor in enumerate(actors.values)}
        code = np.array([number.get(actor, -1) for actor in self._terms["actor"].values], dtype=np.int32)
        owners, left, right = as_columns(self._met, 3)
        places = place[owners]
        order = np.argsort(places, kind="stable")
        return places[order], code[left][order], code[right][order]


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


def _widen(fact: Fact, when: When) -> tuple[int, int]:
    """The first and the last day that any account of a fact gives; the end of the calendar where none does."""
    if not isinstance(fact, Contact):
        return NEVER, 1
    values = {v for date_ in (when, *(a.when for a in fact.accounts)) for v in (date_.value, *date_.candidates)}
    bounds = [b for value in values if (b := bound(value))]
    return (min(b[0] for b in bounds), max(b[1] for b in bounds)) if bounds else (NEVER, 1)
