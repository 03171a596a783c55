"""Erasing a pupil's file, all of it: a subject that keeps something about pupils adds its part to `PARTS`."""

from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import delete, select

from api.clock import paris_date
from api.drafts import service as drafts
from api.forgetting import figures
from api.forgetting.codes import forget_questions, forget_versions
from api.forgetting.ledger import Erased
from api.storage import tables
from api.storage.work import Writing
from api.weeks import published
from solver.weeks import week_of


def _leave_this_week(work: Writing, pupil: tables.Pupil) -> None:
    """Take a pupil who is there out of the week, so that nobody comes to give a session to an empty group."""
    this_week = week_of(paris_date(work.now))
    for week, _ in list(published.all_weeks(work)):
        if week >= this_week:
            published.leave(work, week, pupil.code)


def _forget_notices(work: Writing, pupil: tables.Pupil) -> None:
    """Count the notices for the yearly figures, and remove them with their history."""
    about = select(tables.Notice).where(tables.Notice.pupil_id == pupil.id)
    for notice in work.session.scalars(about.order_by(tables.Notice.id)).all():
        figures.count(work, pupil, notice)
        moves = delete(tables.NoticeMove).where(tables.NoticeMove.notice_id == notice.id)
        work.session.execute(moves)
        work.session.delete(notice)
        work.session.flush()


def _forget_drafts(work: Writing, pupil: tables.Pupil) -> None:
    drafts.forget_about(work, pupil.id, pupil.code)


PARTS: Final[tuple[Callable[[Writing, tables.Pupil], None], ...]] = (
    _leave_this_week,
    forget_versions,
    forget_questions,
    _forget_notices,
    _forget_drafts,
)
"""What removes a pupil from the tables, in this order; the pupil's own row goes last."""


def erase(work: Writing, pupil: tables.Pupil, why: str) -> Erased:
    """Erase a pupil's file for good; `why` is a word of a fixed list, for the audit trail."""
    erased = Erased(pupil.id, pupil.code, work.now)
    for forget in PARTS:
        forget(work, pupil)
    work.session.delete(pupil)
    _remember(work, erased)
    work.record(f"pupil.erased.{why}", erased.pupil)
    work.session.flush()
    return erased


def erase_again(work: Writing, known: Iterable[Erased]) -> int:
    """Erase the files among these that came back with a backup or a copy; say how many there were."""
    count = 0
    for erased in known:
        pupil = work.session.get(tables.Pupil, erased.pupil)
        if pupil is None:
            _remember(work, erased)
        else:
            erase(work, pupil, "again")
            count += 1
    work.session.flush()
    return count


def _remember(work: Writing, erased: Erased) -> None:
    if work.session.get(tables.Erasure, erased.pupil) is None:
        row = tables.Erasure(pupil_id=erased.pupil, code=erased.code, at=erased.at)
        work.session.add(row)
