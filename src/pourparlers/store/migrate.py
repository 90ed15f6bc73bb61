"""Opens a database of ours, bringing its schema up to date, and refuses what is not ours without touching it."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, Index
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from ..errors import StoreError
from .dialect import dialect_named
from .schema import APPLICATION_ID, HEAD, metadata

if TYPE_CHECKING:
    from alembic.config import Config

_MAGIC = b"SQLite format 3\0"


def check_file(path: Path) -> None:
    """Raise StoreError where `path` holds something other than a database of ours or nothing.

    The file is opened for reading only.
    """
    if path.is_dir():
        raise StoreError(f"{path}: this is a folder; name a database file with --db")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened ({error.strerror}); name another file with --db") from error
    if not head:
        return
    if not head.startswith(_MAGIC):
        raise StoreError(f"{path}: not a database of pourparlers, left untouched; name another file with --db")
    # A file that was killed before its first transaction ended has neither our mark nor a table.
    application, tables = _look_inside(path)
    if application != APPLICATION_ID and (application or tables):
        raise StoreError(f"{path}: a database of another program, left untouched; name another file with --db")


def _look_inside(path: Path) -> tuple[int, int]:
    """The SQLite file's application id and how many tables it has; opened for reading."""
    try:
        file = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (application,) = file.execute("PRAGMA application_id").fetchone()
            (tables,) = file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            file.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: cannot be read as a database ({error}); name another file with --db") from error
    return int(application), int(tables)


def bring_up_to_date(engine: Engine, *, name: str) -> None:
    """Lay the schema in an empty database, or run the migrations that one lacks; `name` is what errors call it.

    Raises StoreError for a schema that this version of the program does not know.
    """
    dialect = dialect_named(engine.dialect.name)
    with engine.connect() as connection:
        revision = dialect.find_revision(connection)
        connection.rollback()
    if revision == HEAD:
        return
    if revision is None:
        _lay(engine)
        return
    from alembic import command  # noqa: PLC0415 - dear to import, and needed once in a database's life
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = make_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision not in known:
        raise StoreError(
            f"{name}: written by a newer version of pourparlers (schema {revision}, this one knows {HEAD}); "
            "upgrade pourparlers, or name another database with --db"
        )
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if dialect.find_revision(connection) != HEAD:  # another process may have been first
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            dialect.claim(connection)


def _lay(engine: Engine) -> None:
    """Make every table of an empty database at once, as all migrations one after the other would."""
    dialect = dialect_named(engine.dialect.name)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if dialect.find_revision(connection) is not None:
            return  # another process was first
        for statement in _say_tables(engine.dialect.name):
            connection.exec_driver_sql(statement)
        dialect.lay_search(connection)
        connection.exec_driver_sql(_VERSION)
        connection.exec_driver_sql(f"INSERT INTO alembic_version (version_num) VALUES ('{HEAD}')")
        dialect.claim(connection)


_VERSION = (
    "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""As Alembic makes it, which brings later revisions, and leaves it empty where it takes all of them back."""


@lru_cache
def _say_tables(name: str) -> tuple[str, ...]:
    """The statements that make our tables and their indexes in the SQL of the dialect `name`."""
    made_for = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}[name]()
    found: list[str] = []
    for table in metadata.sorted_tables:
        found.append(str(CreateTable(table).compile(dialect=made_for)))
        found += (str(CreateIndex(index).compile(dialect=made_for)) for index in sorted(table.indexes, key=_name_of))
    return tuple(found)


def _name_of(index: Index) -> str:
    return str(index.name)


def make_config() -> Config:
    """Alembic's settings for our migrations; the connection is to be put into its `attributes`."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
