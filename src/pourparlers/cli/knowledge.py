"""Commands on the knowledge base: `knowledge check`, `stats`, `find`, `who`, `import`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import LangOption, Session, make_session, write_lines
from .knowledge_import import import_

if TYPE_CHECKING:
    from ..knowledge.find import Found
    from ..knowledge.model import KnowledgeBase

TABLES = ("states", "organisations", "persons", "offices", "formats", "tenures", "members", "metonyms", "places")


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("check")(check)
    group.command("stats")(stats)
    group.command("find")(find)
    group.command("who")(who)
    group.command("import")(import_)
    app.add_typer(group, name="knowledge")


def _load(session: Session) -> KnowledgeBase:
    from ..knowledge.load import load_knowledge  # noqa: PLC0415

    return load_knowledge(*session.settings.knowledge)


def check(context: typer.Context, lang: LangOption = None) -> None:
    """Look for mistakes in the tables."""
    from ..knowledge.check import check as find_problems  # noqa: PLC0415

    session = make_session(context, db=None, lang=lang)
    problems = [problem for problem in find_problems(_load(session)) if problem.level != "info"]
    write_lines(f"{p.level}\t{p.table}\t{p.key}\t{p.reason}\n" for p in problems)
    errors = sum(problem.level == "error" for problem in problems)
    key = "message.knowledge_broken" if errors else "message.knowledge_sound"
    session.tell(session.say(key, errors=errors, warnings=len(problems) - errors))
    if errors:
        raise typer.Exit(1)


def stats(context: typer.Context, lang: LangOption = None) -> None:
    """How many rows each table has."""
    session = make_session(context, db=None, lang=lang)
    kb = _load(session)
    write_lines(f"{name}\t{len(getattr(kb, name))}\n" for name in TABLES)
    write_lines([f"version\t{kb.version}\n"])


def find(context: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")], lang: LangOption = None) -> None:
    """Whom a name or a metonym may mean."""
    from ..knowledge.find import find_rows  # noqa: PLC0415

    session = make_session(context, db=None, lang=lang)
    kb = _load(session)
    lines = [
        f"{row.table}\t{row.id}\t{row.name_fr}\t{row.name_en}{_say_place(session, kb, row)}\n"
        for row in find_rows(kb, name)
    ]
    write_lines(lines)
    if not lines:
        raise typer.Exit(1)


def _say_place(session: Session, kb: KnowledgeBase, row: Found) -> str:
    """A fifth column for a metonym that may be only a place: in which state, and whether it often is."""
    if not row.place:
        return ""
    state = kb.states.get(row.place)
    name = row.place if state is None else state.name_en if session.say.code == "en" else state.name_fr
    return "\t" + session.say("message.often_place" if row.often else "message.rarely_place", state=name)


def who(
    context: typer.Context,
    office: Annotated[str, typer.Argument(metavar="OFFICE")],
    day: Annotated[str, typer.Argument(metavar="DAY")],
    lang: LangOption = None,
) -> None:
    """Who held an office on a day."""
    from ..errors import ConfigError, NotFoundError  # noqa: PLC0415
    from ..knowledge.roles import holders  # noqa: PLC0415
    from ..when import WhenError, parse  # noqa: PLC0415

    session = make_session(context, db=None, lang=lang)
    kb, say = _load(session), session.say
    if office not in kb.offices:
        raise NotFoundError(say("message.no_office", office=office))
    try:
        first, last = parse(day).bounds
    except WhenError as error:
        raise ConfigError(f"{day}: {error}") from error
    if first is None or last is None:
        raise ConfigError(say("message.open_day", day=day))
    found = holders(kb, office, first.isoformat(), last.isoformat())
    for holder in found:
        person = kb.persons.get(holder.person)
        notes = [say("message.acting")] if holder.acting else []
        notes += [] if holder.certain else [say("message.unsure")]
        name = person.name_fr if person else holder.person
        write_lines([f"{holder.person}\t{name}\t{', '.join(notes)}\n"])
    if not found:
        session.tell(say("message.nobody"))
        raise typer.Exit(1)
