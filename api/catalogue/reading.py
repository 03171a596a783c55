"""The catalogue read as records, now or as it was at a moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, TypeVar

from api.catalogue.kept import Kept, noted, roles_of
from api.catalogue.schemas.changes import Change
from api.catalogue.schemas.closures import ClosureEntry, ClosureSheet
from api.catalogue.schemas.conflicts import (
    ConflictEntry,
    ConflictSheet,
    TeacherConflictEntry,
    TeacherConflictSheet,
)
from api.catalogue.schemas.policy import DEFAULT_POLICY, PolicyEntry
from api.catalogue.schemas.teachers import TeacherEntry, TeacherSheet
from api.catalogue.schemas.timetable import DEFAULT_TIMETABLE, TimetableEntry
from api.catalogue.schemas.workshops import WorkshopEntry, WorkshopSheet
from api.storage.tables import Version
from api.storage.work import Reading
from solver.instance import Record

TEACHERS: Final = Kept("teacher", TeacherSheet, Change[TeacherSheet])
WORKSHOPS: Final = Kept("workshop", WorkshopSheet, Change[WorkshopSheet])
TIMETABLE: Final = Kept("timetable", TimetableEntry, Change[TimetableEntry])
POLICY: Final = Kept("policy", PolicyEntry, Change[PolicyEntry])
CLOSURES: Final = Kept("closure", ClosureSheet, Change[ClosureSheet])
CONFLICTS: Final = Kept("conflict", ConflictSheet, Change[ConflictSheet])
TEACHER_CONFLICTS: Final = Kept(
    "teacher-conflict", TeacherConflictSheet, Change[TeacherConflictSheet]
)

Only = TypeVar("Only", bound=Record)


def teachers(work: Reading, moment: datetime | None = None) -> tuple[TeacherEntry, ...]:
    """List those who give workshops, by id."""
    return tuple(teacher(row) for row in TEACHERS.rows(work, moment))


def workshops(work: Reading, moment: datetime | None = None) -> tuple[WorkshopEntry, ...]:
    """List the workshops, by id."""
    return tuple(workshop(row) for row in WORKSHOPS.rows(work, moment))


def timetable(work: Reading, moment: datetime | None = None) -> TimetableEntry:
    """Give the timetable, the default one where none was stored."""
    return _only(TIMETABLE, work, moment, DEFAULT_TIMETABLE)


def policy(work: Reading, moment: datetime | None = None) -> PolicyEntry:
    """Give the policy, the default one where none was stored."""
    return _only(POLICY, work, moment, DEFAULT_POLICY)


def exceptions(work: Reading, moment: datetime | None = None) -> tuple[ClosureEntry, ...]:
    """List the exceptions to the school calendar, by week or day."""
    return shown_closures(work, CLOSURES.rows(work, moment))


def conflicts(work: Reading, moment: datetime | None = None) -> tuple[ConflictEntry, ...]:
    """List the pairs of pupils to keep apart, those whose last week is over included."""
    return shown_conflicts(work, CONFLICTS.rows(work, moment))


def teacher_conflicts(
    work: Reading, moment: datetime | None = None
) -> tuple[TeacherConflictEntry, ...]:
    """List the pupils to keep away from somebody, those whose last week is over included."""
    return shown_teacher_conflicts(work, TEACHER_CONFLICTS.rows(work, moment))


def teacher(row: Version) -> TeacherEntry:
    """Read somebody who gives workshops from a version."""
    return TeacherEntry(id=row.key, **dict(TEACHERS.read(row)))


def workshop(row: Version) -> WorkshopEntry:
    """Read a workshop from a version."""
    return WorkshopEntry(id=row.key, **dict(WORKSHOPS.read(row)))


def shown_closures(work: Reading, rows: Iterable[Version]) -> tuple[ClosureEntry, ...]:
    """Read exceptions from their versions, with who noted them."""
    rows = list(rows)
    roles = roles_of(work, rows)
    return tuple(
        ClosureEntry(period=row.key, **dict(CLOSURES.read(row)), **dict(noted(row, roles)))
        for row in rows
    )


def shown_conflicts(work: Reading, rows: Iterable[Version]) -> tuple[ConflictEntry, ...]:
    """Read pairs of pupils from their versions, with who noted them."""
    rows = list(rows)
    roles = roles_of(work, rows)
    return tuple(
        ConflictEntry(**dict(CONFLICTS.read(row)), **dict(noted(row, roles))) for row in rows
    )


def shown_teacher_conflicts(
    work: Reading, rows: Iterable[Version]
) -> tuple[TeacherConflictEntry, ...]:
    """Read pupils to keep away from somebody, with who noted it."""
    rows = list(rows)
    roles = roles_of(work, rows)
    return tuple(
        TeacherConflictEntry(**dict(TEACHER_CONFLICTS.read(row)), **dict(noted(row, roles)))
        for row in rows
    )


def _only(kept: Kept[Only], work: Reading, moment: datetime | None, default: Only) -> Only:
    """Read the only thing of a kind."""
    rows = kept.rows(work, moment)
    return kept.read(rows[0]) if rows else default
