"""The week of somebody who gives workshops as a grid, slot by slot, and what a filled-in one says."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, Literal, NamedTuple, get_args

from api.catalogue.schemas.timetable import TimetableEntry
from api.catalogue.timetable import for_solver
from solver.instance import Timetable
from solver.timetable import DAYS, Day, Slot, parse_slot, span

State = Literal["yes", "avoid", "no"]
STATES: Final[tuple[State, ...]] = get_args(State)
STATE_LABELS: Final[dict[State, str]] = {
    "yes": "possible",
    "avoid": "plutôt éviter",
    "no": "pas possible",
}
CLOSED: Final = "fermé"


class Cell(NamedTuple):
    """A slot of a day: what it is to somebody, or what takes it every week."""

    slot: str
    day: Day
    state: State
    taken: str | None


class Row(NamedTuple):
    """The slots of one number, with their hours; `pause` where a break follows."""

    number: int
    start: str
    end: str
    cells: tuple[Cell, ...]
    pause: bool


class Availability(NamedTuple):
    """When somebody can: `slots` None for always."""

    slots: tuple[str, ...] | None
    reluctant: tuple[str, ...]


def grid_of(
    entry: TimetableEntry, slots: Collection[str] | None, reluctant: Collection[str]
) -> tuple[Row, ...]:
    """Lay out a week."""
    taken = _taken(entry)
    days = [day for day in DAYS if day in entry.days]

    def cell(day: Day, number: int) -> Cell:
        slot = f"{day}-{number}"
        state: State = "no" if slots is not None and slot not in slots else "yes"
        if state == "yes" and slot in reluctant:
            state = "avoid"
        return Cell(slot, day, state, taken.get(slot))

    return tuple(
        Row(
            number,
            hours.start,
            hours.end,
            tuple(cell(day, number) for day in days),
            number in entry.break_after and number < entry.slots_per_day,
        )
        for number, hours in enumerate(entry.hours, start=1)
    )


def availability_of(
    entry: TimetableEntry, before: Availability, states: Mapping[str, str]
) -> Availability:
    """Read a filled-in grid. What it does not show, such as a slot closed for now, stays as it was.

    Where everything shown is possible to somebody who was always free, they stay so: also in slots to come.
    """
    shown = {str(slot) for slot in for_solver(entry).usable_slots}
    yes = {slot for slot in shown if states.get(slot, "no") != "no"}
    avoid = {slot for slot in yes if states[slot] == "avoid"}
    reluctant = avoid | {slot for slot in before.reluctant if slot not in shown}
    if before.slots is None:
        slots = None if yes == shown else yes | _all(for_solver(entry)) - shown
    else:
        slots = yes | {slot for slot in before.slots if slot not in shown}
    return Availability(None if slots is None else _in_order(slots), _in_order(reluctant))


def _all(timetable: Timetable) -> set[str]:
    return {str(slot) for slot in timetable.all_slots()}


def _in_order(slots: Collection[str]) -> tuple[str, ...]:
    def place(name: str) -> tuple[int, int]:
        slot = parse_slot(name)
        return DAYS.index(slot.day), slot.number

    return tuple(sorted(slots, key=place))


def _taken(entry: TimetableEntry) -> dict[str, str]:
    """Name what takes a slot in every week."""
    taken = dict.fromkeys(entry.closed_slots, CLOSED)
    for moment in entry.fixed:
        taken.update((str(slot), moment.name) for slot in _span(moment.start, moment.length))
    return taken


def _span(start: str, length: int) -> Iterator[Slot]:
    yield from span(parse_slot(start), length)
