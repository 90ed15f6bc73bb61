"""Read the knowledge base from CSV tables.

``load_knowledge`` takes folders and gives a ``KnowledgeBase``. The tables packaged in ``data/``
come first; a row of a later folder replaces the row with the same key, or is added. A folder may
hold any subset of the tables, and a table of a user's folder any subset of the columns as long as
the key columns are there (the others are read as empty).

Where the key itself is to be corrected (the first day of a tenure), the column ``replaces`` of the new
row holds the key of the row that it takes the place of: its cells with ``|`` between them, and ``;``
between the keys of several rows. A key that no earlier folder has is let pass.
"""

from __future__ import annotations

import csv
import hashlib
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pourparlers.errors import KnowledgeError
from pourparlers.knowledge.model import (
    Format,
    Gap,
    KnowledgeBase,
    Leading,
    Meeting,
    Member,
    Metonym,
    Office,
    Organisation,
    Person,
    PlaceName,
    State,
    Succession,
    Tenure,
)

__all__ = ["REPLACES", "TABLES", "Table", "load_knowledge"]

REPLACES = "replaces"
"""The column, of any table of a user's folder, that names the keys of the rows that a row takes the place of."""

_T = TypeVar("_T")
_K = TypeVar("_K")
_ID = re.compile(r"[a-z0-9][a-z0-9._\-]*\Z")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
_DAY_LENGTH = len("2022-01-21")


@dataclass(frozen=True, slots=True)
class Table:
    """How one CSV becomes records: its key columns, and what a cell must look like."""

    name: str
    record: type[Any]
    key: tuple[str, ...]
    required: tuple[str, ...]
    ids: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()


_GENDER = ("gender", ("m", "f", ""))

TABLES = (
    Table("states", State, ("id",), ("id", "name_fr"), ids=("id",)),
    Table("organisations", Organisation, ("id",), ("id", "name_fr"), ids=("id",)),
    Table("persons", Person, ("id",), ("id", "name_fr"), ids=("id",), choices=(_GENDER,)),
    Table(
        "offices",
        Office,
        ("id",),
        ("id", "function", "body", "title_fr_m"),
        ids=("id", "body"),
    ),
    Table("formats", Format, ("id",), ("id", "name_fr"), ids=("id",), dates=("start", "end")),
    Table(
        "tenures",
        Tenure,
        ("office", "person", "start"),
        ("office", "person", "start"),
        ids=("office", "person"),
        dates=("start", "end"),
        days=("checked_until",),
        choices=(("acting", ("yes", "")),),
    ),
    Table(
        "gaps",
        Gap,
        ("office", "start"),
        ("office", "start", "why"),
        ids=("office",),
        dates=("start", "end"),
        choices=(("why", ("vacant", "no_office", "unknown")),),
    ),
    Table(
        "members",
        Member,
        ("organisation", "member", "start"),
        ("organisation", "member"),
        ids=("organisation", "member"),
        dates=("start", "end"),
    ),
    Table(
        "leading",
        Leading,
        ("state", "start"),
        ("state",),
        ids=("state",),
        dates=("start", "end"),
        choices=(("function", ("head_of_government", "")),),
    ),
    Table("metonyms", Metonym, ("surface_fr", "actor", "kind"), ("surface_fr", "actor")),
    Table(
        "successions",
        Succession,
        ("state", "earlier"),
        ("state", "earlier"),
        ids=("state", "earlier"),
        days=("until",),
    ),
    Table("meetings", Meeting, ("first", "place", "who"), ("first", "who"), days=("first", "last")),
    Table("places", PlaceName, ("name_fr", "state", "geonames", "kind"), ("name_fr",)),
)


def load_knowledge(*folders: Path) -> KnowledgeBase:
    """Give the packaged knowledge base, with the rows of *folders* put over it in order.

    Raises ``KnowledgeError``, naming file, line and reason, for a row that cannot be read, and
    for a folder that is none.
    """
    sources = [_packaged(), *(_folder(path) for path in folders)]
    digest = hashlib.sha256()
    rows: dict[str, dict[_Key, Any]] = {table.name: {} for table in TABLES}
    for source in sources:
        for table in TABLES:
            found = source(table.name)
            if found is None:
                continue
            where, text = found
            digest.update(f"{table.name}\0{text}\0".encode())
            replaced, read = _read(table, where, text)
            for key in replaced:
                rows[table.name].pop(key, None)
            rows[table.name].update(read)
    return _assemble({name: list(found.values()) for name, found in rows.items()}, digest)


_Key = tuple[str, ...]
_Source = Callable[[str], tuple[str, str] | None]


def _packaged() -> _Source:
    """Give a reader of the tables that are shipped with the program."""
    folder = files("pourparlers.knowledge") / "data"

    def read(name: str) -> tuple[str, str] | None:
        resource = folder / f"{name}.csv"
        if not resource.is_file():
            return None
        return str(resource), _decode(str(resource), resource.read_bytes())

    return read


def _folder(path: Path) -> _Source:
    """Give a reader of the tables in a user's folder."""
    if not path.is_dir():
        raise KnowledgeError("not a folder: give one that holds tables such as persons.csv", path=path)

    def read(name: str) -> tuple[str, str] | None:
        file = path / f"{name}.csv"
        if not file.is_file():
            return None
        return str(file), _decode(str(file), file.read_bytes())

    return read


def _decode(where: str, data: bytes) -> str:
    """Give the text of a table, which must be UTF-8 (a byte-order mark is skipped)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise KnowledgeError("not UTF-8: save it as UTF-8", path=where, line=line) from error


def _read(table: Table, where: str, text: str) -> tuple[list[_Key], dict[_Key, Any]]:
    """Give the keys that one table replaces and its records by key; raise ``KnowledgeError`` at the first bad row."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True, skipinitialspace=True)
    replaced: list[_Key] = []
    try:
        header = next(reader, [])
        build = _builder(table, where, header)
        place = header.index(REPLACES) if REPLACES in header else -1
        found: dict[_Key, Any] = {}
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                reason = f"{len(cells)} cells where the header has {len(header)}"
                raise KnowledgeError(reason, path=where, line=reader.line_num)
            try:
                key, record = build(cells)
            except ValueError as error:
                raise KnowledgeError(str(error), path=where, line=reader.line_num) from error
            if key in found:
                reason = f"a second row for {'/'.join(key)}"
                raise KnowledgeError(reason, path=where, line=reader.line_num)
            found[key] = record
            if place >= 0 and cells[place]:
                replaced += _replaced(table, cells[place], where, reader.line_num)
    except csv.Error as error:
        raise KnowledgeError(str(error), path=where, line=reader.line_num) from error
    return replaced, found


def _replaced(table: Table, cell: str, where: str, line: int) -> Iterator[_Key]:
    """Give the keys in a cell of the column ``replaces``."""
    for told in filter(None, map(str.strip, cell.split(";"))):
        key = tuple(part.strip() for part in told.split("|"))
        if len(key) != len(table.key):
            reason = f"{REPLACES}: {told!r} is no key, write {'|'.join(table.key)}"
            raise KnowledgeError(reason, path=where, line=line)
        yield key


_Row = tuple[_Key, Any]


def _builder(table: Table, where: str, header: Sequence[str]) -> Callable[[Sequence[str]], _Row]:
    """Give the function that turns the cells of a line into a key and a record."""
    missing = [name for name in table.required if name not in header]
    if missing:
        raise KnowledgeError(f"no column {', '.join(missing)}", path=where, line=1)
    names = [item.name for item in fields(table.record)]
    strange = [name for name in header if name not in names and name != REPLACES]
    if strange or len(set(header)) != len(header):
        reason = f"unknown column {', '.join(strange)}" if strange else "a column named twice"
        raise KnowledgeError(reason, path=where, line=1)
    column = {name: header.index(name) for name in names if name in header}
    plan = [(column.get(item.name, -1), _converter(str(item.type))) for item in fields(table.record)]
    key = [column.get(name, -1) for name in table.key]
    checks = list(_checks(table, column))

    def build(cells: Sequence[str]) -> _Row:
        for name, index, rule in checks:
            if not rule(cells[index]):
                raise ValueError(f"{name}: {cells[index]!r} is not allowed")
        given = [*cells, ""]
        values = [convert(given[index]) if convert else given[index] for index, convert in plan]
        return tuple([given[index] for index in key]), table.record(*values)

    return build


def _converter(kind: str) -> Callable[[str], Any] | None:
    """Give what reads a cell of a field declared as *kind*; ``None`` where the text itself is the value."""
    if kind.startswith("tuple"):
        return _several
    return _flag if kind == "bool" else None


def _several(cell: str) -> tuple[str, ...]:
    """Give the values of a cell, which ``|`` separates."""
    if not cell:
        return ()
    return tuple([part for part in map(str.strip, cell.split("|")) if part])


def _flag(cell: str) -> bool:
    """Give whether a cell says yes."""
    return cell == "yes"


def _checks(table: Table, column: dict[str, int]) -> Iterator[tuple[str, int, Callable[[str], object]]]:
    """Give, for each column that has a rule, its name, its place and the rule."""
    rules: list[tuple[Iterable[str], Callable[[str], object]]] = [
        (table.required, str.strip),
        (table.ids, _ID.match),
        (table.dates, lambda cell: not cell or _is_date(cell)),
        (table.days, lambda cell: not cell or (len(cell) == _DAY_LENGTH and _is_date(cell))),
    ]
    rules += [((name,), values.__contains__) for name, values in table.choices]
    for names, rule in rules:
        for name in names:
            if name in column:
                yield name, column[name], rule


def _is_date(cell: str) -> bool:
    """Say whether a cell is an EDTF year, month or day that the calendar has."""
    if not _DATE.match(cell):
        return False
    if len(cell) < _DAY_LENGTH or cell[8:] <= "28":
        return True
    return int(cell[8:]) <= monthrange(int(cell[:4]), int(cell[5:7]))[1]


def _assemble(rows: dict[str, list[Any]], digest: Any) -> KnowledgeBase:
    """Give the knowledge base made of the rows of every table."""
    tenures: tuple[Tenure, ...] = tuple(rows["tenures"])
    gaps: tuple[Gap, ...] = tuple(rows["gaps"])
    members: tuple[Member, ...] = tuple(rows["members"])
    metonyms: tuple[Metonym, ...] = tuple(rows["metonyms"])
    leading: tuple[Leading, ...] = tuple(rows["leading"])
    offices: list[Office] = rows["offices"]
    return KnowledgeBase(
        states={row.id: row for row in rows["states"]},
        organisations={row.id: row for row in rows["organisations"]},
        persons={row.id: row for row in rows["persons"]},
        offices={row.id: row for row in offices},
        formats={row.id: row for row in rows["formats"]},
        tenures=tenures,
        gaps=gaps,
        members=members,
        metonyms=metonyms,
        places=tuple(rows["places"]),
        leading=leading,
        successions=tuple(rows["successions"]),
        meetings=tuple(rows["meetings"]),
        version=digest.hexdigest()[:12],
        tenures_by_office=_grouped(tenures, lambda row: row.office),
        gaps_by_office=_grouped(gaps, lambda row: row.office),
        tenures_by_person=_grouped(tenures, lambda row: row.person),
        offices_by_post=_grouped(offices, lambda row: (row.function, row.body)),
        members_by_organisation=_grouped(members, lambda row: row.organisation),
        metonyms_by_actor=_grouped(metonyms, lambda row: row.actor),
        leading_by_state=_grouped(leading, lambda row: row.state),
    )


def _grouped(rows: Iterable[_T], key: Callable[[_T], _K]) -> dict[_K, tuple[_T, ...]]:
    """Give the rows under each key, in the order of the table."""
    groups: defaultdict[_K, list[_T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: tuple(found) for name, found in groups.items()}
