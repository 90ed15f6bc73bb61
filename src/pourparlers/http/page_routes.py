"""Routes of single pages: a fact, the agenda, the ledger, negotiations, actors, a search."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

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
from .asked import After, Asked, Day, Lang, Limit, Names, Served, SetUp
from .problems import Problem
from .replies import describe, reply

router = APIRouter(tags=["pages"])


@router.get("/facts/{id}", responses=describe(FactPage), summary="A fact with all that speaks for it")
def fact(request: Request, record: Served, options: SetUp, id: str, *, lang: Lang = None) -> Response:
    """Words in their sentences, the date's basis, accounts, answers, judgements."""
    words = lang or options.lang
    return reply(request, f"{record.state(journal=True)}{words}", lambda: record.fact(id, lang=words))


@router.get("/facts/{id}/explain", responses=describe(Explained), summary="Why the accounts of a contact are one")
def explain(request: Request, record: Served, options: SetUp, id: str, *, lang: Lang = None) -> Response:
    """Every comparison that joins the accounts, with its weights."""
    words = lang or options.lang
    return reply(request, f"{record.state(journal=True)}{words}", lambda: record.explained(id, lang=words))


@router.get("/agenda", responses=describe(AgendaPage), summary="What was planned, held, put off or cancelled")
def agenda(
    request: Request,
    record: Served,
    options: SetUp,
    *,
    as_of: Day = None,
    since: Day = None,
    until: Day = None,
    actor: Names = [],  # noqa: B006
    limit: Annotated[int, Query(description="Entries at most.", ge=1, le=2000)] = 500,
    lang: Lang = None,
) -> Response:
    """Contacts as known on a day."""
    words = lang or options.lang
    return reply(
        request,
        f"{record.state(journal=True)}{words}",
        lambda: record.agenda_page(
            as_of=as_of or None, since=since or None, until=until or None, actor=actor, limit=limit, lang=words
        ),
    )


@router.get(
    "/agenda.ics",
    responses={200: {"description": "The agenda as iCalendar.", "content": {"text/calendar": {}}}},
    summary="The agenda for calendar programs",
)
def agenda_ics(
    request: Request,
    record: Served,
    options: SetUp,
    *,
    as_of: Day = None,
    since: Day = None,
    until: Day = None,
    actor: Names = [],  # noqa: B006
    token: Annotated[str | None, Query(description="The token, for programs that can send no header.")] = None,
    lang: Lang = None,
) -> Response:
    """The same selection as /agenda; an event keeps its UID when it moves."""
    del token  # the guard has looked at it
    words = lang or options.lang

    def make() -> bytes:
        out = io.BytesIO()
        record.write_agenda(out, as_of=as_of or None, since=since or None, until=until or None, actor=actor, lang=words)
        return out.getvalue()

    return reply(request, f"{record.state(journal=True)}{words}", make, media_type="text/calendar; charset=utf-8")


@router.get("/ledger", responses=describe(LedgerTable), summary="Who demands what, and who answered")
def ledger(
    request: Request,
    record: Served,
    options: SetUp,
    *,
    issue: Annotated[str | None, Query(description="Its key, its name, or words.", max_length=300)] = None,
    between: Names = [],  # noqa: B006
    as_of: Day = None,
    lang: Lang = None,
) -> Response:
    """Issues down, parties across."""
    words = lang or options.lang
    return reply(
        request,
        f"{record.state()}{words}",
        lambda: record.ledger_table(issue=issue or None, between=between, as_of=as_of or None, lang=words),
    )


@router.get("/dossiers", responses=describe(Dossiers), summary="A page of negotiations, the most told first")
def dossiers(
    request: Request,
    record: Served,
    options: SetUp,
    filters: Asked,
    *,
    after: After = None,
    limit: Limit = 50,
    lang: Lang = None,
) -> Response:
    """Processes: contacts, positions and exchanges that belong together."""
    words = lang or options.lang
    return reply(
        request,
        f"{record.state()}{words}",
        lambda: record.dossier_list(filters, after=after, limit=limit, lang=words),
    )


@router.get("/dossiers/{id}", responses=describe(DossierPage), summary="One negotiation")
def dossier(request: Request, record: Served, options: SetUp, id: str, *, lang: Lang = None) -> Response:
    """Its contacts, positions and exchanges on one page."""
    words = lang or options.lang
    return reply(request, f"{record.state()}{words}", lambda: record.dossier(id, lang=words))


@router.get("/actors", responses=describe(Actors), summary="A page of actors, the most present first")
def actors(
    request: Request,
    record: Served,
    options: SetUp,
    *,
    q: Annotated[str | None, Query(description="The beginning of a word of a name.", max_length=300)] = None,
    since: Day = None,
    until: Day = None,
    after: After = None,
    limit: Limit = 50,
    lang: Lang = None,
) -> Response:
    """Actors that facts of a period name."""
    words = lang or options.lang
    filters = Filters(since=since or None, until=until or None)
    return reply(
        request,
        f"{record.state()}{words}",
        lambda: record.actor_list(filters, name=q or None, after=after, limit=limit, lang=words),
    )


@router.get("/actors/{id}", responses=describe(ActorView), summary="One actor")
def actor(request: Request, record: Served, options: SetUp, id: str, *, lang: Lang = None) -> Response:
    """Its names, the offices it held, and the last of its contacts, statements and positions."""
    words = lang or options.lang
    return reply(request, f"{record.state()}{words}", lambda: record.actor_view(id, lang=words))


@router.get("/search", responses=describe(Search), summary="A page of what holds the words")
def search(
    request: Request,
    record: Served,
    options: SetUp,
    filters: Asked,
    *,
    what: Annotated[Literal["all", "facts", "documents"], Query(description="What is looked for.")] = "all",
    after: After = None,
    limit: Annotated[int, Query(description="Rows of a page.", ge=1, le=100)] = 20,
    lang: Lang = None,
) -> Response:
    """Facts and dispatches by date, the words marked in their context."""
    words = lang or options.lang
    if not filters.q:
        raise Problem(400, "bad-request", "q: give the words to look for")
    return reply(
        request,
        f"{record.state()}{words}",
        lambda: record.search_page(filters.q or "", filters, what=what, after=after, limit=limit, lang=words),
    )
