"""The school calendar with the référente's exceptions: dates alone, no database."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from api.catalogue.schemas.closures import ClosureSheet
from solver.school_calendar import DAYS_PER_WEEK, LostDay, SchoolWeek, Zone, school_weeks
from solver.weeks import day_of, week_from_number, week_number, week_of

_SEPTEMBER: Final = 9
_THURSDAY: Final = 3

ZONE: Final[Zone] = "B"
"""Lille's."""
WITHOUT_REASON: Final = "Fermeture décidée par la référente"


def weeks_with_exceptions(
    first: str, last: str, exceptions: Mapping[str, ClosureSheet], min_days: int
) -> tuple[SchoolWeek, ...]:
    """List the weeks from `first` to `last`, given exceptions by week or day.

    A day's exception adds or removes a lost day, and so may close or open its week. A week's exception wins
    over any count; one that opens a week of which the calendar leaves no day, a holiday week, gives back all
    its days. Raises InputError as `school_weeks`.
    """
    # With a minimum of no day at all, every week comes with all its lost days.
    weeks = school_weeks(ZONE, first, last, min_days=0)
    return tuple(_with_exceptions(week, exceptions, min_days) for week in weeks)


def school_year(week: str) -> int:
    """Name the school year of most days of a week by the year in which it starts."""
    day = day_of(week, _THURSDAY)
    return day.year - (day.month < _SEPTEMBER)


def weeks_of_school_year(year: int) -> tuple[str, str]:
    """Give the first and the last week of the school year that starts in a year."""
    return _first_week(year), week_from_number(week_number(_first_week(year + 1)) - 1)


def days_of(week: str) -> tuple[str, ...]:
    """Give the dates of a week, Monday to Friday."""
    return tuple(day_of(week, index).isoformat() for index in range(DAYS_PER_WEEK))


def _first_week(year: int) -> str:
    september = date(year, _SEPTEMBER, 1)
    return week_of(september + timedelta(days=(_THURSDAY - september.weekday()) % 7))


def _with_exceptions(
    week: SchoolWeek, exceptions: Mapping[str, ClosureSheet], min_days: int
) -> SchoolWeek:
    whole = exceptions.get(week.week)
    by_calendar = {day.date: day.reason for day in week.lost_days}
    if whole and not whole.closed and len(by_calendar) == DAYS_PER_WEEK:
        by_calendar = {}
    lost = tuple(_lost_days(week.week, by_calendar, exceptions))
    school_days = DAYS_PER_WEEK - len(lost)
    is_open = school_days >= min_days if whole is None else not whole.closed
    reasons = [day.reason for day in lost]
    if whole and whole.closed:
        reasons = [whole.reason or WITHOUT_REASON]
    return week._replace(
        open=is_open,
        school_days=school_days,
        reasons=tuple(dict.fromkeys(reasons)),
        lost_days=lost if is_open else (),
    )


def _lost_days(
    week: str, by_calendar: Mapping[str, str], exceptions: Mapping[str, ClosureSheet]
) -> Iterable[LostDay]:
    for day in days_of(week):
        exception = exceptions.get(day)
        if exception is None:
            if day in by_calendar:
                yield LostDay(day, by_calendar[day])
        elif exception.closed:
            yield LostDay(day, exception.reason or WITHOUT_REASON)
