"""Commands over negotiations: the ledger of positions, and the dossiers."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import ActorOption, DbOption, Format, FormatOption, LangOption, make_session, print_form


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("ledger")(ledger)
    app.command("dossiers")(dossiers)


def ledger(
    context: typer.Context,
    *,
    db: DbOption = None,
    form: FormatOption = Format.text,
    issue: Annotated[str | None, typer.Option("--issue", metavar="ISSUE")] = None,
    between: Annotated[tuple[str, str] | None, typer.Option("--between", metavar="A B")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY")] = None,
    lang: LangOption = None,
) -> None:
    """Issue by issue, who demands what since when, and who answered."""
    from ..views import render_ledger as render  # noqa: PLC0415

    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        found = record.ledger(issue=issue, between=between or (), as_of=as_of, lang=session.say.code)
        cast = record.cast(lang=session.say.code)
    print_form(
        session,
        form,
        csv=lambda: render.render_csv(found, cast),
        json=lambda: render.render_json(found),
        md=lambda: render.render_markdown(found, cast) + "\n",
        text=lambda: render.render_text(found, cast),
        empty="" if found.matters else "empty.chronology",
    )


def dossiers(
    context: typer.Context,
    *,
    db: DbOption = None,
    form: FormatOption = Format.text,
    actor: ActorOption = None,
    lang: LangOption = None,
) -> None:
    """Negotiations: contacts, positions and exchanges of one process."""
    from ..views import dossiers as view  # noqa: PLC0415
    from ..views import render  # noqa: PLC0415

    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        rows = record.dossier_rows(actor=actor, lang=session.say.code)
        cast = record.cast(lang=session.say.code)
    print_form(
        session,
        form,
        csv=lambda: render.render_csv(rows),
        json=lambda: render.render_json(rows),
        md=lambda: view.render_markdown(rows, cast),
        text=lambda: view.render_text(rows, cast),
        empty="" if rows else "empty.chronology",
    )
