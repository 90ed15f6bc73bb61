"""The agenda as text for a terminal, Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import groupby

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..lang.catalogue import Catalogue
from ..types import When
from .agenda import Agenda, Entry
from .dates import say_date
from .render import escape_markdown, find_glyph, find_status_style, plain, shorten

COLUMNS = (
    "id", "value", "date", "basis", "hour", "was", "kind", "who", "what", "where", "state", "status", "overdue",
    "words", "since", "changed", "sequence", "sources", "docs",
)  # fmt: skip
"""What CSV and JSON give of an entry."""


def say_head(agenda: Agenda, say: Catalogue) -> list[str]:
    """What the agenda stands on, in lines: the day, how many dispatches count, and which are left out and why."""
    if agenda.as_of is None:
        return [say("agenda.no_day")]
    day = say_date(When(value=agenda.as_of), say)
    if not agenda.asked:
        lines = [say("agenda.latest", day=day, n=say("agenda.dispatches", n=agenda.counted))]
        unsure = "agenda.unsure_counted"
    else:
        lines = [say("agenda.as_of", day=day, n=say("agenda.dispatches", n=agenda.counted), later=agenda.later)]
        unsure = "agenda.unsure"
    if agenda.unsure:
        lines.append(say(unsure, docs=", ".join(agenda.unsure)))
    return lines


def render_text(agenda: Agenda, say: Catalogue) -> RenderableType:
    """The agenda for a terminal: a heading a week or month, the day once, then who, what, where, and how it stands."""
    head = say_head(agenda, say)
    parts: list[RenderableType] = [Text(plain(line), style="dim" if n else "bold") for n, line in enumerate(head)]
    for group, entries in groupby(agenda.entries, key=lambda entry: entry.group):
        parts.append(Padding(Text(group, style="bold underline"), (1, 0, 0, 0)))
        table = Table.grid(padding=(0, 1, 0, 0), expand=True)
        table.add_column(min_width=14, max_width=26, style="bold")
        table.add_column(width=1, no_wrap=True)
        table.add_column(ratio=1)
        last = ""
        for entry in entries:
            glyph = Text(find_glyph("contact", entry.kind), style="cyan")
            table.add_row("" if entry.label == last else entry.label, glyph, _render_entry(entry, say))
            last = entry.label
        parts.append(table)
    if not agenda.entries:
        parts.append(Text(say("agenda.empty")))
    return Group(*parts)


def _render_entry(entry: Entry, say: Catalogue) -> RenderableType:
    head = Text(plain(entry.who), style="bold")
    for part in (entry.what, entry.where):
        if part:
            head.append(f" · {plain(part)}", style="not bold")
    head.append("  ")
    head.append(plain(entry.status), style=find_status_style(entry.status, say))
    lines = [head]
    lines += (Text(line, style="yellow") for line in say_notes(entry, say))
    if entry.words:
        lines.append(Text(say("render.quoted", words=shorten(entry.words)), style="italic"))
    lines.append(Text(plain(_say_sources(entry, say)), style="dim"))
    return Padding(Group(*lines), (0, 0, 1, 0))


def say_notes(entry: Entry, say: Catalogue) -> list[str]:
    """What must be said of an entry beside its status: where it was moved from, that its outcome is not told."""
    return [note for note in (entry.moved, say("agenda.overdue") if entry.overdue else "") if note]


def _say_sources(entry: Entry, say: Catalogue) -> str:
    since = say("agenda.since", day=say_date(When(value=entry.since), say)) + " · " if entry.since else ""
    more = f" {say('render.more', n=len(entry.sources) - 1)}" if len(entry.sources) > 1 else ""
    return f"{since}{entry.sources[0] if entry.sources else ''}{more} · {entry.id}"


def render_markdown(agenda: Agenda, say: Catalogue) -> str:
    """The agenda as Markdown: a heading a week, a bullet a contact, its words quoted below with their sources."""
    lines = [f"# {say('title.agenda')}", "", *(f"{escape_markdown(line)}  " for line in say_head(agenda, say)), ""]
    for group, entries in groupby(agenda.entries, key=lambda entry: entry.group):
        lines += [f"## {escape_markdown(group)}", ""]
        for entry in entries:
            tail = "".join(f" · {escape_markdown(part)}" for part in (entry.what, entry.where) if part)
            label, who, status = (escape_markdown(part) for part in (entry.label, entry.who, entry.status))
            lines.append(f"- {label}: **{who}**{tail} — *{status}*")
            lines += (f"  {escape_markdown(note)}  " for note in say_notes(entry, say))
            lines += [f"  > {escape_markdown(entry.words)}", ""] if entry.words else []
            lines += [f"  — {escape_markdown('; '.join(entry.sources))} (`{entry.id}`)", ""]
    if not agenda.entries:
        lines.append(say("agenda.empty"))
    return "\n".join(lines).rstrip("\n") + "\n"


def render_csv(agenda: Agenda) -> Iterator[str]:
    """The entries as CSV lines, the names of the columns first; lists are joined by `; `."""
    for row in (COLUMNS, *(_cells(entry) for entry in agenda.entries)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow(row)
        yield out.getvalue()


def _cells(entry: Entry) -> list[str]:
    values = (getattr(entry, name) for name in COLUMNS)
    return ["; ".join(v) if isinstance(v, tuple) else "" if v is None else str(v) for v in values]


def render_json(agenda: Agenda) -> str:
    """What the agenda stands on, and its entries, as JSON."""
    head = {name: getattr(agenda, name) for name in ("as_of", "counted", "later", "unsure")}
    entries = [{name: getattr(entry, name) for name in COLUMNS} for entry in agenda.entries]
    return msgspec.json.format(msgspec.json.encode({**head, "entries": entries}), indent=1).decode() + "\n"
