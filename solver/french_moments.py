"""A moment of the week as people say it."""

from typing import Final

from solver.french import DAY_NAMES, listing
from solver.instance import Timetable
from solver.timetable import Slot, span

_HALVES: Final = ("matin", "après-midi")


def moment(timetable: Timetable, start: Slot, length: int) -> str:
    """Write `mardi matin (créneaux 1 et 2)`; without « matin » where a day has no two halves."""
    breaks = sorted({after for after in timetable.break_after if after < timetable.slots_per_day})
    half = f" {_HALVES[start.number > breaks[0]]}" if len(breaks) == 1 else ""
    numbers = [str(slot.number) for slot in span(start, length)]
    word = "créneau" if length == 1 else "créneaux"
    return f"{DAY_NAMES[start.day]}{half} ({word} {listing(numbers)})"
