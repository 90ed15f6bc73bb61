"""Files read in a process of their own, which is killed where one dispatch takes too long."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

import msgspec

from ..types import Document
from .kinds import Kind
from .options import Problem
from .parts import Asked
from .worker import Answer, Request, read_frame, write_frame

_AHEAD = 8
"""Answers that may wait for the caller."""
_STARTING = 30.0
"""Seconds more for the first answer of a process: it loads its parsers."""
MOST_KILLS = 20
"""Parts of one file that may take a process with them before the rest of the file is given up."""
_ANSWER = msgspec.msgpack.Decoder(Answer)


class ReaderApart:
    """One process for many files, started when first needed and again after each kill. Close it after use."""

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[Answer | None] = queue.Queue(_AHEAD)
        self._listener: threading.Thread | None = None
        self._fresh = True
        self._late = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        while self._listener is not None and self._listener.is_alive():
            while not self._answers.empty():
                self._answers.get_nowait()  # it may wait for room
            self._listener.join(0.02)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # what was not yet written is for nobody
                    pipe.close()
        self._process = None

    def read(self, path: Path, kind: Kind, asked: Asked) -> Iterator[Document | Problem]:
        """What the reader of `kind` makes of the file; a part that takes too long, or kills it, is a Problem."""
        for answer in self.answers(path, kind, asked):
            yield answer.document or Problem(uri=answer.uri, reason=answer.reason)

    def answers(self, path: Path, kind: Kind, asked: Asked) -> Iterator[Answer]:
        """As `read`, with the key and link of each part; an answer has a document, or a uri and a reason."""
        start = 0
        for _ in range(MOST_KILLS):
            self._ask(Request(path=str(path.absolute()), kind=kind, asked=asked, start=start))
            begun, reached = 0, start
            while (answer := self._next()) is not None:
                begun, reached = answer.n if answer.begun else 0, max(reached, answer.n)
                if answer.document is not None or answer.reason:
                    yield answer
                if answer.end:
                    return
            why = self._why_ended()
            self.close()
            if begun or reached == start:
                yield Answer(uri=f"{asked.uri}#{begun}" if begun > 1 else asked.uri, reason=why)
            if reached == start:  # not in one part of it, but before any
                return
            start = reached
        yield Answer(uri=asked.uri, reason=f"the rest of this file is left out after {MOST_KILLS} such failures")

    def _ask(self, request: Request) -> None:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it has ended just now, as the wait for its answer will tell
            write_frame(self._process.stdin, request)

    def _start(self) -> None:
        home = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pourparlers.ingest.worker", str(self._seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
        )
        self._answers, self._fresh = queue.Queue(_AHEAD), True
        self._listener = threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True)
        self._listener.start()

    def _next(self) -> Answer | None:
        """The next answer; None where the process has ended, or not answered in time."""
        self._late = False
        try:
            return self._answers.get(timeout=self._seconds + (_STARTING if self._fresh else 0))
        except queue.Empty:
            self._late = True
            return None
        finally:
            self._fresh = False

    def _why_ended(self) -> str:
        if self._late:
            return f"reading it took longer than {self._seconds:g} seconds: given up"
        return "its reader broke down over it: the file is damaged, or made to do that"


def _listen(process: subprocess.Popen[bytes], answers: queue.Queue[Answer | None]) -> None:
    """Hand on what the process answers; None at its end."""
    assert process.stdout is not None
    try:
        while (data := read_frame(process.stdout)) is not None:
            answers.put(_ANSWER.decode(data))
    except (OSError, ValueError, msgspec.DecodeError):
        pass  # the pipe was closed under it, or what came through it is none of ours
    answers.put(None)
