"""Which files go when: so many months after the last contact, once none of the pupil's notices is open.

Source: the child-protection référentiel of the CNIL, active base at most two years after the last contact.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import case, func, select

from api.clock import months_after
from api.forgetting import erasing
from api.notices.states import FINAL
from api.storage import tables
from api.storage.work import Reading, Writing

AT_ONCE: Final = 50
"""Files erased in one transaction, so that others who write need not wait long."""


class Leaving(NamedTuple):
    """A file that will go, and when."""

    pupil: str
    code: str
    last_contact: datetime
    goes_at: datetime


def leaving(work: Reading, months: int, within_days: int = 0) -> list[Leaving]:
    """List the files that are to go by so many days from now, the first ones first."""
    horizon = work.now + timedelta(days=within_days)
    found = [
        Leaving(pupil, code, last, months_after(last, months))
        for pupil, code, last in _last_contacts(work)
    ]
    return sorted(
        (each for each in found if each.goes_at <= horizon), key=lambda e: (e.goes_at, e.pupil)
    )


def forget_due(work: Writing, months: int) -> int:
    """Erase some of the files whose time has come, and say how many; none are left when it says 0."""
    due = leaving(work, months)[:AT_ONCE]
    for each in due:
        erasing.erase(work, work.session.get_one(tables.Pupil, each.pupil), "retention")
    return len(due)


def _last_contacts(work: Reading) -> list[tuple[str, str, datetime]]:
    """Give each pupil without an open notice, with the newest change or move of any notice."""
    still_open = func.sum(case((tables.Notice.state.in_(FINAL), 0), else_=1))
    contacts = (
        select(
            tables.Pupil.id,
            tables.Pupil.code,
            func.max(tables.Notice.changed_at),
            func.max(tables.NoticeMove.at),
        )
        .join(tables.Notice, tables.Notice.pupil_id == tables.Pupil.id)
        .outerjoin(tables.NoticeMove, tables.NoticeMove.notice_id == tables.Notice.id)
        .group_by(tables.Pupil.id, tables.Pupil.code)
        .having(still_open == 0)
    )
    return [
        (pupil, code, max(changed, moved or changed))
        for pupil, code, changed, moved in work.session.execute(contacts)
    ]
