"""The dates of a stay that the collège notified to the family, within the week that was planned."""

from datetime import date
from typing import Final, NamedTuple

from api.errors import Invalid
from api.storage import tables
from solver.problems import Problem
from solver.weeks import day_of

_FRIDAY: Final = 4


class Days(NamedTuple):
    """The first and the last day, `2026-11-23`."""

    first: str
    last: str

    @property
    def length(self) -> int:
        """Count the days, both included."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1


def notified(row: tables.Notice) -> Days | None:
    """Give the dates that the collège notified, if it has."""
    if row.first_day is None or row.last_day is None:
        return None
    return Days(row.first_day, row.last_day)


def check_days(row: tables.Notice, days: Days) -> None:
    """Raise Invalid where dates are not of the week of a planned notice, or more than its days."""
    assert row.week is not None  # noqa: S101 - only a planned notice is confirmed
    monday, friday = day_of(row.week, 0).isoformat(), day_of(row.week, _FRIDAY).isoformat()
    if days.first > days.last:
        raise _wrong("last_day", "le dernier jour vient avant le premier.")
    for path, day in (("first_day", days.first), ("last_day", days.last)):
        if not monday <= day <= friday:
            raise _wrong(path, f"il faut un jour du {monday} au {friday}, la semaine prévue.")
    if days.length > row.days:
        raise _wrong("last_day", f"l'exclusion ne dure que {row.days} jour(s).")


def check_length(row: tables.Notice, length: int) -> None:
    """Raise Invalid where an exclusion would become shorter than the dates that were notified."""
    days = notified(row)
    if days is not None and days.length > length:
        raise _wrong("days", f"les dates notifiées comptent déjà {days.length} jour(s).")


def _wrong(path: str, message: str) -> Invalid:
    return Invalid(problems=[Problem(path, message)])
