"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table of an empty database."""
    op.create_table("meta", sa.Column("key", WORDS, primary_key=True), sa.Column("value", WORDS, nullable=False))
    op.create_table(
        "documents",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("input_digest", WORDS, nullable=False),
    )
    op.create_table(
        "sources",
        sa.Column("doc", WORDS, sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("uri", WORDS, primary_key=True),
        sa.Column("input", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("doc", WORDS, sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("program", WORDS, nullable=False),
        sa.Column("pack", WORDS, nullable=False),
        sa.Column("knowledge", WORDS, nullable=False),
        sa.Column("input_digest", WORDS, nullable=False),
        sa.Column("json", sa.LargeBinary, nullable=False),
    )
    _make_record_tables()
    op.create_table(
        "judgements", sa.Column("id", WORDS, primary_key=True), sa.Column("json", sa.LargeBinary, nullable=False)
    )
    op.create_table("failures", sa.Column("uri", WORDS, primary_key=True), sa.Column("reason", WORDS, nullable=False))


def _make_record_tables() -> None:
    """The record that is built from the readings, and its search index."""
    op.create_table(
        "objects",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", WORDS, nullable=False, unique=True),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("first_day", WORDS),
        sa.Column("last_day", WORDS),
        sa.Column("json", sa.LargeBinary, nullable=False),
    )
    op.create_index("objects_by_day", "objects", ["type", "first_day"])
    for name, other in (("object_docs", "doc"), ("object_actors", "actor")):
        op.create_table(
            name,
            sa.Column("n", sa.Integer, sa.ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
            sa.Column(other, WORDS, primary_key=True),
            sqlite_with_rowid=False,
        )
        op.create_index(f"{name}_by_{other}", name, [other])
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(stems, content='', tokenize=\"unicode61 remove_diacritics 0\")"
        )
        return
    op.create_table(
        "search",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("stems", WORDS, nullable=False),
    )
    op.create_index("search_by_stem", "search", [sa.text("string_to_array(stems, ' ')")], postgresql_using="gin")


def downgrade() -> None:
    """Leave an empty database."""
    for name in (
        *("search", "object_docs", "object_actors", "objects"),
        *("readings", "sources", "documents", "judgements", "failures", "meta"),
    ):
        op.drop_table(name)
