"""The shards over processes of this machine."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeAlias

from .lane import WORKER, Death, Lane, Outcome, read_with_care
from .shard import Mark
from .shards import Job, Shard

Progress: TypeAlias = Callable[[int], None]
"""Told how many more dispatches have been begun."""


class ShardEngine(Protocol):
    """What reads shards, wherever that is. The one thing that a batch asks of it."""

    def map_shards(self, shards: Sequence[Shard], job: Job, *, begun: Progress | None = None) -> Iterator[Outcome]:
        """What became of each shard, as it ends, in any order; ends early after an outcome that says stop.

        The readings are files under `job.readings` by then. A shard over which a process died is read once more with
        care, when nothing else runs.
        """


def count_cores() -> int:
    """How many processes this one may have running at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalEngine:
    """A `ShardEngine` with `workers` processes of this machine; as many as there are cores without."""

    def __init__(self, workers: int | None = None, *, command: Sequence[str] = WORKER) -> None:
        self._workers = workers or count_cores()
        self._command = command

    def map_shards(self, shards: Sequence[Shard], job: Job, *, begun: Progress | None = None) -> Iterator[Outcome]:
        """See `ShardEngine.map_shards`."""
        crew = _Crew(shards, [Lane(job, self._command) for _ in range(min(self._workers, len(shards)))], begun)
        deaths: list[Death] = []
        try:
            for one in crew.work():
                if isinstance(one, Death):
                    deaths.append(one)
                else:
                    yield one
            for lane in crew.lanes[1:]:
                lane.close()
            for death in deaths:
                if crew.stop.is_set():
                    return
                outcome = read_with_care(crew.lanes[0], death, heard=Counter(begun))
                if outcome.stop:
                    crew.stop.set()
                yield outcome
        finally:
            crew.end()


class _Crew:
    """A thread for each process, which gives it one shard after another."""

    def __init__(self, shards: Sequence[Shard], lanes: Sequence[Lane], begun: Progress | None) -> None:
        self.lanes = lanes
        self.stop = threading.Event()
        self._begun = begun
        self._waiting: queue.SimpleQueue[Shard] = queue.SimpleQueue()
        for shard in shards:
            self._waiting.put(shard)
        self._found: queue.SimpleQueue[Outcome | Death | BaseException | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._drive, args=(lane,), daemon=True) for lane in lanes]

    def work(self) -> Iterator[Outcome | Death]:
        """What became of the shards, as they end; fewer than all of them where all has to stop."""
        for thread in self._threads:
            thread.start()
        running = len(self._threads)
        while running:
            one = self._found.get()
            if one is None:
                running -= 1
            elif isinstance(one, BaseException):
                raise one
            else:
                yield one

    def end(self) -> None:
        """Leave no process and no thread behind."""
        self.stop.set()
        for lane in self.lanes:
            lane.close()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _drive(self, lane: Lane) -> None:
        try:
            while not self.stop.is_set():
                try:
                    shard = self._waiting.get_nowait()
                except queue.Empty:
                    break
                one = lane.read(shard, heard=Counter(self._begun))
                if isinstance(one, Outcome) and one.stop:
                    self.stop.set()
                self._found.put(one)
        except BaseException as error:
            self._found.put(error)
        finally:
            self._found.put(None)


class Counter:
    """Makes of the marks of one shard how many more dispatches have been begun."""

    def __init__(self, begun: Progress | None) -> None:
        self._begun, self._last = begun, 0

    def __call__(self, mark: Mark) -> None:
        """Hear a mark."""
        if self._begun and mark.document > self._last:
            self._begun(mark.document - self._last)
            self._last = mark.document
