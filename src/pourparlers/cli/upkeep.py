"""Commands that keep a record sound: `problems`, `revisions`, `doctor`, `backup`, `restore`, `copy`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import StoreError
from ..places import Server, place_of
from .common import DbOption, Format, FormatOption, LangOption, Session, make_session, print_form

if TYPE_CHECKING:
    from ..upkeep.verbs import Revision

FileArgument = Annotated[Path, typer.Argument(metavar="FILE")]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("problems")(problems)
    app.command("revisions")(revisions)
    app.command("doctor")(doctor)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("copy")(copy)


def problems(
    context: typer.Context, *, db: DbOption = None, form: FormatOption = Format.text, lang: LangOption = None
) -> None:
    """What could not be read, and why."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        rows = [(failure.uri, failure.reason) for failure in record.problems()]
    print_table(session, ("uri", "reason"), rows, form, empty="empty.problems")
    if rows:
        raise typer.Exit(1)


def revisions(
    context: typer.Context, *, db: DbOption = None, form: FormatOption = Format.text, lang: LangOption = None
) -> None:
    """Texts that their outlets replaced."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        found = record.revisions()
    names = ("uri", "old", "new", "change", "kind", "words")
    print_table(session, names, list(_list_changes(found)), form, empty="empty.revisions")


def _list_changes(found: Iterable[Revision]) -> Iterable[tuple[str, ...]]:
    """A row for each fact that a revision took away or brought; one for a revision that did neither."""
    for one in found:
        head = (one.new.uri, one.old.id, one.new.id)
        rows = [("-", told.kind, told.words) for told in one.gone] + [("+", told.kind, told.words) for told in one.come]
        for row in rows or [("=", "", "")]:
            yield (*head, *row)


def doctor(context: typer.Context, *, db: DbOption = None, lang: LangOption = None) -> None:
    """Whether all that the program needs is there and sound."""
    from ..upkeep.doctor import examine  # noqa: PLC0415 - with what it checks

    session = make_session(context, db=db, lang=lang)
    say, console = session.say, session.console()
    worst = 0
    for finding in examine(session.settings):
        worst += finding.level == "error"
        level = say(f"doctor.level.{finding.level}")
        console.print(f"{level:<14} {say(f'doctor.{finding.key}', **finding.values)}", soft_wrap=True)
    if worst:
        raise typer.Exit(1)


def backup(
    context: typer.Context,
    *,
    file: FileArgument,
    replace: Annotated[bool, typer.Option("--replace")] = False,
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Copy the record to a file."""
    session = make_session(context, db=db, lang=lang)
    _check_there(session)
    with session.open() as record:
        size = record.backup(file, replace=replace)
    session.tell(session.say("message.backed_up", path=file, size=size))


def restore(
    context: typer.Context,
    *,
    file: FileArgument,
    discard: Annotated[bool, typer.Option("--discard")] = False,
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Put a copy of the record in its place."""
    from ..store.copies import restore as put_back  # noqa: PLC0415

    session = make_session(context, db=db, lang=lang)
    target = session.settings.db
    if isinstance(target, Server):
        raise StoreError(
            f"{target}: a record on a server is put back by the server's own means, from what pg_dump made: "
            f'pg_restore --clean --if-exists --dbname="{target}" {file}'
        )
    kept = put_back(file, target, discard=discard)
    session.tell(session.say("message.restored", path=file, db=target))
    if kept:
        session.tell(session.say("message.kept_before", path=kept))


def copy(
    context: typer.Context,
    *,
    target: Annotated[str, typer.Argument(metavar="FILE|URL")],
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Put the whole record into another database."""
    session = make_session(context, db=db, lang=lang)
    _check_there(session)
    with session.open() as record:
        rows = record.copy(target)
    place = place_of(target)
    session.tell(session.say("message.copied", db=place, documents=rows["documents"], objects=rows["objects"]))


def _check_there(session: Session) -> None:
    """StoreError where the session's database is a file that is not there."""
    source = session.settings.db
    if isinstance(source, Path) and not source.exists():
        raise StoreError(f"{source}: there is no database here to copy")


def print_table(
    session: Session, names: Sequence[str], rows: Sequence[tuple[str, ...]], form: Format, *, empty: str
) -> None:
    """A plain table in the form asked for; its columns are named by `column.*`."""
    import msgspec  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    heads = [session.say.get(f"column.{name}", name) for name in names]

    def as_csv() -> Iterable[str]:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([names, *rows])
        yield out.getvalue()

    def as_markdown() -> str:
        lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
        return "".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |\n" for line in lines)

    def as_text() -> Table:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*row)
        return table

    print_form(
        session,
        form,
        csv=as_csv,
        json=lambda: msgspec.json.encode([dict(zip(names, row, strict=True)) for row in rows]).decode() + "\n",
        md=as_markdown,
        text=as_text,
        empty="" if rows else empty,
    )
