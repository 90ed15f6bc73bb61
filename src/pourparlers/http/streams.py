"""What a writer writes, handed on piece by piece while it is being written."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import BinaryIO, Final

_PIECE: Final = 64 * 1024
_AHEAD: Final = 16
"""Bytes of a piece, and how many pieces a writer may be ahead of its reader."""
_PATIENCE: Final = 0.5


class _Pipe(io.RawIOBase):
    """A binary file that can only be written to; it gives pieces to a queue, and ends when nobody reads any more."""

    def __init__(self, queue: Queue[bytes | BaseException | None], gone: Event) -> None:
        super().__init__()
        self._queue, self._gone = queue, gone
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(memoryview(data))  # type: ignore[arg-type]  # whatever holds bytes
        self._held += piece
        if len(self._held) >= _PIECE:
            self.hand_on()
        return len(piece)

    def hand_on(self) -> None:
        """Give what is held to the reader. Raises BrokenPipeError where there is none any more."""
        self.put(bytes(self._held))
        self._held.clear()

    def put(self, piece: bytes | BaseException | None) -> None:
        """Wait for room, and put a piece there."""
        while not self._gone.is_set():
            try:
                self._queue.put(piece, timeout=_PATIENCE)
                return
            except Full:
                continue
        raise BrokenPipeError


def stream(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """What `write` writes to the binary file that it is given, in pieces, while a thread of its own writes it.

    The first piece is awaited at the call: an error before it is raised there, and not in the middle of an answer.
    """
    queue: Queue[bytes | BaseException | None] = Queue(maxsize=_AHEAD)
    gone = Event()
    pipe = _Pipe(queue, gone)

    def work() -> None:
        end: BaseException | None = None
        try:
            write(pipe)  # type: ignore[arg-type]  # a raw file has all that writers use
            pipe.hand_on()
        except BrokenPipeError:
            return
        except BaseException as error:
            end = error
        with suppress(BrokenPipeError):
            pipe.put(end)

    Thread(target=work, name="pourparlers-export", daemon=True).start()
    first = queue.get()
    if isinstance(first, BaseException):
        raise first
    return _follow(first, queue, gone)


def _follow(first: bytes | None, queue: Queue[bytes | BaseException | None], gone: Event) -> Iterator[bytes]:
    piece: bytes | BaseException | None = first
    try:
        while piece is not None:
            if isinstance(piece, BaseException):
                raise piece
            if piece:
                yield piece
            piece = queue.get()
    finally:
        gone.set()
        with suppress(Empty):
            while True:
                queue.get_nowait()
