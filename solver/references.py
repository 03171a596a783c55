"""What a field alone cannot tell: ids that point nowhere, duplicates, reversed windows."""

from collections.abc import Iterable, Iterator, Sequence

from solver.french import plural, reversed_period
from solver.instance import MAX_WEEKS, Instance, PupilWeek, Teacher, Timetable
from solver.problems import Problem
from solver.rules import LEVELS
from solver.timetable import Slot, parse_slot
from solver.weeks import week_number


def find_problems(instance: Instance) -> Iterator[Problem]:
    """Give every problem of an instance whose fields are each well formed."""
    yield from _horizon(instance)
    yield from _duplicates(instance)
    yield from _pupils(instance)
    yield from _timetable(instance.timetable)
    yield from _teachers(instance)
    yield from _pairs(instance)
    if sorted(instance.policy.order) != sorted(LEVELS):
        yield Problem(
            "policy.order",
            "l'ordre doit nommer une fois chacun des sept niveaux : " + ", ".join(LEVELS) + ".",
        )


def _horizon(instance: Instance) -> Iterator[Problem]:
    length = week_number(instance.last_week) - week_number(instance.first_week) + 1
    if length < 1:
        yield Problem("last_week", reversed_period(instance.first_week, instance.last_week))
    elif length > MAX_WEEKS:
        yield Problem(
            "last_week", f"la période compte {length} semaines ; le maximum est {MAX_WEEKS}."
        )


def _duplicates(instance: Instance) -> Iterator[Problem]:
    named: dict[str, Iterable[str]] = {
        "colleges": (college.id for college in instance.colleges),
        "pupils": (pupil.id for pupil in instance.pupils),
        "workshops": (workshop.id for workshop in instance.workshops),
        "teachers": (teacher.id for teacher in instance.teachers),
    }
    for field, ids in named.items():
        yield from _repeated(ids, field, ".id", "l'identifiant")
    announced = (entry.pupil for entry in instance.announced)
    yield from _repeated(announced, "announced", ".pupil", "l'élève")
    yield from _repeated(instance.timetable.days, "timetable.days", "", "le jour")


def _repeated(ids: Iterable[str], field: str, suffix: str, what: str) -> Iterator[Problem]:
    first_seen: dict[str, int] = {}
    for index, name in enumerate(ids):
        first = first_seen.setdefault(name, index)
        if first != index:
            yield Problem(
                f"{field}[{index}]{suffix}", f"{what} « {name} » figure déjà en {field}[{first}]."
            )


def _pupils(instance: Instance) -> Iterator[Problem]:
    colleges = {college.id for college in instance.colleges}
    for index, pupil in enumerate(instance.pupils):
        if pupil.college not in colleges:
            yield Problem(
                f"pupils[{index}].college", f"aucun collège n'a l'identifiant « {pupil.college} »."
            )
        if week_number(pupil.earliest) > week_number(pupil.latest):
            yield Problem(
                f"pupils[{index}].latest",
                f"la dernière semaine possible ({pupil.latest}) vient avant"
                f" la première ({pupil.earliest}).",
            )


def _timetable(timetable: Timetable) -> Iterator[Problem]:
    # The default break is no mistake in a shorter day, written down or left out.
    if timetable.break_after != Timetable().break_after:
        for index, after in enumerate(timetable.break_after):
            if after > timetable.slots_per_day:
                yield Problem(
                    f"timetable.break_after[{index}]",
                    f"la journée n'a que {plural(timetable.slots_per_day, 'créneau', 'créneaux')}.",
                )
    grid = frozenset(timetable.all_slots())
    yield from _unknown_slots(timetable.closed_slots, grid, "timetable.closed_slots")
    for index, moment in enumerate(timetable.fixed):
        path = f"timetable.fixed[{index}]"
        if parse_slot(moment.start) not in grid:
            yield _unknown_slot(f"{path}.start", moment.start)
        elif not grid.issuperset(moment.slots):
            yield Problem(f"{path}.length", f"« {moment.name} » dépasse la fin de la journée.")


def _unknown_slots(slots: Sequence[str], grid: frozenset[Slot], path: str) -> Iterator[Problem]:
    for index, name in enumerate(slots):
        if parse_slot(name) not in grid:
            yield _unknown_slot(f"{path}[{index}]", name)


def _unknown_slot(path: str, name: str) -> Problem:
    return Problem(path, f"l'emploi du temps n'a pas de créneau « {name} ».")


def _teachers(instance: Instance) -> Iterator[Problem]:
    workshops = {workshop.id for workshop in instance.workshops}
    colleges = {college.id for college in instance.colleges}
    grid = frozenset(instance.timetable.all_slots())
    for index, teacher in enumerate(instance.teachers):
        path = f"teachers[{index}]"
        if teacher.college is not None and teacher.college not in colleges:
            yield Problem(
                f"{path}.college", f"aucun collège n'a l'identifiant « {teacher.college} »."
            )
        yield from _unknown_workshops(teacher, workshops, path)
        yield from _unknown_slots(teacher.slots or (), grid, f"{path}.slots")
        yield from _unknown_slots(teacher.reluctant_slots, grid, f"{path}.reluctant_slots")


def _unknown_workshops(teacher: Teacher, workshops: set[str], path: str) -> Iterator[Problem]:
    for index, workshop in enumerate(teacher.workshops):
        if workshop not in workshops:
            yield Problem(
                f"{path}.workshops[{index}]", f"aucun atelier n'a l'identifiant « {workshop} »."
            )


def _pairs(instance: Instance) -> Iterator[Problem]:
    pupils = {pupil.id for pupil in instance.pupils}
    teachers = {teacher.id for teacher in instance.teachers}
    for index, (one, other) in enumerate(instance.conflicts):
        path = f"conflicts[{index}]"
        for side, pupil in enumerate((one, other)):
            yield from _unknown_pupil(pupil, pupils, f"{path}[{side}]")
        if one == other:
            yield Problem(path, f"l'élève « {one} » est déclaré incompatible avec lui-même.")
    for index, (pupil, teacher) in enumerate(instance.teacher_conflicts):
        path = f"teacher_conflicts[{index}]"
        yield from _unknown_pupil(pupil, pupils, f"{path}[0]")
        if teacher not in teachers:
            yield Problem(f"{path}[1]", f"personne n'a l'identifiant « {teacher} » parmi"
                          " les intervenant·es.")  # fmt: skip
    entries: dict[str, Sequence[PupilWeek]] = {
        "pins": instance.pins, "bans": instance.bans, "announced": instance.announced,
    }  # fmt: skip
    for field, listed in entries.items():
        for index, entry in enumerate(listed):
            yield from _unknown_pupil(entry.pupil, pupils, f"{field}[{index}].pupil")


def _unknown_pupil(pupil: str, pupils: set[str], path: str) -> Iterator[Problem]:
    if pupil not in pupils:
        yield Problem(path, f"aucun élève n'a l'identifiant « {pupil} ».")
