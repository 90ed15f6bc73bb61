"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of an empty database."""
    op.create_table("meta", sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("input_digest", sa.Text, nullable=False),
    )
    op.create_table(
        "sources",
        sa.Column("doc", sa.Text, sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("uri", sa.Text, primary_key=True),
        sa.Column("input", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("doc", sa.Text, sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("knowledge", sa.Text, nullable=False),
        sa.Column("input_digest", sa.Text, nullable=False),
        sa.Column("json", sa.LargeBinary, nullable=False),
    )
    _make_record_tables()
    op.create_table(
        "judgements", sa.Column("id", sa.Text, primary_key=True), sa.Column("json", sa.LargeBinary, nullable=False)
    )
    op.create_table(
        "failures", sa.Column("uri", sa.Text, primary_key=True), sa.Column("reason", sa.Text, nullable=False)
    )


def _make_record_tables() -> None:
    """The record that is built from the readings, and its search index."""
    op.create_table(
        "objects",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("first_day", sa.Text),
        sa.Column("last_day", sa.Text),
        sa.Column("json", sa.LargeBinary, nullable=False),
    )
    op.create_index("objects_by_day", "objects", ["type", "first_day"])
    for name, other in (("object_docs", "doc"), ("object_actors", "actor")):
        op.create_table(
            name,
            sa.Column("n", sa.Integer, sa.ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
            sa.Column(other, sa.Text, primary_key=True),
            sqlite_with_rowid=False,
        )
        op.create_index(f"{name}_by_{other}", name, [other])
    op.execute("CREATE VIRTUAL TABLE search USING fts5(stems, content='', tokenize=\"unicode61 remove_diacritics 0\")")
