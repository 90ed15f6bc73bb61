"""The record as tables, in CSV or Parquet, with their data dictionary.

`tables_texts` and `tables_facts` are the one place that says what the columns are: the files, the dictionary beside
them and the page of the documentation all come from there. `id` is unique in its table; a column named after another
object holds that object's id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from ..errors import ConfigError
from ..types import Record
from . import tables_facts, tables_texts
from .cells import Value, write_cell, write_line
from .columns import ColumnType, Table

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-not-found,import-untyped,unused-ignore]  # an extra, without annotations

TableFormat: TypeAlias = Literal["csv", "parquet"]

TABLES: Final[tuple[Table, ...]] = (*tables_texts.TABLES, *tables_facts.TABLES)
"""Every table, in the order of the dictionary."""

DICTIONARY: Final = "dictionary.csv"
"""The data dictionary beside the tables, CSV in either format."""

FILES: Final[frozenset[str]] = frozenset(
    {DICTIONARY, *(f"{table.name}.{suffix}" for table in TABLES for suffix in ("csv", "parquet"))}
)
"""Every file that an export of tables may write."""

_MEANINGS: Final[dict[ColumnType, str]] = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "date": "ISO day, `YYYY-MM-DD`",
}


_NO_PYARROW: Final = 'Parquet needs pyarrow, which is not installed: pip install "pourparlers[parquet]"'

_PREFACE: Final = """# The tables

What `pourparlers export --format csv` and `--format parquet` write: one file a table, and `dictionary.csv`, which says
the same as this page. The page is made from the code by `render_dictionary`; a test compares the two.

An empty cell means that nothing is known. A column named after another object (`document`, `actor`, `contact` …) holds
its id. Places in a text are code points, from 0, the end excluded. In CSV, a text that a spreadsheet would take for a
formula (it begins with `=`, `+`, `-`, `@`, a tab, a carriage return or an apostrophe) has an apostrophe before it:
drop one leading apostrophe to get the text. Parquet keeps texts as they are.

| type | in CSV | in Parquet |
|---|---|---|
"""


def write_tables(record: Record, folder: Path, form: TableFormat, *, without_text: bool = False) -> int:
    """Write every table of `record` and the dictionary into `folder`, which is there; gives the number of rows.

    `without_text` leaves the column of the documents' texts empty. Raises ConfigError for Parquet without pyarrow.
    """
    if form == "parquet":
        load_pyarrow()
    count = 0
    for table in TABLES:
        rows = _read(table, record, without_text=without_text)
        count += len(rows)
        path = folder / f"{table.name}.{form}"
        if form == "csv":
            path.write_bytes(b"".join(_encode_csv(table, rows)))
        else:
            _write_parquet(table, rows, path)
    (folder / DICTIONARY).write_bytes(b"".join(encode_dictionary()))
    return count


def _read(table: Table, record: Record, *, without_text: bool) -> list[list[Value]]:
    rows = list(table.rows(record))
    if without_text and table.find(record) is record.documents:
        at = [column.name for column in table.columns].index("text")
        rows = [[None if i == at else value for i, value in enumerate(row)] for row in rows]
    return rows


def _encode_csv(table: Table, rows: Sequence[Sequence[Value]]) -> Iterator[bytes]:
    yield write_line(column.name for column in table.columns)
    for row in rows:
        yield write_line(write_cell(value) for value in row)


def load_pyarrow() -> Any:
    """pyarrow, with its module for Parquet. Raises ConfigError that says how to install it."""
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        import pyarrow.parquet  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError(
            'Parquet needs pyarrow, which is not installed: pip install "pourparlers[parquet]"'
        ) from error
    return pyarrow


def make_schema(table: Table) -> pyarrow.Schema:
    """The Parquet schema of a table; the meaning of each column is in its metadata."""
    arrow = load_pyarrow()
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
    }
    return arrow.schema(
        [arrow.field(c.name, types[c.type], metadata={"meaning": c.meaning}) for c in table.columns],
        metadata={"meaning": table.meaning},
    )


def _write_parquet(table: Table, rows: Sequence[Sequence[Value]], path: Path) -> None:
    from datetime import date  # noqa: PLC0415 - beside its only use

    arrow, schema = load_pyarrow(), make_schema(table)
    columns: list[list[Any]] = [[row[i] for row in rows] for i in range(len(table.columns))]
    for i, column in enumerate(table.columns):
        if column.type == "date":
            columns[i] = [date.fromisoformat(value) if value else None for value in columns[i]]
        elif column.type == "number":
            columns[i] = [None if value is None else float(value) for value in columns[i]]
    arrays = [arrow.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
    arrow.parquet.write_table(arrow.Table.from_arrays(arrays, schema=schema), path, compression="zstd")


def encode_dictionary() -> Iterator[bytes]:
    """The data dictionary as CSV: table, column, type, meaning, the values of a closed vocabulary."""
    yield write_line(("table", "column", "type", "meaning", "values"))
    for table in TABLES:
        for column in table.columns:
            yield write_line((table.name, column.name, column.type, column.meaning, "; ".join(column.values)))


def render_dictionary() -> str:
    """The data dictionary as a page of Markdown."""
    lines = _PREFACE.splitlines()
    arrow = {"string": "string", "integer": "int64", "number": "double", "boolean": "bool", "date": "date32"}
    lines += (f"| {name} | {meaning} | {arrow[name]} |" for name, meaning in _MEANINGS.items())
    for table in TABLES:
        lines += ["", f"## {table.name}", "", table.meaning, "", "| column | type | meaning |", "|---|---|---|"]
        for column in table.columns:
            values = f": {', '.join(f'`{value}`' for value in column.values)}" if column.values else ""
            lines.append(f"| `{column.name}` | {column.type} | {column.meaning}{values} |")
    return "\n".join(lines) + "\n"
