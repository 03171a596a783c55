"""The timetable: one for every week, whose slots have their hours."""

from collections.abc import Iterator, Sequence

from api.catalogue import reading
from api.catalogue.checks import problems
from api.catalogue.kept import Numbered
from api.catalogue.reading import TIMETABLE
from api.catalogue.refusals import SlotsInUse
from api.catalogue.schemas.changes import Change
from api.catalogue.schemas.timetable import Hours, TimetableEntry
from api.errors import Invalid
from api.storage.work import Reading, Writing
from solver import instance
from solver.problems import Problem

_KEY = "timetable"


def one(work: Reading) -> Numbered[TimetableEntry]:
    """Show the timetable."""
    return Numbered(reading.timetable(work), number(work))


def number(work: Reading) -> int:
    """Give the number of its version."""
    return TIMETABLE.number(work, _KEY)


def put(work: Writing, entry: TimetableEntry) -> Numbered[TimetableEntry]:
    """Replace the timetable; raises Invalid, SlotsInUse."""
    wrong = problems("timetable.", timetable=for_solver(entry))
    if wrong := [*wrong, *_wrong_hours(entry)]:
        raise Invalid(problems=wrong)
    _check_availabilities(work, entry)
    row = TIMETABLE.put(work, _KEY, entry)
    work.record("timetable.changed", _KEY)
    return Numbered(entry, row.number)


def history(work: Reading) -> tuple[Change[TimetableEntry], ...]:
    """List the versions of the timetable; none while it is the default."""
    return TIMETABLE.history(work, _KEY) if number(work) else ()


def for_solver(entry: TimetableEntry) -> instance.Timetable:
    """Give what the solver needs to know of a timetable: no hours."""
    fixed = tuple(instance.FixedMoment(**dict(moment)) for moment in entry.fixed)
    told = {**dict(entry), "fixed": fixed}
    del told["hours"]
    return instance.Timetable(**told)


def _wrong_hours(entry: TimetableEntry) -> Iterator[Problem]:
    if len(entry.hours) != entry.slots_per_day:
        yield Problem(
            "hours",
            f"il faut les heures de chaque créneau : {entry.slots_per_day} par jour,"
            f" et non {len(entry.hours)}.",
        )
    yield from _out_of_order(entry.hours)


def _out_of_order(hours: Sequence[Hours]) -> Iterator[Problem]:
    before = ""
    for index, slot in enumerate(hours):
        if slot.start < before:
            yield Problem(f"hours[{index}].start", f"le créneau précédent ne finit qu'à {before}.")
        if slot.end <= slot.start:
            yield Problem(f"hours[{index}].end", "le créneau finit avant d'avoir commencé.")
        before = max(before, slot.end)


def _check_availabilities(work: Reading, entry: TimetableEntry) -> None:
    """Raise SlotsInUse where somebody's slots would no longer exist."""
    teachers = reading.teachers(work)
    wrong = problems(
        "teachers[",
        timetable=for_solver(entry),
        teachers=tuple(
            instance.Teacher(
                id=each.id,
                name=each.name,
                workshops=(),
                slots=each.slots,
                reluctant_slots=each.reluctant_slots,
            )
            for each in teachers
        ),
    )
    if wrong:
        raise SlotsInUse(
            problems=[_said(problem, [each.id for each in teachers]) for problem in wrong]
        )


def _said(problem: Problem, teachers: Sequence[str]) -> Problem:
    """Name the entry itself: its place in a list means nothing to who reads it."""
    index, _, _ = problem.path.partition("]")
    if not index:
        return problem
    return Problem("", f"fiche « {teachers[int(index)]} » : {problem.message}")
