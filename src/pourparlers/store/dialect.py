"""What SQLite and PostgreSQL do each in its own way: nothing else of the store asks which of them it stands on.

Both search by the same stems, which are ours (`fold`): SQLite's FTS5 is given them as words, PostgreSQL as an array of
which every member must be there, and for words in a row the stems themselves. So both give the same hits.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    column,
    delete,
    select,
    table,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from .schema import APPLICATION_ID, MARK, SQLITE_SEARCH

LONGEST_STEM = 1000
"""Letters of a stem that PostgreSQL's index is given: it takes no key of much more than twice as many bytes."""


_AT_ONCE = 5000
"""Rows of a long list that are fetched at a time."""


class Dialect(ABC):
    """How one kind of database does what SQL leaves to it."""

    to_read: ClassVar[Mapping[str, Any]] = {}
    """Options of a connection for a transaction that only reads, all of it of one moment."""

    @abstractmethod
    def upsert(self, into: Table) -> Any:
        """An INSERT that can say what to do where the key is there."""

    @abstractmethod
    def insert_many(self, db: Connection, into: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows that have every column of `into`, in order, as fast as the driver can."""

    @abstractmethod
    def lay_search(self, db: Connection) -> None:
        """Make the search index in a database that has none."""

    @abstractmethod
    def clear_search(self, db: Connection) -> None:
        """Empty the search index."""

    @abstractmethod
    def fill_search(self, db: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Put objects into the search index: their number, and their stems in order, spaces between."""

    @abstractmethod
    def read_stems(self, db: Connection, *, after: int) -> Iterable[tuple[int, str]] | None:
        """The objects of numbers above `after`, in order, with their stems; None where the index gives none back."""

    @abstractmethod
    def match(self, terms: Sequence[Sequence[str]]) -> Select[tuple[int]]:
        """The numbers `n` of what holds every one of `terms`, the stems of each in a row."""

    @abstractmethod
    def drop(self, db: Connection, numbers: Sequence[int]) -> None:
        """Delete the objects of these numbers with their links, and their words, as far as the index lets go of them.

        SQLite's keeps them until it is emptied: they lead to no object.
        """

    @abstractmethod
    def settle(self, db: Connection, *, whole: bool) -> None:
        """After a record was written, `whole` or what changed of it: whatever makes questions to it fast."""

    @abstractmethod
    def find_revision(self, db: Connection) -> str | None:
        """The schema's revision that the database says it has; None for an empty one."""

    @abstractmethod
    def claim(self, db: Connection) -> None:
        """Mark the database as ours."""


class _Sqlite(Dialect):
    def upsert(self, into: Table) -> Any:
        return sqlite.insert(into)

    def insert_many(self, db: Connection, into: Table, rows: Sequence[Sequence[Any]]) -> None:
        names = [one.name for one in into.columns]
        marks = ", ".join("?" * len(names))
        db.exec_driver_sql(f"INSERT INTO {into.name} ({', '.join(names)}) VALUES ({marks})", list(rows))

    def lay_search(self, db: Connection) -> None:
        db.exec_driver_sql(SQLITE_SEARCH)

    def clear_search(self, db: Connection) -> None:
        db.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")

    def fill_search(self, db: Connection, rows: Sequence[tuple[int, str]]) -> None:
        db.exec_driver_sql("INSERT INTO search (rowid, stems) VALUES (?, ?)", list(rows))

    def read_stems(self, db: Connection, *, after: int) -> None:
        """None: the index is without its texts."""

    def match(self, terms: Sequence[Sequence[str]]) -> Select[tuple[int]]:
        asked = " AND ".join(f'"{" ".join(stems)}"' for stems in terms)
        n: Any = column("rowid", Integer)
        return select(n.label("n")).select_from(table("search", n)).where(_MATCH.bindparams(asked=asked))

    def drop(self, db: Connection, numbers: Sequence[int]) -> None:
        if numbers:
            db.exec_driver_sql("DELETE FROM objects WHERE n = ?", [(n,) for n in numbers])

    def settle(self, db: Connection, *, whole: bool) -> None:
        """Nothing: the index is ready, and SQLite's planner needs no figures for what is asked."""

    def find_revision(self, db: Connection) -> str | None:
        found = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").first()
        return _find_version(db) if found else None

    def claim(self, db: Connection) -> None:
        db.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


_MATCH = text("search MATCH :asked")

# PostgreSQL's search index. The array is worked out by the index, so the stems are kept once.
postgres_metadata = MetaData()
SEARCH = Table(
    "search",
    postgres_metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("stems", Text(collation="C"), nullable=False),
    Index("search_by_stem", text("string_to_array(stems, ' ')"), postgresql_using="gin"),
)
_HOLDS = text("string_to_array(stems, ' ') @> CAST(:words AS text[])")


class _Postgres(Dialect):
    to_read: ClassVar[Mapping[str, Any]] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    def upsert(self, into: Table) -> Any:
        return postgresql.insert(into)

    def insert_many(self, db: Connection, into: Table, rows: Sequence[Sequence[Any]]) -> None:
        names = ", ".join(one.name for one in into.columns)
        driver: Any = db.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {into.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def lay_search(self, db: Connection) -> None:
        postgres_metadata.create_all(db, checkfirst=False)

    def clear_search(self, db: Connection) -> None:
        db.execute(delete(SEARCH))

    def fill_search(self, db: Connection, rows: Sequence[tuple[int, str]]) -> None:
        self.insert_many(db, SEARCH, [(n, " ".join(_cut(stems.split(" ")))) for n, stems in rows])

    def read_stems(self, db: Connection, *, after: int) -> Iterable[tuple[int, str]]:
        query = select(SEARCH.c.n, SEARCH.c.stems).where(SEARCH.c.n > after).order_by(SEARCH.c.n)
        return ((row.n, row.stems) for row in db.execute(query.execution_options(yield_per=_AT_ONCE)))

    def match(self, terms: Sequence[Sequence[str]]) -> Select[tuple[int]]:
        words = sorted({stem for stems in terms for stem in _cut(stems)})
        found = select(SEARCH.c.n).where(_HOLDS.bindparams(bindparam("words", words, postgresql.ARRAY(Text))))
        for stems in terms:
            if len(stems) > 1:  # stems are letters and figures: nothing in them means more to LIKE
                found = found.where((" " + SEARCH.c.stems + " ").like(f"% {' '.join(_cut(stems))} %"))
        return found

    def drop(self, db: Connection, numbers: Sequence[int]) -> None:
        db.exec_driver_sql("DELETE FROM search WHERE n = ANY(%s)", (list(numbers),))
        db.exec_driver_sql("DELETE FROM objects WHERE n = ANY(%s)", (list(numbers),))

    def settle(self, db: Connection, *, whole: bool) -> None:
        db.exec_driver_sql("SELECT gin_clean_pending_list(to_regclass('search_by_stem'))")
        if whole:
            db.exec_driver_sql("ANALYZE objects, object_docs, object_actors, object_refs, search")

    def find_revision(self, db: Connection) -> str | None:
        return _find_version(db) if db.exec_driver_sql(_THERE.format("alembic_version")).scalar() else None

    def claim(self, db: Connection) -> None:
        db.exec_driver_sql(f"COMMENT ON TABLE meta IS '{MARK}'")


_THERE = "SELECT to_regclass(quote_ident(current_schema()) || '.{}')"


def _cut(stems: Sequence[str]) -> list[str]:
    return [stem[:LONGEST_STEM] for stem in stems]


def _find_version(db: Connection) -> str | None:
    row = db.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else None


_DIALECTS: Mapping[str, Dialect] = {"sqlite": _Sqlite(), "postgresql": _Postgres()}


def dialect_named(name: str) -> Dialect:
    """The dialect of this name."""
    return _DIALECTS[name]


def dialect_of(db: Connection) -> Dialect:
    """The dialect of the database behind `db`."""
    return _DIALECTS[db.dialect.name]
