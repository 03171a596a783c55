"""The référente's inbox: notices by what is to be done about them, the most pressing first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, Literal, NamedTuple, cast, get_args

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from api.clock import paris_date
from api.notices.states import EXPIRING, FINAL, NoticeState
from api.storage import tables
from api.storage.work import Consulting, Reading
from solver.weeks import week_number, week_of

Box = Literal["a-voir", "en-attente", "prevues", "absents", "closes"]
BOXES: Final[tuple[Box, ...]] = get_args(Box)
BOX_LABELS: Final[dict[Box, str]] = {
    "a-voir": "À voir",
    "en-attente": "En attente",
    "prevues": "Prévues",
    "absents": "Absents",
    "closes": "Closes",
}
STATES_IN: Final[dict[Box, tuple[NoticeState, ...]]] = {
    "a-voir": ("received", "family-met"),
    "en-attente": ("waiting",),
    "prevues": ("planned", "confirmed"),
    "absents": ("no-show",),
    "closes": tuple(sorted(FINAL)),
}
A_PAGE: Final = 25
_SOON: Final = 2
"""Weeks before the last possible one is over from which on it is said."""
_YEARS_SHOWN: Final = 2
_SEPTEMBER: Final = 9


class Wanted(NamedTuple):
    """Which notices are asked for; the first page is 1."""

    box: Box = "a-voir"
    college: str | None = None
    week: str | None = None
    page: int = 1


class Line(NamedTuple):
    """A notice on one line; `weeks_left` counts this week, and is None where there is no haste."""

    id: str
    pupil: tables.Pupil
    college: str
    state: NoticeState
    earliest: str
    latest: str
    week: str | None
    days: int
    submitted_on: date
    weeks_left: int | None


class Inbox(NamedTuple):
    """A page of a box, and how many there are in each with the same filters."""

    lines: Sequence[Line]
    counts: Mapping[Box, int]
    pages: int


def inbox(work: Consulting, wanted: Wanted) -> Inbox:
    """List a page of a box; each file shown goes to the audit trail."""
    counts = _counts(work, wanted)
    rows = (
        select(tables.Notice)
        .options(joinedload(tables.Notice.pupil, innerjoin=True))
        .where(tables.Notice.state.in_(STATES_IN[wanted.box]), *_filters(wanted))
        .order_by(*_order(wanted.box))
        .offset((wanted.page - 1) * A_PAGE)
        .limit(A_PAGE)
    )
    lines = _lines(work, work.session.scalars(rows).all())
    for line in lines:
        work.record("notice.read", line.pupil.id)
    return Inbox(lines, counts, max(1, -(-counts[wanted.box] // A_PAGE)))


def some(work: Consulting, notices: Iterable[str]) -> Sequence[Line]:
    """Show some notices, such as those that may be about the same child."""
    rows = (
        select(tables.Notice)
        .options(joinedload(tables.Notice.pupil, innerjoin=True))
        .where(tables.Notice.id.in_(list(notices)))
        .order_by(tables.Notice.id)
    )
    lines = _lines(work, work.session.scalars(rows).all())
    for line in lines:
        work.record("notice.read", line.pupil.id)
    return lines


def before(work: Reading, pupil: str, notice: str) -> Sequence[Line]:
    """List a pupil's other notices, the newest first.

    Those older than the end of the second school year that followed are not shown as history.
    """
    today = paris_date(work.now)
    this_year = today.year - (today.month < _SEPTEMBER)
    first = week_of(date(this_year - _YEARS_SHOWN, _SEPTEMBER, 1))
    rows = (
        select(tables.Notice)
        .options(joinedload(tables.Notice.pupil, innerjoin=True))
        .where(
            tables.Notice.pupil_id == pupil,
            tables.Notice.id != notice,
            tables.Notice.latest >= first,
        )
        .order_by(tables.Notice.id.desc())
    )
    return _lines(work, work.session.scalars(rows).all())


def college_names(work: Reading) -> Mapping[str, str]:
    """Name every collège, in the order of the names."""
    rows = select(tables.College.id, tables.College.name).order_by(tables.College.name)
    return dict(work.session.execute(rows).all())


def _counts(work: Reading, wanted: Wanted) -> Mapping[Box, int]:
    by_state = (
        select(tables.Notice.state, func.count())
        .where(*_filters(wanted))
        .group_by(tables.Notice.state)
    )
    found = dict(work.session.execute(by_state).all())
    return {box: sum(found.get(state, 0) for state in STATES_IN[box]) for box in BOXES}


def _filters(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    notice = tables.Notice
    if wanted.college:
        yield notice.college == wanted.college
    if wanted.week:
        possible = (notice.earliest <= wanted.week) & (notice.latest >= wanted.week)
        yield (notice.week == wanted.week) | (notice.week.is_(None) & possible)


def _order(box: Box) -> Sequence[ColumnElement[Any]]:
    notice = tables.Notice
    if box == "closes":
        return (notice.id.desc(),)
    if box == "prevues":
        return (notice.week.asc(), notice.id.asc())
    return (notice.latest.asc(), notice.earliest.asc(), notice.id.asc())


def _lines(work: Reading, rows: Iterable[tables.Notice]) -> Sequence[Line]:
    today = paris_date(work.now)
    return [
        Line(
            id=row.id,
            pupil=row.pupil,
            college=row.college,
            state=cast("NoticeState", row.state),
            earliest=row.earliest,
            latest=row.latest,
            week=row.week,
            days=row.days,
            submitted_on=paris_date(row.submitted_at),
            weeks_left=_weeks_left(row, today),
        )
        for row in rows
    ]


def _weeks_left(row: tables.Notice, today: date) -> int | None:
    """Count the weeks that are left to find a place; a week that has begun is none."""
    if row.state not in EXPIRING:
        return None
    next_monday = today + timedelta(days=7 - today.weekday())
    left = week_number(row.latest) - week_number(week_of(next_monday)) + 1
    return max(0, left) if left <= _SOON else None
