"""The command `knowledge import`: tables from Wikidata or FollowTheMoney into a folder of the user."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import LangOption, Session, make_session

if TYPE_CHECKING:
    from ..knowledge.imports.records import Note, Report

_UNREADABLE = ("line", "cut_short")  # kinds of notes that make the exit code 1


class ImportFormat(StrEnum):
    """Forms of what is imported."""

    auto = "auto"
    wikidata_json = "wikidata-json"
    wikidata_csv = "wikidata-csv"
    ftm = "ftm"


def import_(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    into: Annotated[Path, typer.Option("--into", metavar="FOLDER")],
    form: Annotated[ImportFormat, typer.Option("--format")] = ImportFormat.auto,
    as_of: Annotated[str, typer.Option("--as-of", metavar="DAY")] = "",
    office_map: Annotated[Path | None, typer.Option("--office-map", metavar="CSV")] = None,
    problems: Annotated[Path | None, typer.Option("--problems", metavar="CSV")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v")] = False,
    lang: LangOption = None,
) -> None:
    """Lay what a published file says over the tables of a folder."""
    from ..errors import ConfigError  # noqa: PLC0415
    from ..knowledge.imports.run import import_knowledge  # noqa: PLC0415
    from ..when import is_edtf  # noqa: PLC0415

    session = make_session(context, db=None, lang=lang)
    if as_of and not (is_edtf(as_of) and len(as_of) == len("2022-01-21")):
        raise ConfigError(session.say("import.no_day", day=as_of))
    with ExitStack() as stack:
        listener = stack.enter_context(_listener(session, problems, verbose=verbose))
        report = import_knowledge(
            file,
            into,
            folders=session.settings.knowledge,
            form=form.value,
            office_map=office_map,
            as_of=as_of,
            progress=stack.enter_context(_progress(session, file)),
            listener=listener,
        )
    for line in say_report(report, session, into):
        session.tell(line)
    if any(report.notes[kind] for kind in _UNREADABLE):
        raise typer.Exit(1)


def say_report(report: Report, session: Session, folder: Path) -> Iterator[str]:
    """What an import did, in lines; *folder* is where it wrote."""
    say, found = session.say, report.found
    for kind in _UNREADABLE:
        for note in report.examples.get(kind, ()):
            yield say("message.error", reason=f"{report.file}:{note.line}: {note.detail}")
    yield say("import.read", n=report.read, form=report.form, holdings=found["holdings"])
    yield say("import.matched", matched=found["matched"], unmatched=found["unmatched"])
    if found["same"] or found["joined"]:
        yield say("import.same", same=found["same"], joined=found["joined"])
    left = [kind for kind in sorted(report.notes) if kind not in _UNREADABLE]
    if left:
        yield say("import.left")
    for kind in left:
        shown = "; ".join(f"{note.key}: {note.detail}" for note in report.examples[kind][:2])
        label = say.get(f"import.kind.{kind}", kind)
        yield "  " + say("import.kind_line", label=label, n=report.notes[kind]) + f" ({shown} …)"
    for kind in _UNREADABLE:
        if report.notes[kind]:
            yield "  " + say("import.kind_line", label=say(f"import.kind.{kind}"), n=report.notes[kind])
    rows = ", ".join(f"{name} {n}" for name, n in sorted(report.rows.items()))
    if not rows:
        yield say("import.nothing", folder=folder)
        return
    yield say("import.rows", folder=folder, rows=rows, replaced=found["replaced"])
    if folder.resolve() not in {other.resolve() for other in session.settings.knowledge}:
        yield say("import.next", folder=folder.resolve())


@contextmanager
def _listener(session: Session, problems: Path | None, *, verbose: bool) -> Iterator[Callable[[Note], None] | None]:
    """What hears of everything that is not taken: a CSV file, standard error, both or nobody."""
    with ExitStack() as stack:
        writer = None
        if problems is not None:
            writer = csv.writer(stack.enter_context(problems.open("w", encoding="utf-8", newline="")))
            writer.writerow(("kind", "line", "key", "detail"))

        def hear(note: Note) -> None:
            if writer is not None:
                writer.writerow((note.kind, note.line or "", note.key, note.detail))
            if verbose:
                words = session.say.get(f"import.kind.{note.kind}", note.kind)
                session.tell(f"{note.line or '-'}\t{note.key}\t{words}: {note.detail}")

        yield hear if writer is not None or verbose else None


@contextmanager
def _progress(session: Session, file: Path) -> Iterator[Callable[[int], None] | None]:
    """A bar on standard error where that is a terminal: how much of the file is read."""
    console = session.console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(session.say("import.progress"), total=file.stat().st_size if file.is_file() else None)
        yield lambda done: bar.update(task, completed=done)
