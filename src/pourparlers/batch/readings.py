"""The file of a shard's readings: compressed JSON lines, with a receipt beside it that says that it is whole.

A line is a document as ingest gave it with its reading, or an input that gave none. Both files appear whole or not at
all, the receipt last. The same shard gives the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeAlias

import msgspec

from ..drafts import Reading
from ..errors import BatchError
from ..exports.files import replace_file
from ..store.files import sync_folder
from ..types import Document, Struct

_LEVEL = 3
"""Of gzip: a sixth of a millisecond a dispatch; higher levels cost more and save little."""


class Read(Struct, frozen=True, tag="read"):
    """A document as ingest gave it, and its reading, whose own document has no text."""

    given: Document
    reading: Reading


class Unread(Struct, frozen=True, tag="unread"):
    """An input that gave no document; `skipped` as in `Problem`."""

    uri: str
    reason: str
    skipped: int = 0


Line: TypeAlias = Read | Unread
_LINE = msgspec.json.Decoder(Line)


class Receipt(Struct, frozen=True):
    """What a file of readings holds: its size in bytes, and the digest of its lines before they are compressed."""

    shard: str
    documents: int
    problems: int
    skipped: int
    size: int
    sha256: str


_RECEIPT = msgspec.json.Decoder(Receipt)


class ReadingsWriter:
    """Writes the lines of one shard into the folder `readings`; `finish` gives them their name, with the receipt."""

    def __init__(self, out: IO[bytes], shard: str) -> None:
        self._shard = shard
        self._file = out
        self._zip = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=out, mtime=0)
        self._digest = hashlib.sha256()
        self._documents = self._problems = self._skipped = 0

    def put(self, line: Line) -> None:
        """Add a line. Raises OSError where there is no room."""
        if isinstance(line, Read):
            self._documents += 1
        elif line.skipped:
            self._skipped += line.skipped
        else:
            self._problems += 1
        data = msgspec.json.encode(line) + b"\n"
        self._digest.update(data)
        self._zip.write(data)

    def finish(self) -> Receipt:
        """All lines are in, and on disk when this returns."""
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        return Receipt(
            shard=self._shard,
            documents=self._documents,
            problems=self._problems,
            skipped=self._skipped,
            size=self._file.tell(),
            sha256=self._digest.hexdigest(),
        )


def find_lines(folder: Path, shard: str) -> Path:
    """Where the readings of a shard lie."""
    return folder / f"{shard}.jsonl.gz"


def _find_receipt(folder: Path, shard: str) -> Path:
    return folder / f"{shard}.json"


def put_receipt(folder: Path, receipt: Receipt) -> None:
    """Say that the file of readings of a shard, which is there, is whole."""
    put_file(_find_receipt(folder, receipt.shard), msgspec.json.format(msgspec.json.encode(receipt)) + b"\n")


def put_file(path: Path, data: bytes) -> None:
    """Write a file whole, on disk when this returns."""
    with replace_file(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def find_done(folder: Path, shard: str) -> Receipt | None:
    """The receipt of a shard whose readings are there, whole by their size; None where they are to be made."""
    with suppress(OSError, msgspec.DecodeError):
        receipt = _RECEIPT.decode(_find_receipt(folder, shard).read_bytes())
        if receipt.shard == shard and find_lines(folder, shard).stat().st_size == receipt.size:
            return receipt
    return None


def read_lines(folder: Path, receipt: Receipt) -> Iterator[Line]:
    """The lines of a shard. Raises BatchError for a file that is not what its receipt says, at the end of it."""
    path = find_lines(folder, receipt.shard)
    digest = hashlib.sha256()
    try:
        with gzip.open(path) as lines:
            for line in lines:
                digest.update(line)
                yield _LINE.decode(line)
    except (OSError, EOFError, zlib.error, msgspec.DecodeError) as error:
        raise BatchError(f"{path}: cannot be read ({error}); delete it and give the same command again") from error
    if digest.hexdigest() != receipt.sha256:
        raise BatchError(f"{path}: is not what was written; delete it and give the same command again")


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed run left half written. Only while no other run works in the folder."""
    for path in folder.glob(".*"):
        path.unlink(missing_ok=True)
