"""The commands' table, their help in the user's language, and the way out for errors."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ..engine import ease_collector, ease_threads
from ..errors import NotFoundError, PourparlersError
from ..lang.catalogue import Catalogue, load_catalogue
from . import agenda, batch, data, exports, figures, judging, knowledge, ledger, lists, reading, serve, upkeep, watch
from .common import DbOption, LangOption, Session, early_language

app = typer.Typer(
    name="pourparlers",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
reading.register(app)
batch.register(app)
lists.register(app)
agenda.register(app)
judging.register(app)
figures.register(app)
ledger.register(app)
exports.register(app)
serve.register(app)
data.register(app)
upkeep.register(app)
watch.register(app)
knowledge.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from .. import __version__  # noqa: PLC0415

        typer.echo(f"pourparlers {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    db: DbOption = None,
    lang: LangOption = None,
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True)] = False,
) -> None:
    """Options that hold for every command."""
    del version
    context.obj = Session(db=db, lang=lang)


def make_command(lang: str) -> Any:
    """The whole command, with its help in `lang`."""
    command = typer.main.get_command(app)
    _localise(command, load_catalogue(lang), "")
    return command


def _localise(command: Any, say: Catalogue, path: str) -> None:
    """Give `command` and what is under it the help of the catalogue: `help.<command>`, `help.<command>.<option>`.

    An option that several commands share has its help under `help.option.<option>`.
    """
    key = f"help.{path or 'root'}"
    command.help = say(f"{key}.text")
    command.short_help = command.help.splitlines()[0]
    for option in command.params:
        if option.name in {"help", "install_completion", "show_completion"}:
            option.help = say(f"help.option.{option.name}")
            continue
        shared = say.get(f"help.option.{option.name}", "")
        option.help = say.get(f"{key}.{option.name}", shared) or say(f"{key}.{option.name}")
    for name, child in getattr(command, "commands", {}).items():
        _localise(child, say, f"{path}-{name}" if path else name)


def main() -> None:
    """Run the command that the arguments name, and leave with its exit code."""
    ease_collector()
    ease_threads()
    lang = early_language(sys.argv[1:])
    say = load_catalogue(lang)
    try:
        make_command(lang)(prog_name="pourparlers")
    except PourparlersError as error:
        _leave(say, str(error), 1 if isinstance(error, NotFoundError) else 2)
    except BrokenPipeError:
        # The reader of our output has gone (`… | head`): no complaint, and none from the interpreter at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        name = f"{Path(os.fsdecode(error.filename))}: " if error.filename else ""
        _leave(say, f"{name}{error.strerror or error}", 2)
    except Exception as error:
        if os.environ.get("POURPARLERS_LOG_LEVEL", "").lower() == "debug":
            raise
        _leave(say, say("message.fault", error=f"{type(error).__name__}: {error}"), 3)


def _leave(say: Catalogue, reason: str, code: int) -> None:
    """Say on one line what went wrong, and end."""
    sys.stderr.write(say("message.error", reason=" ".join(reason.split())) + "\n")
    sys.exit(code)
