"""Additions to a situation, as noun phrases for the référente."""

from collections.abc import Sequence
from typing import Final

from solver.decide.additions import (
    Addition,
    ExtraGroup,
    ExtraHalfDay,
    ExtraSeat,
    LiftedConflict,
    half_days,
)
from solver.french import DAY_NAMES, listing, with_article
from solver.instance import Instance, Timetable
from solver.timetable import Slot, parse_slot

_HALVES: Final = ("matin", "après-midi")


def said(instance: Instance, addition: Addition) -> str:
    """Name an addition: `une place de plus dans chaque groupe`."""
    if isinstance(addition, ExtraHalfDay):
        slots = [parse_slot(slot) for slot in addition.slots]
        moment = _moment(instance.timetable, slots)
        return f"{_of_any_moment(instance, addition)} (le {moment})"
    return said_of_any(instance, addition)


def said_of_any(instance: Instance, addition: Addition) -> str:
    """Name an addition as `said` does, but any half-day of the teacher, not one of them."""
    match addition:
        case ExtraSeat():
            return "une place de plus dans chaque groupe"
        case ExtraGroup():
            return "un groupe de plus chaque semaine"
        case ExtraHalfDay():
            return _of_any_moment(instance, addition)
        case LiftedConflict(pupils=(one, other)):
            return f"la levée de l'incompatibilité entre {one} et {other}"


def all_said(instance: Instance, additions: Sequence[Addition]) -> str:
    """Name several additions shortly, each kind once; an empty text for none."""
    single = [a for a in additions if isinstance(a, ExtraSeat | ExtraGroup)]
    teachers = [a.teacher for a in additions if isinstance(a, ExtraHalfDay)]
    pairs = [a.pupils for a in additions if isinstance(a, LiftedConflict)]
    parts = [said_of_any(instance, addition) for addition in single]
    if teachers:
        names = [with_article(instance.teachers_by_id[teacher].name) for teacher in teachers]
        parts.append(f"une demi-journée de plus pour {listing(names)}")
    if pairs:
        named = ", ".join(f"{one} et {other}" for one, other in pairs)
        parts.append(f"la levée d'une incompatibilité ({named})")
    return " ; ".join(parts)


def _of_any_moment(instance: Instance, addition: ExtraHalfDay) -> str:
    name = instance.teachers_by_id[addition.teacher].name
    return f"une demi-journée de plus pour {with_article(name)}"


def _moment(timetable: Timetable, slots: list[Slot]) -> str:
    day = slots[0].day
    parts = [part for part in half_days(timetable) if part[0].day == day]
    if len(parts) == 1:
        return DAY_NAMES[day]
    if len(parts) == len(_HALVES):
        return f"{DAY_NAMES[day]} {_HALVES[slots[0] in parts[1]]}"
    numbers = listing([str(slot.number) for slot in slots])
    return f"{DAY_NAMES[day]}, {'créneau' if len(slots) == 1 else 'créneaux'} {numbers}"
