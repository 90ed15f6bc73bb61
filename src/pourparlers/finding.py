"""The façade's verbs for finding: actors, negotiations, words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from .cursors import after_value, make_cursor
from .errors import NotFoundError
from .fold import fold_name
from .look import Look
from .looking import ALL, check_limit
from .merge.parties import party_of
from .pages import PageVerbs
from .types import Actor, Contact, Document, Negotiation, Position
from .views.looking.reader import make_document_row
from .views.looking.wire import Filters
from .views.looking.wire_pages import (
    ActorItem,
    Actors,
    ActorView,
    DossierItem,
    DossierPage,
    Dossiers,
    Found,
    Office,
    Search,
)
from .views.page import Held
from .views.rows import sort_facts

_ROWS = 50
"""Facts of each kind on an actor's page."""
What = Literal["all", "facts", "documents"]


class FindingVerbs(PageVerbs):
    """Lists that lead to pages."""

    def actor_list(
        self,
        filters: Filters = ALL,
        *,
        name: str | None = None,
        after: str | None = None,
        limit: int = 50,
        lang: str = "en",
    ) -> Actors:
        """A page of the actors that facts name, the most present first; `name` is a part of a name.

        See `facts` for the rest.
        """
        check_limit(limit)

        def see(look: Look) -> Actors:
            from .views.looking.counts import count_top  # noqa: PLC0415

            asked = look.choose(filters)
            counts = look.remember(
                ("actors", asked), lambda: count_top(look.index, "actor", look.tallies.of(look.select(asked)))
            )
            if name:
                wanted = look.find_named(name)
                counts = [(actor, n) for actor, n in counts if actor in wanted]
            start = after_value([actor for actor, _ in counts], after)
            page = counts[start : start + limit]
            cast = self._rows(look.find([actor for actor, _ in page]), lang).cast
            items = tuple(
                ActorItem(
                    id=actor.id, name=cast.call(actor), kind=actor.kind, kind_text=cast.say(f"actor.{actor.kind}"),
                    state=actor.state, n=n,
                )
                for id_, n in page
                if (actor := cast.actors.get(id_))
            )  # fmt: skip
            more = start + limit < len(counts)
            return Actors(items=items, next=make_cursor(0, page[-1][0]) if more else None, total=len(counts))

        return self._see(see)

    def actor_view(self, actor: str, *, lang: str = "en") -> ActorView:
        """The actor of the id `actor`: names, offices, and the last of its facts. Raises NotFoundError."""
        from .store.bits import count, list_first, list_last, of_range  # noqa: PLC0415
        from .store.index import Selection  # noqa: PLC0415
        from .views.looking.counts import find_iso  # noqa: PLC0415
        from .views.looking.fact import say_judgement  # noqa: PLC0415
        from .views.page import find_offices  # noqa: PLC0415

        found = next(iter(self._store.find([actor])), None)
        if not isinstance(found, Actor):
            raise NotFoundError(f"{actor}: the record has no actor of this id; /api/v1/actors?q=… finds them by name")
        judged = [judgement for judgement in self.judgements() if actor in {judgement.target, *judgement.pair}]

        def see(look: Look) -> ActorView:
            index = look.index
            own = look.select(Selection(actors=((found.id,),)))
            kinds = {
                kind: own & look.select(look.choose(Filters(type=(kind,))))
                for kind in ("contact", "statement", "position", "event", "figure")
            }
            dated = own & of_range(0, look.sets.dated, len(index))
            ends = [find_iso(int(index.day[p])) for p in (*list_first(dated, 1), *list_last(dated, 1))]
            bounds = [(ends[0], ends[1])] if ends else []
            told = {
                kind: look.at([int(place) for place in list_last(kinds[kind], _ROWS)[::-1]])
                for kind in ("contact", "statement", "position")
            }
            record = look.gather([fact for pairs in told.values() for fact, _ in pairs])
            docs = look.find(
                sorted({one for judgement in judged for side in judgement.sides for one in side})
            ).documents
            record = msgspec.structs.replace(
                record, actors=(*record.actors, found), documents=(*record.documents, *docs)
            )
            rows = self._rows(record, lang)
            cast = rows.cast
            offices = find_offices(found, bounds, cast, self.engine.knowledge)
            return ActorView(
                id=found.id,
                name=cast.call(found),
                kind=found.kind,
                kind_text=cast.say(f"actor.{found.kind}"),
                state=found.state,
                wikidata=found.wikidata,
                names=tuple(dict.fromkeys((found.name.fr, found.name.en, *found.aliases))),
                offices=tuple(_office(held) for held in offices),
                totals={kind: count(facts) for kind, facts in kinds.items()},
                **{f"{kind}s": tuple(rows.make(fact, act=act) for fact, act in pairs) for kind, pairs in told.items()},
                judgements=tuple(say_judgement(judgement, cast) for judgement in judged[::-1]),
            )

        return self._see(see)

    def dossier_list(
        self, filters: Filters = ALL, *, after: str | None = None, limit: int = 50, lang: str = "en"
    ) -> Dossiers:
        """A page of negotiations, the most told first.

        Of `filters`, `actor` (its side is a party; all of several), `issue`, `since` and `until` (of the whole process)
        and `q` (a part of the name) count. See `facts` for the rest.
        """
        check_limit(limit)

        def see(look: Look) -> Dossiers:
            asked = look.choose(filters)
            sides = [frozenset(party_of(one, look.cast) for one in group) for group in asked.actors]
            issues = frozenset(value for name, values in asked.terms if name == "issue" for value in values)
            found = [
                n
                for n in look.negotiations
                if all(not side.isdisjoint(n.parties) for side in sides)
                and (not issues or not issues.isdisjoint(n.issues))
                and (not filters.since or (n.last or "") >= filters.since)
                and (not filters.until or (n.since or "9") <= filters.until)
                and fold_name(filters.q or "") in fold_name(f"{n.name.fr} {n.name.en}")
            ]
            start = after_value([n.id for n in found], after)
            page = found[start : start + limit]
            more = start + limit < len(found)
            return Dossiers(
                items=tuple(self._make_dossiers(look, page, lang)),
                next=make_cursor(0, page[-1].id) if more else None,
                total=len(found),
            )

        return self._see(see)

    def dossier(self, wanted: str, *, lang: str = "en") -> DossierPage:
        """The negotiation of the id `wanted` with its contacts, positions and exchanges. Raises NotFoundError."""

        def see(look: Look) -> DossierPage:
            found = next(iter(self._store.find([wanted])), None)
            if not isinstance(found, Negotiation):
                raise NotFoundError(f"{wanted}: the record has no negotiation of this id; /api/v1/dossiers lists them")
            (item,) = self._make_dossiers(look, [found], lang)
            members = [f for f in self._store.find(found.members) if isinstance(f, Contact | Position)]
            rows = self._rows(look.gather(members), lang)
            facts = sort_facts(members, rows.cast)
            contacts = [fact for fact in facts if isinstance(fact, Contact)]
            return DossierPage(
                dossier=item,
                contacts=tuple(rows.make(contact) for contact in contacts if contact.kind != "exchange"),
                positions=tuple(rows.make(fact) for fact in facts if isinstance(fact, Position)),
                exchanges=tuple(rows.make(contact) for contact in contacts if contact.kind == "exchange"),
            )

        return self._see(see)

    def search_page(
        self,
        words: str,
        filters: Filters = ALL,
        *,
        what: What = "all",
        after: str | None = None,
        limit: int = 20,
        lang: str = "en",
    ) -> Search:
        """A page of what holds every one of `words` (French stems, "phrases"), by date, with the words marked.

        `filters` as in `facts` and `documents`; `what` says whether facts, dispatches or both are looked for.
        """
        from .store.bits import count  # noqa: PLC0415
        from .views.looking.hits import Hits  # noqa: PLC0415

        check_limit(limit)
        asked = msgspec.structs.replace(filters, q=words)

        def see(look: Look) -> Search:
            facts = look.select(look.choose(asked))
            documents, told = look.find_documents(asked)
            page, more = look.page_of_both(
                facts if what != "documents" else facts & ~facts,
                documents if what != "facts" else documents[:0],
                after=after,
                limit=limit,
            )
            pairs = look.at([place for is_document, place in page if not is_document])
            texts = self._store.find(look.find_document_ids([place for is_document, place in page if is_document]))
            record = look.gather([fact for fact, _ in pairs], texts=True)
            rows, hits = self._rows(record, lang), Hits(words)
            found, shown = iter(pairs), iter(item for item in texts if isinstance(item, Document))
            items: list[Found] = []
            for is_document, place in page:
                if is_document:
                    document = next(shown)
                    row = make_document_row(document, rows.cast, n_facts=look.count_told(place, told))
                    items.append(Found(document=row, hit=hits.in_document(document)))
                else:
                    fact, act = next(found)
                    items.append(Found(row=rows.make(fact, act=act), hit=hits.in_fact(fact, rows.cast.documents)))
            last = (items[-1].row or items[-1].document) if more else None
            cursor = make_cursor(look.day_of(page[-1]), last.id) if last else None
            return Search(items=tuple(items), next=cursor, total=count(facts), documents=len(documents))

        return self._see(see)

    def _make_dossiers(self, look: Look, negotiations: Sequence[Negotiation], lang: str) -> list[DossierItem]:
        """The negotiations as they stand in a list, in the order given."""
        from .views.dossiers import dossier_rows  # noqa: PLC0415
        from .views.looking.tables import make_dossier_item  # noqa: PLC0415

        members = [member for negotiation in negotiations for member in negotiation.members]
        contacts = tuple(item for item in self._store.find(members) if isinstance(item, Contact))
        sides = sorted({side for negotiation in negotiations for side in negotiation.parties})
        record = msgspec.structs.replace(look.find_sides(sides), negotiations=tuple(negotiations), contacts=contacts)
        rows = self._rows(record, lang)
        made = {row.id: row for row in dossier_rows(record, rows.cast, today=look.latest)}
        return [make_dossier_item(made[negotiation.id], negotiation, rows) for negotiation in negotiations]


def _office(held: Held) -> Office:
    since, _, until = (held.value or "").partition("/")
    return Office(
        office=held.title,
        body=held.body,
        since=since or None,
        until=None if until in {"", ".."} else until,
        dates=held.dates,
    )
