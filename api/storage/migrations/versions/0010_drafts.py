"""Notices being written, kept until they are sent.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "drafts",
        sa.Column("account_id", sa.String(24), nullable=False),
        sa.Column("pupil_id", sa.String(24), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "pupil_id", name=op.f("pk_drafts")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_drafts_account_id")),
    )
