"""The secret addresses of practitioners' calendars."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "calendar_addresses",
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("teacher", sa.String(200), nullable=False),
        sa.Column("account_id", sa.String(24), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_addresses")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_calendar_addresses_account_id")
        ),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_addresses_secret_hash")),
    )
    op.create_index(op.f("ix_calendar_addresses_teacher"), "calendar_addresses", ["teacher"])
