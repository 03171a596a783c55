"""What could be added to a situation, one thing at a time, each without breaking any plan it had."""

from collections.abc import Iterator
from typing import Literal

from solver.instance import (
    MAX_CAPACITY,
    MAX_GROUPS,
    Instance,
    Name,
    Record,
    SlotName,
    Teacher,
    Timetable,
)
from solver.timetable import DAYS, Slot, crosses_break


class ExtraSeat(Record):
    """One more seat in every group."""

    kind: Literal["seat"] = "seat"

    def added_to(self, instance: Instance) -> Instance:
        """Give the instance with this added."""
        return instance.model_copy(update={"capacity": instance.capacity + 1})


class ExtraGroup(Record):
    """One more group every week."""

    kind: Literal["group"] = "group"

    def added_to(self, instance: Instance) -> Instance:
        """Give the instance with this added."""
        return instance.model_copy(update={"groups_per_week": instance.groups_per_week + 1})


class ExtraHalfDay(Record):
    """The slots of one day between breaks that a teacher does not have yet."""

    kind: Literal["half-day"] = "half-day"
    teacher: Name
    slots: tuple[SlotName, ...]

    def added_to(self, instance: Instance) -> Instance:
        """Give the instance with this added."""
        teachers = tuple(
            teacher.model_copy(update={"slots": (*(teacher.slots or ()), *self.slots)})
            if teacher.id == self.teacher
            else teacher
            for teacher in instance.teachers
        )
        return instance.model_copy(update={"teachers": teachers})


class LiftedConflict(Record):
    """Two pupils in conflict who may meet after all."""

    kind: Literal["conflict"] = "conflict"
    pupils: tuple[Name, Name]

    def added_to(self, instance: Instance) -> Instance:
        """Give the instance with this added."""
        others = tuple(pair for pair in instance.conflict_pairs if pair != self.pupils)
        return instance.model_copy(update={"conflicts": others})


Addition = ExtraSeat | ExtraGroup | ExtraHalfDay | LiftedConflict

Choice = tuple[Addition, ...]
"""Additions of which the best one alone counts, the first of equal ones."""


def all_choices(instance: Instance) -> list[list[Choice]]:
    """List what could be added, kind by kind: a seat, a group, half-days, then meetings.

    A teacher's choice are his half-days, by day; who is always free, or has every slot that a
    workshop may use, has none.
    """
    seat = [(ExtraSeat(),)] if instance.capacity < MAX_CAPACITY else []
    group = [(ExtraGroup(),)] if instance.groups_per_week < MAX_GROUPS else []
    moments = [tuple(_extra_half_days(instance, teacher)) for teacher in instance.teachers]
    lifted = [(LiftedConflict(pupils=pair),) for pair in instance.conflict_pairs]
    return [[*seat], [*group], [choice for choice in moments if choice], [*lifted]]


def _extra_half_days(instance: Instance, teacher: Teacher) -> Iterator[ExtraHalfDay]:
    if teacher.free_slots is None:
        return
    new = instance.timetable.usable_slots - teacher.free_slots
    for part in half_days(instance.timetable):
        slots = tuple(str(slot) for slot in part if slot in new)
        if slots:
            yield ExtraHalfDay(teacher=teacher.id, slots=slots)


def half_days(timetable: Timetable) -> Iterator[tuple[Slot, ...]]:
    """Give the slots of each stretch of a day between breaks, from Monday on."""
    for day in sorted(timetable.days, key=DAYS.index):
        part: list[Slot] = []
        for number in range(1, timetable.slots_per_day + 1):
            if part and crosses_break(part[-1], 2, timetable.break_after):
                yield tuple(part)
                part = []
            part.append(Slot(day, number))
        yield tuple(part)
