"""Reading dropped files in the background, one job at a time, with what became of each file."""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path
from queue import Queue
from threading import Event, Lock, Thread
from typing import Final

import msgspec

from ..api import Pourparlers
from ..dropping import Dropped
from ..errors import PourparlersError
from .problems import Problem, find_problem

_log = logging.getLogger(__name__)
_WAITING: Final = 8
"""Jobs that may wait for the one at work."""
_KEPT: Final = 50
"""Jobs whose events are remembered."""


class Job:
    """Files to read, and the events so far: what each is called, and its data; the last one is "end" or "fault"."""

    def __init__(
        self, folder: Path, files: Sequence[tuple[str, Path]], published: str | None, outlet: str | None
    ) -> None:
        self.id = secrets.token_hex(8)
        self.folder, self.files = folder, tuple(files)
        self.published, self.outlet = published, outlet
        self.events: list[tuple[str, bytes]] = []

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return bool(self.events) and self.events[-1][0] in {"end", "fault"}

    def add(self, kind: str, data: object) -> None:
        """One more event."""
        self.events.append((kind, msgspec.json.encode(data)))


class Jobs:
    """The jobs of one server; a thread works them off in the order in which they came."""

    def __init__(self, record: Pourparlers) -> None:
        self._record = record
        self._jobs: dict[str, Job] = {}
        self._queue: Queue[Job | None] = Queue()
        self._lock, self._stop = Lock(), Event()
        self._thread: Thread | None = None

    def put(self, job: Job) -> None:
        """Take a job. Raises Problem where too many wait."""
        with self._lock:
            if self._queue.qsize() >= _WAITING:
                raise Problem(503, "busy", "too many readings wait; send the files again when one has ended")
            self._jobs[job.id] = job
            for id_ in [i for i, one in self._jobs.items() if one.ended][:-_KEPT]:
                del self._jobs[id_]
            if self._thread is None:
                self._thread = Thread(target=self._work, name="pourparlers-reading", daemon=True)
                self._thread.start()
        self._queue.put(job)

    def find(self, id_: str) -> Job:
        """The job of an id. Raises Problem where there is none."""
        job = self._jobs.get(id_)
        if job is None:
            raise Problem(404, "not-found", f"{id_}: no such job, or one that ended long ago")
        return job

    def close(self, *, patience: float = 10.0) -> None:
        """Stop after the file that is being read; waits `patience` seconds for it."""
        self._stop.set()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(patience)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None and not self._stop.is_set():
            try:
                self._read(job)
            except PourparlersError as error:
                job.add("fault", {"reason": find_problem(error).detail})
            except Exception as error:
                _log.error("reading dropped files failed: %r", error, exc_info=error)
                job.add("fault", {"reason": find_problem(error).detail})
            finally:
                shutil.rmtree(job.folder, ignore_errors=True)

    def _read(self, job: Job) -> None:
        told: list[Dropped] = []

        def tell(dropped: Dropped) -> None:
            told.append(dropped)
            job.add("message", dropped)

        facts = self._record.read_dropped(
            job.files, tell=tell, published=job.published, outlet=job.outlet, stopped=self._stop.is_set
        )
        outcomes = [dropped.outcome for dropped in told]
        job.add("end", {"facts": facts, **{name: outcomes.count(name) for name in ("new", "known", "again", "failed")}})
