"""Series of figures for a terminal, as Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..lang.catalogue import Catalogue
from .render import escape_markdown, plain, shorten
from .series import Point, Series

COLUMNS = (
    "what", "of", "place", "value", "first", "last", "low", "high", "approximate", "giver", "according_to", "words",
    "sources", "figures",
)  # fmt: skip
"""The columns of the CSV: a line is a point."""


def render_series(series: Sequence[Series], say: Catalogue) -> RenderableType:
    """A heading a thing, a line a point: date, number, according to whom; below it the words and their source."""
    parts: list[RenderableType] = []
    for one in series:
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(min_width=12, max_width=24)
        table.add_column(ratio=1)
        for point in one.points:
            head = Text(plain(point.number), style="bold")
            if point.according_to:
                head.append(f"  {say('figure.according_to', who=plain(point.according_to))}", style="green")
            words = " / ".join(say("render.quoted", words=shorten(w)) for w in point.words)
            source = Text(plain("; ".join(point.sources)), style="dim")
            table.add_row(point.date, Group(head, Text(words, style="italic"), source))
        parts += [Text(plain(one.title), style="bold cyan"), Padding(table, (0, 0, 1, 2))]
    return Group(*parts)


def render_series_markdown(series: Sequence[Series], say: Catalogue, *, title: str) -> str:
    """A heading and a table a thing."""
    names = [say(f"series.{name}") for name in ("date", "number", "giver", "words", "sources")]
    lines = [f"# {title}", ""]
    for one in series:
        lines += [f"## {escape_markdown(one.title)}", "", "| " + " | ".join(names) + " |", "|---" * len(names) + "|"]
        for point in one.points:
            words = " / ".join(say("render.quoted", words=escape_markdown(w)) for w in point.words)
            cells = (point.date, point.number, point.according_to, "; ".join(point.sources))
            date, number, giver, sources = map(escape_markdown, cells)
            lines.append(f"| {date} | {number} | {giver} | {words} | {sources} |")
        lines.append("")
    return "\n".join(lines)


def render_series_csv(series: Sequence[Series]) -> Iterator[str]:
    """A line a point, the names of the columns first; several words, sources and ids are joined by `; `."""
    yield _csv_line(COLUMNS)
    for one in series:
        place = one.place.name.en if one.place else ""
        for point in one.points:
            yield _csv_line([one.what, one.of or "", place, *_cells(point)])


def _cells(point: Point) -> list[str]:
    numbers = ["" if n is None else f"{n:.15g}" for n in (point.low, point.high)]
    lists = ["; ".join(part) for part in (point.words, point.sources, point.figures)]
    return [
        point.value or "", point.first or "", point.last or "", *numbers, str(point.approximate).lower(),
        point.giver or "", point.according_to, *lists,
    ]  # fmt: skip


def _csv_line(values: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()


def render_series_json(series: Sequence[Series]) -> str:
    """The series as a JSON array."""
    return msgspec.json.format(msgspec.json.encode(series), indent=1).decode() + "\n"
