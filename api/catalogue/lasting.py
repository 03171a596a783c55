"""How long some slots in a row last, in hours, as a timetable has them."""

from typing import Final

from api.catalogue.schemas.timetable import TimetableEntry

_MINUTES_AN_HOUR: Final = 60


def lasting(entry: TimetableEntry, length: int) -> str | None:
    """Write `2 h 15`, or `de 2 h à 2 h 15` where it depends on when; None where no day has so many in a row."""
    spans = {
        _minutes(entry.hours[first + length - 1].end) - _minutes(entry.hours[first].start)
        for first in range(len(entry.hours) - length + 1)
        if not any(first < number < first + length for number in entry.break_after)
    }
    if not spans:
        return None
    shortest, longest = _said(min(spans)), _said(max(spans))
    return shortest if shortest == longest else f"de {shortest} à {longest}"


def lengths(entry: TimetableEntry) -> dict[int, str]:
    """Write how long each number of slots in a row lasts, where a day has so many."""
    said = {length: lasting(entry, length) for length in range(1, len(entry.hours) + 1)}
    return {length: words for length, words in said.items() if words}


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * _MINUTES_AN_HOUR + int(minutes)


def _said(minutes: int) -> str:
    hours, rest = divmod(minutes, _MINUTES_AN_HOUR)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02}" if rest else "")
