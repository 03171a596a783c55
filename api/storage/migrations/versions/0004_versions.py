"""Every version of what plans are made from.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "versions",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True)),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_versions")),
        sa.UniqueConstraint("kind", "key", "number", name=op.f("uq_versions_kind_key_number")),
    )
    op.create_index(op.f("ix_versions_kind_key_sequence"), "versions", ["kind", "key", "sequence"])
