"""The user's map from posts of a source to offices of the tables.

A CSV with the columns ``wikidata`` (the post: a QID, a FollowTheMoney id, or the key that the list of
problems shows) and ``office`` (an office's id, or ``-`` to leave the post out). A line whose office is
new describes it: ``function``, ``body`` (an id, a QID or a code), ``title_fr_m``, and if wanted
``title_fr_f`` and ``title_en``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path

from pourparlers.errors import KnowledgeError

__all__ = ["LEFT_OUT", "MapRow", "load_map"]

LEFT_OUT = "-"
_ID = re.compile(r"[a-z0-9][a-z0-9._\-]*\Z")


@dataclass(frozen=True, slots=True)
class MapRow:
    """A line of the map."""

    wikidata: str
    office: str
    function: str = ""
    body: str = ""
    title_fr_m: str = ""
    title_fr_f: str = ""
    title_en: str = ""


def load_map(path: Path, offices: Collection[str]) -> dict[str, MapRow]:
    """Give the lines of *path* by post; *offices* are the ids that need no description.

    Raises ``KnowledgeError`` with file and line for a table that is none, an office that is neither known
    nor described, or a post named twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError("not UTF-8: save it as UTF-8", path=path) from error
    except OSError as error:
        raise KnowledgeError(error.strerror or str(error), path=path) from error
    reader = csv.DictReader(text.splitlines())
    known = {item.name for item in fields(MapRow)}
    header = reader.fieldnames or []
    if not {"wikidata", "office"} <= set(header) or not set(header) <= known:
        reason = (
            f"the columns must be wikidata, office and, if wanted, {', '.join(sorted(known - {'wikidata', 'office'}))}"
        )
        raise KnowledgeError(reason, path=path, line=1)
    found: dict[str, MapRow] = {}
    for cells in reader:
        if None in cells or None in cells.values():
            raise KnowledgeError("not as many cells as the header has", path=path, line=reader.line_num)
        row = MapRow(**{name: cell.strip() for name, cell in cells.items()})
        if reason := _fault(row, offices, found):
            raise KnowledgeError(reason, path=path, line=reader.line_num)
        found[row.wikidata] = row
    return found


def _fault(row: MapRow, offices: Collection[str], found: Collection[str]) -> str:
    """Say what is wrong with a line, "" for nothing."""
    if not row.wikidata or not row.office:
        return "a line needs a post (wikidata) and an office"
    if row.wikidata in found:
        return f"a second line for {row.wikidata}"
    if row.office == LEFT_OUT or row.office in offices:
        return ""
    if not _ID.match(row.office):
        return f"{row.office!r} cannot be an id: small letters, digits, full stops, hyphens"
    if not (row.function and row.body and row.title_fr_m):
        return f"no office has the id {row.office}: give function, body and title_fr_m, and it is made"
    return ""
