"""The command `serve`: the record on a page, and as an API."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import DbOption, LangOption, make_session


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("serve")(serve)


def serve(
    context: typer.Context,
    *,
    db: DbOption = None,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8421,
    edit: Annotated[bool, typer.Option("--edit")] = False,
    token: Annotated[str | None, typer.Option("--token", metavar="SECRET", envvar="POURPARLERS_TOKEN")] = None,
    allow_host: Annotated[list[str] | None, typer.Option("--allow-host", metavar="NAME")] = None,
    author: Annotated[str | None, typer.Option("--author", metavar="NAME")] = None,
    open_page: Annotated[bool, typer.Option("--open/--no-open")] = True,
    lang: LangOption = None,
) -> None:
    """Show the record on a page."""
    from ..http.options import Options  # noqa: PLC0415 - FastAPI is dear to import
    from ..http.serve import run  # noqa: PLC0415

    session = make_session(context, db=db, lang=lang)
    say = session.say
    options = Options(
        host=host,
        port=port,
        edit=edit,
        token=token or None,
        hosts=frozenset(allow_host or ()),
        lang=say.code,
        author=author or session.settings.author,
    )

    def tell(address: str) -> None:
        session.tell(say("serve.at", address=address))
        session.tell(say("serve.edit" if edit else "serve.read_only"))
        if options.token:
            session.tell(say("serve.token"))
        if open_page and session.console().is_terminal:
            typer.launch(address)

    run(session.settings, options, tell=tell)
