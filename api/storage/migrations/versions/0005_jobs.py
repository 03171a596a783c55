"""Jobs: questions to the solver.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("account_id", sa.String(24), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("started_at", Moment()),
        sa.Column("ended_at", Moment()),
        sa.Column("alive_until", Moment()),
        sa.Column("deadline_seconds", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("progress", sa.JSON(none_as_null=True)),
        sa.Column("result", sa.JSON(none_as_null=True)),
        sa.Column("failure", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_jobs_account_id")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_jobs_{name}")) for name, rule in _RULES.items()),
    )
    op.create_index(op.f("ix_jobs_state_id"), "jobs", ["state", "id"])


_RULES = {
    "kind": "kind IN ('propose', 'explain', 'try', 'replan', 'value')",
    "state": "state IN ('queued', 'running', 'done', 'failed', 'cancelled')",
    "deadline_seconds": "deadline_seconds BETWEEN 1 AND 3600",
    "attempts": "attempts >= 0",
    "started_at": "state <> 'running' OR started_at IS NOT NULL",
    "alive_until": "(state = 'running') = (alive_until IS NOT NULL)",
    "ended_at": "(state IN ('cancelled', 'done', 'failed')) = (ended_at IS NOT NULL)",
    "result": "(state = 'done') = (result IS NOT NULL)",
    "failure": "(state = 'failed') = (failure IS NOT NULL)",
}
