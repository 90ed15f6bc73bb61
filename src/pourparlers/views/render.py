"""Rows as text for a terminal, Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, TypeAlias

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..lang.catalogue import Catalogue
from ..types import Struct
from .rows import ActorRow, Row

Format: TypeAlias = Literal["text", "md", "csv", "json"]

_GLYPHS = {"contact": "●", "statement": "“", "event": "▲", "position": "◆", "figure": "#", "document": "¶"}
_KIND_GLYPHS = {"call": "☏", "exchange": "✉", "visit": "→"}
_STYLES = {"contact": "cyan", "statement": "magenta", "event": "yellow", "position": "blue", "figure": "green"}
_GOOD, _OPEN, _BAD = "green", "yellow", "red"
_STATUS_STYLES = {
    "held": _GOOD, "ongoing": _GOOD, "asserted": _GOOD, "planned": _OPEN, "proposed": _OPEN, "postponed": _OPEN,
    "conditional": _OPEN, "hypothetical": _OPEN, "cancelled": _BAD, "refused": _BAD, "denied": _BAD, "negated": _BAD,
}  # fmt: skip
_LONGEST = 240
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that steer a terminal, or turn the direction of a line."""


def plain(text: str) -> str:
    """`text` on one line, without characters that steer a terminal."""
    return CONTROL.sub("\ufffd", " ".join(text.split()))


def keep_space(text: str) -> str:
    """`plain`, with the space at either end kept: the pieces of a sentence are put together again."""
    left, right = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if left else ''}{plain(text)}{' ' if right and text.strip() else ''}"


def shorten(text: str, longest: int = _LONGEST) -> str:
    """`text` on one line, cut at a word with an ellipsis where it is longer than `longest` characters."""
    line = plain(text)
    return line if len(line) <= longest else line[: longest + 1].rsplit(" ", 1)[0][:longest] + "…"


def render_text(rows: Sequence[Row], say: Catalogue) -> RenderableType:
    """Rows for a terminal: the date once for all it holds, then who, what, where, how sure, the words, the source."""
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(min_width=10, max_width=20, style="bold")
    table.add_column(width=1, no_wrap=True)
    table.add_column(ratio=1)
    for date, group in groupby(rows, key=lambda row: row.date):
        label = date
        for row in group:
            glyph = (
                _KIND_GLYPHS.get(row.kind, _GLYPHS.get(row.type, "·")) if row.type == "contact" else _GLYPHS[row.type]
            )
            table.add_row(label, Text(glyph, style=_STYLES.get(row.type, "")), _render_fact(row, say))
            label = ""
    return Group(table, Padding(Text(say("render.total", n=len(rows)), style="dim"), (0, 0, 0, 0)))


def _render_fact(row: Row, say: Catalogue) -> RenderableType:
    head = Text()
    head.append(plain(row.who), style="bold")
    for part in (row.what, row.where):
        if part:
            head.append(" · " if head else "")
            head.append(plain(part))
    if row.status:
        head.append("  ")
        head.append(plain(row.status), style=_find_style(row.status, say))
    more = len(row.sources) - 1
    source = plain(row.sources[0]) if row.sources else ""
    if more > 0:
        source += f" {say('render.more', n=more)}"
    lines = [head]
    if row.words:
        lines.append(Text(say("render.quoted", words=shorten(row.words)), style="italic"))
    lines.append(Text(f"{source} · {row.id}", style="dim"))
    return Padding(Group(*lines), (0, 0, 1, 0))


def _find_style(status: str, say: Catalogue) -> str:
    for group in ("status", "assertion"):
        for value, style in _STATUS_STYLES.items():
            if say.get(f"{group}.{value}", "") == status.partition(", ")[0]:
                return _OPEN if ", " in status else style
    return "dim"


def render_markdown(rows: Sequence[Row], say: Catalogue, *, title: str) -> str:
    """Rows as Markdown: a heading a date, a bullet a fact, its words quoted below with their sources."""
    lines = [f"# {title}", ""]
    for date, group in groupby(rows, key=lambda row: row.date):
        lines += [f"## {escape_markdown(date)}", ""]
        for row in group:
            tail = "".join(f" · {escape_markdown(part)}" for part in (row.what, row.where) if part)
            status = f" — *{escape_markdown(row.status)}*" if row.status else ""
            lines.append(f"- **{escape_markdown(row.who) or say('type.' + row.type)}**{tail}{status}")
            if row.words:
                lines.append(f"  > {escape_markdown(plain(row.words))}")
            lines += [f"  — {escape_markdown('; '.join(row.sources))} (`{row.id}`)", ""]
    return "\n".join(lines)


def escape_markdown(text: str) -> str:
    """Text that Markdown takes as it is."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", plain(text))


def render_csv(rows: Sequence[Struct]) -> Iterator[str]:
    """Rows as CSV lines, the names of the columns first; lists are joined by `; `. Words keep their line breaks."""
    columns = type(rows[0]).__struct_fields__ if rows else Row.__struct_fields__
    yield csv_line(columns)
    for row in rows:
        values = (getattr(row, name) for name in columns)
        yield csv_line(["; ".join(v) if isinstance(v, tuple) else "" if v is None else str(v) for v in values])


def csv_line(values: Sequence[str]) -> str:
    """One line of CSV, its end included."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()


def render_json(rows: Sequence[Struct]) -> str:
    """Rows as a JSON array of objects with the columns' names."""
    return msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n"


def render_actors(rows: Sequence[ActorRow], say: Catalogue) -> RenderableType:
    """Actors as a table for a terminal."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("name", "kind", "state", "facts", "id"):
        table.add_column(say(f"column.{name}"), justify="right" if name == "facts" else "left")
    for row in rows:
        table.add_row(plain(row.name), row.kind, row.state or "", str(row.facts), Text(row.id, style="dim"))
    return table


def render_actors_markdown(rows: Sequence[ActorRow], say: Catalogue) -> str:
    """Actors as a Markdown table."""
    names = ("name", "kind", "state", "facts", "id")
    lines = ["| " + " | ".join(say(f"column.{name}") for name in names) + " |", "|---" * len(names) + "|"]
    lines += (
        "| " + " | ".join(escape_markdown(str(getattr(row, name) or "")) for name in names) + " |" for row in rows
    )
    return "\n".join(lines) + "\n"
