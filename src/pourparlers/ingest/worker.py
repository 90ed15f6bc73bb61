"""The process in which hostile files are parsed: it takes requests on standard input and answers on standard output.

Run as `python -m pourparlers.ingest.worker SECONDS`, by `ingest.apart`. It ends with its input. Its memory is capped
where the system can do that, and it ends itself where one dispatch takes far longer than it may, so that none is left
behind by a parent that was killed.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path
from typing import IO

import msgspec

from ..errors import SourceError
from ..types import Document, Struct
from .kinds import Kind
from .parts import Asked
from .readers import find_reader

MEMORY = 3 << 30
"""Bytes of address space: parsers of real files stay under a fifth of it."""
MOST_FRAME = 64_000_000
"""Bytes of one message between the processes: a text, its title, its warnings."""


class Request(Struct, frozen=True):
    """Read the file, from its part `start` (counted from 0) on."""

    path: str
    kind: Kind
    asked: Asked
    start: int = 0


class Answer(Struct, frozen=True):
    """About part `n` (from 1; 0 is the file): it is `begun`, or here is its `document`, or why there is none.

    `end` says that nothing more comes of this file. `key` and `link` are those of the part (see `parts.Part`).
    """

    n: int = 0
    begun: bool = False
    document: Document | None = None
    uri: str = ""
    reason: str = ""
    end: bool = False
    key: str = ""
    link: str | None = None


def write_frame(out: IO[bytes], message: Struct) -> None:
    """One message, its length before it."""
    data = msgspec.msgpack.encode(message)
    out.write(len(data).to_bytes(4, "big") + data)
    out.flush()


def read_frame(source: IO[bytes]) -> bytes | None:
    """One message; None where the other side has gone, or does not keep to the form."""
    head = source.read(4)
    size = int.from_bytes(head, "big")
    if len(head) < 4 or size > MOST_FRAME:
        return None
    data = source.read(size)
    return data if len(data) == size else None


def answer(request: Request, out: IO[bytes], *, seconds: float) -> None:
    """Read what is asked for, and write the answers to `out`."""
    n = 0
    try:
        for part in find_reader(request.kind)(Path(request.path), request.asked):
            n += 1
            if n <= request.start:
                continue
            faulthandler.dump_traceback_later(2 * seconds + 5, exit=True, file=sys.stderr)
            write_frame(out, Answer(n=n, begun=True))
            try:
                write_frame(out, Answer(n=n, document=part.read(), key=part.key, link=part.link))
            except SourceError as error:
                write_frame(out, Answer(n=n, uri=part.uri, reason=error.reason))
            except MemoryError:
                write_frame(out, Answer(n=n, uri=part.uri, reason="it takes too much memory to read"))
            except Exception as error:  # a parser's fault is this part's problem, not the run's
                write_frame(out, Answer(n=n, uri=part.uri, reason=f"it cannot be parsed ({type(error).__name__})"))
        write_frame(out, Answer(end=True))
    except SourceError as error:
        write_frame(out, Answer(uri=request.asked.uri, reason=error.reason, end=True))
    except MemoryError:
        write_frame(out, Answer(uri=request.asked.uri, reason="it takes too much memory to read", end=True))
    except Exception as error:
        reason = f"it cannot be parsed ({type(error).__name__})"
        write_frame(out, Answer(uri=request.asked.uri, reason=reason, end=True))


def _cap_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))


def main() -> None:
    """Answer requests until the input ends."""
    seconds = float(sys.argv[1])
    source = sys.stdin.buffer
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not stand between the answers
    _cap_memory()
    decode = msgspec.msgpack.Decoder(Request).decode
    while (data := read_frame(source)) is not None:
        faulthandler.dump_traceback_later(2 * seconds + 5, exit=True, file=sys.stderr)
        answer(decode(data), out, seconds=seconds)
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    main()
