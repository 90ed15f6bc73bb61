"""Routes that look: facts, counts, networks, dispatches."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response

from ..views.looking.wire import Density, Facets, Facts, Info, Network, Weight
from ..views.looking.wire_pages import Documents, ReaderPage
from .asked import After, Ask, Asked, Limit, Served, SetUp
from .replies import describe, reply

router = APIRouter(tags=["look"])


@router.get("/info", responses=describe(Info), summary="What the record is")
def info(request: Request, record: Served, options: SetUp) -> Response:
    """What the record was made with, how much it holds, what may be done here."""

    def make() -> object:
        told = msgspec.to_builtins(record.info())
        return {**told, "edit": options.edit, "languages": ["fr", "en"], "lang": options.lang}

    return reply(request, None, make)


@router.get("/facts", responses=describe(Facts), summary="A page of facts in the order of a chronology")
def facts(
    ask: Ask,
    filters: Asked,
    *,
    after: After = None,
    limit: Limit = 50,
    order: Annotated[Literal["asc", "desc"], Query(description="The first facts first, or the last.")] = "asc",
) -> Response:
    """Facts by date, the undated last."""
    return ask.answer(lambda: ask.record.facts(filters, after=after, limit=limit, order=order, lang=ask.lang))


@router.get("/density", responses=describe(Density), summary="How many facts over time")
def density(
    request: Request,
    record: Served,
    filters: Asked,
    *,
    bins: Annotated[int, Query(description="Bins at most.", ge=1, le=400)] = 120,
) -> Response:
    """Counts by type in days, weeks, months or years."""
    return reply(request, record.state(), lambda: record.density(filters, bins=bins))


@router.get("/facets", responses=describe(Facets), summary="The values of each filter, with their counts")
def facets(ask: Ask, filters: Asked) -> Response:
    """What can be filtered by among the facts that the filters leave."""
    return ask.answer(lambda: ask.record.facets(filters, lang=ask.lang))


@router.get("/network", responses=describe(Network), summary="Who meets, addresses and acts on whom")
def network(
    ask: Ask,
    filters: Asked,
    *,
    weight: Annotated[Weight | None, Query(description="What connects; by default, everything does.")] = None,
    limit: Annotated[int, Query(description="Actors at most.", ge=1, le=150)] = 60,
) -> Response:
    """The most connected actors and what connects them."""
    return ask.answer(lambda: ask.record.network(filters, weight=weight, limit=limit, lang=ask.lang))


@router.get("/documents", responses=describe(Documents), summary="A page of dispatches by the day of publication")
def documents(
    ask: Ask,
    filters: Asked,
    *,
    after: After = None,
    limit: Limit = 50,
) -> Response:
    """Dispatches that tell what the filters leave."""
    return ask.answer(lambda: ask.record.documents(filters, after=after, limit=limit, lang=ask.lang))


@router.get("/documents/{id}", responses=describe(ReaderPage), summary="A dispatch with its marks")
def document(ask: Ask, id: str) -> Response:
    """The text of a dispatch in pieces, each with what was understood there, and its facts."""
    return ask.answer(lambda: ask.record.reader(id, lang=ask.lang))
