"""Pupils to keep away from somebody's workshops: the référente alone knows."""

from collections.abc import Sequence

from api.catalogue import reading
from api.catalogue.kept import Numbered, page_of
from api.catalogue.pupils import check_known, check_until, in_order_noted, record
from api.catalogue.reading import TEACHER_CONFLICTS, TEACHERS
from api.catalogue.schemas.conflicts import TeacherConflictEntry, TeacherConflictSheet
from api.errors import Invalid
from api.paging import Page, Wanted
from api.preconditions import NO_VERSION
from api.storage.tables import Version
from api.storage.work import Consulting, Reading, Writing
from solver.problems import Problem


def page(work: Consulting, wanted: Wanted) -> Page[TeacherConflictEntry]:
    """List them in the order in which they were noted."""
    found = page_of(
        TEACHER_CONFLICTS.rows(work),
        wanted,
        in_order_noted,
        lambda rows: reading.shown_teacher_conflicts(work, rows),
    )
    record(work, "teacher-conflict.read", (each.pupil for each in found.items))
    return found


def shown(work: Consulting, rows: Sequence[Version]) -> tuple[Numbered[TeacherConflictEntry], ...]:
    """Show some of them with the numbers of their versions, in the order given."""
    entries = reading.shown_teacher_conflicts(work, rows)
    record(work, "teacher-conflict.read", (each.pupil for each in entries))
    return tuple(Numbered(entry, row.number) for entry, row in zip(entries, rows, strict=True))


def number(work: Reading, pupil: str, teacher: str) -> int:
    """Give the number of the version of a note."""
    return TEACHER_CONFLICTS.number(work, _key(pupil, teacher))


def add(work: Writing, sheet: TeacherConflictSheet) -> TeacherConflictEntry:
    """Note that a pupil must not be in somebody's workshops, or until when; raises Invalid."""
    check_known(work, {sheet.pupil: "pupil"})
    if TEACHERS.number(work, sheet.teacher) == NO_VERSION:
        said = f"personne n'a l'identifiant « {sheet.teacher} » parmi les intervenant·es."
        raise Invalid(problems=[Problem("teacher", said)])
    check_until(work, sheet.until)
    row = TEACHER_CONFLICTS.put(work, _key(sheet.pupil, sheet.teacher), sheet)
    record(work, "teacher-conflict.added", [sheet.pupil])
    (entry,) = reading.shown_teacher_conflicts(work, [row])
    return entry


def remove(work: Writing, pupil: str, teacher: str) -> None:
    """Let a pupil come to somebody's workshops again; raises NotFound."""
    TEACHER_CONFLICTS.remove(work, _key(pupil, teacher))
    record(work, "teacher-conflict.removed", [pupil])


def _key(pupil: str, teacher: str) -> str:
    return f"{pupil} {teacher}"
