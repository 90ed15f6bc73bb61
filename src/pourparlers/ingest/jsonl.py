"""JSON Lines to Documents: one object a line, its keys named by a field map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ..errors import SourceError
from ..types import Document, Published
from .document import Facts, make_document
from .options import FieldMap, IngestOptions, Problem, parse_moment

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def read_jsonl(
    stream: BinaryIO, *, uri: str, stated: Facts, options: IngestOptions, first: int = 1, stop: int | None = None
) -> Iterator[Document | Problem]:
    """A Document a line of `stream`, with uri "file.jsonl#L3"; a line that cannot be read is a Problem of that uri.

    Memory stays within one line. Blank lines are passed over. A file without any line is a Problem. Of a part of a
    file, `first` is the number of the line that `stream` stands at, and `stop` the byte at which the part ends.
    """
    number = first - 1
    seen = stop is not None  # a part of a file may well hold nothing
    while (stop is None or stream.tell() < stop) and (line := stream.readline(options.max_bytes + 1)):
        number += 1
        where = f"{uri}#L{number}"
        if number == 1:
            if line.startswith(_WIDE):
                yield Problem(uri=uri, reason="this JSON Lines file is in UTF-16: save it as UTF-8")
                return
            line = line.removeprefix(_BOM)
        if len(line) > options.max_bytes:
            _skip_line(stream, line, options.max_bytes)
            yield Problem(uri=where, reason=f"this line is larger than {options.max_bytes:,} bytes")
            seen = True
            continue
        if not line.strip():
            continue
        seen = True
        try:
            yield _read_line(line, uri=where, stated=stated, fields=options.fields)
        except SourceError as error:
            yield Problem(uri=where, reason=error.reason)
    if not seen:
        yield Problem(uri=uri, reason="the file is empty: nothing to read in it")


def _skip_line(stream: BinaryIO, line: bytes, size: int) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(size)


def _read_line(line: bytes, *, uri: str, stated: Facts, fields: FieldMap) -> Document:
    """The Document of one line; raises SourceError with the reason where it holds none."""
    warnings: tuple[str, ...] = ()
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        line = line.decode("cp1252", errors="replace").encode()
        warnings = ("read as cp1252",)
    try:
        row: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(f"this line is not JSON ({error})", uri=uri) from error
    if not isinstance(row, dict):
        raise SourceError("this line is JSON but not an object", uri=uri)
    return read_row(row, uri=uri, stated=stated, fields=fields, warnings=warnings)


def read_row(
    row: dict[str, Any], *, uri: str, stated: Facts, fields: FieldMap, warnings: tuple[str, ...] = ()
) -> Document:
    """The Document of one row, whose keys `fields` names; raises SourceError with the reason where it holds none."""
    text = _reach(row, fields.text)
    if text is None:
        raise SourceError(f"no field {fields.text!r}: say which field holds the text", uri=uri)
    if not isinstance(text, str):
        raise SourceError(f"the field {fields.text!r} is not a text", uri=uri)
    if not text.strip():
        raise SourceError(f"the field {fields.text!r} is empty", uri=uri)
    own, date_warnings = _published(row, fields)
    return make_document(
        text,
        uri=_word(row, fields.uri) or uri,
        stated=stated,
        own=own,
        title=_word(row, fields.title),
        outlet=_word(row, fields.outlet),
        language=_word(row, fields.language),
        warnings=warnings + date_warnings,
    )


def _published(row: dict[str, Any], fields: FieldMap) -> tuple[Published | None, tuple[str, ...]]:
    raw = _reach(row, fields.published)
    if raw is None or raw == "":
        return None, ()
    value = parse_moment(str(raw))
    if value is None:
        return None, (f"the field {fields.published!r} is not an ISO 8601 date: {str(raw)[:40]!r}",)
    return Published(value=value, basis="metadata"), ()


def _word(row: dict[str, Any], key: str) -> str | None:
    value = _reach(row, key)
    return value.strip() or None if isinstance(value, str) else None


def _reach(row: dict[str, Any], key: str) -> Any:
    """The value under `key`, or under its dotted path."""
    if key in row:
        return row[key]
    value: Any = row
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
