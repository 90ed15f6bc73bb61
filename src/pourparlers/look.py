"""One state of the record, held while it stands: its columns, its actors, and what questions of a page need of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from .errors import ConfigError
from .fold import fold_name
from .merge.parties import is_of_organisation
from .paging import Paging
from .recall import Recall
from .store.protocol import Query, Store
from .types import SCHEMA_VERSION, Actor, Document, Event, Fact, Header, Negotiation, Record
from .views.cast import find_actors
from .views.dates import check_days
from .views.looking.wire import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .store.bits import Bits
    from .store.index import FactIndex, Ints, Selection
    from .store.links import Item
    from .store.sets import Sets
    from .store.tally import Tallies
    from .views.looking.network import Pairs

_T = TypeVar("_T")
replace = msgspec.structs.replace
_KEPT = 32
"""Selections whose facts are remembered, and words whose: the views of one page ask for the same ones."""
_COUNTS = 256
"""Answers made of nothing but counts that are remembered."""
_FEW = 6
"""Of so many documents, one or less is few: then only these are asked what they tell, and it is not remembered."""
_STATES, _VALUES = 64, 24
"""States, and values of filters, whose facts are found before anybody asks: those that most facts have."""


class MovedError(Exception):
    """The record was written anew while a question was answered from it: the question is put again."""


class Look(Paging):
    """The record of one state. `resolve` gives the key of an issue by its name."""

    def __init__(self, store: Store, resolve: Callable[[str], str]) -> None:
        self._store, self._resolve = store, resolve
        self.index: FactIndex = store.index()
        self.state = self.index.state
        self._chosen: Recall[Selection, Bits] = Recall(_KEPT)
        self._matched: Recall[str, tuple[Bits, NDArray[np.bool_]]] = Recall(_KEPT)
        self._telling: Recall[Selection, NDArray[np.bool_]] = Recall(_KEPT)
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

        return Tallies(self.index, self.sets)

    @cached_property
    def sets(self) -> Sets:
        """What answers which facts are asked for."""
        from .store.sets import Sets  # noqa: PLC0415

        return Sets(self.index)

    @cached_property
    def pairs(self) -> Pairs:
        """What counts who is connected with whom."""
        from .views.looking.network import Pairs  # noqa: PLC0415

        return Pairs(self.index, self.tallies)

    def make_ready(self) -> None:
        """Work out what the first questions would wait for."""
        from .store.index import TERMS  # noqa: PLC0415

        for name in TERMS:
            self.tallies.values(name).make_ready()
        self.pairs.make_ready()
        self.sets.make_ready()
        for name in ("kind", "outlet"):
            for value in self._list_frequent(name)[:_VALUES]:
                self.sets.of(name, (value,))
        frequent = [id_ for id_ in self._list_frequent("actor") if id_ in self.cast]
        states = [id_ for id_ in frequent if self.cast[id_].kind == "state" and self.cast[id_].state]
        for id_ in dict.fromkeys((*states[:_STATES], *frequent[:_VALUES])):
            self.sets.of("actor", self.find_actors(id_))

    def _list_frequent(self, name: str) -> list[str]:
        """The values of the property `name`, those that most facts have first."""
        import numpy as np  # noqa: PLC0415

        terms = self.index.terms[name]
        return [terms.values[i] for i in np.argsort(-np.diff(terms.starts), kind="stable").tolist()]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many objects of each kind the record holds."""
        return self._store.count()

    @cached_property
    def days(self) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """The first and last day of dated facts; the days between which all but two in a hundred of them lie."""
        from .views.looking.counts import find_span  # noqa: PLC0415

        everything = self.places(self.select(self.choose(Filters())))
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

    def count_states(self, counted: Sequence[tuple[str, int]], bits: Bits) -> list[tuple[str, int]]:
        """Actors with how many facts of `bits` they have, where a state has those of whoever acts for it too.

        `counted` are actors with how many they have by themselves. So many facts would a filter by each of them leave.
        """
        from .store.bits import count, find_stretch  # noqa: PLC0415
        from .store.both import do_all  # noqa: PLC0415

        held, cast = find_stretch(bits), self.cast  # read before two processors ask for it
        some = bits[held]

        def count_own(id_: str, n: int) -> tuple[str, int]:
            known = cast.get(id_)
            if known is None or known.kind != "state":
                return id_, n
            return id_, count(some & self.sets.of("actor", self.find_actors(id_))[held])

        return do_all([partial(count_own, id_, n) for id_, n in counted])

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

    def select(self, asked: Selection) -> Bits:
        """The facts of a selection. Raises MovedError."""
        return self._chosen.get(asked, lambda: self.sets.select(asked, words=self.match(asked)))

    def match(self, asked: Selection) -> Bits | None:
        """The facts that hold the words of a selection; None where it asks for none. Raises MovedError."""
        return None if asked.words is None else self._match(asked.words)[0]

    def _match(self, words: str) -> tuple[Bits, NDArray[np.bool_]]:
        """The facts, and which documents, hold every one of `words`. Raises MovedError."""
        import numpy as np  # noqa: PLC0415

        from .store.bits import of_places  # noqa: PLC0415

        def find() -> tuple[Bits, NDArray[np.bool_]]:
            places = self.sets.places_of(self.need(self._store.match(words, state=self.state)))
            documents = np.zeros(len(self.index.documents.n), dtype=np.bool_)
            documents[-2 - places[places < -1]] = True
            return of_places(places[places >= 0], len(self.index)), documents

        return self._matched.get(words, find)

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

    def places(self, bits: Bits) -> NDArray[np.int64]:
        """The places of facts, in order."""
        from .store.bits import list_places  # noqa: PLC0415

        return list_places(bits, len(self.index))

    def latest_of(self, places: NDArray[np.int64], most: int) -> tuple[NDArray[np.int64], int]:
        """The `most` latest of `places` where there are more (the undated first to go), and how many went."""
        dated = places[self.index.day[places] > 0]
        kept = dated[-most:] if len(places) > most else places
        return kept, len(places) - len(kept)

    def cut_by_issue(self, bits: Bits, issue: str | None, *, most: int) -> tuple[int, list[int]]:
        """Places of facts, whole issues, the most frequent first, until there are `most`; and how many are left out.

        Of `issue`, all of its places, where facts have this key; of the first issue all too. Where these are more than
        `most`, their first and their last: since when something is asked for, and how it stands.
        """
        import numpy as np  # noqa: PLC0415

        from .store.bits import contains, count  # noqa: PLC0415
        from .views.looking.counts import count_top  # noqa: PLC0415

        terms, kept = self.index.terms["issue"], list[str]()
        if issue is not None and terms.find(issue) is not None:
            bits = bits & self.sets.of("issue", (issue,))
            kept = [issue]
        else:
            top = count_top(self.index, "issue", self.tallies.of(bits), most=most + 1)
            whole_issues = sum(1 for so_far in accumulate(n for _, n in top) if so_far <= most)
            kept = [value for value, _ in top[: max(1, whole_issues)]]
        of_issues = np.concatenate([terms.places[:0], *(terms.of(value) for value in kept)])
        found, whole = np.sort(of_issues[contains(bits, of_issues)]), count(bits)
        chosen = found[np.flatnonzero(np.diff(found, prepend=-1))]  # each once
        if len(chosen) > most:
            chosen = np.concatenate((chosen[: most // 4], chosen[-(most - most // 4) :]))
        return whole - len(chosen), [int(place) for place in chosen]

    def find_documents(self, filters: Filters) -> tuple[Ints, Bits]:
        """The places of the documents that `filters` leave, and the facts of which they must tell one."""
        import numpy as np  # noqa: PLC0415

        documents = self.index.documents
        of_facts = replace(filters, since=None, until=None, as_of=None, outlet=(), q=None)
        asked, bits = self.choose(filters), self.select(self.choose(of_facts, repeats=True))
        kept = np.ones(len(documents.n), dtype=np.bool_)
        if asked.since is not None:
            kept &= documents.last >= asked.since
        if asked.until is not None:
            kept &= (documents.first <= asked.until) & (documents.first > 0)
        if asked.as_of is not None:
            kept &= (documents.last <= asked.as_of) & (documents.last > 0)
        if filters.outlet:
            of_outlet = np.zeros(len(kept), dtype=np.bool_)
            for outlet in filters.outlet:
                of_outlet[documents.outlet.of(outlet)] = True
            kept &= of_outlet
        if asked.words is not None:
            kept &= self._match(asked.words)[1]
        if of_facts != Filters():
            kept &= self._find_telling(self.choose(of_facts, repeats=True), bits, kept)
        return np.flatnonzero(kept), bits

    def _find_telling(self, asked: Selection, bits: Bits, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which documents (of `among`, the rest may be wrong) tell a fact of `bits`, which `asked` selects."""
        import numpy as np  # noqa: PLC0415

        terms, tally = self.index.documents.term, self.tallies.of(bits)
        if _FEW * int(np.count_nonzero(among)) <= len(among) and asked not in self._telling:
            wanted = np.zeros(len(self.index.terms["doc"].values), dtype=np.bool_)
            wanted[terms[among & (terms >= 0)]] = True
            return (terms >= 0) & tally.find("doc", wanted)[terms]
        return self._telling.get(asked, lambda: (terms >= 0) & tally.find("doc")[terms])

    def count_told(self, document: int, bits: Bits) -> int:
        """How many facts of `bits` the document at a place tells."""
        from .store.bits import contains  # noqa: PLC0415

        terms, term = self.index.terms["doc"], int(self.index.documents.term[document])
        return int(contains(bits, terms.places[terms.starts[term] : terms.starts[term + 1]]).sum()) if term >= 0 else 0

    def find_document_ids(self, places: Sequence[int]) -> list[str]:
        """The ids of the documents at these places."""
        return [item.id for item in self.fetch([int(self.index.documents.n[place]) for place in places])]


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
