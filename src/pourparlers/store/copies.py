"""A database as one file elsewhere, and such a file in the place of a database.

Copies are made by SQLite's own backup, so they are whole while other programs read and write. Nothing is put in place
before it has been checked, and what it takes the place of is never lost unless that is asked for.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..errors import StoreError
from .files import sync_folder
from .migrate import check_file
from .sqlite import SqliteStore

_SIDES = ("", "-wal", "-shm")
"""What SQLite adds to a database's name for the files beside it."""


def check_database(path: Path) -> str | None:
    """What SQLite finds wrong with the file at `path`, in its words; None for a sound one. Nothing is changed."""
    try:
        with closing(_open(path)) as db:
            found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(3)")]
            broken = db.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        return str(error)
    if found != ["ok"]:
        return "; ".join(found)
    return f"a row of {broken[0]} points at nothing" if broken else None


def back_up(source: Path, target: Path, *, replace: bool = False) -> int:
    """Copy the database at `source` to the file `target`, checked; gives its size in bytes.

    Raises StoreError where there is no database of ours, where `target` is there (unless `replace`), or where the
    copy is not sound; `target` is then as it was.
    """
    check_file(source)
    if not source.is_file() or not source.stat().st_size:
        raise StoreError(f"{source}: there is no database here to copy")
    if target.exists() and (source.resolve() == target.resolve() or not replace):
        raise StoreError(f"{target}: is there already, and was left as it is; name another file, or use --replace")
    with _beside(target) as copy:
        _copy(source, copy)
        _place(copy, target, replace=replace)
    return target.stat().st_size


def restore(source: Path, target: Path, *, discard: bool = False) -> Path | None:
    """Put the copy at `source` in the place of the database `target`; gives where that one was kept.

    The copy is checked, brought up to date and only then put in place. The database that was there stays beside it,
    under a name of its own, unless `discard`. Raises StoreError where `source` is no sound database of ours, or where
    another program has `target` open; both are then as they were.
    """
    if not source.is_file():
        raise StoreError(f"{source}: there is no such file")
    check_file(source)
    if wrong := check_database(source):
        raise StoreError(f"{source}: this copy is damaged ({wrong}); nothing was restored")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target) as copy:
        _copy(source, copy)
        SqliteStore(copy).close()  # brings its schema up to date, or says that it is of a newer program
        make_single(copy)
        kept = _set_aside(target) if target.exists() else None
        os.replace(copy, target)
    sync_folder(target.parent)
    if kept and discard:
        for side in _SIDES:
            Path(f"{kept}{side}").unlink(missing_ok=True)
        return None
    return kept


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)


def _copy(source: Path, copy: Path) -> None:
    """A sound copy in one file, on disk when this returns."""
    try:
        with closing(_open(source)) as held, closing(sqlite3.connect(copy)) as fresh:
            held.backup(fresh)
    except sqlite3.Error as error:
        raise StoreError(f"{source}: cannot be copied ({error})") from error
    make_single(copy)
    if wrong := check_database(copy):
        raise StoreError(f"{source}: its copy is not sound ({wrong}); the database may be damaged")
    with copy.open("rb") as file:
        os.fsync(file.fileno())


def make_single(path: Path) -> None:
    """Leave no file beside the database: what its log holds is put into it."""
    with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")


def _place(copy: Path, target: Path, *, replace: bool) -> None:
    """Give the copy its name; never over a file that came to be there meanwhile."""
    if replace:
        os.replace(copy, target)
    else:
        try:
            os.link(copy, target)
        except FileExistsError as error:
            raise StoreError(f"{target}: is there already, and was left as it is") from error
        except OSError:  # a file system without hard links
            os.replace(copy, target)
    sync_folder(target.parent)


def _set_aside(target: Path) -> Path:
    """Keep the database at `target` under another name, which this gives; its own name stays until it is replaced."""
    number = 1
    while (kept := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    try:
        make_single(target)
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            reason = "another program has it open; close that program and try again"
            raise StoreError(f"{target}: {reason}; nothing was restored") from error
    except sqlite3.Error:
        pass  # too damaged to be put in order, which may be why it is replaced: kept as it is, its log with it
    for side in _SIDES[1:]:
        if (beside := Path(f"{target}{side}")).exists():
            os.replace(beside, f"{kept}{side}")
    try:
        os.link(target, kept)
    except OSError:
        os.replace(target, kept)
    return kept


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A name for a file beside `target`; nothing of it is left at the end."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror}); name another place") from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for side in (*_SIDES, "-journal"):
            Path(f"{name}{side}").unlink(missing_ok=True)


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """Where to make or open the database `path`: a new one is made beside it, and gets its name when all went well.

    One that is there is opened in its place. The database must be closed before the block ends.
    """
    if path.exists():
        yield path
        return
    fresh = path.with_name(f".{path.name}.fresh")
    for side in _SIDES:
        Path(f"{fresh}{side}").unlink(missing_ok=True)  # what a killed run left
    yield fresh
    make_single(fresh)
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(fresh, path)
    sync_folder(path.parent)
