"""The one pure function: a shard, read into its file of readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from ..engine import BATCH, Engine, read_each
from ..errors import BatchError
from ..exports.files import replace_file
from ..ingest.apart import ReaderApart
from ..ingest.jsonl import read_jsonl
from ..ingest.options import IngestOptions, Problem
from ..ingest.source import Found, read_file
from ..store.files import sync_folder
from ..store.protocol import Failure
from ..types import Document, Struct
from .readings import Read, ReadingsWriter, Receipt, Unread, find_lines, put_receipt
from .shards import Job, Piece, Shard


class Mark(Struct, frozen=True):
    """How far a shard is: dispatch `document` (from 1) is begun, or those of batch `batch` (from 1) with it.

    `size` is how many characters are being analysed.
    """

    batch: int
    document: int
    size: int = 0


class Care(Struct, frozen=True):
    """What is known of a shard over which a process died: read batch `single` one by one, leave out dispatches."""

    single: int = 0
    leave: dict[int, str] = msgspec.field(default_factory=dict)


Tell: TypeAlias = Callable[[Mark], None]


def read_shard(shard: Shard, job: Job, engine: Engine, *, care: Care | None = None, tell: Tell) -> Receipt:
    """Read `shard` into its file of readings under `job.readings`; gives the receipt, which is on disk.

    An input that cannot be read is a line of its own and stops nothing. `tell` hears of each batch before it is
    analysed. Raises OSError where the file cannot be written, BatchError where an input is no longer as planned.
    """
    care = care or Care()
    folder = Path(job.readings)
    with replace_file(find_lines(folder, shard.name)) as file:
        writer = ReadingsWriter(file, shard.name)
        for batch in _analyse(shard, job, engine, care, tell):
            for line in batch:
                writer.put(line)
        receipt = writer.finish()
    sync_folder(folder)
    put_receipt(folder, receipt)
    return receipt


def _analyse(shard: Shard, job: Job, engine: Engine, care: Care, tell: Tell) -> Iterator[list[Read | Unread]]:
    """The lines of each batch in turn, as `read` takes them: first what gave no document, then the readings."""
    number = 0
    for begun, batch in enumerate(_take(_read_pieces(shard, job)), 1):
        lines: list[Read | Unread] = [
            Unread(uri=one.uri, reason=one.reason, skipped=one.skipped) for one in batch if isinstance(one, Problem)
        ]
        documents: list[Document] = []
        for one in batch:
            if isinstance(one, Document):
                number += 1
                if number in care.leave:
                    lines.append(Unread(uri=one.uri, reason=care.leave[number]))
                else:
                    documents.append(one)
        first = number + 1 - sum(isinstance(one, Document) for one in batch)
        tell(Mark(batch=begun, document=first, size=sum(len(one.text or "") for one in documents)))
        if begun == care.single:
            lines += _read_singly(documents, engine, care, Mark(batch=begun, document=first), tell)
        else:
            lines += _lines(documents, engine)
        yield lines


def _read_singly(
    documents: Sequence[Document], engine: Engine, care: Care, mark: Mark, tell: Tell
) -> Iterator[Read | Unread]:
    """The lines of a batch, each dispatch told of before it is begun."""
    number = mark.document - 1
    for document in documents:
        number += 1
        while number in care.leave:
            number += 1
        tell(Mark(batch=mark.batch, document=number, size=len(document.text or "")))
        yield from _lines([document], engine)


def _lines(documents: Sequence[Document], engine: Engine) -> Iterator[Read | Unread]:
    for given, one in zip(documents, read_each(engine, documents), strict=True):
        if isinstance(one, Failure):
            yield Unread(uri=one.uri, reason=one.reason)
        else:
            bare = msgspec.structs.replace(one.document, text=None)
            yield Read(given=given, reading=msgspec.structs.replace(one, document=bare))


def _take(items: Iterator[Document | Problem]) -> Iterator[list[Document | Problem]]:
    batch: list[Document | Problem] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _read_pieces(shard: Shard, job: Job) -> Iterator[Document | Problem]:
    options = IngestOptions(fields=job.fields)
    with ReaderApart(seconds=options.max_seconds) as apart:
        for piece in shard.pieces:
            _check(piece)
            yield from _read_piece(piece, options, apart)
            _check(piece)


def _read_piece(piece: Piece, options: IngestOptions, apart: ReaderApart) -> Iterator[Document | Problem]:
    path = Path(piece.path)
    if piece.stop is None:
        yield from read_file(Found(path=path, named=piece.named), facts=piece.facts, options=options, apart=apart)
        return
    try:
        with path.open("rb") as stream:
            stream.seek(piece.start)
            yield from read_jsonl(
                stream, uri=piece.path, stated=piece.facts, options=options, first=piece.line, stop=piece.stop
            )
    except OSError as error:
        yield Problem(uri=piece.path, reason=f"this file cannot be read ({error.strerror or error})")


def _check(piece: Piece) -> None:
    """Raise BatchError where a file is no longer the one that was digested: its readings would bear a wrong name."""
    if not piece.sha256:
        return
    try:
        stat = Path(piece.path).stat()
        same = (stat.st_size, stat.st_mtime_ns) == (piece.size, piece.stamp)
    except OSError:
        same = False
    if not same:
        raise BatchError(f"{piece.path}: was changed or removed while the batch ran; give the same command again")
