"""What requests may ask: the filters that all views share, a page of a list, a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request, Response

from ..api import Pourparlers
from ..views.looking.wire import Filters
from .options import Options
from .replies import reply

Lang = Annotated[
    Literal["fr", "en"] | None,
    Query(description="Language of labels (by default, the server's)."),
]
After = Annotated[str | None, Query(description="`next` of the page before.", max_length=500)]
Limit = Annotated[int, Query(description="Rows of a page.", ge=1, le=500)]
Day = Annotated[str | None, Query(description="An ISO day: YYYY-MM-DD.", max_length=10)]
ActorName = Annotated[str | None, Query(description="An id, a name, a state.", max_length=300)]
_Values = list[Annotated[str, Query(max_length=300)]]


Names = Annotated[_Values, Query(description="An id, a name, a state; of several, all.")]


def find_filters(
    *,
    since: Annotated[str | None, Query(description="Facts that may lie on this ISO day or after.")] = None,
    until: Annotated[str | None, Query(description="Facts that may lie on this ISO day or before.")] = None,
    as_of: Annotated[str | None, Query(description="Facts that a dispatch surely published by this day tells.")] = None,
    actor: Annotated[_Values, Query(description="An id, a name, a state; of several, all.")] = [],  # noqa: B006
    type: Annotated[_Values, Query(description="contact, statement, event, position, figure; of several, one.")] = [],  # noqa: B006
    kind: Annotated[_Values, Query(description="A kind of contact or statement, an event's type, a stance.")] = [],  # noqa: B006
    status: Annotated[_Values, Query(description="A contact's status, an event's assertion.")] = [],  # noqa: B006
    issue: Annotated[_Values, Query(description="An issue: its key, or its name.")] = [],  # noqa: B006
    outlet: Annotated[_Values, Query(description="Who publishes.")] = [],  # noqa: B006
    q: Annotated[
        str | None, Query(description='Words, in any inflection; "in quotation marks" in a row.', max_length=300)
    ] = None,
) -> Filters:
    """The filters of a request."""
    return Filters(
        since=since or None, until=until or None, as_of=as_of or None, q=q or None, actor=tuple(filter(None, actor)),
        type=tuple(filter(None, type)), kind=tuple(filter(None, kind)), status=tuple(filter(None, status)),
        issue=tuple(filter(None, issue)), outlet=tuple(filter(None, outlet)),
    )  # fmt: skip


Asked = Annotated[Filters, Depends(find_filters)]


def find_record(request: Request) -> Any:
    """The record that is served."""
    return request.app.state.record


def find_options(request: Request) -> Any:
    """How the server is set up."""
    return request.app.state.options


Served = Annotated[Pourparlers, Depends(find_record)]
SetUp = Annotated[Options, Depends(find_options)]


@dataclass(frozen=True, slots=True)
class Asking:
    """A request to look at the record: what it is asked of, the language of the labels (fr or en), and its answer."""

    request: Request
    record: Pourparlers
    lang: str

    def answer(
        self, make: Callable[[], object], *, journal: bool = False, media_type: str = "application/json"
    ) -> Response:
        """What `make` gives, or 304 where the asker has it from this state of the record.

        With `journal` people's judgements are of that state too, those that were withdrawn among them.
        """
        state = f"{self.record.state(journal=journal)}{self.lang}"
        return reply(self.request, state, make, media_type=media_type)


def find_asking(request: Request, record: Served, options: SetUp, *, lang: Lang = None) -> Asking:
    """The request as the routes that look take it."""
    return Asking(request, record, lang or options.lang)


Ask = Annotated[Asking, Depends(find_asking)]
