"""Commands on what people judge: `merge explain`, `split`, `join`, `list`, `withdraw`, and `correct`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DbOption, LangOption, Session, make_session

if TYPE_CHECKING:
    from ..api import Pourparlers
    from ..types import Judgement

AuthorOption = Annotated[str | None, typer.Option("--author", metavar="NAME")]
WhyOption = Annotated[str, typer.Option("--why", metavar="WORDS")]
Contact = Annotated[str, typer.Argument(metavar="CONTACT")]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("explain")(explain)
    group.command("split")(split)
    group.command("join")(join)
    group.command("list")(list_)
    group.command("withdraw")(withdraw)
    app.add_typer(group, name="merge")
    app.command("correct")(correct)


def now() -> str:
    """The time, ISO 8601 in UTC: only the command line reads the clock."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def explain(
    context: typer.Context,
    *,
    contact: Contact,
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]")] = None,
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Why accounts are one contact, or are not."""
    from ..views.render_explain import render_explanation  # noqa: PLC0415

    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        found, cast = record.explain(contact, other), record.cast(lang=session.say.code)
    session.console().print(render_explanation(found, cast))


def split(
    context: typer.Context,
    *,
    contact: Contact,
    accounts: Annotated[list[str], typer.Argument(metavar="ACCOUNT...")],
    author: AuthorOption = None,
    why: WhyOption = "",
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Take accounts out of a contact."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        made = record.split(contact, accounts, author=author or session.settings.author, decided_at=now(), why=why)
        _tell(session, record, made)


def join(
    context: typer.Context,
    *,
    contact: Contact,
    other: Annotated[str, typer.Argument(metavar="OTHER")],
    author: AuthorOption = None,
    why: WhyOption = "",
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Make two contacts one."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        made = record.join(contact, other, author=author or session.settings.author, decided_at=now(), why=why)
        _tell(session, record, made)


def list_(context: typer.Context, db: DbOption = None, lang: LangOption = None) -> None:
    """What people have joined and split."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        _print_journal(session, record, (j for j in record.judgements() if j.kind == "merge"))


def withdraw(
    context: typer.Context,
    *,
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT")],
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Take a judgement back."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        _tell_withdrawn(session, record.withdraw(judgement, withdrawn_at=now()))


def correct(
    context: typer.Context,
    *,
    wanted: Annotated[str | None, typer.Argument(metavar="[ID]")] = None,
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]")] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]")] = None,
    within: Annotated[list[str] | None, typer.Option("--within", metavar="DISPATCH")] = None,
    listed: Annotated[bool, typer.Option("--list")] = False,
    withdrawn: Annotated[str | None, typer.Option("--withdraw", metavar="JUDGEMENT")] = None,
    author: AuthorOption = None,
    why: WhyOption = "",
    db: DbOption = None,
    lang: LangOption = None,
) -> None:
    """Mend a field of a fact."""
    session = make_session(context, db=db, lang=lang)
    with session.open() as record:
        if listed:
            _print_journal(session, record, (j for j in record.judgements() if j.kind == "correction"))
            return
        if withdrawn is not None:
            _tell_withdrawn(session, record.withdraw(withdrawn, withdrawn_at=now()))
            return
        if wanted is None or field is None or value is None:
            raise typer.BadParameter(session.say("message.correct_usage"), param_hint="ID FIELD VALUE")
        who = author or session.settings.author
        made = record.correct(wanted, field, value, within=within or (), author=who, decided_at=now(), why=why)
        from ..views.judged import say_correction  # noqa: PLC0415
        from ..views.render import plain  # noqa: PLC0415

        session.tell(plain(f"{made.target}: {say_correction(made, record.cast(lang=session.say.code))}"))
        session.tell(session.say("message.take_back", command=f"pourparlers correct --withdraw {made.id}"))


def _tell(session: Session, record: Pourparlers, made: Judgement) -> None:
    """What became of the accounts of a judgement, and how to take it back."""
    from ..views.render import plain  # noqa: PLC0415
    from ..views.rows import make_row  # noqa: PLC0415

    cast, ids = record.cast(lang=session.say.code), {one for side in made.sides for one in side}
    for contact in record.contacts():
        if ids & {account.id for account in contact.accounts}:
            row = make_row(contact, cast)
            n = session.say("judgement.accounts", n=len(contact.accounts))
            line = " · ".join(part for part in (contact.id, n, row.date, row.who, row.what, row.status) if part)
            session.tell(plain(line))
    session.tell(session.say("message.take_back", command=f"pourparlers merge withdraw {made.id}"))


def _tell_withdrawn(session: Session, judgement: Judgement) -> None:
    session.tell(session.say("message.withdrawn", judgement=judgement.id))


def _print_journal(session: Session, record: Pourparlers, judgements: Iterable[Judgement]) -> None:
    """Judgements on standard output, one line each: when, its id, what it says, whether it still holds."""
    from rich.text import Text  # noqa: PLC0415

    from ..views.judged import say_correction, say_merge  # noqa: PLC0415
    from ..views.render import plain  # noqa: PLC0415

    say, cast = session.say, record.cast(lang=session.say.code)
    holding = {j.id for j in record.record().judgements}
    lines = []
    for judgement in judgements:
        words = say_merge(judgement, cast) if judgement.kind == "merge" else say_correction(judgement, cast)
        target = f"{judgement.target}: " if judgement.target else ""
        state = "withdrawn" if judgement.withdrawn_at else "" if judgement.id in holding else "overruled"
        tail = f" [{say(f'judgement.{state}')}]" if state else ""
        lines.append(f"{(judgement.decided_at or '')[:19]}  {judgement.id}  {target}{words}{tail}")
    for line in lines:
        session.console().print(Text(plain(line)), soft_wrap=True)
    if not lines:
        session.tell(say("empty.judgements"))
