"""Commands on what was said: `statements`, and `actor`, the page of who said it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .common import (
    ActorOption,
    DbOption,
    Format,
    FormatOption,
    LangOption,
    OutputOption,
    SinceOption,
    UntilOption,
    hand_out,
    make_session,
    name_file,
    print_rows,
)


class MediumChoice(StrEnum):
    """The media of `vocab.Medium` (a test compares them)."""

    press_conference = "press_conference"
    communique = "communique"
    interview = "interview"
    speech = "speech"
    call = "call"
    letter = "letter"
    social_media = "social_media"
    leak = "leak"
    report = "report"
    unknown = "unknown"


class KindChoice(StrEnum):
    """The kinds of `vocab.StatementKind` (a test compares them)."""

    direct = "direct"
    partial = "partial"
    mixed = "mixed"
    indirect = "indirect"


class PageFormat(StrEnum):
    """Forms of a page."""

    text = "text"
    md = "md"
    html = "html"
    json = "json"


def statements(
    context: typer.Context,
    *,
    db: DbOption = None,
    form: FormatOption = Format.text,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: ActorOption = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="NAME")] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="WORDS")] = None,
    medium: Annotated[MediumChoice | None, typer.Option("--medium")] = None,
    kind: Annotated[KindChoice | None, typer.Option("--kind")] = None,
    lang: LangOption = None,
) -> None:
    """Who said what."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        rows = record.statement_rows(
            since=since,
            until=until,
            actor=actor,
            speaker=speaker,
            to=to,
            about=about,
            medium=medium.value if medium else None,
            kind=kind.value if kind else None,
            lang=session.say.code,
        )
    asked = any(option is not None for option in (since, until, actor, speaker, to, about, medium, kind))
    print_rows(session, rows, form, title="statements", empty="empty.statements" if asked else "empty.chronology")


def actor_page(
    context: typer.Context,
    *,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    db: DbOption = None,
    form: Annotated[PageFormat, typer.Option("--format")] = PageFormat.text,
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    """The page of one actor."""
    from ..views.page_html import render_html  # noqa: PLC0415
    from ..views.page_text import render_page, render_page_json, render_page_markdown  # noqa: PLC0415

    session = make_session(context, db=db, lang=lang)
    say = session.say
    with session.open() as record:
        page = record.actor_page(name, lang=say.code)
    out = name_file(output)
    match form:
        case PageFormat.text if out is None:
            session.console().print(render_page(page, say))
            return
        case PageFormat.text:
            text = session.to_text(render_page(page, say))
        case PageFormat.md:
            text = render_page_markdown(page, say)
        case PageFormat.html:
            text = render_html(page, say)
        case PageFormat.json:
            text = render_page_json(page)
    hand_out(text.encode(), out)
    if out is not None:
        session.tell(session.say("message.page_written", path=out, n=len(page.sayings)))
