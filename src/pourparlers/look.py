"""One state of the record, held while it stands: its columns, its actors, and what questions of a page need of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from .cursors import read_cursor
from .errors import ConfigError
from .fold import fold_name
from .merge.parties import is_of_organisation
from .recall import Recall
from .store.protocol import Query, Store
from .types import SCHEMA_VERSION, Actor, Document, Event, Fact, Header, Negotiation, Record
from .views.cast import find_actors
from .views.dates import check_days
from .views.looking.wire import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .store.index import FactIndex, Ints, Mask, Selection
    from .store.links import Item
    from .store.tally import Tallies

_T = TypeVar("_T")
replace = msgspec.structs.replace
_KEPT = 32
"""Selections whose facts are remembered, and words whose: the views of one page ask for the same ones."""
_GROUPS = 64
"""Actors with those who act for them whose facts are remembered: those that a page lists."""
_COUNTS = 64
"""Answers made of nothing but counts that are remembered."""


class MovedError(Exception):
    """The record was written anew while a question was answered from it: the question is put again."""


class Look:
    """The record of one state. `resolve` gives the key of an issue by its name."""

    def __init__(self, store: Store, resolve: Callable[[str], str]) -> None:
        self._store, self._resolve = store, resolve
        self.index: FactIndex = store.index()
        self.state = self.index.state
        self._masks: Recall[Selection, NDArray[np.uint8]] = Recall(_KEPT)
        self._matched: Recall[str, NDArray[np.uint8]] = Recall(_KEPT)
        self._places: Recall[tuple[str, ...], Ints] = Recall(_GROUPS)
        self._counted: Recall[tuple[object, ...], Any] = Recall(_COUNTS)
        self._found: dict[str, tuple[str, ...]] = {}

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Everyone and everything that acts in the record."""
        return self._store.record(Query(types=("actor",))).actors

    @cached_property
    def tallies(self) -> Tallies:
        """What counts the values of properties."""
        from .store.tally import Tallies  # noqa: PLC0415 - with numpy, for those who look

        return Tallies(self.index)

    @cached_property
    def weights(self) -> NDArray[np.uint8]:
        """What connects the two of each pair of actors."""
        from .views.looking.counts import find_weights  # noqa: PLC0415

        return find_weights(self.index)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many objects of each kind the record holds."""
        return self._store.count()

    @cached_property
    def days(self) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """The first and last day of dated facts; the days between which all but two in a hundred of them lie."""
        from .views.looking.counts import find_span  # noqa: PLC0415

        everything = self.select(self.choose(Filters()))
        return find_span(self.index, everything), find_span(self.index, everything, share=0.98)

    @cached_property
    def latest(self) -> date | None:
        """The last day on which a dispatch was published, of those whose day is known."""
        documents = self.index.documents
        days = documents.first[(documents.first == documents.last) & (documents.first > 0)]
        return date.fromordinal(int(days.max())) if len(days) else None

    @cached_property
    def cast(self) -> dict[str, Actor]:
        """The actors by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def negotiations(self) -> tuple[Negotiation, ...]:
        """The negotiations, the most told first."""
        found = self._store.record(Query(types=("negotiation",))).negotiations
        return tuple(sorted(found, key=lambda n: (-len(n.members), n.name.fr, n.id)))

    def choose(self, filters: Filters, *, repeats: bool = False) -> Selection:
        """What `filters` mean, with events that repeat other facts where `repeats` says so.

        Raises ConfigError for a day that is none, NotFoundError for an unknown actor.
        """
        from .store.index import TYPES, Selection  # noqa: PLC0415 - with numpy, for those who look

        check_days(since=filters.since, until=filters.until, as_of=filters.as_of)
        for name in filters.type:
            if name not in TYPES:
                raise ConfigError(f"type {name!r}: there are {', '.join(TYPES)}")
        terms: dict[str, Iterable[str]] = {
            "kind": filters.kind,
            "status": filters.status,
            "issue": (self._find_issue(name) for name in filters.issue),
            "outlet": filters.outlet,
        }
        return Selection(
            types=tuple(sorted(set(filters.type))),
            since=_ordinal(filters.since),
            until=_ordinal(filters.until),
            as_of=_ordinal(filters.as_of),
            terms=tuple((name, found) for name, values in terms.items() if (found := tuple(sorted(set(values))))),
            actors=tuple(self.find_actors(name) for name in filters.actor),
            words=filters.q if filters.q and filters.q.strip() else None,
            repeats=repeats,
        )

    def _find_issue(self, name: str) -> str:
        """The key of an issue: itself where facts have it, else that of the issue of the lexicon of this name."""
        return name if self.index.terms["issue"].find(name) is not None else self._resolve(name)

    def count_actor(self, id_: str, mask: Mask) -> int:
        """How many facts of `mask` a filter by this actor would leave: a state brings those who act for it."""
        ids = self.find_actors(id_)

        def find() -> Ints:
            import numpy as np  # noqa: PLC0415 - with the columns, for those who look

            terms = self.index.terms["actor"]
            return np.unique(np.concatenate([terms.of(one) for one in ids]))

        return int(mask[self._places.get(ids, find)].sum())

    def find_actors(self, wanted: str) -> tuple[str, ...]:
        """Ids of the actors that an id or a name means, as `views.cast.find_actors`. Raises NotFoundError."""
        found = self._found.get(wanted)
        if found is None:
            actor = self.cast.get(wanted)
            ids = find_actors(self.actors, wanted) if actor is None else self._bring(actor)
            found = self._found[wanted] = tuple(sorted(ids))
        return found

    def _bring(self, actor: Actor) -> set[str]:
        """An actor, and of a state those who act for it."""
        if actor.kind != "state" or not actor.state:
            return {actor.id}
        return {actor.id, *(a.id for a in self.actors if a.state == actor.state and not is_of_organisation(a))}

    def find_named(self, part: str) -> frozenset[str]:
        """Ids of the actors that have `part` in a name, at the beginning of a word."""
        wanted = f" {fold_name(part)}"
        return frozenset(id_ for id_, names in self._folded if wanted in names)

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        """The id of each actor, and its names as they are compared, each behind a space."""
        names = ((a.id, dict.fromkeys((a.name.fr, a.name.en, *a.aliases))) for a in self.actors)
        return [(id_, "\n".join(f" {fold_name(name)}" for name in found)) for id_, found in names]

    def find_sides(self, sides: Sequence[str]) -> Record:
        """A record of the actors that sides are: themselves, or one who carries the name of the state."""
        record = self.find(sides)
        lacking = set(sides) - {actor.id for actor in record.actors}
        carriers = {}
        for actor in self.actors if lacking else ():
            side = (actor.state or "").lower()
            if side in lacking and actor.state_names and side not in carriers:
                carriers[side] = actor
        return replace(record, actors=(*record.actors, *carriers.values()))

    def select(self, asked: Selection) -> Mask:
        """The facts of a selection. Raises MovedError."""
        import numpy as np  # noqa: PLC0415

        # A bit a fact is held, which is soon made a mask again.
        held = self._masks.get(asked, lambda: np.packbits(self.index.select(asked, words=self.match(asked))))
        return np.unpackbits(held, count=len(self.index)).astype(np.bool_)

    def match(self, asked: Selection) -> Mask | None:
        """The facts that hold the words of a selection; None where it asks for none. Raises MovedError."""
        return None if asked.words is None else self._hold(asked.words, self.index.n)

    def _hold(self, words: str, numbers: Ints) -> Mask:
        """Which of `numbers`, those of facts or of documents, hold every one of `words`. Raises MovedError."""
        import numpy as np  # noqa: PLC0415

        def find() -> NDArray[np.uint8]:
            matched = self.need(self._store.match(words, state=self.state))
            most = max(int(n.max(initial=0)) for n in (self.index.n, self.index.documents.n, matched))
            found = np.zeros(most + 1, dtype=np.bool_)
            found[matched] = True
            return np.packbits(found)

        return np.unpackbits(self._matched.get(words, find))[numbers].astype(np.bool_)

    def remember(self, key: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """What `make` gives, from the last time where it was asked for `key`: counts, which are small."""
        return self._counted.get(key, make)  # type: ignore[no-any-return]  # of the same key, the same kind

    @staticmethod
    def need(found: _T | None) -> _T:
        """`found`. Raises MovedError where the store has another record by now."""
        if found is None:
            raise MovedError
        return found

    def fetch(self, numbers: Sequence[int]) -> tuple[Item, ...]:
        """The objects of these numbers. Raises MovedError."""
        return self.need(self._store.fetch(numbers, state=self.state))

    def gather(self, facts: Collection[Fact], *, texts: bool = False) -> Record:
        """A record of the documents and actors that `facts` name, and of nothing else; with `texts`, which are long."""
        from .store.links import find_actors, find_docs  # noqa: PLC0415

        docs = sorted({doc for fact in facts for doc in find_docs(fact)})
        actors = sorted({actor for fact in facts for actor in find_actors(fact)})
        known = (self.cast[actor] for actor in actors if actor in self.cast)
        return make_record((*self._store.find(docs, texts=texts), *known))

    def at(self, places: Sequence[int]) -> list[tuple[Fact, Event | None]]:
        """The facts at these places of the columns, each statement with the event that it performs."""
        index = self.index
        acts = {place: int(index.act[place]) for place in places}
        numbers = [int(index.n[p]) for p in (*places, *(a for a in acts.values() if a >= 0))]
        found = dict(zip(numbers, self.fetch(numbers), strict=True))
        pairs: list[tuple[Fact, Event | None]] = []
        for place in places:
            fact = found[int(index.n[place])]
            act = found[int(index.n[acts[place]])] if acts[place] >= 0 else None
            pairs.append((fact, act if isinstance(act, Event) else None))  # type: ignore[arg-type]  # places are facts'
        return pairs

    def find(self, ids: Sequence[str]) -> Record:
        """A record of the documents and actors of these ids."""
        return make_record(self._store.find(ids))

    def places(self, mask: Mask) -> Ints:
        """The places of a mask, in order."""
        import numpy as np  # noqa: PLC0415

        return np.flatnonzero(mask)

    def latest_of(self, mask: Mask, most: int) -> tuple[list[int], int]:
        """The places of a mask, the `most` latest where there are more (the undated first to go), and how many went."""
        places = self.places(mask)
        dated = places[self.index.day[places] > 0]
        kept = dated[-most:] if len(places) > most else places
        return [int(place) for place in kept], len(places) - len(kept)

    def cut_by_issue(self, mask: Mask, issue: str | None, *, most: int) -> tuple[int, list[int]]:
        """Places of a mask, whole issues, the most frequent first, until there are `most`; and how many are left out.

        Of `issue`, all of its places, where facts have this key; of the first issue all too. Where these are more than
        `most`, their first and their last: since when something is asked for, and how it stands.
        """
        import numpy as np  # noqa: PLC0415

        terms = self.index.terms["issue"]
        if issue is not None and terms.find(issue) is not None:
            places = terms.of(issue)
            chosen = places[mask[places]]
            whole = len(chosen)
        else:
            counts = terms.count(mask)
            order = np.argsort(-counts, kind="stable")
            fits = np.cumsum(counts[order]) <= most
            fits[:1] = True
            kept = np.zeros(len(mask), dtype=np.bool_)
            for i in order[fits & (counts[order] > 0)]:
                kept[terms.places[terms.starts[i] : terms.starts[i + 1]]] = True
            kept &= mask
            chosen, whole = np.flatnonzero(kept), int(mask.sum())
        if len(chosen) > most:
            chosen = np.concatenate((chosen[: most // 4], chosen[-(most - most // 4) :]))
        return whole - len(chosen), [int(place) for place in chosen]

    def page(self, places: Ints, *, after: str | None, limit: int, backwards: bool = False) -> tuple[list[int], bool]:
        """The `limit` places after a cursor, and whether there are more. Raises ConfigError for what is no cursor."""
        return self._cut(places, self.index.n, self.index.day, after=after, limit=limit, backwards=backwards)

    def page_of_documents(self, places: Ints, *, after: str | None, limit: int) -> tuple[list[int], bool]:
        """As `page`, of places of documents."""
        documents = self.index.documents
        return self._cut(places, documents.n, documents.day, after=after, limit=limit, backwards=False)

    def _cut(
        self, places: Ints, numbers: Ints, days: Ints, *, after: str | None, limit: int, backwards: bool
    ) -> tuple[list[int], bool]:
        import numpy as np  # noqa: PLC0415

        if after is None:
            left = places[::-1] if backwards else places
        else:
            day, id_ = read_cursor(after)
            number = self._store.number(id_, state=self.state)
            found = [int(p) for p in np.flatnonzero(numbers == (0 if number is None else number))]
            if found:
                left = places[places < found[0]][::-1] if backwards else places[places > found[0]]
            else:  # the fact is gone: its day is told again, so that nothing is passed over
                left = _from_day(places, days, day, backwards=backwards)
        return [int(place) for place in left[:limit]], len(left) > limit

    def find_documents(self, filters: Filters) -> tuple[Ints, Ints]:
        """The places of the documents that `filters` leave, and how many facts each document tells (all documents)."""
        import numpy as np  # noqa: PLC0415

        documents, told = self.index.documents, self.index.terms["doc"]
        of_facts = replace(filters, since=None, until=None, as_of=None, outlet=(), q=None)
        asked = self.choose(filters)
        every = of_facts == Filters()
        counts = np.diff(told.starts) if every else told.count(self.select(self.choose(of_facts, repeats=True)))
        n = np.where(documents.term >= 0, counts[documents.term] if len(counts) else 0, 0)
        kept = np.ones(len(n), dtype=np.bool_) if every else n > 0
        if asked.since is not None:
            kept &= documents.last >= asked.since
        if asked.until is not None:
            kept &= (documents.first <= asked.until) & (documents.first > 0)
        if asked.as_of is not None:
            kept &= (documents.last <= asked.as_of) & (documents.last > 0)
        if filters.outlet:
            of_outlet = np.zeros(len(n), dtype=np.bool_)
            for outlet in filters.outlet:
                of_outlet[documents.outlet.of(outlet)] = True
            kept &= of_outlet
        if asked.words is not None:
            kept &= self._hold(asked.words, documents.n)
        return np.flatnonzero(kept), n

    def page_of_both(
        self, facts: Ints, documents: Ints, *, after: str | None, limit: int
    ) -> tuple[list[tuple[bool, int]], bool]:
        """The `limit` facts and documents after a cursor, by day: whether it is a document, and its place."""
        import numpy as np  # noqa: PLC0415

        index, last = self.index, 10**9
        days = np.concatenate((index.day[facts], index.documents.day[documents])).astype(np.int64)
        days[days == 0] = last
        numbers = np.concatenate((index.n[facts], index.documents.n[documents]))
        order = np.argsort(days, kind="stable")
        start = 0
        if after is not None:
            day, id_ = read_cursor(after)
            number = self._store.number(id_, state=self.state)
            found = np.flatnonzero(numbers[order] == (0 if number is None else number))
            start = int(found[0]) + 1 if len(found) else int((days < (day or last)).sum())
        places = np.concatenate((facts, documents))
        page = [(int(i) >= len(facts), int(places[i])) for i in order[start : start + limit]]
        return page, start + limit < len(order)

    def find_document_ids(self, places: Sequence[int]) -> list[str]:
        """The ids of the documents at these places."""
        return [item.id for item in self.fetch([int(self.index.documents.n[place]) for place in places])]

    def day_of(self, found: tuple[bool, int]) -> int:
        """The day (an ordinal) of what `page_of_both` gave."""
        is_document, place = found
        return int(self.index.documents.day[place] if is_document else self.index.day[place])


def _from_day(places: Ints, days: Ints, day: int, *, backwards: bool) -> Ints:
    """The places of a day and of those after it, or before it; the undated (0) come last."""
    last = 10**9
    own = days[places].astype("int64")
    own[own == 0] = last
    return places[own <= (day or last)][::-1] if backwards else places[own >= (day or last)]


def make_record(items: Iterable[Item]) -> Record:
    """A record of the documents and actors among `items`."""
    found = tuple(items)
    header = Header(schema=SCHEMA_VERSION, program="", pack="", knowledge="")
    return Record(
        header=header,
        documents=tuple(item for item in found if isinstance(item, Document)),
        actors=tuple(item for item in found if isinstance(item, Actor)),
    )


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
