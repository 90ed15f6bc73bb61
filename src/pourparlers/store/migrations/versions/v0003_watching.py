"""Feeds, files seen, alerts and their delivery; the order in which texts were read at one address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables of a watch, and `sources.seq`: so far, the order of the rows is that of reading."""
    with op.batch_alter_table("sources") as table:
        table.add_column(sa.Column("seq", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE sources SET seq = rowid")
    op.create_index("sources_by_uri", "sources", ["uri", "seq"])
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("outlet", sa.Text),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("due", sa.Float, nullable=False),
        sa.Column("fails", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_table(
        "feed_items",
        sa.Column("feed", sa.Text, sa.ForeignKey("feeds.url", ondelete="CASCADE"), primary_key=True),
        sa.Column("guid", sa.Text, primary_key=True),
        sa.Column("uri", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seen_files",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("stamp", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False, unique=True),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("json", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("alert", sa.Text, sa.ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
