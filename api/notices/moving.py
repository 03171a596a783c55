"""The moves of notices from state to state: only those of the table, each kept with its reason."""

from typing import cast

from sqlalchemy import func, select

from api.access.caller import Caller
from api.errors import Invalid
from api.notices.days import Days, check_days
from api.notices.reasons import REASONS, Kind, ReasonCode
from api.notices.refusals import MoveNotAllowed
from api.notices.states import MOVES, STATE_LABELS, WITH_WEEK, Move, NoticeState
from api.notices.stays import remember, still_hosted
from api.storage import tables
from api.storage.inserting import insert
from api.storage.work import Writing
from solver.french import week_name
from solver.problems import Problem

_AFTER_CONFIRMATION = frozenset({"hosted", "no-show"})
"""These keep the dates that were notified; any other state but the confirmed one has none."""
_WANTED: dict[Kind, str] = {
    "deferral": "un motif de report",
    "refusal": "un motif de refus",
    "withdrawal": "un motif de retrait",
}


def begin(work: Writing, caller: Caller, row: tables.Notice) -> None:
    """Store a new notice as received."""
    row.state, row.week, row.version = "received", None, 1
    insert(work, row)
    _keep(work, caller, row, 1, None, None)


def move(
    work: Writing,
    caller: Caller | None,
    row: tables.Notice,
    to: NoticeState,
    *,
    week: str | None = None,
    reason: ReasonCode | None = None,
    days: Days | None = None,
) -> None:
    """Take a notice to another state; raises MoveNotAllowed, Invalid.

    Nobody as the caller: the program itself. `days` go with a confirmation.
    """
    before = cast("NoticeState", row.state)
    _check_reason(_allowed(before, to).reason, reason)
    if to == "waiting" and (hosting := still_hosted(work, row)):
        raise MoveNotAllowed(
            f"Cet élève est encore accueilli en {week_name(hosting)}, par un avis précédent."
        )
    if (to == "planned") != (week is not None):
        raise _wrong("week", "une semaine va avec l'état « prévu », et avec lui seul.")
    if week is not None:
        check_week(week, row.earliest, row.latest)
    if days is not None:
        check_days(row, days)
    row.week = (week or row.week) if to in WITH_WEEK else None
    if to not in _AFTER_CONFIRMATION:
        row.first_day, row.last_day = days or (None, None)
    row.state, row.changed_at, row.version = to, work.now, row.version + 1
    steps = select(func.count()).where(tables.NoticeMove.notice_id == row.id)
    _keep(work, caller, row, work.session.execute(steps).scalar_one() + 1, before, reason)
    remember(work, row)
    work.record(f"notice.{to}", row.pupil_id)


def _allowed(before: NoticeState, to: NoticeState) -> Move:
    allowed = MOVES.get((before, to))
    if allowed is None:
        raise MoveNotAllowed(
            f"Un avis « {STATE_LABELS[before]} » ne peut pas passer à « {STATE_LABELS[to]} »."
        )
    return allowed


def check_week(week: str, earliest: str, latest: str) -> None:
    """Raise Invalid where a week is not one in which the head of school agrees to the stay."""
    if not earliest <= week <= latest:
        raise _wrong("week", "le chef d'établissement n'a pas donné son accord pour cette semaine.")


def _check_reason(kind: Kind | None, reason: ReasonCode | None) -> None:
    if kind is None and reason is not None:
        raise _wrong("reason", "ce passage ne demande pas de motif.")
    if kind is not None and (reason is None or kind not in REASONS[reason].kinds):
        raise _wrong("reason", f"il faut {_WANTED[kind]}.")


def _keep(
    work: Writing,
    caller: Caller | None,
    row: tables.Notice,
    number: int,
    before: NoticeState | None,
    reason: ReasonCode | None,
) -> None:
    """Add a step to the history."""
    insert(
        work,
        tables.NoticeMove(
            id=tables.new_id(),
            notice_id=row.id,
            number=number,
            at=work.now,
            account_id=caller.account if caller else None,
            from_state=before,
            to_state=row.state,
            week=row.week,
            reason=reason,
            first_day=row.first_day,
            last_day=row.last_day,
        ),
    )


def _wrong(path: str, message: str) -> Invalid:
    return Invalid(problems=[Problem(path, message)])
