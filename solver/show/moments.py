"""What fills each slot of a group's week, whatever it is drawn with."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from solver.instance import Instance, Timetable
from solver.plan import Session
from solver.timetable import Day, Slot, parse_slot, span

Kind = Literal["session", "fixed", "free", "closed", "lost"]


@dataclass(frozen=True)
class Moment:
    """What a group does in a slot: a session by somebody, a fixed moment, or nothing and why."""

    kind: Kind
    name: str
    by: str = ""


FREE: Final = Moment("free", "libre")
CLOSED: Final = Moment("closed", "fermé")
LOST: Final = Moment("lost", "jour sans accueil")


@dataclass(frozen=True)
class Block:
    """A moment from one slot of a day to another, both included."""

    first: int
    last: int
    moment: Moment


def moments(instance: Instance, week: str, sessions: Iterable[Session]) -> dict[Slot, Moment]:
    """Say what fills each slot of a group's week. Slots that share one object belong together."""
    timetable = instance.timetable
    found: dict[Slot, Moment] = dict.fromkeys(timetable.all_slots(), FREE)
    found.update(dict.fromkeys(map(parse_slot, timetable.closed_slots), CLOSED))
    for fixed in timetable.fixed:
        found.update(dict.fromkeys(fixed.slots, Moment("fixed", fixed.name)))
    for session in sessions:
        workshop = instance.workshops_by_id[session.workshop]
        teacher = instance.teachers_by_id[session.teacher]
        taken = span(parse_slot(session.start), workshop.length)
        found.update(dict.fromkeys(taken, Moment("session", workshop.name, teacher.name)))
    return {
        slot: LOST if (week, slot.day) in instance.lost_days else moment
        for slot, moment in found.items()
    }


def stretches(timetable: Timetable) -> list[tuple[int, int]]:
    """Give the first and last slot of each stretch of the day between breaks."""
    slots = timetable.slots_per_day
    ends = sorted({after for after in timetable.break_after if after < slots} | {slots})
    return [(before + 1, end) for before, end in pairwise([0, *ends])]


def blocks(found: dict[Slot, Moment], day: Day, first: int, last: int) -> list[Block]:
    """Put the slots of a stretch of a day that belong together into one block each."""
    together: list[Block] = []
    for number in range(first, last + 1):
        moment = found[Slot(day, number)]
        if together and together[-1].moment is moment:
            together[-1] = Block(together[-1].first, number, moment)
        else:
            together.append(Block(number, number, moment))
    return together
