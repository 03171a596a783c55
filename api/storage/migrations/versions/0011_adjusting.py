"""Which proposal an adjusted one comes from, and the moves made to it.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; of what was asked before, nothing is known."""
    op.add_column("asked", sa.Column("adjusting", sa.JSON(none_as_null=True)))
