"""From documents to readings to the record: the analysis as the façade sees it, and one run of it over new input."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

from . import __version__
from .drafts import Reading
from .errors import PourparlersError
from .store.protocol import Failure, Store, Versions
from .types import Actor, Document, Judgement, Record

if TYPE_CHECKING:
    from .extract.read import Reader
    from .knowledge.model import KnowledgeBase
    from .lang.pack import Pack
    from .merge.memory import Memory
    from .text.duplicates import Sketches

_log = logging.getLogger(__name__)
BATCH = 16
"""Documents analysed at a time: enough for the model to work in batches, few to lose when a run is killed."""

LONGEST_ADDRESS = 2000
"""Bytes of a dispatch's address: a longer one has no use, and does not fit into the index of every database."""

_FATAL = (PourparlersError, ImportError, SyntaxError)
"""What no dispatch is to blame for: wrong data or a broken installation stops the run."""

Progress: TypeAlias = Callable[[str, int], None]
"""Told a stage ("read" or "merge") and how many documents are done."""


def ease_collector() -> None:
    """Let the collector of cycles run more rarely, in a process that is our own: a program that reads dispatches makes
    and drops many thousand small objects for each. With what `FrenchEngine` freezes it takes .7 ms a dispatch of some
    320 words, in place of 1.7 at 20,000 and of more where it runs yet more often; at 200,000 it takes as much again.
    """
    gc.set_threshold(50_000, 20, 50)


ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""What tells numpy's libraries to compute on one thread."""


def ease_threads() -> None:
    """Let numpy compute on one thread, in a process that is our own, unless the environment says otherwise: products
    of a dispatch are so small that threads wait for one another, which doubles the processor time of the model. To be
    called before numpy is loaded.
    """
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)


class Engine(Protocol):
    """What turns documents into readings, and readings into a record."""

    @property
    def versions(self) -> Versions:
        """What readings made now are made with."""

    @property
    def pack(self) -> Pack:
        """The language pack."""

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base."""

    def read_many(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """The reading of each document as ingest gave it, in order. May raise for a document it cannot take."""

    def build(self, readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions) -> Record:
        """The record of `readings` under people's judgements. Pure."""


class FrenchEngine:
    """The packaged analysis: the language pack `fr`, the knowledge base with the user's folders over it."""

    def __init__(self, *, knowledge: Sequence[Path] = ()) -> None:
        self._folders = tuple(knowledge)
        self._repeats = Repeats()

    @cached_property
    def pack(self) -> Pack:
        """The language pack."""
        from .lang.pack import load_pack  # noqa: PLC0415 - what a command does not need it does not load

        return load_pack("fr")

    @cached_property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base."""
        from .knowledge.load import load_knowledge  # noqa: PLC0415

        return load_knowledge(*self._folders)

    @cached_property
    def versions(self) -> Versions:
        """See `Engine.versions`."""
        return Versions(program=__version__, pack=self.pack.version, knowledge=self.knowledge.version)

    @cached_property
    def _reader(self) -> Reader:
        from .extract.read import Reader  # noqa: PLC0415 - loads the language model

        reader = Reader(self.pack, self.knowledge)
        gc.freeze()  # tables and model stay to the end: the collector need not go through them again
        return reader

    def read_many(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """See `Engine.read_many`. A text in a language without a pack has a reading without facts."""
        from .text.analyse import analyse_text  # noqa: PLC0415

        yield from self._reader.read_many([analyse_text(document, pack=self.pack) for document in documents])

    @cached_property
    def _memory(self) -> Memory:
        from .merge.memory import Memory  # noqa: PLC0415

        return Memory()

    def anew(self) -> FrenchEngine:
        """An engine with the tables and model of this one, loaded now if they were not, that remembers no building."""
        fresh = FrenchEngine(knowledge=self._folders)
        fresh.__dict__.update(pack=self.pack, knowledge=self.knowledge, _reader=self._reader)
        return fresh

    def build(self, readings: Sequence[Reading], judgements: Sequence[Judgement], versions: Versions) -> Record:
        """See `Engine.build`. What readings that come again gave the last time is not worked out again."""
        from .merge.build import build_record  # noqa: PLC0415

        return build_record(
            self._repeats.link(readings),
            judgements=judgements,
            cast=self._find_cast(readings, judgements),
            program=versions.program,
            pack=versions.pack,
            knowledge=versions.knowledge,
            memory=self._memory,
        )

    def _find_cast(self, readings: Sequence[Reading], judgements: Sequence[Judgement]) -> tuple[Actor, ...]:
        """The actors of the tables that corrections name and no reading brings."""
        from .annotate.known import find_known  # noqa: PLC0415

        named = {j.value for j in judgements if j.kind == "correction" and j.field in {"speaker", "holder"} and j.value}
        lacking = named - {actor.id for reading in readings for actor in reading.actors} if named else named
        return tuple(
            actor for value in sorted(lacking) for actor in find_known(self.knowledge, value) if actor.id == value
        )


class Repeats:
    """Links documents that repeat others to these; what was worked out the last time is kept for the next."""

    def __init__(self) -> None:
        self._sketches: Sketches | None = None
        self._linked: dict[str, tuple[Reading, tuple[str, str], Reading]] = {}

    def link(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """`readings` with each document that repeats another linked to it (`duplicate_of` or `copy_of`)."""
        from .text.duplicates import Sketches, find_duplicates  # noqa: PLC0415

        # Taken, so that of two that link at one time the second begins anew.
        sketches, self._sketches = self._sketches or Sketches(), None
        links = find_duplicates((reading.document for reading in readings), sketches)
        before, self._linked, linked = self._linked, {}, []
        for reading in readings:
            id_ = reading.document.id
            if link := links.get(id_):
                kept = before.get(id_)
                if kept is None or kept[0] is not reading or kept[1] != link:
                    document = msgspec.structs.replace(reading.document, **{link[0]: link[1]})
                    kept = (reading, link, msgspec.structs.replace(reading, document=document))
                self._linked[id_] = kept
                reading = kept[2]  # noqa: PLW2901
            linked.append(reading)
        self._sketches = sketches
        return tuple(linked)


def link_repeats(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """`readings` with each document that repeats another linked to it (`duplicate_of` or `copy_of`)."""
    return Repeats().link(readings)


def read_each(engine: Engine, documents: Sequence[Document]) -> Iterator[Reading | Failure]:
    """The reading of each of `documents` (as ingest gave it), or, for one that the analysis cannot take, why.

    They are analysed together, and one by one where that fails. Raises what no document is to blame for.
    """
    if not documents:
        return  # asking for none would load the model
    try:
        readings = list(engine.read_many(documents))
    except _FATAL:
        raise
    except Exception as error:
        _log.warning("a batch of %d dispatches failed (%r); reading them one by one", len(documents), error)
        readings = []
    for i, document in enumerate(documents):
        yield readings[i] if len(readings) == len(documents) else _read_one(engine, document)


def _read_one(engine: Engine, document: Document) -> Reading | Failure:
    try:
        return next(iter(engine.read_many([document])))
    except _FATAL:
        raise
    except Exception as error:  # one bad document does not stop a run
        _log.warning("cannot analyse %s (%s): %r", document.id, document.uri, error)
        _log.debug("the trace of it", exc_info=True)
        reason = f"the analysis failed ({type(error).__name__}); please report it with this dispatch"
        return Failure(uri=document.uri, reason=reason)


class ReadRun:
    """One call of `read`: what it has met so far."""

    def __init__(self, store: Store, engine: Engine, *, progress: Progress | None) -> None:
        self._store, self._engine, self._progress = store, engine, progress
        self.new = self.known = self.again = self.skipped = self.done = self.met = 0
        self.failed: list[Failure] = []

    def forget(self, place: str) -> None:
        """A file is read: what could not be read of it before is looked at again."""
        self._store.forget_failures(place)

    def note(self, uri: str, reason: str, *, skipped: int = 0) -> None:
        """An input that gives no document."""
        self.skipped += skipped
        if not skipped:
            _log.warning("not read: %s: %s", uri, reason)
            self.failed.append(Failure(uri=uri, reason=reason))
            self._store.add_failures(self.failed[-1:])

    def take(self, documents: Sequence[Document], *, again: bool) -> None:
        """Analyse and keep those of `documents` that need it."""
        given, prepared = [], []
        self.met += len(documents)
        with self._store.together():
            for document in documents:
                if len(document.uri.encode()) > LONGEST_ADDRESS:
                    self.note(f"{document.uri[:200]}…", f"its address is longer than {LONGEST_ADDRESS} bytes")
                    self._tell(1)
                    continue
                todo = self._store.check(document, self._engine.versions, force=again)
                if todo is None:
                    self.known += 1
                    self._tell(1)
                    continue
                given.append(document)
                prepared.append(todo)
        readings = list(self._read(prepared))  # nobody is kept from writing while the analysis takes its time
        with self._store.together():
            for before, after, reading in zip(given, prepared, readings, strict=True):
                if reading is None:
                    continue
                held = self._store.has(before.id)
                self._store.add(reading, self._engine.versions, prepared=after, given=before)
                self.again += held
                self.new += not held

    def renew(self) -> None:
        """Read again what was read with another program, pack or knowledge base, or has new metadata."""
        documents = self._store.outdated(self._engine.versions)
        for start in range(0, len(documents), BATCH):
            batch = documents[start : start + BATCH]
            for document, reading in zip(batch, self._read(batch), strict=True):
                if reading is not None:
                    self._store.add(reading, self._engine.versions, prepared=document)
                    self.again += 1

    def _read(self, documents: Sequence[Document]) -> Iterator[Reading | None]:
        """The readings of `documents`; None for one that the analysis cannot take, which is noted."""
        for one in read_each(self._engine, documents):
            self._tell(1)
            if isinstance(one, Failure):
                self.note(one.uri, one.reason)
            yield None if isinstance(one, Failure) else one

    def _tell(self, n: int) -> None:
        self.done += n
        if self._progress:
            self._progress("read", self.done)
