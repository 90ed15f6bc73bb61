"""Feeds, files seen, alerts and their delivery; the order in which texts were read at one address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables of a watch, and `sources.seq`: so far, the order of the rows is that of reading."""
    with op.batch_alter_table("sources") as table:
        table.add_column(sa.Column("seq", sa.Integer, nullable=False, server_default="0"))
    if op.get_context().dialect.name == "sqlite":  # elsewhere no database of an earlier revision was ever made
        op.execute("UPDATE sources SET seq = rowid")
    op.create_index("sources_by_uri", "sources", ["uri", "seq"])
    op.create_table(
        "feeds",
        sa.Column("url", WORDS, primary_key=True),
        sa.Column("outlet", WORDS),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("etag", WORDS),
        sa.Column("modified", WORDS),
        sa.Column("due", sa.Float, nullable=False),
        sa.Column("fails", sa.Integer, nullable=False),
        sa.Column("reason", WORDS),
    )
    op.create_table(
        "feed_items",
        sa.Column("feed", WORDS, sa.ForeignKey("feeds.url", ondelete="CASCADE"), primary_key=True),
        sa.Column("guid", WORDS, primary_key=True),
        sa.Column("uri", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seen_files",
        sa.Column("path", WORDS, primary_key=True),
        sa.Column("stamp", WORDS, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alerts",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False, unique=True),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("json", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("alert", WORDS, sa.ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("channel", WORDS, primary_key=True),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the tables of a watch, with what it was told, and the order of reading."""
    for name in ("deliveries", "alerts", "seen_files", "feed_items", "feeds"):
        op.drop_table(name)
    op.drop_index("sources_by_uri", "sources")
    with op.batch_alter_table("sources") as table:
        table.drop_column("seq")
    op.execute("DELETE FROM meta WHERE key = 'alerted'")
