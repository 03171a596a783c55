"""Which sessions could take place at all: the rules about one session alone."""

from collections.abc import Collection
from typing import NamedTuple

from solver.instance import Instance, Teacher, Workshop
from solver.plan import Session
from solver.rules import RuleId
from solver.score import Group
from solver.timetable import Slot, crosses_break, span


class SessionChoice(NamedTuple):
    """A session that could take place, without the group that would have it."""

    workshop: str
    teacher: str
    start: Slot

    def as_session(self, group: Group) -> Session:
        """Give the session a group has when it takes this choice."""
        return Session(
            week=group[0],
            group=group[1],
            workshop=self.workshop,
            teacher=self.teacher,
            start=str(self.start),
        )


def session_choices(
    instance: Instance, without: Collection[RuleId] = ()
) -> dict[str, list[SessionChoice]]:
    """List for each week of the horizon the sessions that its timetable and teachers allow.

    This is the part of the rules `session` and `teacher` that concerns one session alone.
    """
    choices: dict[str, list[SessionChoice]] = {}
    for week in instance.horizon:
        choices[week] = [
            SessionChoice(workshop.id, teacher.id, start)
            for workshop in instance.workshops
            for start in instance.timetable.all_slots()
            if "session" in without or _fits_in_grid(instance, week, workshop, start)
            for teacher in instance.teachers
            if "teacher" in without or _can_give(teacher, week, workshop, start)
        ]
    return choices


def _fits_in_grid(instance: Instance, week: str, workshop: Workshop, start: Slot) -> bool:
    return (
        (week, start.day) not in instance.lost_days
        and not crosses_break(start, workshop.length, instance.timetable.break_after)
        and instance.timetable.usable_slots.issuperset(span(start, workshop.length))
    )


def _can_give(teacher: Teacher, week: str, workshop: Workshop, start: Slot) -> bool:
    return (
        workshop.id in teacher.workshops
        and week not in teacher.away_weeks
        and (
            teacher.free_slots is None
            or teacher.free_slots.issuperset(span(start, workshop.length))
        )
    )
