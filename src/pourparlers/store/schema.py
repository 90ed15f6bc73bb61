"""The tables of the store, in SQLAlchemy Core. A change here needs a migration (a test compares the two)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

APPLICATION_ID: Final = 0x70727031
"""SQLite's `application_id` of our files ("prp1"): what tells them from other programs' databases."""

HEAD: Final = "0003"
"""The revision of the newest migration."""

metadata: Final = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
"""`changed` and `built` are counters (the record is stale where they differ), `header` the record's, `state` a digest
of its objects, `wipe` a removal that has not yet been cleared from the file, `alerted` the value of `built` of which a
watch gave alerts."""

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("input_digest", Text, nullable=False, comment="of the metadata that counts, see inputs.digest_input"),
)

sources = Table(
    "sources",
    metadata,
    Column("doc", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("uri", Text, primary_key=True),
    Column("input", LargeBinary, nullable=False, comment="the Document as ingest gave it, JSON, without its text"),
    Column("seq", Integer, nullable=False, server_default="0", comment="order of reading: the latest at a uri stands"),
    Index("sources_by_uri", "uri", "seq"),
)

readings = Table(
    "readings",
    metadata,
    Column("doc", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("program", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("knowledge", Text, nullable=False),
    Column("input_digest", Text, nullable=False),
    Column("json", LargeBinary, nullable=False, comment="the Reading, without the document's text"),
)

objects = Table(
    "objects",
    metadata,
    Column("n", Integer, primary_key=True, comment="place in the record; also the search index's rowid"),
    Column("id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("first_day", Text, comment="ISO days that the object's date may mean; NULL where undated"),
    Column("last_day", Text),
    Column("json", LargeBinary, nullable=False),
    Index("objects_by_day", "type", "first_day"),
)

object_docs = Table(
    "object_docs",
    metadata,
    Column("n", Integer, ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
    Column("doc", Text, primary_key=True),
    Index("object_docs_by_doc", "doc"),
    sqlite_with_rowid=False,
)

object_actors = Table(
    "object_actors",
    metadata,
    Column("n", Integer, ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
    Column("actor", Text, primary_key=True),
    Index("object_actors_by_actor", "actor"),
    sqlite_with_rowid=False,
)

object_refs = Table(
    "object_refs",
    metadata,
    Column("n", Integer, ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
    Column("ref", Text, primary_key=True, comment="id of another object, or of an account, that this one names"),
    Index("object_refs_by_ref", "ref"),
    sqlite_with_rowid=False,
)

fact_columns = Table(
    "fact_columns",
    metadata,
    Column("name", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False, comment="see index.encode"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("json", LargeBinary, nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("uri", Text, primary_key=True),
    Column("reason", Text, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("outlet", Text, comment="what a person calls it; NULL: what it calls itself"),
    Column("pages", Integer, nullable=False, comment="1: read the page of each entry, 0: the feed's own words"),
    Column("etag", Text),
    Column("modified", Text),
    Column("due", Float, nullable=False, comment="seconds since 1970: not to be asked before"),
    Column("fails", Integer, nullable=False, comment="in a row"),
    Column("reason", Text, comment="why it could not be read the last time"),
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("feed", Text, ForeignKey("feeds.url", ondelete="CASCADE"), primary_key=True),
    Column("guid", Text, primary_key=True),
    Column("uri", Text, nullable=False, comment="under which the entry was first read, and is read on"),
    Column("digest", Text, nullable=False, comment="of the entry as last read"),
    sqlite_with_rowid=False,
)

seen_files = Table(
    "seen_files",
    metadata,
    Column("path", Text, primary_key=True),
    Column("stamp", Text, nullable=False, comment="size, time of change and inode when it was read"),
    sqlite_with_rowid=False,
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True, comment="made from what the alert tells: the same thing is told once"),
    Column("seq", Integer, nullable=False, unique=True),
    Column("told", Integer, nullable=False, comment="0: known before the watch began, to be told nobody"),
    Column("json", LargeBinary, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("alert", Text, ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("state", Text, nullable=False, comment="waiting, begun, done, given_up"),
    Column("attempts", Integer, nullable=False),
    sqlite_with_rowid=False,
)

SEARCH_TABLE: Final = (
    "CREATE VIRTUAL TABLE search USING fts5(stems, content='', tokenize=\"unicode61 remove_diacritics 0\")"
)
"""Contentless: it holds stems and places only. SQLite 3.40 cannot delete rows of such a table one by one
(`contentless_delete` came with 3.43), so the index is emptied and filled with the record, in its transaction."""
