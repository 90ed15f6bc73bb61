"""The tables of the store, in SQLAlchemy Core. A change here needs a migration (a test compares the two)."""

from __future__ import annotations

from typing import Final

# What a column holds is said by `doc`: a comment would be a thing of the database's, which a migration makes.
from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

APPLICATION_ID: Final = 0x70727031
"""SQLite's `application_id` of our files ("prp1"): what tells them from other programs' databases; the
locks that we take in PostgreSQL bear it."""

MARK: Final = f"pourparlers {APPLICATION_ID}"
"""The same for PostgreSQL: the comment on the table `meta`."""

HEAD: Final = "0004"
"""The revision of the newest migration."""

metadata: Final = MetaData()
Words: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its code points, as SQLite has it, whatever the server's language."""

meta = Table(
    "meta", metadata, Column("key", Words, primary_key=True), Column("value", Words, nullable=False), comment=MARK
)
"""`changed` and `built` are counters (the record is stale where they differ), `header` the record's, `state` a name of
it as it was written, `form` how its rows are made, `numbered` the highest number that an object of it had, `wipe` a
removal that has not yet been cleared from the file, `alerted` the value of `built` of which a watch gave alerts,
`listed` the highest number that `stem_lists` know."""

documents = Table(
    "documents",
    metadata,
    Column("id", Words, primary_key=True),
    Column("text", Words, nullable=False),
    Column("input_digest", Words, nullable=False, doc="of the metadata that counts, see inputs.digest_input"),
)

sources = Table(
    "sources",
    metadata,
    Column("doc", Words, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("uri", Words, primary_key=True),
    Column("input", LargeBinary, nullable=False, doc="the Document as ingest gave it, JSON, without its text"),
    Column("seq", Integer, nullable=False, server_default="0", doc="order of reading: the latest at a uri stands"),
    Index("sources_by_uri", "uri", "seq"),
)

readings = Table(
    "readings",
    metadata,
    Column("doc", Words, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("program", Words, nullable=False),
    Column("pack", Words, nullable=False),
    Column("knowledge", Words, nullable=False),
    Column("input_digest", Words, nullable=False),
    Column("json", LargeBinary, nullable=False, doc="the Reading, without the document's text"),
)

objects = Table(
    "objects",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False, doc="see writing.py; also the search index's rowid"),
    Column("id", Words, nullable=False, unique=True),
    Column("type", Words, nullable=False),
    Column("first_day", Words, doc="ISO days that the object's date may mean; NULL where undated"),
    Column("last_day", Words),
    Column("json", LargeBinary, nullable=False),
    Index("objects_by_day", "type", "first_day"),
)

object_docs = Table(
    "object_docs",
    metadata,
    Column("n", Integer, ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
    Column("doc", Words, primary_key=True),
    Index("object_docs_by_doc", "doc"),
    sqlite_with_rowid=False,
)

object_actors = Table(
    "object_actors",
    metadata,
    Column("n", Integer, ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
    Column("actor", Words, primary_key=True),
    Index("object_actors_by_actor", "actor"),
    sqlite_with_rowid=False,
)

object_refs = Table(
    "object_refs",
    metadata,
    Column("n", Integer, ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
    Column("ref", Words, primary_key=True, doc="id of another object, or of an account, that this one names"),
    Index("object_refs_by_ref", "ref"),
    sqlite_with_rowid=False,
)

fact_columns = Table(
    "fact_columns",
    metadata,
    Column("name", Words, primary_key=True),
    Column("data", LargeBinary, nullable=False, doc="see index.encode"),
)

stem_lists = Table(
    "stem_lists",
    metadata,
    Column("stems", Words, primary_key=True, doc="one, or two in a row, a space between"),
    Column("first", Integer, primary_key=True, autoincrement=False, doc="the first number that this part may hold"),
    Column("data", LargeBinary, nullable=False, doc="see frequent.encode"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Words, primary_key=True),
    Column("json", LargeBinary, nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("uri", Words, primary_key=True),
    Column("reason", Words, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Words, primary_key=True),
    Column("outlet", Words, doc="what a person calls it; NULL: what it calls itself"),
    Column("pages", Integer, nullable=False, doc="1: read the page of each entry, 0: the feed's own words"),
    Column("etag", Words),
    Column("modified", Words),
    Column("due", Float, nullable=False, doc="seconds since 1970: not to be asked before"),
    Column("fails", Integer, nullable=False, doc="in a row"),
    Column("reason", Words, doc="why it could not be read the last time"),
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("feed", Words, ForeignKey("feeds.url", ondelete="CASCADE"), primary_key=True),
    Column("guid", Words, primary_key=True),
    Column("uri", Words, nullable=False, doc="under which the entry was first read, and is read on"),
    Column("digest", Words, nullable=False, doc="of the entry as last read"),
    sqlite_with_rowid=False,
)

seen_files = Table(
    "seen_files",
    metadata,
    Column("path", Words, primary_key=True),
    Column("stamp", Words, nullable=False, doc="size, time of change and inode when it was read"),
    sqlite_with_rowid=False,
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Words, primary_key=True, doc="made from what the alert tells: the same thing is told once"),
    Column("seq", Integer, nullable=False, unique=True),
    Column("told", Integer, nullable=False, doc="0: known before the watch began, to be told nobody"),
    Column("json", LargeBinary, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("alert", Words, ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("state", Words, nullable=False, doc="waiting, begun, done, given_up"),
    Column("attempts", Integer, nullable=False),
    sqlite_with_rowid=False,
)

SQLITE_SEARCH: Final = (
    "CREATE VIRTUAL TABLE search USING fts5(stems, content='', tokenize=\"unicode61 remove_diacritics 0\")"
)
"""Contentless: it holds stems and places only. SQLite 3.40 cannot delete rows of such a table one by one
(`contentless_delete` came with 3.43): what it holds of an object that is gone stays, under a number that nothing bears
any more, until a record is written whole."""
