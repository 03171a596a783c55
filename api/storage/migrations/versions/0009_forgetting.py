"""What stays when a pupil's file goes.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "erasures",
        sa.Column("pupil_id", sa.String(24), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("pupil_id", name=op.f("pk_erasures")),
    )
    op.create_table(
        "key_figures",
        sa.Column("school_year", sa.String(9), nullable=False),
        sa.Column("hosted", sa.Boolean(), nullable=False),
        sa.Column("dimension", sa.String(20), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "school_year", "hosted", "dimension", "value", name=op.f("pk_key_figures")
        ),
    )
