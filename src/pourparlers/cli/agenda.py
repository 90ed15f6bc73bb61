"""The command `agenda`."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from .common import (
    ActorOption,
    DbOption,
    LangOption,
    OutputOption,
    Session,
    SinceOption,
    UntilOption,
    hand_out,
    make_session,
    name_file,
)

if TYPE_CHECKING:
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
    output: OutputOption = None,
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """What was planned, held, put off or cancelled."""
    session = make_session(context, db=db, lang=lang)
    say = session.say
    with session.open() as record:
        found = record.agenda(as_of=as_of, since=since, until=until, actor=actor, lang=say.code)
    out = name_file(output)
    if form is AgendaFormat.text and out is None:
        from ..views.render_agenda import render_text  # noqa: PLC0415

        session.console().print(render_text(found, say))
        return
    hand_out(_encode(session, found, form), out)
    if out is not None:
        session.tell(say("message.agenda_written", n=len(found.entries), path=out))


def _encode(session: Session, found: Agenda, form: AgendaFormat) -> bytes:
    """The agenda in the form asked for, in UTF-8."""
    from ..views import render_agenda  # noqa: PLC0415

    say = session.say
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
            return session.to_text(render_agenda.render_text(found, say)).encode()
