"""Commands that follow feeds and folders: `feed add`, `feed list`, `feed remove`, `watch`."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ConfigError
from .common import DbOption, Format, FormatOption, LangOption, Session, make_session
from .upkeep import print_table

if TYPE_CHECKING:
    from ..watch.rounds import RoundSummary

UrlArgument = Annotated[str, typer.Argument(metavar="URL")]
LEAST, MOST = 60.0, 86_400.0
"""Seconds between two looks that may be asked for."""
FOLDERS_EVERY = 10.0
"""Seconds between two looks at folders: that costs nobody anything."""


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("add")(add)
    group.command("list")(list_)
    group.command("remove")(remove)
    app.add_typer(group, name="feed")
    app.command("watch")(watch)


def add(
    context: typer.Context,
    *,
    url: UrlArgument,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME")] = None,
    pages: Annotated[bool, typer.Option("--pages")] = False,
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Follow a feed."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        record.add_feed(url, outlet=outlet, pages=pages)
    session.tell(session.say("message.feed_added", url=url))


def list_(
    context: typer.Context, *, db: DbOption = None, form: FormatOption = Format.text, lang: LangOption = None
) -> None:
    """The feeds that are followed."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        rows = [
            (feed.url, feed.outlet or "", "pages" if feed.pages else "feed", _moment(feed.due), feed.reason or "")
            for feed in record.feeds()
        ]
    print_table(session, ("uri", "outlet", "reads", "due", "reason"), rows, form, empty="empty.feeds")


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else ""


def remove(context: typer.Context, *, url: UrlArgument, db: DbOption = None, lang: LangOption = None) -> None:
    """Follow a feed no longer."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        record.remove_feed(url)
    session.tell(session.say("message.feed_removed", url=url))


def watch(
    context: typer.Context,
    *,
    folders: Annotated[list[Path] | None, typer.Argument(metavar="[FOLDER...]")] = None,
    once: Annotated[bool, typer.Option("--once")] = False,
    every: Annotated[float, typer.Option("--every", metavar="SECONDS", min=LEAST, max=MOST)] = 900.0,
    allow: Annotated[list[str] | None, typer.Option("--allow", metavar="HOST")] = None,
    command: Annotated[str, typer.Option("--command", metavar="COMMAND")] = "",
    webhook: Annotated[str | None, typer.Option("--webhook", metavar="URL")] = None,
    alert_feed: Annotated[Path | None, typer.Option("--alert-feed", metavar="FILE")] = None,
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Read what is new in feeds and folders, and tell what matters."""
    session = make_session(context, db=db, lang=lang)
    missing = next((folder for folder in folders or () if not folder.exists()), None)
    if missing:
        raise ConfigError(f"{missing}: there is no such folder")
    with session.open() as record:
        if not folders and not record.feeds():
            raise ConfigError(session.say("message.nothing_to_watch"))
        while True:
            summary = record.look(
                folders or (),
                now=time.time(),
                every=every,
                allow=allow or (),
                command=_split(command),
                webhook=webhook,
                alert_feed=alert_feed,
                lang=session.say.code,
            )
            _tell(session, summary)
            if once:
                break
            try:
                time.sleep(_pause(summary, bool(folders), every))
            except KeyboardInterrupt:
                break  # nothing is under way
    if once and (summary.failed or summary.late):
        raise typer.Exit(1)


def _split(command: str) -> Sequence[str]:
    """A program and its arguments, written as for a shell; no shell will see them."""
    try:
        return shlex.split(command)
    except ValueError as error:
        raise ConfigError(f"--command {command!r}: {error}") from error


def _pause(summary: RoundSummary, folders: bool, every: float) -> float:
    wait = every if summary.due is None else max(1.0, summary.due - time.time())
    return min(wait, FOLDERS_EVERY) if folders else wait


def _tell(session: Session, summary: RoundSummary) -> None:
    """One line where something happened, and one for each thing that failed."""
    for failure in summary.failed:
        session.tell(session.say("message.error", reason=f"{failure.uri}: {failure.reason}"))
    for url, reason in summary.late.items():
        session.tell(session.say("message.error", reason=f"{url}: {reason}"))
    if summary.new or summary.again or summary.alerts or summary.delivered:
        values = {"new": summary.new, "again": summary.again, "alerts": summary.alerts, "sent": summary.delivered}
        session.tell(session.say("message.round", **values))
