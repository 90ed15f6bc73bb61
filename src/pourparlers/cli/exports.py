"""Commands that hand out: `export`, `brief`."""

from __future__ import annotations

import sys
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
    from pathlib import Path

    from ..exports.write import Written
    from ..views.briefing import Brief


class ExportFormat(StrEnum):
    """Forms of an export."""

    jsonl = "jsonl"
    plover = "plover"
    polecat = "polecat"
    cameo = "cameo"
    gexf = "gexf"
    graphml = "graphml"
    csv = "csv"
    parquet = "parquet"
    timeline = "timeline"


class BriefFormat(StrEnum):
    """Forms of a briefing."""

    md = "md"
    docx = "docx"
    odt = "odt"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("export")(export)
    app.command("brief")(brief)


def export(
    context: typer.Context,
    *,
    db: DbOption = None,
    form: Annotated[ExportFormat, typer.Option("--format")] = ExportFormat.jsonl,
    output: OutputOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: ActorOption = None,
    everything: Annotated[bool, typer.Option("--all")] = False,
    without_text: Annotated[bool, typer.Option("--without-text")] = False,
    with_journal: Annotated[bool, typer.Option("--with-journal")] = False,
    lang: LangOption = None,
) -> None:
    """Write the record for other programs."""
    session = make_session(context, db=db, lang=lang)
    out = name_file(output)
    with session.open() as record:
        written = record.export(
            form.value,
            out or sys.stdout.buffer,
            since=since,
            until=until,
            actor=actor,
            everything=everything,
            without_text=without_text,
            with_journal=with_journal,
            lang=session.say.code,
        )
    if out is None:
        sys.stdout.buffer.flush()
    _tell(session, written, out)


def brief(
    context: typer.Context,
    *,
    db: DbOption = None,
    about: Annotated[str | None, typer.Option("--about", metavar="WORDS")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: ActorOption = None,
    form: Annotated[BriefFormat, typer.Option("--format")] = BriefFormat.md,
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    """A sourced briefing."""
    session = make_session(context, db=db, lang=lang)
    out = name_file(output)
    if form in {BriefFormat.docx, BriefFormat.odt} and out is None and sys.stdout.isatty():
        raise typer.BadParameter(session.say("message.docx_to_file"), param_hint="--output")
    with session.open() as record:
        made = record.brief(about=about, since=since, until=until, actor=actor, lang=session.say.code)
    hand_out(_encode_brief(made, form, session), out)
    if out is not None:
        session.tell(session.say("message.written_brief", n=len(made.notes), path=out))


def _encode_brief(made: Brief, form: BriefFormat, session: Session) -> bytes:
    if form is BriefFormat.docx:
        from ..exports.brief_docx import encode_docx  # noqa: PLC0415

        return encode_docx(made, session.say)
    if form is BriefFormat.odt:
        from ..exports.brief_odt import encode_odt  # noqa: PLC0415

        return encode_odt(made, session.say)
    if form is BriefFormat.html:
        from ..views.render_brief_html import render_brief_html  # noqa: PLC0415

        return render_brief_html(made, session.say).encode()
    from ..views.render_brief import render_brief  # noqa: PLC0415

    return render_brief(made, session.say).encode()


def _tell(session: Session, written: Written, out: Path | None) -> None:
    """What was written, where it can be seen; and what was not, wherever it went."""
    say = session.say
    if out is not None:
        session.tell(say(f"message.written_{written.unit}", n=written.n, path=out))
    if written.left_out:
        session.tell(say("message.left_out", n=written.left_out))
    if written.undated:
        session.tell(say("message.undated", n=written.undated))
