"""A process for one shard after another, and what is done when it dies over one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeAlias

import msgspec

from ..engine import ONE_THREAD
from ..ingest.worker import read_frame, write_frame
from ..types import Struct
from .readings import Receipt
from .shard import Care, Mark
from .shards import Job, Shard
from .worker import Answer, Order

WORKER = (sys.executable, "-m", "pourparlers.batch.worker")
MOST_DEATHS = 20
"""Dispatches of one shard that may take a process with them before the shard is given up."""
_ANSWER = msgspec.msgpack.Decoder(Answer)

Heard: TypeAlias = Callable[[Mark], None]


class Outcome(Struct, frozen=True):
    """What became of a shard: its receipt; or that it is `lost`, and why; or why the whole batch has to `stop`."""

    shard: str
    receipt: Receipt | None = None
    lost: str = ""
    stop: str = ""


class Death(Struct, frozen=True):
    """The process died over a shard: how, and what it was at; batch 0 is before the first."""

    shard: Shard
    how: str
    mark: Mark = Mark(batch=0, document=0)


class Lane:
    """A process that reads shards, started when first needed and again after each death. Close it after use."""

    def __init__(self, job: Job, command: Sequence[str] = WORKER) -> None:
        self._job, self._command = job, command
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process for good, from any thread; what it was at is left half done, and nothing of it seen."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()
            self._forget(process)

    def _forget(self, process: subprocess.Popen[bytes]) -> None:
        """A process that has ended, or is about to, is this one's no longer."""
        process.wait()
        with self._lock:
            self._process = None
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):  # what was not yet written is for nobody
                    pipe.close()

    def read(self, shard: Shard, *, care: Care | None = None, heard: Heard | None = None) -> Outcome | Death:
        """Have `shard` read; `heard` hears how far it is."""
        process = self._process or self._start()
        mark = Mark(batch=0, document=0)
        if process is None or process.stdin is None or process.stdout is None:
            return Death(shard=shard, how="it was told to end")
        with suppress(OSError, ValueError):  # it has died just now, as the wait for its answer will tell
            write_frame(process.stdin, Order(shard=shard, care=care or Care()))
        with suppress(OSError, ValueError):  # it was closed from another thread
            while (data := read_frame(process.stdout)) is not None:
                answer = _ANSWER.decode(data)
                if answer.mark is None:
                    return Outcome(shard=shard.name, receipt=answer.receipt, lost=answer.lost, stop=answer.stop)
                mark = answer.mark
                if heard:
                    heard(mark)
        return Death(shard=shard, how=self._bury(process), mark=mark)

    def _start(self) -> subprocess.Popen[bytes] | None:
        home = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
        with self._lock:
            if self._closed:
                return None
            self._process = process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | ONE_THREAD | {"PYTHONPATH": path},
                start_new_session=True,  # Ctrl-C is for the parent alone, which ends this one
            )
        if process.stdin:
            with suppress(OSError, ValueError):
                write_frame(process.stdin, self._job)
        return process

    def _bury(self, process: subprocess.Popen[bytes]) -> str:
        """How the process ended, in words."""
        try:
            code = process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            return "it stopped answering"
        finally:
            self._forget(process)
        if code < 0:
            with suppress(ValueError):
                return f"killed by {signal.Signals(-code).name}"
        return f"ended with code {code}, or out of time"


def read_with_care(lane: Lane, death: Death, *, heard: Heard | None = None) -> Outcome:
    """Read a shard over which a process died, now that nothing else runs; leave out the dispatches that kill it.

    First as if nothing had been, since another program may have been to blame; then the batch that it dies over is
    read one by one, and each dispatch that it dies over is left out, with the reason.
    """
    care, shard = Care(), death.shard
    for _ in range(MOST_DEATHS + 2):
        answer = lane.read(shard, care=care, heard=heard)
        if isinstance(answer, Outcome):
            return answer
        if not answer.mark.batch:
            return Outcome(shard=shard.name, lost=f"the process that read it died twice ({answer.how})")
        if answer.mark.batch != care.single:
            care = msgspec.structs.replace(care, single=answer.mark.batch)
            continue
        why = f"the process that read it died of it ({answer.how}); please report it with this dispatch"
        care = msgspec.structs.replace(care, leave=care.leave | {answer.mark.document: why})
    return Outcome(shard=shard.name, lost=f"the processes that read it died {MOST_DEATHS + 2} times")
