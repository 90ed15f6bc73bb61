"""The command `figures`: numbers one by one, or as series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import (
    ActorOption,
    DbOption,
    Format,
    FormatOption,
    LangOption,
    Session,
    SinceOption,
    UntilOption,
    make_session,
    print_form,
    print_rows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..views.series import Series


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("figures")(figures)


def figures(
    context: typer.Context,
    *,
    db: DbOption = None,
    form: FormatOption = Format.text,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: ActorOption = None,
    series: Annotated[bool, typer.Option("--series")] = False,
    lang: LangOption = None,
) -> None:
    """The numbers of the record."""
    session = make_session(context, db=db, lang=lang)
    code = session.say.code
    with session.open() as record:
        if series:
            found = record.figure_series(since=since, until=until, actor=actor, lang=code)
        else:
            rows = record.list_rows("figures", since=since, until=until, actor=actor, lang=code)
    if series:
        _print_series(session, found, form)
    else:
        print_rows(session, rows, form, title="figures", empty="empty.chronology")


def _print_series(session: Session, found: Sequence[Series], form: Format) -> None:
    from ..views import render_series as render  # noqa: PLC0415 - what --help does not need is loaded late

    say = session.say
    print_form(
        session,
        form,
        csv=lambda: render.render_series_csv(found),
        json=lambda: render.render_series_json(found),
        md=lambda: render.render_series_markdown(found, say, title=say("title.figures")),
        text=lambda: render.render_series(found, say),
        empty="" if found else "empty.chronology",
    )
