"""The record as JSON lines, the public wire form: a header, then every object, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ..store.links import FIELDS
from ..types import Document, Header, Record, WireObject

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def encode_lines(record: Record, *, without_text: bool = False) -> Iterator[bytes]:
    """One JSON object a line, newline included: the header, documents, actors, mentions, times, then facts.

    `without_text` leaves out the text of the documents. Everything else stays, the words of each span included:
    they are what the record quotes, with where they stand.
    """
    encoder = msgspec.json.Encoder()
    yield encoder.encode(record.header) + b"\n"
    for field in FIELDS:
        for item in getattr(record, field):
            bare = without_text and isinstance(item, Document)
            yield encoder.encode(msgspec.structs.replace(item, text=None) if bare else item) + b"\n"


def write_jsonl(record: Record, out: BinaryIO, *, without_text: bool = False) -> int:
    """Write `record` to the binary file `out`; gives the number of lines."""
    lines = 0
    for line in encode_lines(record, without_text=without_text):
        out.write(line)
        lines += 1
    return lines


def read_jsonl(lines: Iterator[bytes] | list[bytes]) -> Record:
    """The record that an export holds. Raises msgspec.DecodeError, with the line's number, where it is not one."""
    decoder = msgspec.json.Decoder(WireObject)
    header: Header | None = None
    fields: dict[str, list[Any]] = {name: [] for name in FIELDS}
    by_class = {cls: name for name, cls in FIELDS.items()}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = decoder.decode(line)
        except msgspec.MsgspecError as error:
            raise msgspec.DecodeError(f"line {number}: {error}") from error
        if isinstance(item, Header):
            header = item
        else:
            fields[by_class[type(item)]].append(item)
    if header is None:
        raise msgspec.DecodeError("line 1: no header; the first line of an export has the type record")
    return Record(header=header, **{name: tuple(items) for name, items in fields.items()})


def wire_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of an export."""
    schema = msgspec.json.schema(WireObject)
    return {"$schema": _DRAFT, "title": "One line of a pourparlers export", **schema}
