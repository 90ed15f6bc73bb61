"""The façade's verb for files that are handed over: read one after the other, with what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from .engine import BATCH, ReadRun
from .finding import FindingVerbs
from .types import Document, Struct

if TYPE_CHECKING:
    from .ingest.options import IngestOptions

DROPPED = "dropped"
"""What the uri of a document that was handed over begins with: where it lay before, nobody knows."""
Outcome = Literal["new", "known", "again", "failed", "merge"]


class Dropped(Struct, frozen=True):
    """What became of one file: how many of `total` are `done`, its `name`, the `outcome`, and of a failure why.

    The outcome "merge" has no file: all are read, and the record is being built.
    """

    done: int
    total: int
    name: str
    outcome: Outcome
    reason: str = ""


class DroppingVerbs(FindingVerbs):
    """Reading what is handed over."""

    def read_dropped(
        self,
        files: Sequence[tuple[str, Path]],
        *,
        tell: Callable[[Dropped], None],
        published: str | None = None,
        outlet: str | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> dict[str, int]:
        """Read `files` (the name that a person knows each by, and where it lies now) into the record.

        `tell` hears of each file what became of it. `published` and `outlet` say what the dispatches do not, as for
        `read`. `stopped` is asked between two files. Other dispatches are not read again, whatever they were read with.
        Gives how many objects of each kind the record holds afterwards. Raises ConfigError for what cannot be meant.
        """
        from .ingest.options import IngestOptions, check_options  # noqa: PLC0415 - with the readers

        options = IngestOptions(published=published or None, outlet=outlet or None)
        check_options(options)
        run = ReadRun(self._store, self.engine, progress=None)
        for done, (name, path) in enumerate(files, 1):
            if stopped():
                break
            tell(self._read_file(run, name, path, options, (done, len(files))))
        tell(Dropped(done=len(files), total=len(files), name="", outcome="merge"))
        self._store.refresh(self._build)
        return self._store.count()

    def _read_file(
        self, run: ReadRun, name: str, path: Path, options: IngestOptions, place: tuple[int, int]
    ) -> Dropped:
        """One file, and what became of it; of a file with several dispatches, the most telling."""
        from .ingest.options import Problem  # noqa: PLC0415
        from .ingest.source import read_sources  # noqa: PLC0415

        before, failed, uri = (run.new, run.again, run.known), len(run.failed), f"{DROPPED}/{name}"
        found = read_sources([path], options=options)
        while batch := list(islice(found, BATCH)):
            for problem in batch:
                if isinstance(problem, Problem):
                    run.note(uri, problem.reason)
            run.take([_renamed(d, path, uri) for d in batch if isinstance(d, Document)], again=False)
        outcome: Outcome = "new" if run.new > before[0] else "again" if run.again > before[1] else "known"
        reasons = dict.fromkeys(failure.reason for failure in run.failed[failed:])
        if reasons and (run.new, run.again, run.known) == before:
            outcome = "failed"
        return Dropped(done=place[0], total=place[1], name=name, outcome=outcome, reason="; ".join(reasons))


def _renamed(document: Document, path: Path, uri: str) -> Document:
    """`document` as read from `uri` and not from where the file was put for reading."""
    here, replace = path.as_posix(), msgspec.structs.replace
    sources = tuple(replace(source, uri=source.uri.replace(here, uri, 1)) for source in document.sources)
    return replace(document, uri=document.uri.replace(here, uri, 1), sources=sources)
