"""The command `agenda`."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..exports.files import replace_file
from .common import ActorOption, DbOption, LangOption, SinceOption, UntilOption, make_session, write_lines

if TYPE_CHECKING:
    from ..lang.catalogue import Catalogue
    from ..views.agenda import Agenda


class AgendaFormat(StrEnum):
    """Forms of the agenda."""

    text = "text"
    md = "md"
    csv = "csv"
    json = "json"
    ics = "ics"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("agenda")(agenda)


def agenda(
    context: typer.Context,
    *,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: ActorOption = None,
    form: Annotated[AgendaFormat, typer.Option("--format")] = AgendaFormat.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")] = None,
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """What was planned, held, put off or cancelled."""
    session = make_session(context, db=db, lang=lang)
    say = session.say
    with session.open() as record:
        found = record.agenda(as_of=as_of, since=since, until=until, actor=actor, lang=say.code)
    to_file = output is not None and str(output) != "-"
    if form is AgendaFormat.text and not to_file:
        from ..views.render_agenda import render_text  # noqa: PLC0415

        session.console().print(render_text(found, say))
        return
    data = make_output(found, say, form)
    if output is not None and to_file:
        with replace_file(output) as file:
            file.write(data)
        session.tell(say("message.agenda_written", n=len(found.entries), path=output))
    elif form is AgendaFormat.ics:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_lines([data.decode()])


def make_output(found: Agenda, say: Catalogue, form: AgendaFormat) -> bytes:
    """The agenda in the form asked for."""
    from ..views import render_agenda  # noqa: PLC0415

    match form:
        case AgendaFormat.ics:
            from ..exports.ics import write_ics  # noqa: PLC0415

            out = io.BytesIO()
            write_ics(found, out, say)
            return out.getvalue()
        case AgendaFormat.md:
            return render_agenda.render_markdown(found, say).encode()
        case AgendaFormat.csv:
            return "".join(render_agenda.render_csv(found)).encode()
        case AgendaFormat.json:
            return render_agenda.render_json(found).encode()
        case AgendaFormat.text:
            from rich.console import Console  # noqa: PLC0415

            text = io.StringIO()
            console = Console(file=text, width=100, highlight=False, markup=False, emoji=False)
            console.print(render_agenda.render_text(found, say))
            return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()).encode()
