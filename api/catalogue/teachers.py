"""Those who give workshops: kept by the référente, who each say themselves when they can."""

from collections.abc import Iterable, Sequence

from api.access.caller import Caller
from api.catalogue import reading
from api.catalogue.checks import hold
from api.catalogue.kept import Numbered, page_of
from api.catalogue.reading import TEACHERS
from api.catalogue.refusals import TeacherInUse
from api.catalogue.schemas.teachers import Availability, TeacherEntry, TeacherSheet
from api.catalogue.timetable import for_solver
from api.errors import NotFound
from api.paging import Page, Wanted
from api.storage import tables
from api.storage.tables import Version
from api.storage.work import Reading, Writing
from solver.instance import College, Teacher, Workshop


def page(work: Reading, caller: Caller, wanted: Wanted) -> Page[TeacherEntry]:
    """List those who give workshops; each of them finds their own entry alone."""
    seen = [row for row in TEACHERS.rows(work) if caller.teacher in {None, row.key}]
    return page_of(seen, wanted, lambda row: row.key, _shown)


def one(work: Reading, caller: Caller, key: str) -> Numbered[TeacherEntry]:
    """Show an entry; raises NotFound, also for another one than the caller's."""
    return _numbered(_found(work, caller, key))


def put(work: Writing, key: str, sheet: TeacherSheet) -> Numbered[TeacherEntry]:
    """Add or replace an entry; raises Invalid."""
    _check(work, key, sheet)
    row = TEACHERS.put(work, key, sheet)
    work.record("teacher.changed", key)
    return _numbered(row)


def number(work: Reading, caller: Caller, key: str) -> int:
    """Give the number of an entry's version; raises NotFound as `one`."""
    return _found(work, caller, key).number


def change_availability(
    work: Writing, caller: Caller, key: str, availability: Availability
) -> Numbered[TeacherEntry]:
    """Say when somebody can; raises NotFound, also for another one than the caller, and Invalid."""
    before = TEACHERS.read(_found(work, caller, key))
    return put(work, key, before.model_copy(update=dict(availability)))


def remove(work: Writing, key: str) -> None:
    """Remove an entry; raises NotFound, TeacherInUse."""
    TEACHERS.found(work, key)
    if any(conflict.teacher == key for conflict in reading.teacher_conflicts(work)):
        raise TeacherInUse
    TEACHERS.remove(work, key)
    work.record("teacher.removed", key)


def _found(work: Reading, caller: Caller, key: str) -> Version:
    if caller.teacher not in {None, key}:
        raise NotFound
    return TEACHERS.found(work, key)


def _check(work: Reading, key: str, sheet: TeacherSheet) -> None:
    """Raise Invalid where the collège, a workshop or a slot does not exist."""
    college = sheet.college and work.session.get(tables.College, sheet.college)
    hold(
        "teachers[0].",
        colleges=(College(id=college.id, name=college.name),) if college else (),
        workshops=tuple(Workshop(id=w.id, name=w.name) for w in reading.workshops(work)),
        timetable=for_solver(reading.timetable(work)),
        teachers=(Teacher(id=key, **dict(sheet)),),
    )


def _shown(rows: Sequence[Version]) -> Iterable[TeacherEntry]:
    return map(reading.teacher, rows)


def _numbered(row: Version) -> Numbered[TeacherEntry]:
    return Numbered(reading.teacher(row), row.number)
