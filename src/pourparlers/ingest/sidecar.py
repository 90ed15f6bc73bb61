"""The sidecar CSV: what a person states about files whose text does not say it.

Columns: file, published, outlet and, if wanted, uri. `file` is relative to the CSV's folder. Empty cells state
nothing. Everything wrong in it is a ConfigError that names the line, raised before any source is read.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ..errors import ConfigError, SourceError
from .document import Facts
from .encoding import decode_bytes
from .options import is_date

_COLUMNS = ("file", "published", "outlet", "uri")


def read_sidecar(path: Path) -> dict[Path, Facts]:
    """What the sidecar at `path` states, by resolved path of the file. Raises ConfigError where it is wrong."""
    try:
        text = decode_bytes(path.read_bytes(), uri=str(path)).text
    except OSError as error:
        raise ConfigError(f"sidecar {path}: cannot be read ({error.strerror})") from error
    except SourceError as error:
        raise ConfigError(f"sidecar {path}: {error.reason}") from error
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in head and "," not in head else ",")
    columns = [c.strip() for c in reader.fieldnames or ()]
    reader.fieldnames = columns
    unknown = [c for c in columns if c not in _COLUMNS]
    if unknown or "file" not in columns or len(set(columns)) != len(columns):
        what = f"unknown columns {', '.join(map(repr, unknown))}" if unknown else "the first line must name the columns"
        raise ConfigError(f"sidecar {path}: {what}; the columns are file,published,outlet[,uri]")
    stated: dict[Path, Facts] = {}
    try:
        for row in reader:
            key, facts = _read_row(row, path=path, line=reader.line_num)
            if key in stated:
                raise ConfigError(f"sidecar {path}:{reader.line_num}: {row['file']} is named twice")
            stated[key] = facts
    except csv.Error as error:
        raise ConfigError(f"sidecar {path}:{reader.line_num}: not CSV ({error})") from error
    return stated


def _read_row(row: dict[str, str], *, path: Path, line: int) -> tuple[Path, Facts]:
    where = f"sidecar {path}:{line}"
    if None in row or None in row.values():
        raise ConfigError(f"{where}: this line has not as many cells as the first; quote a cell that holds a comma")
    cells = {name: value.strip() for name, value in row.items()}
    file = path.parent / cells["file"]
    if not cells["file"] or not file.is_file():
        raise ConfigError(f"{where}: no file {cells['file']!r} beside the sidecar")
    published = cells.get("published") or None
    if published and not is_date(published):
        raise ConfigError(f"{where}: {published!r} is not a date; write YYYY-MM-DD (or YYYY-MM)")
    return file.resolve(), Facts(published=published, outlet=cells.get("outlet") or None, uri=cells.get("uri") or None)
