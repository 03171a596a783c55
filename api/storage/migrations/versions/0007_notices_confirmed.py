"""The dates that a collège notified, the version of a notice, and moves made by the program itself.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns, and let a step stand without an account."""
    for column in _days():
        op.add_column("notices", column)
    op.add_column("notices", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("notice_moves") as moves:
        moves.alter_column("account_id", existing_type=sa.String(24), nullable=True)
        for column in _days():
            moves.add_column(column)


def _days() -> list[sa.Column[str]]:
    return [sa.Column("first_day", sa.String(10)), sa.Column("last_day", sa.String(10))]
