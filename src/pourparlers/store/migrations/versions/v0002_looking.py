"""What the record is looked at by: the columns of its facts, and which object names which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and note that the record must be written again, which fills them."""
    op.create_table(
        "object_refs",
        sa.Column("n", sa.Integer, sa.ForeignKey("objects.n", ondelete="CASCADE"), primary_key=True),
        sa.Column("ref", WORDS, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("object_refs_by_ref", "object_refs", ["ref"])
    op.create_table(
        "fact_columns",
        sa.Column("name", WORDS, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.execute("UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'changed'")


def downgrade() -> None:
    """Drop what the record can be written without; the name of its state is of a record with these tables."""
    op.drop_table("fact_columns")
    op.drop_table("object_refs")
    op.execute("DELETE FROM meta WHERE key = 'state'")
