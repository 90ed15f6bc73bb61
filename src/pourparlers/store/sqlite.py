"""The record in one SQLite file (write-ahead log, foreign keys)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ..errors import StoreError
from .connect import make_engine
from .files import hold
from .migrate import check_file
from .sql import SqlStore


class SqliteStore(SqlStore):
    """A `Store` (see protocol.py) in the file `path`, or in memory for None.

    Opening makes the file, or brings it up to date; StoreError where it is not ours, or newer than this program.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        if path:
            check_file(path)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"{path}: cannot be made ({error.strerror}); name another file with --db") from error
        super().__init__(make_engine(path), name=str(path) if path else "memory")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See `Store.alone`. The lock is one on a file beside the database."""
        if self._path is None:
            yield
            return
        reason = f"{self._name}: another watch goes over this database; stop that one first"
        with hold(Path(f"{self._path}.watch"), reason):
            yield

    def back_up(self, path: Path, *, replace: bool = False) -> int:
        """See `Store.back_up`."""
        from .copies import back_up  # noqa: PLC0415 - which makes a store of a copy

        if self._path is None:
            raise StoreError("a record in memory has no file to copy: name a database with --db")
        return back_up(self._path, path, replace=replace)

    def _wipe(self) -> None:
        """Overwrite the file's free pages, and empty its log."""
        bare = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with bare as db:
            db.exec_driver_sql("VACUUM")
            busy = db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()
        if busy and busy[0]:
            raise StoreError(
                f"{self._name}: the document is removed, but another program keeps the file open and its old pages "
                "may still be on disk; close that program and run this command again"
            )

    def _explain(self, error: DBAPIError) -> str:
        return f"{error.orig}; is the disk full, or another program writing to it?"
