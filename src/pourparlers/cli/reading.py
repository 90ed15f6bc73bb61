"""Commands that read dispatches: `read`, `demo`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..lang.catalogue import Catalogue
from .common import DbOption, LangOption, Session, make_session

if TYPE_CHECKING:
    from ..api import ReadSummary
    from ..engine import Progress


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("read")(read)
    app.command("demo")(demo)


def read(
    context: typer.Context,
    *,
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH...")] = None,
    db: DbOption = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DAY")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME")] = None,
    sidecar: Annotated[Path | None, typer.Option("--sidecar", metavar="CSV")] = None,
    field: Annotated[list[str] | None, typer.Option("--field", metavar="NAME=KEY")] = None,
    again: Annotated[bool, typer.Option("--again")] = False,
    lang: LangOption = None,
) -> None:
    """Read dispatches into the record."""
    session = make_session(context, db=db, lang=lang)
    if not paths:
        raise typer.BadParameter(session.say("message.no_paths"), param_hint="PATH")
    with session.open() as record, show_progress(session) as progress:
        summary = record.read(
            paths,
            published=published,
            outlet=outlet,
            sidecar=sidecar,
            fields=field or (),
            stdin=sys.stdin.buffer if "-" in paths else None,
            again=again,
            progress=progress,
        )
        where = record.db
    for line in say_summary(summary, session.say, db=where):
        session.tell(line)
    if summary.failed:
        raise typer.Exit(1)


def demo(context: typer.Context, lang: LangOption = None) -> None:
    """Read the packaged samples and print their chronology."""
    from ..views.render import render_text  # noqa: PLC0415

    session = make_session(context, db=None, lang=lang)
    say = session.say
    console = session.console()
    with session.open(":memory:") as record, as_file(files("pourparlers") / "samples") as folder:
        with show_progress(session) as progress:
            summary = record.read([folder], progress=progress)
        rows = record.chronology(lang=say.code)
    n = summary.facts["documents"]
    console.print(say("demo.intro", n=n) + "\n", soft_wrap=True)
    console.print(render_text(rows, say))
    console.print(say("demo.outro"), soft_wrap=True)
    if summary.failed:
        raise typer.Exit(1)


def say_summary(summary: ReadSummary, say: Catalogue, *, db: str) -> Iterator[str]:
    """What a run did, in lines."""
    for failure in summary.failed:
        yield say("message.error", reason=f"{failure.uri}: {failure.reason}")
    parts = [say("read.new", n=summary.new), say("read.known", n=summary.known)]
    parts += [say("read.again", n=summary.again)] if summary.again else []
    parts += [say("read.failed", n=len(summary.failed))] if summary.failed else []
    parts += [say("read.skipped", n=summary.skipped)] if summary.skipped else []
    yield " · ".join(parts)
    yield say("read.facts", **summary.facts)
    yield say("read.seconds", seconds=summary.seconds, db=db)
    if summary.new:
        yield say("read.next")


@contextmanager
def show_progress(session: Session) -> Iterator[Progress | None]:
    """A bar on standard error where that is a terminal; how many there are is not known beforehand."""
    console = session.console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(session.say("read.progress"), total=None)

        def tell(stage: str, done: int) -> None:
            words = session.say("read.rebuilding" if stage == "merge" else "read.progress")
            bar.update(task, completed=done, description=words)

        yield tell
