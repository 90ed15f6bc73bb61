"""From the readings of a batch to the record: what `read` would have done with the same input, without reading it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import msgspec

from ..drafts import Reading
from ..engine import BATCH, Engine, Progress, ReadRun
from ..errors import BatchError
from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..store.copies import made_whole
from ..store.inputs import digest_input
from ..store.protocol import Build, Store, Versions
from ..types import Document, Judgement, Record
from .readings import Line, Read, Unread, put_file, read_lines
from .run import MANIFEST, MERGED, READINGS, RECORD, Entry, read_manifest


class ReadyEngine:
    """An `Engine` that gives the readings put into it, and has `engine` make only those that it lacks.

    It lacks one where the same text was met in two places that say different things of its publication.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._ready: dict[tuple[str, str], Reading] = {}

    @property
    def versions(self) -> Versions:
        """See `Engine.versions`."""
        return self._engine.versions

    @property
    def pack(self) -> Pack:
        """See `Engine.pack`."""
        return self._engine.pack

    @property
    def knowledge(self) -> KnowledgeBase:
        """See `Engine.knowledge`."""
        return self._engine.knowledge

    def put(self, lines: Sequence[Read]) -> None:
        """Have these readings ready, and no others."""
        self._ready = {(line.given.id, digest_input(line.given)): line.reading for line in lines}

    def read_many(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """See `Engine.read_many`."""
        found = [self._ready.get((document.id, digest_input(document))) for document in documents]
        lacking = [document for document, reading in zip(documents, found, strict=True) if reading is None]
        made = iter(self._engine.read_many(lacking) if lacking else ())
        for document, reading in zip(documents, found, strict=True):
            yield next(made) if reading is None else _of(document, reading)

    def build(self, readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions) -> Record:
        """See `Engine.build`."""
        return self._engine.build(readings, judgements, versions)


def _of(document: Document, reading: Reading) -> Reading:
    """`reading` with the text, and with what lies outside it: the places where `document` was met."""
    own = msgspec.structs.replace(
        reading.document, text=document.text, uri=document.uri, outlet=document.outlet, sources=document.sources
    )
    return msgspec.structs.replace(reading, document=own)


def merge_batch(out: Path, store: Store, engine: Engine, build: Build, *, progress: Progress | None) -> ReadRun:
    """Put the readings of the batch in the folder `out` into `store`, and build the record.

    Raises BatchError where the batch is not done, was made with other versions, or its files are damaged; what was put
    in by then stays, and is passed over the next time.
    """
    manifest = read_manifest(out)
    if manifest.versions != engine.versions:
        raise BatchError(
            f"{out}: read with {_say(manifest.versions)}, but here is {_say(engine.versions)}; read it again first"
        )
    ready = ReadyEngine(engine)
    run = ReadRun(store, ready, progress=(lambda _, done: progress("merge", done)) if progress else None)
    for one in manifest.unread:
        run.note(one.uri, one.reason, skipped=one.skipped)
    for entry in manifest.entries:
        if entry.receipt:
            _put(entry, read_lines(out / READINGS, entry.receipt), run, ready)
    run.renew()
    store.refresh(build)
    return run


@contextmanager
def own_record(out: Path) -> Iterator[Path | None]:
    """The database in the folder of a batch, to be opened and closed in the block; None where it has all of the batch.

    A new one gets its name when the block ends well; until then there is none.
    """
    record, note = out / RECORD, out / MERGED
    holds = hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest() + "\n"
    if record.exists() and note.exists() and note.read_text(encoding="ascii") == holds:
        yield None
        return
    note.unlink(missing_ok=True)
    with made_whole(record) as path:
        yield path
        put_file(
            note, holds.encode()
        )  # before a new record has its name: with the one and not the other it is made anew


def _put(entry: Entry, lines: Iterator[Line], run: ReadRun, ready: ReadyEngine) -> None:
    for part in entry.parts:
        if not part.start:
            run.forget(part.path)
    while batch := list(islice(lines, BATCH)):
        for line in batch:
            if isinstance(line, Unread):
                run.note(line.uri, line.reason, skipped=line.skipped)
        read = [line for line in batch if isinstance(line, Read)]
        ready.put(read)
        run.take([line.given for line in read], again=False)


def _say(versions: Versions) -> str:
    return f"program {versions.program}, pack {versions.pack}, knowledge {versions.knowledge}"
