"""The period of a report: a school year, or some of its weeks, as people choose it."""

from datetime import date
from typing import Final, NamedTuple

from api.storage import versions
from api.storage.work import Reading
from solver.weeks import week_from_number, week_number, week_of, weeks_between

_SEPTEMBER: Final = 9


class SchoolYear(NamedTuple):
    """A school year, named by the year in which it begins."""

    begins: int

    @property
    def label(self) -> str:
        """Write `2026-2027`."""
        return f"{self.begins}-{self.begins + 1}"

    @property
    def weeks(self) -> tuple[str, ...]:
        """List its weeks, from that of the 1st of September to the one before the next."""
        return weeks_between(_first_week(self.begins), _before(_first_week(self.begins + 1)))


class Period(NamedTuple):
    """The weeks of a school year that a report is about."""

    year: SchoolYear
    first: str
    last: str


def school_year_of(week: str) -> SchoolYear:
    """Tell which school year a week belongs to."""
    begins = int(week[:4])
    return SchoolYear(begins if week >= _first_week(begins) else begins - 1)


def known_years(work: Reading, today: date) -> tuple[SchoolYear, ...]:
    """List the school years from the first published week to today, the present one first."""
    present = school_year_of(week_of(today)).begins
    weeks = [row.key for row in versions.everything(work, "week")]
    first = min([present, *(school_year_of(week).begins for week in weeks)])
    return tuple(SchoolYear(year) for year in range(present, first - 1, -1))


def period_of(begins: int | None, first: str | None, last: str | None, today: date) -> Period:
    """Give the period that was asked for: without weeks, what is over of the year, the present week included.

    Weeks of another year than the one asked for count as not given: the year was changed after them.
    """
    present = week_of(today)
    year = school_year_of(present) if begins is None else SchoolYear(begins)
    weeks = year.weeks
    usual = present if weeks[0] <= present <= weeks[-1] else weeks[-1]
    return Period(
        year=year,
        first=first if first in weeks else weeks[0],
        last=last if last in weeks else usual,
    )


def _first_week(year: int) -> str:
    return week_of(date(year, _SEPTEMBER, 1))


def _before(week: str) -> str:
    return week_from_number(week_number(week) - 1)
