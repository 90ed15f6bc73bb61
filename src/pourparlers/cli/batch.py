"""The command that reads much at once: `batch`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from ..places import MEMORY
from .common import DbOption, LangOption, Session, make_session
from .reading import show_progress

if TYPE_CHECKING:
    from ..api import Pourparlers
    from ..batch.verbs import BatchSummary

RECORD = "record.sqlite"
"""What the batch's own database is called in its folder."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("batch")(batch)


def batch(
    context: typer.Context,
    *,
    path: Annotated[str, typer.Argument(metavar="IN")],
    out: Annotated[Path, typer.Argument(metavar="OUT")],
    engine: Annotated[str, typer.Option("--engine", metavar="local|ray")] = "local",
    workers: Annotated[int | None, typer.Option("--workers", metavar="N", min=1)] = None,
    no_merge: Annotated[bool, typer.Option("--no-merge")] = False,
    db: DbOption = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DAY")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME")] = None,
    sidecar: Annotated[Path | None, typer.Option("--sidecar", metavar="CSV")] = None,
    field: Annotated[list[str] | None, typer.Option("--field", metavar="NAME=KEY")] = None,
    lang: LangOption = None,
) -> None:
    """Read much at once, in many processes, and merge it into a record."""
    session = make_session(context, db=db, lang=lang)
    if engine not in {"local", "ray"}:
        raise typer.BadParameter(session.say("message.no_engine", engine=engine), param_hint="--engine")
    with session.open(MEMORY) as reader:
        with show_progress(session) as progress:
            summary = reader.batch(
                [path],
                out,
                on=cast("Literal['local', 'ray']", engine),
                workers=workers,
                published=published,
                outlet=outlet,
                sidecar=sidecar,
                fields=field or (),
                progress=progress,
            )
        for line in _say_read(session, summary, out):
            session.tell(line)
        if not no_merge:
            _merge(session, reader, out)
    if summary.failed:
        raise typer.Exit(1)


def _merge(session: Session, reader: Pourparlers, out: Path) -> None:
    """Merge into the database that a flag names, else into the batch's own, which appears whole or not at all."""
    from ..batch.merging import own_record  # noqa: PLC0415 - what --help does not need is loaded late

    with own_record(out) if session.db is None else nullcontext(session.db) as where:
        if where is None:
            session.tell(session.say("batch.merged", db=str(out / RECORD)))
            return
        with (
            type(reader)(where, settings=session.settings, engine=reader.engine) as record,
            show_progress(session) as progress,
        ):
            merged = record.merge_batch(out, progress=progress)
            named = record.db if session.db is not None else str(out / RECORD)
    say = session.say
    parts = [say("read.new", n=merged.new), say("read.known", n=merged.known)]
    parts += [say("read.again", n=merged.again)] if merged.again else []
    session.tell(" · ".join(parts))
    session.tell(say("read.facts", **merged.facts))
    session.tell(say("read.seconds", seconds=merged.seconds, db=named))


def _say_read(session: Session, summary: BatchSummary, out: Path) -> Iterator[str]:
    """What was read, in lines."""
    say = session.say
    for failure in summary.failed:
        yield say("message.error", reason=f"{failure.uri}: {failure.reason}")
    parts = [say("batch.shards", n=summary.shards, kept=summary.kept), say("batch.documents", n=summary.documents)]
    parts += [say("read.failed", n=len(summary.failed))] if summary.failed else []
    parts += [say("read.skipped", n=summary.skipped)] if summary.skipped else []
    yield " · ".join(parts)
    yield say("read.seconds", seconds=summary.seconds, db=str(out))
