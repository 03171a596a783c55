"""What was asked of the solver, and its proposals.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "asked",
        sa.Column("job_id", sa.String(24), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("publications", sa.Integer(), nullable=False),
        sa.Column("what_if", sa.JSON(none_as_null=True)),
        sa.Column("events", sa.JSON(none_as_null=True)),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_asked")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_asked_job_id")),
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("job_id", sa.String(24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_proposals_job_id")),
        sa.UniqueConstraint("job_id", "number", name=op.f("uq_proposals_job_id_number")),
    )
    op.create_index(op.f("ix_proposals_week_id"), "proposals", ["week", "id"])
