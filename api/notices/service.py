"""Sending, reading, amending and withdrawing notices; their moves stand in `moving.py`."""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, cast

from sqlalchemy import bindparam, exists, func, select

from api.access.caller import Caller
from api.clock import paris_date
from api.errors import Invalid, NotFound
from api.notices import moving, shown
from api.notices.days import Days, check_length
from api.notices.refusals import (
    AlreadyPlanned,
    CollegeInactive,
    KeyReused,
    MoveNotAllowed,
    NoticeClosed,
    StayUnderWay,
)
from api.notices.schemas import (
    Confirming,
    Moving,
    NewNotice,
    Notice,
    NoticeWithHistory,
    PupilSheet,
    Receipt,
    Stay,
    Which,
    Withdrawing,
)
from api.notices.selection import selected
from api.notices.states import BEFORE_PLANNING, FINAL, OPEN, STILL_COMING, NoticeState
from api.notices.stays import remember
from api.paging import Page, Wanted, page_at_once
from api.storage import tables
from api.storage.inserting import insert
from api.storage.work import Consulting, Reading, Writing
from api.weeks import published
from solver.problems import Problem
from solver.weeks import week_of

_NOT_BY_HAND: Final[Mapping[NoticeState, str]] = {
    "planned": "Un avis devient « prévu » quand une semaine qui accueille l'élève est publiée.",
    "confirmed": "Un avis devient « confirmé » quand ses dates sont notifiées : elles vont avec la confirmation.",
}
_YOUNGEST: Final = 8
_OLDEST: Final = 21
_FARTHEST: Final = timedelta(weeks=53)
"""Of the last week from today. A window without an end would fill the référente's pages with weeks."""

# Crockford's: without the letters that are taken for digits.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# Made once: to put a statement together costs several times what running it does.
_SAME_KEY: Final = select(tables.Notice).where(
    tables.Notice.account_id == bindparam("account"), tables.Notice.request_key == bindparam("key")
)
_ACTIVE: Final = select(tables.College.id, tables.College.active).where(
    tables.College.id == bindparam("college")
)


def submit(work: Writing, caller: Caller, key: str, body: NewNotice, among: str = "") -> Receipt:
    """Store a notice about a new pupil, or give the receipt of the same sending before.

    `among` stands for what is sent with it: with other company, it is another sending. Raises KeyReused,
    CollegeInactive, Invalid.
    """
    digest = _digest(work, among, body)
    if sent := _sent_before(work, caller, key, digest):
        return shown.receipt(work, sent)
    college = active_college(work, caller)
    _check(work, body, body.pupil)
    code = "P-" + "".join(secrets.choice(_LETTERS) for _ in range(8))
    pupil = tables.Pupil(id=tables.new_id(), code=code, college=college, **dict(body.pupil))
    insert(work, pupil)
    return _store(work, caller, key, digest, pupil, body)


def submit_again(work: Writing, caller: Caller, key: str, pupil_id: str, body: Stay) -> Receipt:
    """Store another notice about a known pupil; raises NotFound, StayUnderWay and what `submit` raises."""
    pupil = work.session.get(tables.Pupil, pupil_id)
    if pupil is None or pupil.college != caller.college:
        raise NotFound
    digest = _digest(work, pupil_id, body)
    if sent := _sent_before(work, caller, key, digest):
        return shown.receipt(work, sent)
    active_college(work, caller)
    if _under_way(work, pupil_id):
        raise StayUnderWay
    _check(work, body)
    return _store(work, caller, key, digest, pupil, body)


def notices(work: Consulting, caller: Caller, wanted: Wanted, which: Which) -> Page[Notice]:
    """List the notices a caller may read; each file shown goes to the audit trail."""
    seen = selected(which)
    if caller.role != "referent":
        seen = seen.where(tables.Notice.college == caller.college)

    def show(rows: Sequence[tables.Notice]) -> Sequence[Notice]:
        for row in rows:
            work.record("notice.read", row.pupil_id)
        return shown.notices(work, rows)

    return page_at_once(work.session, seen, tables.Notice.id, wanted, show)


def states(work: Reading, caller: Caller) -> Counter[NoticeState]:
    """Count the notices a caller may read by their states."""
    counted = select(tables.Notice.state, func.count()).group_by(tables.Notice.state)
    if caller.role != "referent":
        counted = counted.where(tables.Notice.college == caller.college)
    rows = work.session.execute(counted)
    return Counter({cast("NoticeState", state): count for state, count in rows})


def notice(work: Consulting, caller: Caller, wanted: str) -> NoticeWithHistory:
    """Show a notice with its history; raises NotFound, also for another collège's."""
    row = found(work, caller, wanted)
    work.record("notice.read", row.pupil_id)
    return shown.with_history(work, caller, row)


def amend(work: Writing, caller: Caller, wanted: str, body: NewNotice) -> NoticeWithHistory:
    """Replace what a notice says; raises NotFound, AlreadyPlanned, NoticeClosed, Invalid."""
    row = found(work, caller, wanted)
    _check_amendable(caller, row)
    _check(work, body, body.pupil)
    if row.week is not None:
        moving.check_week(row.week, body.earliest, body.latest)
    check_length(row, body.days)
    pupil = work.session.get_one(tables.Pupil, row.pupil_id)
    for name, value in body.pupil:
        setattr(pupil, name, value)
    _fill(row, body)
    row.changed_at, row.version = work.now, row.version + 1
    remember(work, row)
    work.record("notice.amended", row.pupil_id)
    return shown.with_history(work, caller, row)


def move(work: Writing, caller: Caller, wanted: str, body: Moving) -> NoticeWithHistory:
    """Take a notice to another state; raises NotFound, MoveNotAllowed, Invalid.

    Who no longer comes leaves the published week at once. Only publishing a week makes a notice planned: that is
    where the rules are checked. Only `confirm`, with the dates, makes it confirmed.
    """
    if body.to in _NOT_BY_HAND:
        raise MoveNotAllowed(_NOT_BY_HAND[body.to])
    row = found(work, caller, wanted)
    week = row.week
    moving.move(work, caller, row, body.to, reason=body.reason)
    if week is not None and body.to not in STILL_COMING:
        published.leave(work, week, work.session.get_one(tables.Pupil, row.pupil_id).code)
    return shown.with_history(work, caller, row)


def withdraw(work: Writing, caller: Caller, wanted: str, body: Withdrawing) -> NoticeWithHistory:
    """Withdraw a collège's own notice; raises NotFound, AlreadyPlanned, Invalid."""
    row = found(work, caller, wanted)
    if row.state not in BEFORE_PLANNING:
        raise AlreadyPlanned
    moving.move(work, caller, row, "withdrawn", reason=body.reason)
    return shown.with_history(work, caller, row)


def confirm(work: Writing, caller: Caller, wanted: str, body: Confirming) -> NoticeWithHistory:
    """Confirm a planned stay with its dates; raises NotFound, MoveNotAllowed, Invalid."""
    row = found(work, caller, wanted)
    days = Days(body.first_day, body.last_day)
    moving.move(work, caller, row, "confirmed", days=days)
    return shown.with_history(work, caller, row)


def version(work: Reading, caller: Caller, wanted: str) -> int:
    """Give the version of a notice, +1 at each change; raises NotFound."""
    return found(work, caller, wanted).version


def pupil_id(work: Reading, caller: Caller, wanted: str) -> str:
    """Give the id of the pupil whom a notice is about; raises NotFound."""
    return found(work, caller, wanted).pupil_id


def pupil_code(work: Reading, caller: Caller, wanted: str) -> str:
    """Give the code of the pupil whom a notice is about; raises NotFound."""
    return work.session.get_one(tables.Pupil, pupil_id(work, caller, wanted)).code


def amendable(caller: Caller, state: NoticeState) -> bool:
    """Tell whether a notice in some state may still be amended: by its collège until it is planned."""
    return state in BEFORE_PLANNING or (caller.role == "referent" and state not in FINAL)


def found(work: Reading, caller: Caller, wanted: str) -> tables.Notice:
    """Find a notice that a caller may read; another collège's is not found, like an absent one."""
    row = work.session.get(tables.Notice, wanted)
    if row is None or (caller.role != "referent" and row.college != caller.college):
        raise NotFound
    return row


def was_sent(work: Reading, caller: Caller, key: str) -> bool:
    """Tell whether something came with this key."""
    return _with_key(work, caller, key) is not None


def _check_amendable(caller: Caller, row: tables.Notice) -> None:
    if caller.role == "college" and row.state not in BEFORE_PLANNING:
        raise AlreadyPlanned
    if row.state in FINAL:
        raise NoticeClosed


def _under_way(work: Reading, pupil_id: str) -> bool:
    """Tell whether a pupil has a notice that is not at its end."""
    same = tables.Notice.pupil_id == pupil_id
    return work.session.scalar(select(exists().where(same, tables.Notice.state.in_(OPEN)))) is True


def _sent_before(work: Writing, caller: Caller, key: str, digest: str) -> tables.Notice | None:
    """Find the notice that came with this key; raises KeyReused where it said something else."""
    sent = _with_key(work, caller, key)
    if sent is not None and sent.request_digest != digest:
        raise KeyReused
    return sent


def _with_key(work: Reading, caller: Caller, key: str) -> tables.Notice | None:
    return work.session.scalar(_SAME_KEY, {"account": caller.account, "key": key})


def _store(
    work: Writing, caller: Caller, key: str, digest: str, pupil: tables.Pupil, body: Stay
) -> Receipt:
    row = tables.Notice(
        id=tables.new_id(),
        pupil_id=pupil.id,
        college=pupil.college,
        account_id=caller.account,
        request_key=key,
        request_digest=digest,
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


def active_college(work: Reading, caller: Caller) -> str:
    """Give the id of the caller's collège; raises CollegeInactive."""
    college, active = work.session.execute(_ACTIVE, {"college": caller.college}).one()
    if not active:
        raise CollegeInactive
    return college


def wrong_with(work: Reading, stay: Stay, pupil: PupilSheet | None = None) -> list[Problem]:
    """Say where the weeks are over or too far, or the age cannot be right."""
    problems = []
    today = paris_date(work.now)
    if stay.latest < week_of(today):
        problems.append(Problem("latest", "cette semaine est déjà passée."))
    elif stay.latest > week_of(today + _FARTHEST):
        problems.append(Problem("latest", "cette semaine est trop loin : un an au plus."))
    if pupil and not _YOUNGEST <= today.year - pupil.birth_year <= _OLDEST:
        problems.append(
            Problem("pupil.birth_year", "cette année ne va pas avec l'âge d'un collégien.")
        )
    return problems


def _check(work: Reading, stay: Stay, pupil: PupilSheet | None = None) -> None:
    if problems := wrong_with(work, stay, pupil):
        raise Invalid(problems=problems)


def _digest(work: Writing, context: str, body: Stay) -> str:
    """Tell one content from another; with the key, so that nobody can guess it from the digest."""
    content = f"notice:{context}:{body.model_dump_json()}".encode()
    return hmac.new(work.key, content, hashlib.sha256).hexdigest()
