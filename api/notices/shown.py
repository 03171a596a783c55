"""A notice as its reader may see it."""

from typing import Final, cast

from sqlalchemy import bindparam, select

from api.access.caller import Caller
from api.access.roles import Role
from api.notices import alike
from api.notices.reasons import REASONS, ReasonCode, for_college
from api.notices.schemas import Notice, NoticeWithHistory, Pupil, Receipt, Step
from api.notices.states import STATE_LABELS, NoticeState
from api.notices.telling import told
from api.storage import tables
from api.storage.work import Reading

# Asked for each line of a list, and so made once.
_LAST_REASON: Final = (
    select(tables.NoticeMove.reason)
    .where(tables.NoticeMove.notice_id == bindparam("notice"))
    .order_by(tables.NoticeMove.number.desc())
    .limit(1)
)


def receipt(work: Reading, row: tables.Notice) -> Receipt:
    """Show what never changes of a notice, so that a repeated sending gets the same answer."""
    about = work.session.get_one(tables.Pupil, row.pupil_id)
    return Receipt(
        id=row.id, pupil_id=about.id, pupil_code=about.code, submitted_at=row.submitted_at
    )


def notice(work: Reading, row: tables.Notice) -> Notice:
    """Show a notice as it stands."""
    code = work.session.scalar(_LAST_REASON, {"notice": row.id})
    return in_words(work, row, cast("ReasonCode | None", code))


def in_words(work: Reading, row: tables.Notice, code: ReasonCode | None) -> Notice:
    """Show a notice whose last move had this reason."""
    state = cast("NoticeState", row.state)
    reason = REASONS[for_college(code)].label if code else None
    return Notice(
        id=row.id,
        college=row.college,
        pupil=pupil(work.session.get_one(tables.Pupil, row.pupil_id)),
        days=row.days,
        earliest=row.earliest,
        latest=row.latest,
        motives=tuple(row.motives),
        note=row.note,
        contact=row.contact,
        state=state,
        state_label=STATE_LABELS[state],
        message=told(row, state, reason),
        week=row.week,
        first_day=row.first_day,
        last_day=row.last_day,
        version=row.version,
        submitted_at=row.submitted_at,
        changed_at=row.changed_at,
    )


def with_history(work: Reading, caller: Caller, row: tables.Notice) -> NoticeWithHistory:
    """Show a notice with its history; a collège reads the reasons that are fit for its eyes."""
    steps = (
        select(tables.NoticeMove, tables.Account.role)
        .outerjoin(tables.Account, tables.Account.id == tables.NoticeMove.account_id)
        .where(tables.NoticeMove.notice_id == row.id)
        .order_by(tables.NoticeMove.number)
    )
    history = tuple(_step(caller, step, role) for step, role in work.session.execute(steps))
    about = work.session.get_one(tables.Pupil, row.pupil_id)
    others = alike.open_notices(work, row.college, but=about.id)
    similar = others.get(alike.name_of(about), ())
    return NoticeWithHistory(**dict(notice(work, row)), history=history, similar=similar)


def pupil(row: tables.Pupil) -> Pupil:
    """Show a pupil, as to whoever may read the notice."""
    return Pupil.model_validate(
        {name: getattr(row, name) for name in Pupil.model_fields}, strict=True
    )


def _step(caller: Caller, row: tables.NoticeMove, role: str | None) -> Step:
    reason = cast("ReasonCode | None", row.reason)
    if reason is not None and caller.college is not None:
        reason = for_college(reason)
    return Step(
        at=row.at,
        by=cast("Role | None", role),
        before=cast("NoticeState | None", row.from_state),
        after=cast("NoticeState", row.to_state),
        week=row.week,
        first_day=row.first_day,
        last_day=row.last_day,
        reason=reason,
        reason_label=REASONS[reason].label if reason else None,
    )
