"""What the figures of a period are counted from."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import and_, or_, select

from api.catalogue import closures, reading
from api.clock import PARIS
from api.errors import Invalid
from api.storage import tables, versions
from api.storage.work import Reading
from api.weeks import published
from api.weeks.frames import Frames
from api.weeks.guests import pupils_by_code
from solver.instance import MAX_WEEKS
from solver.problems import InputError
from solver.weeks import (
    monday,
    open_weeks_from,
    week_from_number,
    week_number,
)

_YOUNGEST: Final = 10
_OLDEST: Final = 17
AGES: Final = tuple(range(_YOUNGEST, _OLDEST + 1))
"""Ages beyond these are counted with them: a rare age points at a child."""


class Stay(NamedTuple):
    """A notice, its pupil, and how many open weeks lay between the first week agreed to and the stay."""

    notice: tables.Notice
    pupil: tables.Pupil
    waited: int

    @property
    def age(self) -> int:
        """The age reached in the year of the stay, between the youngest and the oldest."""
        year = monday(self.notice.week or self.notice.earliest).year
        return min(max(year - self.pupil.birth_year, _YOUNGEST), _OLDEST)


class Facts(NamedTuple):
    """What happened in a period."""

    hosted: list[Stay]
    others: Counter[str]
    places: int
    given: Counter[str]
    sessions: Counter[str]
    by_teacher: dict[str, list[timedelta]]


def facts(work: Reading, first: str, last: str) -> Facts:
    """Read what happened from a week to another; raises Invalid where their calendar is unknown."""
    notices = _notices(work, first, last)
    closed, is_open = _calendar(work, first, last, notices)
    policy = reading.policy(work)
    sessions: Counter[str] = Counter()
    given: Counter[str] = Counter()
    by_teacher: dict[str, list[timedelta]] = {}
    frames = Frames(work)
    for row in versions.everything(work, "week"):
        if not first <= row.key <= last:
            continue
        content = published.read(row)
        given.update(place.pupil for place in content.admissions)
        for session in content.sessions:
            known = frames.given(row.key, session, row.at)
            sessions[session.workshop] += 1
            by_teacher.setdefault(session.teacher, []).append(known.end - known.start)
    return Facts(
        hosted=[
            Stay(notice, pupil, _waited(notice, closed))
            for notice, pupil in notices
            if notice.state == "hosted"
        ],
        others=Counter(notice.state for notice, _ in notices if notice.state != "hosted"),
        places=is_open * policy.capacity * policy.groups_per_week,
        given=_by_college(work, given),
        sessions=sessions,
        by_teacher=by_teacher,
    )


def _calendar(
    work: Reading, first: str, last: str, notices: Sequence[tuple[tables.Notice, tables.Pupil]]
) -> tuple[frozenset[int], int]:
    """Give the closed weeks, since somebody began to wait, and how many of the period are open."""
    start, end = week_number(first), week_number(last) + 1
    waited = [_since(notice) for notice, _ in notices if notice.state == "hosted"]
    least = reading.policy(work).min_school_days
    try:
        found = closures.closures_of(work, week_from_number(min([start, *waited])), last, least)
    except InputError as error:
        raise Invalid(problems=error.problems) from None
    closed = frozenset(week_number(week) for week in found.closed_weeks)
    return closed, open_weeks_from(start, end, closed)


def _notices(work: Reading, first: str, last: str) -> list[tuple[tables.Notice, tables.Pupil]]:
    """Find the notices whose week lies in the period or, without a week, that were sent in it."""
    start = monday(first)
    weeks = and_(tables.Notice.week >= first, tables.Notice.week <= last)
    rows = (
        select(tables.Notice, tables.Pupil)
        .join(tables.Pupil, tables.Pupil.id == tables.Notice.pupil_id)
        .where(or_(weeks, tables.Notice.week.is_(None)))
        .order_by(tables.Notice.id)
    )
    end = monday(last) + timedelta(days=7)
    return [
        (notice, pupil)
        for notice, pupil in work.session.execute(rows)
        if notice.week or start <= notice.submitted_at.astimezone(PARIS).date() < end
    ]


def _waited(notice: tables.Notice, closed: frozenset[int]) -> int:
    return open_weeks_from(_since(notice), week_number(notice.week or notice.earliest), closed)


def _since(notice: tables.Notice) -> int:
    """Give the number of the week since which a pupil waited."""
    first = week_number(notice.earliest)
    # Nobody waits longer than that; an odd first week must not count for years.
    return max(first, week_number(notice.week) - MAX_WEEKS) if notice.week else first


def _by_college(work: Reading, given: Counter[str]) -> Counter[str]:
    pupils = pupils_by_code(work, given)
    counted: Counter[str] = Counter()
    for code, count in given.items():
        if code in pupils:
            counted[pupils[code].college] += count
    return counted
