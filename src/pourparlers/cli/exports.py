"""Commands that hand out: `export`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import ActorOption, DbOption, LangOption, Session, SinceOption, UntilOption, make_session

if TYPE_CHECKING:
    from ..exports.write import Written


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


OutputOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("export")(export)


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
    lang: LangOption = None,
) -> None:
    """Write the record for other programs."""
    session = make_session(context, db=db, lang=lang)
    out = None if output is None or str(output) == "-" else output
    with session.open() as record:
        written = record.export(
            form.value,
            out or sys.stdout.buffer,
            since=since,
            until=until,
            actor=actor,
            everything=everything,
            without_text=without_text,
        )
    if out is None:
        sys.stdout.buffer.flush()
    _tell(session, written, out)


def _tell(session: Session, written: Written, out: Path | None) -> None:
    """What was written, where it can be seen; and what was not, wherever it went."""
    say = session.say
    if out is not None:
        session.tell(say(f"message.written_{written.unit}", n=written.n, path=out))
    if written.left_out:
        session.tell(say("message.left_out", n=written.left_out))
    if written.undated:
        session.tell(say("message.undated", n=written.undated))
