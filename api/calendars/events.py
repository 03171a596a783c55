"""The sessions of a practitioner as events that keep their identity from publication to publication."""

import hashlib
import hmac
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from api.clock import paris_date
from api.storage import versions
from api.storage.tables import Version
from api.storage.work import Reading
from api.weeks import published
from api.weeks.frames import Frames
from api.weeks.published import PublishedSession
from solver.timetable import DAYS, parse_slot
from solver.weeks import week_of

PAST: Final = timedelta(days=92)
"""How far back a calendar goes."""
REFRESH: Final = timedelta(hours=1)
"""How often programs are asked to come back."""


class Event(NamedTuple):
    """One session, as little of it as a calendar that anybody may come to see can show.

    `pupils` is None where the session no longer takes place. `sequence` never falls,
    `changed_at` says when the event last changed.
    """

    uid: str
    title: str
    place: str | None
    pupils: int | None
    start: datetime
    end: datetime
    sequence: int
    changed_at: datetime


class _Named(NamedTuple):
    """A session and what it is called by, whatever its hour: the n-th of its workshop for its group."""

    name: tuple[int, str, int]
    session: PublishedSession


def events(work: Reading, key: bytes, teacher: str) -> list[Event]:
    """List the events of a practitioner, from three months ago on, in the order of time."""
    first = week_of(paris_date(work.now - PAST))
    weeks: dict[str, list[Version]] = defaultdict(list)
    for row in versions.every_version(work, "week", first):
        weeks[row.key].append(row)
    frames = Frames(work)
    found = [
        event
        for week, rows in weeks.items()
        for event in _of_week(frames, key, teacher, week, rows)
    ]
    return sorted(found, key=lambda event: (event.start, event.uid))


def _of_week(
    frames: Frames, key: bytes, teacher: str, week: str, rows: Sequence[Version]
) -> Iterator[Event]:
    """List the sessions of the newest publication, and those that only earlier ones had."""
    newest = rows[-1]
    now = dict(_named(newest, teacher))
    groups = Counter(place.group for place in published.read(newest).admissions)
    ever = {name: (row, session) for row in rows for name, session in _named(row, teacher)}
    for name, (row, session) in ever.items():
        given = frames.given(week, session, row.at)
        yield Event(
            uid=_uid(key, week, teacher, name),
            title=given.workshop.name,
            place=given.workshop.place,
            pupils=groups[session.group] if name in now else None,
            start=given.start,
            end=given.end,
            sequence=newest.number + given.edition,
            changed_at=max(newest.at, given.changed_at or newest.at),
        )


def _named(row: Version, teacher: str) -> Iterator[_Named]:
    """Name the sessions of a publication, the earliest of a workshop first."""
    seen: dict[tuple[int, str], int] = defaultdict(int)
    mine = [each for each in published.read(row).sessions if each.teacher == teacher]
    for session in sorted(mine, key=_in_time):
        seen[session.group, session.workshop] += 1
        number = seen[session.group, session.workshop]
        yield _Named((session.group, session.workshop, number), session)


def _in_time(session: PublishedSession) -> tuple[int, int]:
    slot = parse_slot(session.start)
    return DAYS.index(slot.day), slot.number


def _uid(key: bytes, week: str, teacher: str, name: tuple[int, str, int]) -> str:
    """Make an identity that says nothing, and that nobody without the key can make."""
    text = json.dumps(["calendar-event", week, teacher, *name])
    return f"{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]}@daeet"
