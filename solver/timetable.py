"""The week's grid: days, slots, breaks, and where a session of a given length may start."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, get_args

Day = Literal["mon", "tue", "wed", "thu", "fri"]
DAYS: Final[tuple[Day, ...]] = get_args(Day)

_PATTERN = re.compile(rf"({'|'.join(DAYS)})-([1-9][0-9]?)")
_DAY_NAMED: Final[dict[str, Day]] = {str(day): day for day in DAYS}


class Slot(NamedTuple):
    """A numbered part of a day; slots count from 1."""

    day: Day
    number: int

    def __str__(self) -> str:
        return f"{self.day}-{self.number}"


def parse_slot(text: str) -> Slot:
    """Read `tue-3`. Raises ValueError where the text is no slot."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"not a slot: {text!r}")
    return Slot(_DAY_NAMED[match[1]], int(match[2]))


def span(start: Slot, length: int) -> tuple[Slot, ...]:
    """List the slots a session occupies, without asking whether the day is that long."""
    return tuple(Slot(start.day, start.number + i) for i in range(length))


def crosses_break(start: Slot, length: int, break_after: Sequence[int]) -> bool:
    """Tell whether a break falls strictly inside a session."""
    return any(start.number <= b < start.number + length - 1 for b in break_after)
