"""Negotiations as a list: one line a process, the most told first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ..store.links import find_bounds
from ..types import Contact, Record, Struct, When
from .cast import Cast
from .dates import say_date
from .ledger import name_of
from .render import escape_markdown, plain

_ISSUES = 4
"""How many matters a line names."""


class DossierRow(Struct, frozen=True):
    """One negotiation in words. `members` are ids of its contacts and positions."""

    id: str
    name: str
    parties: tuple[str, ...]
    period: str
    since: str | None
    last: str | None
    contacts: int
    exchanges: int
    positions: int
    issues: tuple[str, ...]
    coming: str
    members: tuple[str, ...]


def dossier_rows(record: Record, cast: Cast, *, today: date | None = None) -> tuple[DossierRow, ...]:
    """The negotiations of `record` (negotiations, contacts, actors), most members first.

    `cast` names the lexicon's issues. `coming` is the first planned contact that is not over on the
    day of the last dispatch of the record, or on `today`.
    """
    published = [b[1] for d in record.documents if (b := find_bounds(d.published.value))]
    last = str(today) if today else max((day for day in published if day < str(date.max)), default="")
    contacts = {c.id: c for c in record.contacts}
    rows = []
    for negotiation in record.negotiations:
        met = [contacts[m] for m in negotiation.members if m in contacts]
        exchanges = sum(c.kind == "exchange" for c in met)
        rows.append(
            DossierRow(
                id=negotiation.id,
                name=negotiation.name.en if cast.say.code == "en" else negotiation.name.fr,
                parties=tuple(name_of(p, cast) for p in negotiation.parties),
                period=_say_period(negotiation.since, negotiation.last, cast),
                since=negotiation.since,
                last=negotiation.last,
                contacts=len(met) - exchanges,
                exchanges=exchanges,
                positions=len(negotiation.members) - len(met),
                issues=tuple(cast.issues.get(i, i) for i in negotiation.issues),
                coming=_coming(met, last, cast),
                members=negotiation.members,
            )
        )
    return tuple(sorted(rows, key=lambda r: (-len(r.members), r.name, r.id)))


def _say_period(since: str | None, last: str | None, cast: Cast) -> str:
    if not since or not last:
        return ""
    return say_date(When(value=since if since == last else f"{since}/{last}"), cast.say)


def _coming(contacts: Sequence[Contact], today: str, cast: Cast) -> str:
    planned = [
        c
        for c in contacts
        if c.status in {"planned", "proposed", "postponed"}
        and (bounds := find_bounds(c.when.value))
        and bounds[1] >= today
    ]
    first = min(planned, key=lambda c: (c.when.value or str(date.max), c.id), default=None)
    if first is None:
        return ""
    return f"{say_date(first.when, cast.say)} ({cast.say(f'status.{first.status}')})"


def render_text(rows: Sequence[DossierRow], cast: Cast) -> RenderableType:
    """The list as a table for a terminal."""
    say = cast.say
    table = Table(box=None, padding=(0, 2, 1, 0), expand=True)
    for name, ratio in (("name", 4), ("period", 3), ("facts", 2), ("issues", 4)):
        table.add_column(say(f"column.{name}"), ratio=ratio)
    for row in rows:
        facts = [say.count("dossier.contacts", row.contacts)] if row.contacts else []
        facts += [say.count("dossier.exchanges", row.exchanges)] if row.exchanges else []
        facts += [say.count("dossier.positions", row.positions)] if row.positions else []
        period = Text(row.period)
        if row.coming:
            period.append(f"\n{say('dossier.coming', date=row.coming)}", style="yellow")
        title = Text(plain(row.name), style="bold").append(f"\n{row.id}", style="not bold dim")
        table.add_row(title, period, "\n".join(facts), plain(", ".join(row.issues[:_ISSUES])))
    return table


def render_markdown(rows: Sequence[DossierRow], cast: Cast) -> str:
    """The list as a Markdown table."""
    say = cast.say
    columns = ("name", "period", "contacts", "exchanges", "positions", "issues", "id")
    lines = [f"# {say('title.dossiers')}", ""]
    lines += ["| " + " | ".join(say(f"column.{c}") for c in columns) + " |", "|---" * len(columns) + "|"]
    for row in rows:
        cells = [
            row.name, row.period, str(row.contacts), str(row.exchanges), str(row.positions),
            ", ".join(row.issues[:_ISSUES]), row.id,
        ]  # fmt: skip
        lines.append("| " + " | ".join(escape_markdown(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"
