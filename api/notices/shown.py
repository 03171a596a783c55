"""A notice as its reader may see it."""

from collections.abc import Mapping, Sequence
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

# Made once: to put a statement together costs several times what running it does.
_REASONS: Final = (
    select(tables.NoticeMove.notice_id, tables.NoticeMove.reason)
    .where(tables.NoticeMove.notice_id.in_(bindparam("notices", expanding=True)))
    .order_by(tables.NoticeMove.number)
)


def receipt(work: Reading, row: tables.Notice) -> Receipt:
    """Show what never changes of a notice, so that a repeated sending gets the same answer."""
    about = work.session.get_one(tables.Pupil, row.pupil_id)
    return Receipt(
        id=row.id, pupil_id=about.id, pupil_code=about.code, submitted_at=row.submitted_at
    )


def notices(work: Reading, rows: Sequence[tables.Notice]) -> list[Notice]:
    """Show notices as they stand."""
    reasons = _last_reasons(work, rows)
    return [in_words(work, row, reasons.get(row.id)) for row in rows]


def _last_reasons(work: Reading, rows: Sequence[tables.Notice]) -> Mapping[str, ReasonCode | None]:
    """Give the reason of each notice's last move, if it has one."""
    moves = work.session.execute(_REASONS, {"notices": [row.id for row in rows]})
    return {notice: cast("ReasonCode | None", reason) for notice, reason in moves}


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
    similar = alike.to(work, work.session.get_one(tables.Pupil, row.pupil_id))
    (shown,) = notices(work, [row])
    return NoticeWithHistory(**dict(shown), history=history, similar=similar)


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
