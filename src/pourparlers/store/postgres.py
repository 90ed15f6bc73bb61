"""The record in a PostgreSQL database, in the first schema of its search path.

What a file gives SQLite, the server gives here: one writer at a time by a lock of ours in the database (an advisory
one, which no reader meets), and to readers the record as it was when they began to look. The driver, psycopg, is an
extra.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from ..errors import StoreError
from ..places import Server
from .schema import APPLICATION_ID, MARK
from .sql import SqlStore

if TYPE_CHECKING:
    import psycopg

_SETTINGS = "; ".join(
    f"SET {name} = {value}"
    for name, value in (
        ("lock_timeout", "'30s'"),  # as long as SQLite waits for another writer
        ("idle_in_transaction_session_timeout", "0"),  # a record is built while a transaction is open
        ("jit", "off"),  # questions are short: what is made ready for long ones costs more than they do
        ("max_parallel_workers_per_gather", "0"),
    )
)
_WRITER = f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext('writer ' || current_schema()))"
_WATCH = f"SELECT pg_advisory_lock({APPLICATION_ID}, hashtext('watch ' || current_schema()))"
_PATIENCE = "SET lock_timeout = '3s'"
"""For a watch that was killed: the server notices when it has done what it was last asked."""
_WIPED = "documents, sources, readings, judgements, failures, objects, object_docs, object_actors, object_refs, search"
_LOCKED = "55P03"
_HINTS = {
    "28": "is it the right user, with the right password?",
    "3D": "createdb makes a database",
    "3F": "the search path names no schema that is there",
    "42501": "the user needs the right to make tables there: GRANT CREATE ON SCHEMA, or a database that the user owns",
    "53100": "the server's disk is full",
    "53300": "the server takes no more connections",
    "54000": "a name or an address is longer than the server's indexes take",
    _LOCKED: "another program has been writing to it for a long time",
}
"""What to do about errors, by the code that the server gives, or by its class."""


class PostgresStore(SqlStore):
    """A `Store` (see protocol.py) in a database on a PostgreSQL server, which must be there; its tables are made.

    StoreError where the server cannot be had, or where the tables there are not ours, or newer than this program.
    """

    def __init__(self, server: Server) -> None:
        self._name = str(server)
        engine = make_engine(server)
        try:
            with self._named(), engine.connect() as db:
                check_tables(server, db.exec_driver_sql)
            super().__init__(engine, name=self._name)
        except BaseException:
            engine.dispose()
            raise

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See `Store.alone`. The lock is the server's, and goes with the connection that holds it."""
        with self._named():
            bare = self._engine.connect()
        with bare.execution_options(isolation_level="AUTOCOMMIT") as db:
            with self._named():
                db.exec_driver_sql(_PATIENCE)
                try:
                    db.exec_driver_sql(_WATCH)
                except DBAPIError as error:
                    if getattr(error.orig, "sqlstate", None) != _LOCKED:
                        raise
                    raise StoreError(
                        f"{self._name}: another watch goes over this database; stop that one first"
                    ) from error
            try:
                yield
            finally:
                db.invalidate()  # the lock belongs to the connection: it must not go back to the pool with it

    def back_up(self, path: Path, *, replace: bool = False) -> int:
        """See `Store.back_up`: a server has means of its own."""
        del replace
        raise StoreError(
            f"{self._name}: a record on a server is copied by the server's own means: "
            f'pg_dump --format=custom --file={path} "{self._name}"'
        )

    def _wipe(self) -> None:
        """Write the tables anew without the rows that are gone. What the log and copies of it hold is the server's."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            try:
                db.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {_WIPED}")
            except DBAPIError as error:
                raise StoreError(
                    f"{self._name}: the document is removed, but its old pages may still be on the server's disk: "
                    f"{self._explain(error)}; run this command again"
                ) from error

    def _explain(self, error: DBAPIError) -> str:
        said = _first_lines(error.orig)
        code = str(getattr(error.orig, "sqlstate", None) or "")
        hint = _HINTS.get(code) or _HINTS.get(code[:2])
        if not hint and error.connection_invalidated:
            hint = "the connection was lost"
        return f"{said}; {hint}" if hint else said


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
_MARK_OF = "SELECT obj_description(to_regclass(quote_ident(current_schema()) || '.meta'), 'pg_class')"


def check_tables(server: Server, ask: Callable[[Any], Any]) -> bool:
    """Whether the database has our tables yet; `ask` puts an SQL question and gives its rows.

    Raises StoreError where it cannot hold a record, or holds another program's tables.
    """
    [(encoding, schema)] = ask("SELECT current_setting('server_encoding'), current_schema()")
    if encoding != "UTF8":
        raise StoreError(f"{server}: its encoding is {encoding}; make a database with ENCODING 'UTF8'")
    if schema is None:
        raise StoreError(f"{server}: its search path names no schema that is there")
    tables = {name for (name,) in ask(_TABLES)}
    [(mark,)] = ask(_MARK_OF)
    if tables and mark != MARK:
        raise StoreError(
            f"{server}: holds tables of another program, left untouched; name a database, or a schema, of its own with "
            "--db"
        )
    return bool(tables)


@contextmanager
def look_into(server: Server) -> Iterator[psycopg.Connection[Any]]:
    """The database as it lies: a connection that can change nothing. Raises StoreError where it cannot be had."""
    with _connect(server, read_url(server)) as connection:
        connection.read_only = True
        yield connection


def make_engine(server: Server) -> Engine:
    """An engine over connections to `server`, with the settings that the store rests on.

    Raises StoreError for a URL that cannot be read, or where the driver is not installed. A connection that cannot be
    had is a StoreError too, when it is first asked for.
    """
    asked = read_url(server)

    def connect() -> psycopg.Connection[Any]:
        return _connect(server, asked)

    engine = create_engine(
        "postgresql+psycopg://", creator=connect, pool_pre_ping=True, hide_parameters=True, use_native_hstore=False
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("writes") and options.get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql(_WRITER)

    return engine


def read_url(server: Server) -> dict[str, Any]:
    """What a PostgreSQL URL says, as its own library reads it (a password may also come from ~/.pgpass).

    Raises StoreError, which never holds a part of the URL that may be one of a password.
    """
    try:
        from psycopg import ProgrammingError  # noqa: PLC0415 - an extra
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
    except ImportError as error:
        raise StoreError(f"{server}: this needs the extra postgresql: pip install 'pourparlers[postgresql]'") from error
    try:
        asked: dict[str, Any] = conninfo_to_dict(server.url)
    except ProgrammingError:
        _refuse()
    ports = str(asked.get("port") or "5432").split(",")
    names = (str(asked.get("host") or "")[1:], str(asked.get("dbname") or ""))
    if not all(re.fullmatch(r"\d{0,5}", port) for port in ports) or any("@" in name for name in names):
        _refuse()
    return asked


def _refuse() -> NoReturn:
    raise StoreError(
        "the URL of the database cannot be read: it is postgresql://USER@HOST:PORT/DATABASE; what is no letter or "
        "figure in a password is written as % and its code (%40 for @), or the password is left to ~/.pgpass"
    ) from None


def _connect(server: Server, asked: dict[str, Any]) -> psycopg.Connection[Any]:
    import psycopg  # noqa: PLC0415

    from .postgres_text import adapt  # noqa: PLC0415

    given = {"connect_timeout": 10, "application_name": "pourparlers", **asked, "client_encoding": "UTF8"}
    try:
        connection = psycopg.connect(**given, autocommit=True)
    except psycopg.OperationalError as error:
        # From None: the driver's own words are kept, but nothing that holds the address as it was given.
        said = _hide(_first_lines(error), str(asked.get("password") or ""))
        raise StoreError(
            f"{server}: {said}; is the server running, and are user, password and database right?"
        ) from None
    connection.execute(_SETTINGS)
    connection.autocommit = False
    adapt(connection)
    return connection


def _first_lines(error: BaseException | None) -> str:
    """What went wrong in one line, without the statement that the server repeats."""
    lines = str(error).split("\nLINE ")[0].splitlines()
    return " ".join(line.strip() for line in lines if not line.startswith(("CONTEXT:", "DETAIL:")))


def _hide(said: str, password: str) -> str:
    return said.replace(password, "***") if password else said
