"""Pupils, notices and their history."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0003"
down_revision = "0002"

_STATES = (
    "('received', 'family-met', 'waiting', 'planned', 'confirmed', "
    "'hosted', 'no-show', 'withdrawn', 'declined', 'expired')"
)


def upgrade() -> None:
    """Make the tables."""
    _pupils()
    _notices()
    _moves()


def _pupils() -> None:
    op.create_table(
        "pupils",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("college", sa.String(200), nullable=False),
        sa.Column("first_name", sa.String(60), nullable=False),
        sa.Column("initial", sa.String(1), nullable=False),
        sa.Column("level", sa.String(2), nullable=False),
        sa.Column("gender", sa.String(1), nullable=False),
        sa.Column("quartier", sa.String(100), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupils")),
        sa.UniqueConstraint("code", name=op.f("uq_pupils_code")),
        sa.ForeignKeyConstraint(["college"], ["colleges.id"], name=op.f("fk_pupils_college")),
        sa.CheckConstraint("gender IN ('F', 'M')", name=op.f("ck_pupils_gender")),
    )
    op.create_index(op.f("ix_pupils_college"), "pupils", ["college"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("pupil_id", sa.String(24), nullable=False),
        sa.Column("college", sa.String(200), nullable=False),
        sa.Column("account_id", sa.String(24), nullable=False),
        sa.Column("request_key", sa.String(100), nullable=False),
        sa.Column("request_digest", sa.String(64), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("earliest", sa.String(8), nullable=False),
        sa.Column("latest", sa.String(8), nullable=False),
        sa.Column("motives", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(500)),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("week", sa.String(8)),
        sa.Column("submitted_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.id"], name=op.f("fk_notices_pupil_id")),
        sa.ForeignKeyConstraint(["college"], ["colleges.id"], name=op.f("fk_notices_college")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_notices_account_id")
        ),
        sa.UniqueConstraint(
            "account_id", "request_key", name=op.f("uq_notices_account_id_request_key")
        ),
        sa.CheckConstraint(f"state IN {_STATES}", name=op.f("ck_notices_state")),
        sa.CheckConstraint("days BETWEEN 1 AND 8", name=op.f("ck_notices_days")),
        sa.CheckConstraint("earliest <= latest", name=op.f("ck_notices_weeks")),
    )
    op.create_index(op.f("ix_notices_pupil_id"), "notices", ["pupil_id"])
    op.create_index(op.f("ix_notices_college_id"), "notices", ["college", "id"])
    op.create_index(op.f("ix_notices_state_id"), "notices", ["state", "id"])


def _moves() -> None:
    op.create_table(
        "notice_moves",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("notice_id", sa.String(24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("account_id", sa.String(24), nullable=False),
        sa.Column("from_state", sa.String(20)),
        sa.Column("to_state", sa.String(20), nullable=False),
        sa.Column("week", sa.String(8)),
        sa.Column("reason", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_moves")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_notice_moves_notice_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_notice_moves_account_id")
        ),
        sa.UniqueConstraint("notice_id", "number", name=op.f("uq_notice_moves_notice_id_number")),
        sa.CheckConstraint(f"to_state IN {_STATES}", name=op.f("ck_notice_moves_to_state")),
    )
