"""Which proposal an adjusted one comes from, and the moves made to it.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; of what was asked before, nothing is known."""
    op.add_column("asked", sa.Column("adjusting", sa.JSON(none_as_null=True)))
