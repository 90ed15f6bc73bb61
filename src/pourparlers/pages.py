"""The façade's verbs for single pages: a fact with all that speaks for it, the agenda, the ledger.

As those of `looking`, they decode what a page shows and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from .errors import ConfigError, NotFoundError
from .look import Look
from .looking import LookingVerbs
from .shortening import Shortening
from .store.links import find_actors, find_docs, find_refs
from .types import Contact, Event, Fact, Judgement, Negotiation, Position, Record
from .views.dates import check_days
from .views.looking.wire import Filters
from .views.looking.wire_pages import AgendaPage, Decided, Explained, FactPage, Journal, LedgerTable

if TYPE_CHECKING:
    from .store.links import Item
    from .views.agenda import Agenda

replace = msgspec.structs.replace
_FACTS = ("contact", "statement", "event", "position", "figure")
_POSITIONS = 600
"""Positions that a ledger is made of at most: nobody reads more in one table."""
_FAR = date.max.toordinal()
_ENTRIES = 2000
"""Contacts that an agenda is made of at most."""


class PageVerbs(LookingVerbs):
    """Single pages of a record."""

    def fact(self, wanted: str, *, lang: str = "en") -> FactPage:
        """The fact of the id `wanted` (or of an account, or of one retired by a merge) with all that speaks for it.

        Raises NotFoundError.
        """
        from .views.looking.fact import make_fact_page  # noqa: PLC0415

        found = self._find_fact(wanted)
        accounts = [a.id for a in found.accounts if a.id] if isinstance(found, Contact) else []
        naming = self._store.referring([found.id, *accounts], ("judgement", "negotiation", *_FACTS))
        named = [item for item in self._store.find(sorted(find_refs(found))) if item.id != found.id]
        answers = _facts(item for item in (*naming, *named) if _is_answer(found, item))
        answered_by = _facts(item for item in (*naming, *named) if _is_answer(item, found))
        told = {found.id, *(item.id for item in (*answers, *answered_by))}
        acts = [item for item in naming if isinstance(item, Event) and item.statement == found.id]
        related = [f for f in _facts((*naming, *named)) if f.id not in told | {act.id for act in acts}]
        judgements = [item for item in naming if isinstance(item, Judgement)]
        rows = self._rows(self._gather([found, *answers, *answered_by, *acts, *related], judgements), lang)
        return make_fact_page(
            found,
            rows,
            acts=acts,
            answers=answers,
            answered_by=answered_by,
            related=related,
            dossiers=[item for item in naming if isinstance(item, Negotiation)],
            judgements=_unite(judgements, self._find_journal({found.id, *accounts})),
        )

    def explained(self, wanted: str, *, lang: str = "en") -> Explained:
        """Why the accounts of the contact `wanted` are one, with every weight. Raises NotFoundError."""
        from .views import explain  # noqa: PLC0415
        from .views.looking.fact import make_explained  # noqa: PLC0415

        contact = self._find_fact(wanted)
        if not isinstance(contact, Contact):
            raise NotFoundError(f"{wanted}: only contacts are merged, and this is a {_tag(contact)}")
        readings = self._store.readings({account.doc for account in contact.accounts})
        actors = {actor.id for reading in readings for actor in reading.actors}
        record = self._look().find(sorted(actors | find_docs(contact) | find_actors(contact)))
        rules = self._store.referring([a.id for a in contact.accounts if a.id], ("judgement",))
        judged = [j for j in rules if isinstance(j, Judgement) and j.author.startswith("rule:")]
        accounts = explain.find_accounts(record, readings)
        found = explain.explain_one(contact, accounts, (*judged, *self._store.judgements()))
        return make_explained(found, self._rows(record, lang).cast)

    def journal(self, *, lang: str = "en") -> Journal:
        """People's judgements in words, the last first, withdrawn ones too."""
        from .views.looking.fact import say_judgement  # noqa: PLC0415

        found = self.judgements()[::-1]
        cast = self._rows(self._gather((), found), lang).cast
        return Journal(items=tuple(say_judgement(judgement, cast) for judgement in found))

    def say_judgement(self, judgement: Judgement, *, lang: str = "en") -> Decided:
        """A person's `judgement` in words."""
        from .views.looking.fact import say_judgement  # noqa: PLC0415

        return say_judgement(judgement, self._rows(self._gather((), [judgement]), lang).cast)

    def agenda_page(
        self,
        *,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        actor: Sequence[str] = (),
        limit: int = 500,
        lang: str = "en",
    ) -> AgendaPage:
        """What was planned, held, put off or cancelled, as known on `as_of`; see `agenda`.

        `actor`: names or ids, all of which must take part; `limit` entries at most (1 to 2000).
        """
        from .views.looking.tables import make_agenda_page  # noqa: PLC0415

        if not 1 <= limit <= _ENTRIES:
            raise ConfigError(f"limit {limit}: between 1 and {_ENTRIES}")
        filters = Filters(since=since, until=until, actor=tuple(actor), as_of=as_of)

        def see(look: Look) -> AgendaPage:
            found, record, left = self._find_agenda(look, filters, lang, counted=False, limit=limit)
            return make_agenda_page(found, self._rows(record, lang), limit=limit, cut=left)

        return self._see(see)

    def ledger_table(
        self,
        *,
        issue: str | None = None,
        between: Sequence[str] = (),
        as_of: str | None = None,
        lang: str = "en",
    ) -> LedgerTable:
        """The ledger, issues down and parties across; see `ledger`.

        Of very many positions, those on the issues most spoken of are told; `left_out` counts the others.
        """
        from .views.ledger import make_ledger  # noqa: PLC0415
        from .views.looking.tables import make_ledger_table  # noqa: PLC0415

        check_days(as_of=as_of)

        def see(look: Look) -> LedgerTable:
            bits = look.select(look.choose(Filters(type=("position",), as_of=as_of)))
            sides = [look.choose(Filters(actor=(name,))) for name in between]
            if sides:
                bits = bits & reduce(or_, (look.select(one) for one in sides))
            left, chosen = look.cut_by_issue(bits, self._resolve_issue(issue) if issue else None, most=_POSITIONS)
            kept = [fact for fact, _ in look.at(chosen)]
            gathered = look.gather(kept)
            named = {actor for one in sides for group in one.actors for actor in group}
            lacking = named - {actor.id for actor in gathered.actors}
            extra = tuple(actor for actor in look.actors if actor.id in lacking)
            positions = tuple(fact for fact in kept if isinstance(fact, Position))
            record = replace(gathered, positions=positions, actors=(*gathered.actors, *extra))
            cast = self._rows(record, lang).cast
            try:
                made = make_ledger(record, cast, issue=issue, between=between, as_of=as_of, brief=True)
            except NotFoundError:
                if not positions:
                    return LedgerTable(parties=(), matters=(), as_of=as_of, left_out=0)
                raise
            return make_ledger_table(made, cast, left_out=left)

        return self._see(see)

    def write_agenda(
        self,
        out: BinaryIO,
        *,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        actor: Sequence[str] = (),
        lang: str = "en",
    ) -> int:
        """Write the agenda of `agenda_page` to the binary file `out` as iCalendar; gives the number of events."""
        from .exports.ics import write_ics  # noqa: PLC0415

        filters = Filters(since=since, until=until, actor=tuple(actor), as_of=as_of)
        found, _, _ = self._see(lambda look: self._find_agenda(look, filters, lang, counted=True))
        return write_ics(found, out, self._say(lang))

    def _find_agenda(
        self, look: Look, filters: Filters, lang: str, *, counted: bool, limit: int = _ENTRIES
    ) -> tuple[Agenda, Record, int]:
        """The agenda, the record that it was made of, and how many contacts are not in it because they are too many.

        Without `counted` the first `limit` entries will do.
        """
        from .store.bits import contains  # noqa: PLC0415
        from .views.agenda import make_agenda  # noqa: PLC0415

        asked = look.choose(filters)
        index = look.index
        places = look.sets.contacts.places
        if asked.since is not None or asked.until is not None:
            places = look.sets.contacts.between(asked.since or 0, asked.until or _FAR)
        if filters.actor:
            places = places[contains(look.select(look.choose(Filters(actor=filters.actor))), places)]
        if asked.as_of is not None:
            places = places[index.known[places] <= asked.as_of]
        left = 0
        if asked.as_of is None and not counted:
            contacts, left = Shortening(look, filters).find(places, asked, limit=limit, most=_ENTRIES)
        else:
            latest, left = look.latest_of(places, _ENTRIES)
            contacts = [fact for fact, _ in look.at([int(place) for place in latest]) if isinstance(fact, Contact)]
        record = replace(look.gather(contacts), contacts=tuple(contacts), judgements=self._judged(contacts, filters))
        as_of = date.fromisoformat(filters.as_of) if filters.as_of else None
        made = make_agenda(
            record,
            self._say(lang),
            as_of=as_of,
            since=filters.since,
            until=filters.until,
            journal=self.judgements() if counted else (),
            today=look.latest,
            counted=counted,
        )
        return made, record, left

    def _judged(self, contacts: Iterable[Contact], filters: Filters) -> tuple[Judgement, ...]:
        """What was judged of contacts: it matters where not all of their dispatches are known."""
        if filters.as_of is None:
            return ()
        ids = [i for c in contacts for i in (c.id, *(a.id for a in c.accounts)) if i]
        return tuple(j for j in self._store.referring(ids, ("judgement",)) if isinstance(j, Judgement))

    def _find_fact(self, wanted: str) -> Fact:
        """The fact of an id; of an account's id, its contact. Raises NotFoundError."""
        found = next(iter(self._store.find([wanted])), None)
        if found is None:
            found = next((c for c in self._store.referring([wanted], ("contact",)) if isinstance(c, Contact)), None)
        if found is None:
            raise NotFoundError(f"{wanted}: the record holds nothing of this id; a search finds ids by words")
        if not isinstance(found, Fact):
            raise NotFoundError(f"{wanted}: this is a {_tag(found)}, not a fact")
        return found

    def _gather(self, facts: Sequence[Fact], judgements: Iterable[Judgement] = ()) -> Record:
        """The documents and actors that facts and judgements name, the dispatches that decided dates among them."""
        look = self._look()
        record = look.gather(facts, texts=True)
        by = {doc for document in record.documents for doc in document.published.decided_by}
        values = {one for judgement in judgements for one in (judgement.value, *sum(judgement.sides, ())) if one}
        more = look.find(sorted((by | values) - {d.id for d in record.documents} - {a.id for a in record.actors}))
        return replace(record, documents=(*record.documents, *more.documents), actors=(*record.actors, *more.actors))

    def _find_journal(self, ids: Collection[str]) -> list[Judgement]:
        """People's judgements that bear on one of `ids`, those withdrawn too."""
        return [j for j in self.judgements() if not find_refs(j).isdisjoint(ids)]


def _facts(items: Iterable[Item]) -> list[Fact]:
    """The facts among `items`, each once."""
    return list({item.id: item for item in items if isinstance(item, Fact)}.values())


def _is_answer(answer: Item, asked: Item) -> bool:
    """Whether `answer` answers `asked`: a text sent back, a position on another's."""
    if isinstance(answer, Contact):
        return answer.answers == asked.id
    return isinstance(asked, Position) and answer.id in asked.answered_by


def _unite(judgements: Iterable[Judgement], journal: Iterable[Judgement]) -> list[Judgement]:
    """Judgements of the record, and people's with their times in place of those without."""
    found = {judgement.id: judgement for judgement in judgements}
    found |= {judgement.id: judgement for judgement in journal}
    return list(found.values())


def _tag(item: Item) -> str:
    return str(type(item).__struct_config__.tag)
