"""What the commands share: options, the open record, the language of the output, where it goes."""

from __future__ import annotations

import io
import locale
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from ..lang.catalogue import UI_LANGUAGES, Catalogue, load_catalogue

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from ..api import Pourparlers
    from ..config import Settings
    from ..views.rows import Row


class Lang(StrEnum):
    """Languages of the interface."""

    fr = "fr"
    en = "en"


class Format(StrEnum):
    """Forms of a list."""

    text = "text"
    md = "md"
    csv = "csv"
    json = "json"


DbOption = Annotated[str | None, typer.Option("--db", metavar="FILE|URL")]
LangOption = Annotated[Lang | None, typer.Option("--lang")]
FormatOption = Annotated[Format, typer.Option("--format")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DAY")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DAY")]
ActorOption = Annotated[str | None, typer.Option("--actor", metavar="NAME")]


@dataclass(frozen=True)
class Session:
    """One command's settings: flags first, then the environment and the configuration file."""

    db: str | None = None
    lang: Lang | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings that hold. Raises ConfigError."""
        from ..config import load_settings  # noqa: PLC0415 - pydantic is dear to import

        return load_settings(db=self.db, lang=self.lang.value if self.lang else None)

    @cached_property
    def say(self) -> Catalogue:
        """The strings of the interface."""
        return load_catalogue(self.settings.lang or system_language())

    def open(self, db: str | Path | None = None) -> Pourparlers:
        """The record. Raises StoreError."""
        from ..api import Pourparlers  # noqa: PLC0415 - what --help does not need is loaded late

        return Pourparlers(db if db is not None else self.settings.db, settings=self.settings)

    def console(self, *, stderr: bool = False) -> Console:
        """Where text for people goes; colours only on a terminal, never with NO_COLOR."""
        from rich.console import Console  # noqa: PLC0415

        return Console(stderr=stderr, highlight=False, markup=False, emoji=False)

    def to_text(self, shown: RenderableType) -> str:
        """What the terminal would show, without colours, for a file."""
        from rich.console import Console  # noqa: PLC0415

        console = Console(file=io.StringIO(), width=100, highlight=False, markup=False, emoji=False, no_color=True)
        with console.capture() as caught:
            console.print(shown)
        return "".join(f"{line.rstrip()}\n" for line in caught.get().splitlines())

    def tell(self, line: str) -> None:
        """One line to standard error, beside the output."""
        self.console(stderr=True).print(line, soft_wrap=True)


def make_session(context: typer.Context, *, db: str | None, lang: Lang | None) -> Session:
    """The session of a command: its own flags, else those given before the command's name."""
    above = context.find_root().obj or Session()
    session = Session(db=db or above.db, lang=lang or above.lang)
    configure_logging(session.settings.log_level)
    return session


def configure_logging(level: str) -> None:
    """Send the library's log to standard error; only the command line does this.

    What the libraries under it log says nothing to a user, and is heard with "debug" only.
    """
    import logging  # noqa: PLC0415
    import warnings  # noqa: PLC0415

    quiet = level != "debug"
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger().setLevel(logging.CRITICAL if quiet else logging.WARNING)
    logging.getLogger("pourparlers").setLevel(level.upper())
    if quiet:
        warnings.simplefilter("ignore")


def system_language() -> str:
    """fr where the system speaks French, else en."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "fr" if (locale.getlocale()[0] or "").lower().startswith("fr") else "en"


def early_language(arguments: list[str]) -> str:
    """The language of the help, which is shown before settings are loaded: --lang, POURPARLERS_LANG, the system's."""
    told = os.environ.get("POURPARLERS_LANG", "")
    for i, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            told = argument.removeprefix("--lang=")
        elif argument == "--lang" and i + 1 < len(arguments):
            told = arguments[i + 1]
    return told if told in UI_LANGUAGES else system_language()


def write_lines(lines: Iterable[str], out: TextIO | None = None) -> None:
    """Lines (ends included) to standard output, in UTF-8 whatever the system's habit."""
    if out is None and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    for line in lines:
        (out or sys.stdout).write(line)


def print_form(
    session: Session,
    form: Format,
    *,
    csv: Callable[[], Iterable[str]],
    json: Callable[[], str],
    md: Callable[[], str],
    text: Callable[[], RenderableType],
    empty: str,
) -> None:
    """What is made of a list, in the form asked for, on standard output.

    `empty` is the key of what is told, beside the output, where there is nothing to show on a terminal; "" where there
    is something.
    """
    match form:
        case Format.csv:
            write_lines(csv())
        case Format.json:
            write_lines([json()])
        case Format.md:
            write_lines([md()])
        case Format.text if empty:
            session.tell(session.say(empty))
        case Format.text:
            session.console().print(text())


def print_rows(session: Session, rows: Sequence[Row], form: Format, *, title: str, empty: str) -> None:
    """Rows on standard output, in the form asked for."""
    from ..views import render  # noqa: PLC0415

    say = session.say
    print_form(
        session,
        form,
        csv=lambda: render.render_csv(rows),
        json=lambda: render.render_json(rows),
        md=lambda: render.render_markdown(rows, say, title=say.get(f"title.{title}", title)) + "\n",
        text=lambda: render.render_text(rows, say),
        empty="" if rows else empty,
    )


def name_file(output: Path | None) -> Path | None:
    """The file that `--output` names; None for standard output, which "-" also is."""
    return None if output is None or str(output) == "-" else output


def hand_out(data: bytes, out: Path | None) -> None:
    """Write `data` as it is to standard output, or to `out`, which gets all of it or stays as it was."""
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from ..exports.files import replace_file  # noqa: PLC0415

    with replace_file(out) as file:
        file.write(data)
