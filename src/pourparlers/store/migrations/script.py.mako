"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring a database of revision ${down_revision} here."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Take a database of revision ${up_revision} back."""
    ${downgrades if downgrades else "pass"}
