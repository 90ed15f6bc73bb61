"""The façade's verbs for those who look at the record: pages of facts, counts, networks, dispatches with marks.

They answer from the columns of the store (`store.index`) and decode only what a page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from .cursors import make_cursor
from .errors import ConfigError, NotFoundError, StoreError
from .holder import RecordHolder
from .lang.catalogue import Catalogue, load_catalogue
from .look import Look, MovedError
from .types import Document
from .views.looking.wire import Count, Density, Facets, Facts, Filters, Info, Network, Node, Weight
from .views.looking.wire_pages import DocumentRow, Documents, ReaderPage

if TYPE_CHECKING:
    from .types import Record
    from .views.looking.counts import Counts
    from .views.looking.facts import RowMaker

_T = TypeVar("_T")
_TRIES = 5
"""How often a question is put again where the record is written anew while it is answered."""
_MOST = 500
"""Rows of one page at most."""
ALL = Filters()
"""Everything."""
Order = Literal["asc", "desc"]


class LookingVerbs(RecordHolder):
    """What the façade shows of a record."""

    _looked: Look | None = None
    _lock = Lock()

    def state(self, *, journal: bool = False) -> str:
        """A name of the record as it stands: it changes whenever an answer may.

        With `journal` it changes with people's judgements too, those that were withdrawn or overruled among them.
        """
        state = self._store.state()
        if not journal:
            return state
        return f"{state}-{sha256(msgspec.json.encode(self._store.judgements())).hexdigest()[:16]}"

    def info(self) -> Info:
        """What the record was made with, how much it holds, and the days of its facts."""

        def see(look: Look) -> Info:
            header, (days, main) = self._store.header(), look.days
            return Info(
                program=header.program,
                pack=header.pack,
                knowledge=header.knowledge,
                state=look.state,
                behind=self._store.is_stale(),
                counts=look.counts,
                first=days[0] if days else None,
                last=days[1] if days else None,
                main=main,
                latest=look.latest.isoformat() if look.latest else None,
            )

        return self._see(see)

    def make_ready(self) -> None:
        """Work out what the first who asks would wait for: the more, the larger the record is."""
        self.info()
        self.facets()
        self._look().make_ready()

    def facts(
        self,
        filters: Filters = ALL,
        *,
        after: str | None = None,
        limit: int = 50,
        order: Order = "asc",
        lang: str = "en",
    ) -> Facts:
        """A page of the facts that `filters` leave, in the order of a chronology (`order` "desc": the last first).

        `after` is `next` of the page before, `limit` the number of rows (1 to 500), `lang` fr or en. A page goes on
        where the one before ended, whatever was read meanwhile. Raises ConfigError for what cannot be meant,
        NotFoundError for an unknown actor.
        """
        from .store.bits import count  # noqa: PLC0415 - with numpy, for those who look

        check_limit(limit)

        def see(look: Look) -> Facts:
            chosen = look.select(look.choose(filters))
            page, more = look.page(chosen, after=after, limit=limit, backwards=order == "desc")
            facts = look.at(page)
            rows = self._rows(look.gather([fact for fact, _ in facts]), lang)
            last = facts[-1][0].id if facts else ""
            return Facts(
                items=tuple(rows.make(fact, act=act) for fact, act in facts),
                next=make_cursor(int(look.index.day[page[-1]]), last) if more else None,
                total=count(chosen),
            )

        return self._see(see)

    def density(self, filters: Filters = ALL, *, bins: int = 120) -> Density:
        """How many facts there are over time, in at most `bins` bins (1 to 400) of days, weeks, months or years.

        See `facts` for `filters` and the errors.
        """
        from .views.looking.counts import find_density  # noqa: PLC0415

        if not 1 <= bins <= 400:
            raise ConfigError(f"bins {bins}: between 1 and 400")

        def see(look: Look) -> Density:
            asked = look.choose(filters)
            return look.remember(
                ("density", asked, bins),
                lambda: find_density(look.sets, look.select(asked), since=asked.since, until=asked.until, bins=bins),
            )

        return self._see(see)

    def facets(self, filters: Filters = ALL, *, lang: str = "en") -> Facets:
        """The values that each filter has among the facts that the other `filters` leave, with their counts."""
        from .store.bits import count as count_facts  # noqa: PLC0415
        from .views.looking.counts import find_facets  # noqa: PLC0415
        from .views.looking.names import name_value  # noqa: PLC0415

        def see(look: Look) -> Facets:
            asked = look.choose(filters)

            def count() -> tuple[dict[str, Counts], int]:
                found, whole = find_facets(
                    look.index, look.sets, asked,
                    words=look.match(asked), tallies=look.tallies, recall=look.remember,
                )  # fmt: skip
                actors = look.count_states(found["actor"], whole)
                return {**found, "actor": sorted(actors, key=lambda pair: (-pair[1], pair[0]))}, count_facts(whole)

            found, total = look.remember(("facets", asked), count)
            rows = self._rows(look.find([actor for actor, _ in found["actor"]]), lang)
            named = {
                name: tuple(Count(key=key, name=name_value(name, key, rows), n=n) for key, n in values)
                for name, values in found.items()
            }
            return Facets(total=total, **named)

        return self._see(see)

    def network(
        self, filters: Filters = ALL, *, weight: Weight | None = None, limit: int = 60, lang: str = "en"
    ) -> Network:
        """Who meets, speaks to and acts on whom: the `limit` (1 to 150) most connected actors.

        `weight` is what connects them: contacts, statements, cooperation or conflict; without it, all of these. See
        `facts` for the rest.
        """
        if not 1 <= limit <= 150:
            raise ConfigError(f"limit {limit}: between 1 and 150")

        def see(look: Look) -> Network:
            asked = look.choose(filters)
            actors, edges, left_out = look.remember(
                ("network", asked, weight, limit),
                lambda: look.pairs.find(look.select(asked), weight=weight, limit=limit),
            )
            cast = self._rows(look.find([actor for actor, _ in actors]), lang).cast
            nodes = tuple(
                Node(id=actor, name=cast.name(actor), kind=known.kind if (known := cast.actors.get(actor)) else "", n=n)
                for actor, n in actors
            )
            return Network(nodes=nodes, edges=tuple(edges), left_out=left_out)

        return self._see(see)

    def documents(
        self, filters: Filters = ALL, *, after: str | None = None, limit: int = 50, lang: str = "en"
    ) -> Documents:
        """A page of the dispatches that tell what `filters` leave, by the day of publication.

        `since`, `until`, `outlet` and `q` are the dispatch's own; of the rest, it must tell one such fact. See `facts`
        for `after`, `limit`, `lang` and the errors.
        """
        from .views.looking.reader import make_document_row  # noqa: PLC0415

        check_limit(limit)

        def see(look: Look) -> Documents:
            places, told = look.find_documents(filters)
            page, more = look.page_of_documents(places, after=after, limit=limit)
            items = look.fetch([int(look.index.documents.n[place]) for place in page])
            rows: list[DocumentRow] = []
            cast = self._rows(look.find(()), lang).cast
            for place, item in zip(page, items, strict=True):
                if isinstance(item, Document):
                    rows.append(make_document_row(item, cast, n_facts=look.count_told(place, told)))
            cursor = make_cursor(int(look.index.documents.day[page[-1]]), rows[-1].id) if more else None
            return Documents(items=tuple(rows), next=cursor, total=len(places))

        return self._see(see)

    def reader(self, document: str, *, lang: str = "en") -> ReaderPage:
        """The dispatch of the id `document` with its text in pieces, each with what was understood there.

        Raises NotFoundError.
        """
        from .store.links import find_actors  # noqa: PLC0415
        from .views.looking.reader import make_reader  # noqa: PLC0415

        items = self._store.about(document)
        found = next((item for item in items if isinstance(item, Document) and item.id == document), None)
        if found is None:
            raise NotFoundError(f"{document}: the record holds no such dispatch; /api/v1/documents lists them")
        look = self._look()
        named = {actor for item in items for actor in find_actors(item)}
        named |= {c.actor for item in items for c in getattr(item, "candidates", ()) if hasattr(c, "actor")}
        return make_reader(found, items, self._rows(look.find(sorted({*named, document})), lang))

    def _rows(self, record: Record, lang: str) -> RowMaker:
        """A maker of rows of the facts that `record` gathers the actors and documents of."""
        from .views.looking.facts import RowMaker  # noqa: PLC0415

        return RowMaker(record, self._say(lang), self._issues(lang))

    def _say(self, lang: str) -> Catalogue:
        """The catalogue of `lang`, read once."""
        found = self._catalogues.get(lang)
        if found is None:
            found = self._catalogues[lang] = load_catalogue(lang)
        return found

    def _issues(self, lang: str) -> dict[str, str]:
        """The names of the lexicon's issues, read once."""
        from .extract.positions.issues import issue_names  # noqa: PLC0415 - each verb loads what it needs

        found = self._names.get(lang)
        if found is None:
            found = self._names[lang] = issue_names(self.engine.pack, lang)
        return found

    @cached_property
    def _catalogues(self) -> dict[str, Catalogue]:
        return {}

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        return {}

    def _look(self) -> Look:
        """The record as it stands, held from the last time where it is the same."""
        state = self._store.state()
        with self._lock:
            if self._looked is None or self._looked.state != state:
                self._looked = Look(self._store, self._resolve_issue)
            return self._looked

    def _see(self, see: Callable[[Look], _T]) -> _T:
        """What `see` finds in the record; it is asked again where the record is written anew meanwhile."""
        self._freshen()
        for _ in range(_TRIES):
            try:
                return see(self._look())
            except MovedError:
                continue
        raise StoreError(f"{self.db}: it is being written to all the time; ask again")

    def _resolve_issue(self, name: str) -> str:
        from .extract.positions.issues import find_issue  # noqa: PLC0415

        return find_issue(name, pack=self.engine.pack) or name


def check_limit(limit: int) -> None:
    """Raise ConfigError for a number of rows that a page cannot have."""
    if not 1 <= limit <= _MOST:
        raise ConfigError(f"limit {limit}: between 1 and {_MOST}")
