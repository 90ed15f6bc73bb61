"""Commands on the knowledge base: `knowledge check`, `stats`, `find`, `who`, `import`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import LangOption, Session, make_session, write_lines
from .knowledge_import import import_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..knowledge.find import Found
    from ..knowledge.model import KnowledgeBase
    from ..knowledge.roles import Answer

TABLES = (
    "states",
    "organisations",
    "persons",
    "offices",
    "formats",
    "tenures",
    "gaps",
    "members",
    "leading",
    "metonyms",
    "places",
    "successions",
    "meetings",
)
NEAR_IDS = 5
"""How many offices are offered where an id is not known."""


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
    """How many rows each table has, and how much of the time they cover."""
    session = make_session(context, db=None, lang=lang)
    kb = _load(session)
    write_lines(f"{name}\t{len(getattr(kb, name))}\n" for name in TABLES)
    write_lines(_coverage(kb))
    write_lines([f"version\t{kb.version}\n"])


def _coverage(kb: KnowledgeBase) -> Iterator[str]:
    """Tenures by the year until which they were checked, marked gaps by reason, and offices known without a hole."""
    from collections import Counter  # noqa: PLC0415

    from ..knowledge.coverage import due_since, is_full  # noqa: PLC0415

    checked = Counter(row.checked_until[:4] or "-" for row in kb.tenures)
    yield from (f"tenures.checked_until.{year}\t{checked[year]}\n" for year in sorted(checked))
    why = Counter(row.why for row in kb.gaps)
    yield from (f"gaps.{reason}\t{why[reason]}\n" for reason in sorted(why))
    due = [office for office in kb.offices.values() if due_since(kb, office)]
    for function in sorted({office.function for office in due}):
        full = [is_full(kb, office) for office in due if office.function == function]
        yield f"offices.full.{function}\t{sum(full)}/{len(full)}\n"


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
    """Who held an office on a day; `unknown`, `vacant` or `no_office` where nobody is named."""
    from ..errors import ConfigError, NotFoundError  # noqa: PLC0415
    from ..knowledge.roles import who as ask  # noqa: PLC0415
    from ..when import WhenError, parse  # noqa: PLC0415

    session = make_session(context, db=None, lang=lang)
    kb, say = _load(session), session.say
    if office not in kb.offices:
        near = _near_offices(kb, office)
        key = "message.near_offices" if near else "message.unknown_office"
        raise NotFoundError(say(key, office=office, near=", ".join(near)))
    try:
        first, last = parse(day).bounds
    except WhenError as error:
        raise ConfigError(say("message.no_day", day=day)) from error
    if first is None or last is None:
        raise ConfigError(say("message.open_day", day=day))
    answer = ask(kb, office, first.isoformat(), last.isoformat())
    for holder in answer.holders:
        notes = [say("message.acting")] if holder.acting else []
        notes += [] if holder.certain else [say("message.unsure")]
        write_lines([f"{holder.person}\t{_name(kb, holder.person)}\t{', '.join(notes)}\n"])
    if not answer.holders:
        write_lines([f"{answer.why}\t\t{_last(kb, answer, say)}\n"])
        session.tell(say(f"message.{answer.why}"))
        raise typer.Exit(1)


def _near_offices(kb: KnowledgeBase, wanted: str) -> list[str]:
    """Ids of offices that may be meant: those of that title, of a body named so, or with an id written nearly so."""
    from collections import Counter  # noqa: PLC0415
    from difflib import get_close_matches  # noqa: PLC0415

    from ..knowledge.find import find_rows  # noqa: PLC0415

    held = Counter(tenure.office for tenure in kb.tenures)
    found = find_rows(kb, wanted)
    bodies = {row.id for row in found if row.table in ("states", "organisations")}
    near = [row.id for row in found if row.table == "offices"]
    own = [office.id for office in kb.offices.values() if office.body in bodies]
    near += sorted(own, key=lambda office: -held[office])
    near += get_close_matches(wanted.casefold(), kb.offices, n=NEAR_IDS)
    return list(dict.fromkeys(near))[:NEAR_IDS]


def _last(kb: KnowledgeBase, answer: Answer, say: Callable[..., str]) -> str:
    """Who is known to have held the office last before a day for which nobody is given, and until when."""
    if not answer.last:
        return ""
    row, name = answer.last, _name(kb, answer.last.person)
    if row.end:
        return say("message.last_left", person=name, day=row.end)
    return say("message.last_seen", person=name, day=row.checked_until)


def _name(kb: KnowledgeBase, person: str) -> str:
    """The name in French, the id where the table has no row for it."""
    return kb.persons[person].name_fr if person in kb.persons else person
