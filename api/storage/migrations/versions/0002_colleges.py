"""The catalogue of collèges, to which the accounts of collèges are bound from now on."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table, with a collège for each that an account names already, and bind the accounts."""
    op.create_table(
        "colleges",
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleges")),
    )
    op.execute(
        "INSERT INTO colleges (id, name, active, created_at) "
        "SELECT college, college, true, MIN(created_at) FROM accounts "
        "WHERE college IS NOT NULL GROUP BY college"
    )
    with op.batch_alter_table("accounts") as accounts:
        accounts.create_foreign_key(op.f("fk_accounts_college"), "colleges", ["college"], ["id"])
