"""Routes of single pages: a fact, the agenda, the ledger, negotiations, actors, a search."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from ..views.looking.wire import Filters
from ..views.looking.wire_pages import (
    Actors,
    ActorView,
    AgendaPage,
    DossierPage,
    Dossiers,
    Explained,
    FactPage,
    LedgerTable,
    Search,
)
from .asked import After, Ask, Asked, Day, Limit, Names
from .problems import Problem
from .replies import describe

router = APIRouter(tags=["pages"])


@router.get("/facts/{id}", responses=describe(FactPage), summary="A fact with all that speaks for it")
def fact(ask: Ask, id: str) -> Response:
    """Words in their sentences, the date's basis, accounts, answers, judgements."""
    return ask.answer(lambda: ask.record.fact(id, lang=ask.lang), journal=True)


@router.get("/facts/{id}/explain", responses=describe(Explained), summary="Why the accounts of a contact are one")
def explain(ask: Ask, id: str) -> Response:
    """Every comparison that joins the accounts, with its weights."""
    return ask.answer(lambda: ask.record.explained(id, lang=ask.lang), journal=True)


@router.get("/agenda", responses=describe(AgendaPage), summary="What was planned, held, put off or cancelled")
def agenda(
    ask: Ask,
    *,
    as_of: Day = None,
    since: Day = None,
    until: Day = None,
    actor: Names = [],  # noqa: B006
    limit: Annotated[int, Query(description="Entries at most.", ge=1, le=2000)] = 500,
) -> Response:
    """Contacts as known on a day."""
    return ask.answer(
        lambda: ask.record.agenda_page(
            as_of=as_of or None, since=since or None, until=until or None, actor=actor, limit=limit, lang=ask.lang
        ),
        journal=True,
    )


@router.get(
    "/agenda.ics",
    responses={200: {"description": "The agenda as iCalendar.", "content": {"text/calendar": {}}}},
    summary="The agenda for calendar programs",
)
def agenda_ics(
    ask: Ask,
    *,
    as_of: Day = None,
    since: Day = None,
    until: Day = None,
    actor: Names = [],  # noqa: B006
    token: Annotated[str | None, Query(description="The token, for programs that can send no header.")] = None,
) -> Response:
    """The same selection as /agenda; an event keeps its UID when it moves."""
    del token  # the guard has looked at it

    def make() -> bytes:
        out = io.BytesIO()
        ask.record.write_agenda(
            out, as_of=as_of or None, since=since or None, until=until or None, actor=actor, lang=ask.lang
        )
        return out.getvalue()

    return ask.answer(make, media_type="text/calendar; charset=utf-8", journal=True)


@router.get("/ledger", responses=describe(LedgerTable), summary="Who demands what, and who answered")
def ledger(
    ask: Ask,
    *,
    issue: Annotated[str | None, Query(description="Its key, its name, or words.", max_length=300)] = None,
    between: Names = [],  # noqa: B006
    as_of: Day = None,
) -> Response:
    """Issues down, parties across."""
    return ask.answer(
        lambda: ask.record.ledger_table(issue=issue or None, between=between, as_of=as_of or None, lang=ask.lang)
    )


@router.get("/dossiers", responses=describe(Dossiers), summary="A page of negotiations, the most told first")
def dossiers(
    ask: Ask,
    filters: Asked,
    *,
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """Processes: contacts, positions and exchanges that belong together."""
    return ask.answer(lambda: ask.record.dossier_list(filters, after=after, limit=limit, lang=ask.lang))


@router.get("/dossiers/{id}", responses=describe(DossierPage), summary="One negotiation")
def dossier(ask: Ask, id: str) -> Response:
    """Its contacts, positions and exchanges on one page."""
    return ask.answer(lambda: ask.record.dossier(id, lang=ask.lang))


@router.get("/actors", responses=describe(Actors), summary="A page of actors, the most present first")
def actors(
    ask: Ask,
    *,
    q: Annotated[str | None, Query(description="The beginning of a word of a name.", max_length=300)] = None,
    since: Day = None,
    until: Day = None,
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """Actors that facts of a period name."""
    filters = Filters(since=since or None, until=until or None)
    return ask.answer(lambda: ask.record.actor_list(filters, name=q or None, after=after, limit=limit, lang=ask.lang))


@router.get("/actors/{id}", responses=describe(ActorView), summary="One actor")
def actor(ask: Ask, id: str) -> Response:
    """Its names, the offices it held, and the last of its contacts, statements and positions."""
    return ask.answer(lambda: ask.record.actor_view(id, lang=ask.lang))


@router.get("/search", responses=describe(Search), summary="A page of what holds the words")
def search(
    ask: Ask,
    filters: Asked,
    *,
    what: Annotated[Literal["all", "facts", "documents"], Query(description="What is looked for.")] = "all",
    after: After = None,
    limit: Annotated[int, Query(description="Rows of a page.", ge=1, le=100)] = 20,
) -> Response:
    """Facts and dispatches by date, the words marked in their context."""
    if not filters.q:
        raise Problem(400, "bad-request", "q: give the words to look for")
    return ask.answer(
        lambda: ask.record.search_page(filters.q or "", filters, what=what, after=after, limit=limit, lang=ask.lang)
    )
