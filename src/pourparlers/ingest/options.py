"""What a caller may say about the sources it hands in, and what is said of one that cannot be read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec

from ..errors import ConfigError
from ..types import Struct

MAX_BYTES = 5_000_000
"""Largest source that is read, in bytes: a dispatch is some kilobytes; larger files are archives or accidents."""
MAX_FILE = 50_000_000
"""Largest packed document, feed or message that is taken into memory, in bytes: pictures make them large."""
MAX_SECONDS = 30.0
"""Longest that reading one dispatch of a packed form may take before its reader is killed, in seconds."""
MAX_DEPTH = 300
"""Deepest nesting of open HTML elements: real pages stay under 60; parsers hang on pages made to be deep."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}.*)?", re.S)


class FieldMap(Struct, frozen=True):
    """Which key of a JSON line holds what. A dotted name reaches into nested objects ("source.name")."""

    text: str = "text"
    title: str = "title"
    uri: str = "uri"
    outlet: str = "outlet"
    published: str = "published"
    language: str = "language"


class Problem(Struct, frozen=True):
    """One input that could not be read: `uri` names it, `reason` says why in words a person can act on.

    `skipped` is the number of files left aside because nothing reads their kind; 0 for a failure. `empty` is a folder
    that holds no file that is read, which is no failure where files are still to come.
    """

    uri: str
    reason: str
    skipped: int = 0
    empty: bool = False


class IngestOptions(Struct, frozen=True):
    """What the sources do not say themselves.

    `published` (YYYY, YYYY-MM or YYYY-MM-DD) and `outlet` hold for every source and overrule what a source says;
    a row of `sidecar` (CSV: file,published,outlet[,uri]) overrules both for its file. `max_bytes` caps one dispatch
    (one line of a JSON Lines file), `max_file` a packed document, feed or message, `max_depth` the nesting of
    elements, `max_seconds` the time that one dispatch of a form other than text and JSON Lines may take.
    """

    published: str | None = None
    outlet: str | None = None
    sidecar: Path | None = None
    fields: FieldMap = FieldMap()
    max_bytes: int = MAX_BYTES
    max_depth: int = MAX_DEPTH
    max_file: int = MAX_FILE
    max_seconds: float = MAX_SECONDS


def parse_field_map(assignments: list[str] | tuple[str, ...]) -> FieldMap:
    """The field map that "text=body" style assignments describe; raises ConfigError for one that is not known."""
    known = FieldMap.__struct_fields__
    chosen: dict[str, str] = {}
    for assignment in assignments:
        name, sign, key = assignment.partition("=")
        if not sign or name not in known or not key:
            raise ConfigError(f"field mapping {assignment!r}: write NAME=KEY with NAME one of {', '.join(known)}")
        chosen[name] = key
    return msgspec.structs.replace(FieldMap(), **chosen)


def is_date(value: str) -> bool:
    """Whether `value` is YYYY, YYYY-MM or YYYY-MM-DD and stands in the calendar."""
    found = _DATE.fullmatch(value)
    if not found or not value.isascii():
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def parse_moment(value: str) -> str | None:
    """The day, month or year in an ISO 8601 date or date and time, as EDTF; None where there is none.

    The day is the one written, in the time zone of the writer: "2022-01-21T23:30:00+01:00" is 2022-01-21.
    """
    stripped = value.strip()
    found = _MOMENT.fullmatch(stripped)
    day = found[1] if found else stripped
    return day if is_date(day) else None


def check_options(options: IngestOptions) -> None:
    """Raise ConfigError where an option cannot be meant."""
    if options.published is not None and not is_date(options.published):
        raise ConfigError(f"published {options.published!r}: write a day as YYYY-MM-DD (or YYYY-MM where that is all)")
    if min(options.max_bytes, options.max_depth, options.max_file, options.max_seconds) <= 0:
        raise ConfigError("the caps on size, nesting and time must be above 0")
