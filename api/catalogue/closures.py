"""Closed weeks and lost days: the school calendar, with exceptions that the référente notes."""

from collections.abc import Iterable
from datetime import datetime

from api.catalogue import reading
from api.catalogue.kept import Numbered
from api.catalogue.reading import CLOSURES
from api.catalogue.schemas.closures import ClosureEntry, ClosureSheet, DayLost, WeekShown
from api.catalogue.school_weeks import days_of, weeks_with_exceptions
from api.errors import Invalid
from api.storage.tables import Version
from api.storage.work import Reading, Writing
from solver import school_calendar
from solver.instance import MAX_WEEKS
from solver.problems import InputError, Problem
from solver.school_calendar import Closures, SchoolWeek
from solver.weeks import week_number


def closures_of(
    work: Reading, first: str, last: str, min_school_days: int, moment: datetime | None = None
) -> Closures:
    """Give the closed weeks and the lost days of the open ones, with the exceptions noted by a moment.

    Raises InputError for a period that is reversed or whose school holidays are unknown.
    """
    noted = {each.period: each for each in reading.exceptions(work, moment)}
    return school_calendar.closures_of(weeks_with_exceptions(first, last, noted, min_school_days))


def weeks(work: Reading, first: str, last: str) -> tuple[WeekShown, ...]:
    """List the weeks of a period, open or closed, with what makes them so; raises Invalid."""
    length = week_number(last) - week_number(first) + 1
    if length > MAX_WEEKS:
        said = f"la période compte {length} semaines ; le maximum est {MAX_WEEKS}."
        raise Invalid(problems=[Problem("to", said)])
    noted = {each.period: each for each in reading.exceptions(work)}
    least = reading.policy(work).min_school_days
    try:
        found = weeks_with_exceptions(first, last, noted, least)
    except InputError as error:
        raise Invalid(problems=error.problems) from None
    return tuple(_week(week, noted) for week in found)


def one(work: Reading, period: str) -> Numbered[ClosureEntry]:
    """Show an exception; raises NotFound."""
    return _numbered(work, CLOSURES.found(work, period))


def put(work: Writing, period: str, sheet: ClosureSheet) -> Numbered[ClosureEntry]:
    """Note an exception, or replace it."""
    row = CLOSURES.put(work, period, sheet)
    work.record("closure.changed", period)
    return _numbered(work, row)


def remove(work: Writing, period: str) -> None:
    """Remove an exception, so that the calendar holds again; raises NotFound."""
    CLOSURES.remove(work, period)
    work.record("closure.removed", period)


def _week(week: SchoolWeek, noted: dict[str, ClosureEntry]) -> WeekShown:
    periods: Iterable[str] = (week.week, *days_of(week.week))
    exceptions = tuple(noted[period] for period in periods if period in noted)
    return WeekShown(
        week=week.week,
        open=week.open,
        school_days=week.school_days,
        reasons=week.reasons,
        lost_days=tuple(DayLost(date=day.date, reason=day.reason) for day in week.lost_days),
        estimated=week.estimated,
        source="exception" if exceptions else "calendar",
        exceptions=exceptions,
    )


def _numbered(work: Reading, row: Version) -> Numbered[ClosureEntry]:
    (entry,) = reading.shown_closures(work, [row])
    return Numbered(entry, row.number)
