"""Lists of where frequent words stand; they are made when the record is next written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table of lists."""
    op.create_table(
        "stem_lists",
        sa.Column("stems", WORDS, primary_key=True),
        sa.Column("first", sa.Integer, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop the lists: what they know is in the search index."""
    op.drop_table("stem_lists")
    op.execute("DELETE FROM meta WHERE key = 'listed'")
