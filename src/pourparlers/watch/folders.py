"""One look at folders: the files that are new or changed, once they are at rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..ingest.options import Problem
from ..ingest.source import Found, expand_input

SETTLE = 2.0
"""Seconds for which a file must not have changed before it is read: it may still be being written."""


def find_changed(
    folders: Sequence[str | Path], stamps: Mapping[str, str], *, now: float
) -> Iterator[tuple[Found, str] | Problem]:
    """The files of `folders` whose stamp is not among `stamps` (by path), each with its stamp, by name.

    `now` is in seconds since 1970; a file of the future is as old as any. A folder without any is not a problem.
    """
    for folder in folders:
        for found in expand_input(Path(folder).absolute()):
            if isinstance(found, Problem):
                if not (found.skipped or found.empty):
                    yield found
                continue
            try:
                state = found.path.stat()
            except OSError:
                continue  # gone meanwhile
            stamp = f"{state.st_size}:{state.st_mtime_ns}:{state.st_ino}"
            if 0 <= now - state.st_mtime < SETTLE or stamps.get(found.path.as_posix()) == stamp:
                continue
            yield found, stamp
