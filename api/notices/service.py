"""Sending, reading, amending and withdrawing notices; their moves stand in `moving.py`."""

import hashlib
import hmac
import secrets
from typing import Final

from sqlalchemy import select

from api.access.caller import Caller
from api.errors import Invalid, NotFound
from api.notices import moving, shown
from api.notices.refusals import AlreadyPlanned, CollegeInactive, KeyReused, NoticeClosed
from api.notices.schemas import (
    Moving,
    NewNotice,
    Notice,
    NoticeWithHistory,
    PupilSheet,
    Receipt,
    Stay,
    Withdrawing,
)
from api.notices.states import BEFORE_PLANNING, FINAL, NoticeState
from api.notices.stays import remember
from api.paging import Page, Wanted, page
from api.storage import tables
from api.storage.work import Reading, Writing
from solver.problems import Problem
from solver.weeks import week_of

_YOUNGEST: Final = 8
_OLDEST: Final = 21

# Crockford's: without the letters that are taken for digits.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def submit(work: Writing, caller: Caller, key: str, body: NewNotice) -> Receipt:
    """Store a notice about a new pupil, or give the receipt of the same sending before.

    Raises KeyReused, CollegeInactive, Invalid.
    """
    if sent := _sent_before(work, caller, key, "", body):
        return shown.receipt(work, sent)
    college = _active_college(work, caller)
    _check(work, body, body.pupil)
    code = "P-" + "".join(secrets.choice(_LETTERS) for _ in range(8))
    pupil = tables.Pupil(code=code, college=college, **dict(body.pupil))
    work.session.add(pupil)
    work.session.flush()
    return _store(work, caller, key, pupil, body)


def submit_again(work: Writing, caller: Caller, key: str, pupil_id: str, body: Stay) -> Receipt:
    """Store another notice about a known pupil; raises NotFound and what `submit` raises."""
    pupil = work.session.get(tables.Pupil, pupil_id)
    if pupil is None or pupil.college != caller.college:
        raise NotFound
    if sent := _sent_before(work, caller, key, pupil_id, body):
        return shown.receipt(work, sent)
    _active_college(work, caller)
    _check(work, body)
    return _store(work, caller, key, pupil, body)


def notices(
    work: Writing, caller: Caller, wanted: Wanted, state: NoticeState | None
) -> Page[Notice]:
    """List the notices a caller may read; each file shown goes to the audit trail."""
    seen = select(tables.Notice)
    if caller.role != "referent":
        seen = seen.where(tables.Notice.college == caller.college)
    if state is not None:
        seen = seen.where(tables.Notice.state == state)

    def show(row: tables.Notice) -> Notice:
        work.record("notice.read", row.pupil_id)
        return shown.notice(work, row)

    return page(work.session, seen, tables.Notice.id, wanted, show)


def notice(work: Writing, caller: Caller, wanted: str) -> NoticeWithHistory:
    """Show a notice with its history; raises NotFound, also for another collège's."""
    row = found(work, caller, wanted)
    work.record("notice.read", row.pupil_id)
    return shown.with_history(work, caller, row)


def amend(work: Writing, caller: Caller, wanted: str, body: NewNotice) -> NoticeWithHistory:
    """Replace what a notice says; raises NotFound, AlreadyPlanned, NoticeClosed, Invalid."""
    row = found(work, caller, wanted)
    state = row.state
    if caller.role == "college" and state not in BEFORE_PLANNING:
        raise AlreadyPlanned
    if state in FINAL:
        raise NoticeClosed
    _check(work, body, body.pupil)
    if row.week is not None:
        moving.check_week(row.week, body.earliest, body.latest)
    pupil = work.session.get_one(tables.Pupil, row.pupil_id)
    for name, value in body.pupil:
        setattr(pupil, name, value)
    _fill(row, body)
    row.changed_at = work.now
    remember(work, row)
    work.record("notice.amended", row.pupil_id)
    return shown.with_history(work, caller, row)


def move(work: Writing, caller: Caller, wanted: str, body: Moving) -> NoticeWithHistory:
    """Take a notice to another state; raises NotFound, MoveNotAllowed, Invalid."""
    row = found(work, caller, wanted)
    moving.move(work, caller, row, body.to, week=body.week, reason=body.reason)
    return shown.with_history(work, caller, row)


def withdraw(work: Writing, caller: Caller, wanted: str, body: Withdrawing) -> NoticeWithHistory:
    """Withdraw a collège's own notice; raises NotFound, AlreadyPlanned, Invalid."""
    row = found(work, caller, wanted)
    if row.state not in BEFORE_PLANNING:
        raise AlreadyPlanned
    moving.move(work, caller, row, "withdrawn", reason=body.reason)
    return shown.with_history(work, caller, row)


def found(work: Reading, caller: Caller, wanted: str) -> tables.Notice:
    """Find a notice that a caller may read; another collège's is not found, like an absent one."""
    row = work.session.get(tables.Notice, wanted)
    if row is None or (caller.role != "referent" and row.college != caller.college):
        raise NotFound
    return row


def _sent_before(
    work: Writing, caller: Caller, key: str, pupil_id: str, body: Stay
) -> tables.Notice | None:
    """Find the notice that came with this key; raises KeyReused where it said something else."""
    same_key = select(tables.Notice).where(
        tables.Notice.account_id == caller.account, tables.Notice.request_key == key
    )
    sent = work.session.scalar(same_key)
    if sent is not None and sent.request_digest != _digest(work, pupil_id, body):
        raise KeyReused
    return sent


def _store(work: Writing, caller: Caller, key: str, pupil: tables.Pupil, body: Stay) -> Receipt:
    row = tables.Notice(
        pupil_id=pupil.id,
        college=pupil.college,
        account_id=caller.account,
        request_key=key,
        request_digest=_digest(work, "" if isinstance(body, NewNotice) else pupil.id, body),
        submitted_at=work.now,
        changed_at=work.now,
    )
    _fill(row, body)
    moving.begin(work, caller, row)
    work.record("notice.submitted", pupil.id)
    return shown.receipt(work, row)


def _fill(row: tables.Notice, body: Stay) -> None:
    row.days, row.note, row.contact = body.days, body.note, body.contact
    row.earliest, row.latest = body.earliest, body.latest
    row.motives = list(dict.fromkeys(body.motives))


def _active_college(work: Reading, caller: Caller) -> str:
    college = work.session.get_one(tables.College, caller.college)
    if not college.active:
        raise CollegeInactive
    return college.id


def _check(work: Reading, stay: Stay, pupil: PupilSheet | None = None) -> None:
    """Raise Invalid where the weeks are reversed or over, or the age cannot be right."""
    problems = []
    if stay.earliest > stay.latest:
        problems.append(Problem("latest", "la dernière semaine vient avant la première."))
    elif stay.latest < week_of(work.now.date()):
        problems.append(Problem("latest", "cette semaine est déjà passée."))
    if pupil and not _YOUNGEST <= work.now.year - pupil.birth_year <= _OLDEST:
        problems.append(
            Problem("pupil.birth_year", "cette année ne va pas avec l'âge d'un collégien.")
        )
    if problems:
        raise Invalid(problems=problems)


def _digest(work: Writing, pupil_id: str, body: Stay) -> str:
    """Tell one content from another; with the key, so that nobody can guess it from the digest."""
    content = f"notice:{pupil_id}:{body.model_dump_json()}".encode()
    return hmac.new(work.key, content, hashlib.sha256).hexdigest()
