"""Workshops: none that nobody can get to, none removed while somebody gives it."""

from collections.abc import Iterable, Iterator, Sequence

from api.catalogue import reading
from api.catalogue.kept import Numbered, page_of
from api.catalogue.reading import WORKSHOPS
from api.catalogue.refusals import WorkshopInUse
from api.catalogue.schemas.timetable import TimetableEntry
from api.catalogue.schemas.workshops import WorkshopEntry, WorkshopSheet
from api.errors import Invalid
from api.paging import Page, Wanted
from api.storage.tables import Version
from api.storage.work import Reading, Writing
from solver.problems import Problem
from solver.timetable import DAYS, Slot, crosses_break


def page(work: Reading, wanted: Wanted) -> Page[WorkshopEntry]:
    """List the workshops."""
    return page_of(WORKSHOPS.rows(work), wanted, lambda row: row.key, _shown)


def one(work: Reading, key: str) -> Numbered[WorkshopEntry]:
    """Show a workshop; raises NotFound."""
    return _numbered(WORKSHOPS.found(work, key))


def put(work: Writing, key: str, sheet: WorkshopSheet) -> Numbered[WorkshopEntry]:
    """Add or replace a workshop; raises Invalid."""
    _check_travel(reading.timetable(work), sheet)
    row = WORKSHOPS.put(work, key, sheet)
    work.record("workshop.changed", key)
    return _numbered(row)


def remove(work: Writing, key: str) -> None:
    """Remove a workshop; raises NotFound, WorkshopInUse."""
    WORKSHOPS.found(work, key)
    if any(key in teacher.workshops for teacher in reading.teachers(work)):
        raise WorkshopInUse
    WORKSHOPS.remove(work, key)
    work.record("workshop.removed", key)


def _check_travel(timetable: TimetableEntry, sheet: WorkshopSheet) -> None:
    """Raise Invalid where the travel leaves no time for the workshop, wherever it is put."""
    longest = max(_session_minutes(timetable, sheet.length), default=None)
    if longest is not None and 2 * sheet.travel_minutes >= longest:
        said = f"l'aller et le retour ne laissent rien des {longest} minutes de la séance."
        raise Invalid(problems=[Problem("travel_minutes", said)])


def _session_minutes(timetable: TimetableEntry, length: int) -> Iterator[int]:
    """Give how long a session lasts from each slot in which it may start; none where it is too long."""
    for first in range(1, timetable.slots_per_day - length + 2):
        if not crosses_break(Slot(DAYS[0], first), length, timetable.break_after):
            start, end = timetable.hours[first - 1].start, timetable.hours[first + length - 2].end
            yield _minutes(end) - _minutes(start)


def _minutes(hour: str) -> int:
    return int(hour[:2]) * 60 + int(hour[3:])


def _shown(rows: Sequence[Version]) -> Iterable[WorkshopEntry]:
    return map(reading.workshop, rows)


def _numbered(row: Version) -> Numbered[WorkshopEntry]:
    return Numbered(reading.workshop(row), row.number)
