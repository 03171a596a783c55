"""The sessions of published weeks, each practitioner's own, with the first names of who comes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from api.access.caller import Caller
from api.clock import paris_date
from api.errors import Invalid
from api.sessions.schemas import GivenSession, GivenSessions
from api.storage import versions
from api.storage.tables import Version
from api.storage.work import Consulting
from api.weeks import published
from api.weeks.frames import Frames
from api.weeks.guests import Guest, Guests, record_reading
from api.weeks.published import PublishedSession
from api.weeks.service import LAST_WEEK
from solver.french import reversed_period
from solver.problems import Problem
from solver.weeks import week_of

_NAMED: Final = timedelta(weeks=1)


def sessions(
    work: Consulting, caller: Caller, first: str | None, last: str | None
) -> GivenSessions:
    """List sessions from a week to another, by default from the present one on; raises Invalid.

    A practitioner finds their own alone, with the first names until the week after: later they have no use for
    them. Each pupil named goes to the audit trail.
    """
    first, last = _period(work, first, last)
    given = [
        (row, session)
        for row in versions.everything(work, "week")
        if first <= row.key <= last
        for session in published.read(row).sessions
        if caller.teacher in {None, session.teacher}
    ]
    weeks = {row.key: published.read(row) for row, _ in given}
    guests, frames = Guests(work, weeks), Frames(work)
    coming = {(row.key, session.group): guests.of(row.key, session.group) for row, session in given}
    since = "" if caller.teacher is None else week_of(paris_date(work.now) - _NAMED)
    named = {key: group for key, group in coming.items() if key[0] >= since}
    record_reading(work, (g.pupil for group in named.values() for g in group), "session.read")
    shown = [
        _shown(frames, row, session, len(coming[key]), named.get(key, ()))
        for row, session in given
        for key in [(row.key, session.group)]
    ]
    return GivenSessions(items=tuple(sorted(shown, key=lambda s: (s.date, s.start, s.group))))


def _period(work: Consulting, first: str | None, last: str | None) -> tuple[str, str]:
    start = first or week_of(paris_date(work.now))
    end = last or LAST_WEEK
    if end < start:
        raise Invalid(problems=[Problem("to", reversed_period(start, end))])
    return start, end


def _shown(
    frames: Frames, row: Version, session: PublishedSession, count: int, named: Sequence[Guest]
) -> GivenSession:
    given = frames.given(row.key, session, row.at)
    names = [guest.pupil.first_name for guest in named if guest.pupil]
    return GivenSession(
        week=row.key,
        date=given.start.date().isoformat(),
        start=given.start.strftime("%H:%M"),
        end=given.end.strftime("%H:%M"),
        teacher=session.teacher,
        workshop=given.workshop.id,
        workshop_name=given.workshop.name,
        place=given.workshop.place,
        group=session.group,
        pupils=tuple(sorted(names)),
        count=count,
        published_at=row.at,
    )
