"""Write the tables of a user's folder: rows laid over those that are there, and every file whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pourparlers.knowledge.load import REPLACES, TABLES, Table

__all__ = ["POSITIONS", "Row", "merge", "merge_positions", "read_cells", "write_all"]

POSITIONS = "positions"
Row = tuple[Any, tuple[str, ...] | None]
"""A record, and the key of the row that it takes the place of (none where it is new or keeps its key)."""

_BY_NAME = {table.name: table for table in TABLES}
# A killed run may leave some tables new and some old: what others point to goes first.
_ORDER = ("organisations", "offices", "persons", POSITIONS, "tenures")


def read_cells(folder: Path, name: str) -> list[dict[str, str]]:
    """Give the rows of a table of *folder* as they stand; none where there is no such table."""
    path = folder / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [dict(row) for row in csv.DictReader(file, skipinitialspace=True)]


def merge(folder: Path, name: str, rows: Iterable[Row], below: Collection[tuple[str, ...]]) -> str:
    """Give the text of a table of *folder* with *rows* over it.

    *below* are the keys that the tables under the folder (the packaged ones, other folders) have: a
    row that changes such a key says so in the column ``replaces``.
    """
    table = _BY_NAME[name]
    columns = [item.name for item in fields(table.record)]
    found = {_key(table, cells): cells for cells in read_cells(folder, name)}
    new: dict[tuple[str, ...], dict[str, str]] = {}
    for record, base in rows:
        cells = {column: _cell(getattr(record, column)) for column in columns}
        key = _key(table, cells)
        replaced = found.get(key, {}).get(REPLACES, "").split(";")
        if base is not None and base != key:
            replaced += found.pop(base, {}).get(REPLACES, "").split(";")
            replaced += ["|".join(base)] if base in below else []
        cells[REPLACES] = ";".join(dict.fromkeys(part.strip() for part in replaced if part.strip()))
        (found if key in found else new)[key] = cells
    found |= {key: new[key] for key in sorted(new)}
    if any(cells.get(REPLACES) for cells in found.values()):
        columns.append(REPLACES)
    return _text(columns, found.values())


def merge_positions(folder: Path, positions: Mapping[str, str]) -> str:
    """Give the text of ``positions.csv`` of *folder* with *positions* (post: office) over it."""
    found = {cells["wikidata"]: cells["office"] for cells in read_cells(folder, POSITIONS)}
    found |= dict(sorted(positions.items()))
    return _text(("wikidata", "office"), ({"wikidata": key, "office": office} for key, office in found.items()))


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the tables: each beside its place, then all moved there; an error leaves the old ones.

    Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: list[tuple[str, Path]] = []
    umask = os.umask(0)
    os.umask(umask)
    try:
        for name in sorted(texts, key=_ORDER.index):
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.", suffix=".new")
            waiting.append((temporary, folder / f"{name}.csv"))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(texts[name])
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o666 & ~umask)
        while waiting:
            os.replace(*waiting[0])
            waiting.pop(0)
    finally:
        for temporary, _ in waiting:
            os.unlink(temporary)


def _key(table: Table, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Give the key of a row."""
    return tuple(cells.get(column) or "" for column in table.key)


def _cell(value: object) -> str:
    """Give a field as the tables write it."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "|".join(value) if isinstance(value, tuple) else str(value)


def _text(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Give the CSV of *rows*."""
    columns = list(columns)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cells.get(column) or "" for column in columns] for cells in rows)
    return out.getvalue()
