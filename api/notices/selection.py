"""Which notices a list shows."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from api.notices.schemas import Which
from api.notices.states import FINAL, OPEN
from api.storage import tables


def selected(which: Which) -> Select[tables.Notice]:
    """Select the notices that are asked for, whoever asks, each with its pupil."""
    rows = select(tables.Notice).options(joinedload(tables.Notice.pupil, innerjoin=True))
    for column, value in (
        (tables.Notice.state, which.state),
        (tables.Notice.college, which.college),
        (tables.Notice.week, which.week),
    ):
        if value is not None:
            rows = rows.where(column == value)
    if which.open is not None:
        rows = rows.where(tables.Notice.state.in_(OPEN if which.open else FINAL))
    return rows
