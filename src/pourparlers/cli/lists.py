"""Commands that list and show what the record holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from .common import (
    ActorOption,
    DbOption,
    Format,
    FormatOption,
    LangOption,
    SinceOption,
    UntilOption,
    make_session,
    print_form,
    print_rows,
)
from .statements import actor_page, statements

NAMES = ("chronology", "contacts", "statements", "events", "positions")


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name in NAMES:
        app.command(name)(statements if name == "statements" else _make_list(name))
    app.command("actors")(actors)
    app.command("actor")(actor_page)
    app.command("show")(show)
    app.command("search")(search)


def _make_list(name: str) -> Callable[..., None]:
    """The command of the list `name`."""

    def command(
        context: typer.Context,
        *,
        db: DbOption = None,
        form: FormatOption = Format.text,
        since: SinceOption = None,
        until: UntilOption = None,
        actor: ActorOption = None,
        lang: LangOption = None,
    ) -> None:
        session = make_session(context, db=db, lang=lang)
        with session.open() as record:
            rows = record.list_rows(name, since=since, until=until, actor=actor, lang=session.say.code)
        print_rows(session, rows, form, title=name, empty="empty.chronology")

    command.__name__ = name
    return command


def actors(
    context: typer.Context, db: DbOption = None, form: FormatOption = Format.text, lang: LangOption = None
) -> None:
    """Everyone who acts in the record."""
    from ..views import render  # noqa: PLC0415

    session = make_session(context, db=db, lang=lang)
    say = session.say
    with session.open() as record:
        rows = record.actor_rows(lang=say.code)
    print_form(
        session,
        form,
        csv=lambda: render.render_csv(rows),
        json=lambda: render.render_json(rows),
        md=lambda: render.render_actors_markdown(rows, say),
        text=lambda: render.render_actors(rows, say),
        empty="" if rows else "empty.chronology",
    )


def show(
    context: typer.Context,
    *,
    wanted: Annotated[str, typer.Argument(metavar="ID")],
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """One object of the record with its evidence."""
    from ..views.render_card import render_card  # noqa: PLC0415

    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        card, cast = record.show(wanted), record.cast(lang=session.say.code)
    session.console().print(render_card(card, cast))


def search(
    context: typer.Context,
    *,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...")],
    db: DbOption = None,
    form: FormatOption = Format.text,
    limit: Annotated[int, typer.Option("--limit", min=1)] = 50,
    lang: LangOption = None,
) -> None:
    """Facts and dispatches that hold every word."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        rows = record.search_rows(" ".join(words), limit=limit, lang=session.say.code)
    print_rows(session, rows, form, title=" ".join(words), empty="empty.search")
    if not rows:
        raise typer.Exit(1)
