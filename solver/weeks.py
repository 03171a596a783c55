"""ISO weeks as text (`2026-W48`) and as numbers that can be compared and subtracted."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

_PATTERN = re.compile(r"([0-9]{4})-W([0-9]{2})")
# The Monday of 0001-W01 is 0001-01-01, day 1 of the proleptic calendar.
_FIRST_MONDAY = date(1, 1, 1).toordinal()


def week_number(week: str) -> int:
    """Count the weeks from 0001-W01 to `week`, so that consecutive weeks differ by one.

    Raises ValueError where the text is malformed or names a week 53 that the year does not have.
    """
    return (monday(week).toordinal() - _FIRST_MONDAY) // 7


@lru_cache(maxsize=4096)
def monday(week: str) -> date:
    """Give the Monday of an ISO week. Raises ValueError as `week_number` does."""
    match = _PATTERN.fullmatch(week)
    if match is None:
        raise ValueError(f"not an ISO week: {week!r}")
    return date.fromisocalendar(int(match[1]), int(match[2]), 1)


def week_from_number(number: int) -> str:
    """Name the ISO week that `week_number` counts as `number`."""
    return week_of(date.fromordinal(_FIRST_MONDAY + 7 * number))


def week_of(day: date) -> str:
    """Name the ISO week a day belongs to."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def weeks_between(first: str, last: str) -> tuple[str, ...]:
    """List the ISO weeks from `first` to `last`, both included; empty where `last` comes before."""
    return tuple(week_from_number(n) for n in range(week_number(first), week_number(last) + 1))


def open_weeks_from(start: int, stop: int, closed: Collection[int]) -> int:
    """Count the open weeks in `start <= week < stop`, all given as numbers; 0 where reversed."""
    if stop <= start:
        return 0
    return stop - start - sum(1 for week in closed if start <= week < stop)


def day_of(week: str, day_index: int) -> date:
    """Give the date of a day of an ISO week; 0 is Monday."""
    return monday(week) + timedelta(days=day_index)
