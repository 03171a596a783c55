"""The instance of a week at any moment, for the référente as it is, for analysts under pseudonyms."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, TypeVar

from api.errors import Invalid
from api.exports.pseudonyms import Pseudonyms
from api.planning.instance import instance_of
from api.storage.work import Consulting
from solver.instance import College, Instance, Pupil, PupilWeek, Teacher
from solver.problems import InputError, Problem

Known = TypeVar("Known", College, Pupil, Teacher)

# Before it there is nothing, and the first moments of all cannot be said in another time zone.
_OLDEST: Final = datetime(2000, 1, 1, tzinfo=UTC)


def instance(work: Consulting, week: str, moment: datetime | None) -> Instance:
    """Give the instance of a week, now or as it stood at a moment; raises Invalid."""
    if moment is not None and moment > work.now:
        raise Invalid(problems=[Problem("moment", "ce moment est encore à venir.")])
    if moment is not None and moment < _OLDEST:
        raise Invalid(problems=[Problem("moment", "ce moment est trop ancien.")])
    work.record("export.read", week)
    try:
        return instance_of(work, week, moment)
    except InputError as error:
        raise Invalid(problems=error.problems) from None


def without_names(instance: Instance, names: Pseudonyms) -> Instance:
    """Replace whoever can be recognised; sorted anew, because an order tells too.

    The collège of whoever gives a workshop goes: together with the workshop it points at a person, and
    carries no rule.
    """

    def each(entries: Iterable[PupilWeek]) -> tuple[PupilWeek, ...]:
        shown = (PupilWeek(pupil=names.of("pupil", e.pupil), week=e.week) for e in entries)
        return tuple(sorted(shown, key=lambda e: (e.week, e.pupil)))

    pairs = (sorted(names.of("pupil", code) for code in pair) for pair in instance.conflicts)
    apart = (
        (names.of("pupil", pupil), names.of("teacher", teacher))
        for pupil, teacher in instance.teacher_conflicts
    )
    return instance.model_copy(
        update={
            "colleges": _by_id(_college(each, names) for each in instance.colleges),
            "pupils": _by_id(_pupil(each, names) for each in instance.pupils),
            "teachers": _by_id(_teacher(each, names) for each in instance.teachers),
            "conflicts": tuple(sorted((one, other) for one, other in pairs)),
            "teacher_conflicts": tuple(sorted(apart)),
            "pins": each(instance.pins),
            "bans": each(instance.bans),
            "announced": each(instance.announced),
        }
    )


def _college(college: College, names: Pseudonyms) -> College:
    shown = names.of("college", college.id)
    return College(id=shown, name=f"Collège {shown}")


def _pupil(pupil: Pupil, names: Pseudonyms) -> Pupil:
    known = {"id": names.of("pupil", pupil.id), "college": names.of("college", pupil.college)}
    return pupil.model_copy(update=known)


def _teacher(teacher: Teacher, names: Pseudonyms) -> Teacher:
    shown = names.of("teacher", teacher.id)
    return teacher.model_copy(
        update={"id": shown, "name": f"Intervenant·e {shown}", "college": None}
    )


def _by_id(entries: Iterable[Known]) -> tuple[Known, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.id))
