"""Files beside a database: a lock that a killed program no longer holds, and names that are on disk."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..errors import StoreError


@contextmanager
def hold(lock: Path, reason: str) -> Iterator[None]:
    """While this holds, no other program holds the file `lock`, which is made where it is not there.

    Raises StoreError with `reason` where another one does.
    """
    with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise StoreError(reason) from error
        yield


def sync_folder(folder: Path) -> None:
    """Have the folder's list of names on disk too, where the system can do that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
