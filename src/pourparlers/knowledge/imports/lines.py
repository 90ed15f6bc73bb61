"""Read a big file line by line in bounded memory: plain, gzip or bzip2, and lines of any length.

No line longer than ``MAX_LINE`` bytes is held: the rest of it is read and thrown away, and the line
is given as too long. A compressed file that ends in the middle gives what came before, then
``CutShortError``.
"""

from __future__ import annotations

import bz2
import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

__all__ = ["MAX_LINE", "CutShortError", "head", "lines"]

MAX_LINE = 32 * 1024 * 1024  # bytes; the longest entities of Wikidata take some five million
_STEP = 8 * 1024 * 1024  # bytes of the file between two words to the progress bar
_MAGIC = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"))


class CutShortError(Exception):
    """The compressed data ends, or is damaged, before its end; ``reason`` is the decompressor's."""


def head(path: Path, size: int = 65536) -> bytes:
    """Give the first *size* bytes of the content of *path*; raises ``OSError`` and ``CutShortError``."""
    with ExitStack() as stack:
        file = _open(path, stack)
        try:
            return file.read(size)
        except (EOFError, zlib.error, OSError) as error:
            raise CutShortError(str(error)) from error


def lines(
    path: Path, *, progress: Callable[[int], None] | None = None, max_line: int = MAX_LINE
) -> Iterator[tuple[int, bytes | None]]:
    """Give the number and the bytes of each line, ``None`` for one longer than *max_line* bytes.

    *progress* is called now and then with the bytes of the file (compressed, if it is) read so far.
    Raises ``OSError`` where the file cannot be opened and ``CutShortError`` where its data breaks off.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(path.open("rb"))
        file = _wrap(raw, _kind(raw), stack)
        number, told = 0, 0
        while True:
            try:
                line = file.readline(max_line + 1)
                if not line:
                    return
                whole = len(line) <= max_line
                while not whole and not line.endswith(b"\n"):
                    line = file.readline(_STEP)
                    if not line:
                        break
            except (EOFError, zlib.error, OSError) as error:
                raise CutShortError(str(error)) from error
            number += 1
            if progress and number % 1024 == 0 and raw.tell() - told >= _STEP:
                told = raw.tell()
                progress(told)
            yield number, line if whole else None


def _open(path: Path, stack: ExitStack) -> IO[bytes]:
    """Open the content of *path*."""
    raw = stack.enter_context(path.open("rb"))
    return _wrap(raw, _kind(raw), stack)


def _kind(raw: IO[bytes]) -> str:
    """Say how a file is compressed, by its first bytes and not by its name."""
    start = raw.read(4)
    raw.seek(0)
    return next((kind for magic, kind in _MAGIC if start.startswith(magic)), "")


def _wrap(raw: IO[bytes], kind: str, stack: ExitStack) -> IO[bytes]:
    """Give the decompressed stream of *raw*."""
    if kind == "gzip":
        return cast(IO[bytes], stack.enter_context(gzip.open(raw, "rb")))
    return stack.enter_context(bz2.open(raw, "rb")) if kind == "bzip2" else raw
