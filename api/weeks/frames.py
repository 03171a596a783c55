"""What a session means for people: its hours, its workshop and its place.

Today's catalogue holds for the weeks to come; a week that is over keeps the catalogue of its end. Where a
timetable has lost a slot since a session was published, the newest that still has it holds.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from api.catalogue import reading
from api.catalogue.reading import TIMETABLE
from api.catalogue.schemas.timetable import DEFAULT_TIMETABLE, TimetableEntry
from api.catalogue.schemas.workshops import WorkshopEntry
from api.clock import PARIS
from api.storage import versions
from api.storage.tables import Version
from api.storage.versions import Kind
from api.storage.work import Reading
from api.weeks.published import PublishedSession
from solver.timetable import DAYS, Slot, parse_slot
from solver.weeks import day_of

_WHOLE_WEEK: Final = 7


class Given(NamedTuple):
    """A session as people attend it, travel to it left out.

    `length` is that of the workshop when it was published, in slots. `edition` rises, and `changed_at` is
    when, with every change of the hours or the workshop.
    """

    workshop: WorkshopEntry
    slot: Slot
    length: int
    start: datetime
    end: datetime
    edition: int
    changed_at: datetime | None


class _Numbered(NamedTuple):
    """A timetable, and the version that it stands in."""

    entry: TimetableEntry
    number: int
    at: datetime | None


class Frames:
    """The catalogue of every week, read once."""

    def __init__(self, work: Reading) -> None:
        self._now: Final = work.now
        self._timetables: Final = [
            _Numbered(DEFAULT_TIMETABLE, 0, None),
            *(
                _Numbered(TIMETABLE.read(row), row.number, row.at)
                for row in versions.every_version(work, "timetable")
                if row.content is not None
            ),
        ]
        self._workshops: Final = _by_key(work, "workshop")
        self._teachers: Final = _by_key(work, "teacher")
        self._entries: Final[dict[int, WorkshopEntry]] = {}

    def given(self, week: str, session: PublishedSession, published_at: datetime) -> Given:
        """Say what a session of a publication means for people."""
        known = self._known(self._workshops, session.workshop, self._end(week))
        workshop = self._workshop(session.workshop, known)
        planned = self._known(self._workshops, session.workshop, published_at, including=True)
        length = self._workshop(session.workshop, planned).length
        slot = parse_slot(session.start)
        timetable = self._timetable(week, [slot.number + length - 1])
        start, end = _times(timetable.entry, week, slot, length, workshop.travel_minutes)
        moments = [at for at in (timetable.at, known.at if known else None) if at is not None]
        return Given(
            workshop=workshop,
            slot=slot,
            length=length,
            start=start,
            end=end,
            edition=timetable.number + (known.number if known else 0),
            changed_at=max(moments, default=None),
        )

    def timetable(self, week: str, sessions: Iterable[Given]) -> TimetableEntry:
        """Give the timetable of a week, one that has the slots of all its sessions."""
        last = [given.slot.number + given.length - 1 for given in sessions]
        return self._timetable(week, last).entry

    def teacher_name(self, week: str, teacher: str) -> str:
        """Name whoever gives a session; the id where nothing else is known."""
        row = self._known(self._teachers, teacher, self._end(week))
        return teacher if row is None else reading.teacher(row).name

    def _workshop(self, key: str, row: Version | None) -> WorkshopEntry:
        """Read a version of a workshop, once; one of which nothing is known is named by its key."""
        if row is None:
            return WorkshopEntry(id=key, name=key)
        if row.sequence not in self._entries:
            self._entries[row.sequence] = reading.workshop(row)
        return self._entries[row.sequence]

    def _end(self, week: str) -> datetime | None:
        """Give the end of a week that is over; None for the others, where today's catalogue holds."""
        end = datetime.combine(day_of(week, _WHOLE_WEEK), time(), PARIS)
        return end if end <= self._now else None

    def _timetable(self, week: str, last_slots: Sequence[int]) -> _Numbered:
        end = self._end(week)
        held = [each for each in self._timetables if not (end and each.at and each.at >= end)]
        last = max(last_slots, default=0)
        for each in (*reversed(held), *reversed(self._timetables)):
            if last <= len(each.entry.hours):
                return each
        raise ValueError(f"no timetable ever had {last} slots a day")

    def _known(
        self,
        kept: dict[str, list[Version]],
        key: str,
        until: datetime | None,
        *,
        including: bool = False,
    ) -> Version | None:
        """Find the newest version of a thing by a moment, or the first ever; removals say nothing."""
        rows = kept.get(key, [])
        if until is not None:
            held = [row for row in rows if row.at < until or (including and row.at == until)]
            rows = held or rows[:1]
        return rows[-1] if rows else None


def session_day(week: str, slot: Slot) -> date:
    """Give the date of a slot of a week."""
    return day_of(week, DAYS.index(slot.day))


def _by_key(work: Reading, kind: Kind) -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for row in versions.every_version(work, kind):
        if row.content is not None:
            found.setdefault(row.key, []).append(row)
    return found


def _times(
    timetable: TimetableEntry, week: str, slot: Slot, length: int, travel_minutes: int
) -> tuple[datetime, datetime]:
    """Give when the workshop itself begins and ends; where travel would fill its slots, they hold whole."""
    day = session_day(week, slot)
    first, last = timetable.hours[slot.number - 1], timetable.hours[slot.number + length - 2]
    start, end = (
        datetime.combine(day, time.fromisoformat(hour)) for hour in (first.start, last.end)
    )
    travel = timedelta(minutes=travel_minutes)
    if start + travel < end - travel:
        start, end = start + travel, end - travel
    return start.replace(tzinfo=PARIS), end.replace(tzinfo=PARIS)
