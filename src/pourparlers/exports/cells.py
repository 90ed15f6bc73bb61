"""Cells of tables that spreadsheets open: text that would be taken for a formula is kept text.

A text that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or an apostrophe gets an apostrophe before it,
which spreadsheets take for "this is text". To read the text itself, drop one leading apostrophe. Numbers are never
changed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "'")

Value = str | int | float | bool | None


def guard(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def unguard(cell: str) -> str:
    """The text that `guard` was given."""
    return cell[1:] if cell.startswith("'") else cell


def write_cell(value: Value) -> str:
    """A value as a CSV cell: empty for None, `true` and `false`, numbers in full, text guarded."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return guard(value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    return repr(value)


def write_line(cells: Iterable[str], *, delimiter: str = ",") -> bytes:
    """Cells as one line, UTF-8, quoted only where they must be, a line feed at the end."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(list(cells))
    return out.getvalue().encode()


def join(parts: Iterable[str], *, none: str = "") -> str:
    """Several values in one cell, `; ` between them, `none` for one that is empty; each on one line."""
    return "; ".join(" ".join(part.split()) or none for part in parts)


def squeeze(cells: Sequence[str]) -> list[str]:
    """Cells without tabs and line breaks, for formats whose readers split lines."""
    return [" ".join(cell.split()) for cell in cells]
