"""Notices whose last week is over without a stay: the program closes them."""

from sqlalchemy import select

from api.clock import paris_date
from api.notices import moving
from api.notices.states import EXPIRING
from api.storage import tables
from api.storage.work import Writing
from solver.weeks import week_of


def expire(work: Writing) -> int:
    """Move every notice that waits for a week which is over to `expired`, and count them."""
    current = week_of(paris_date(work.now))
    over = select(tables.Notice).where(
        tables.Notice.state.in_(EXPIRING), tables.Notice.latest < current
    )
    rows = work.session.scalars(over.order_by(tables.Notice.id)).all()
    for row in rows:
        moving.move(work, None, row, "expired")
    return len(rows)
