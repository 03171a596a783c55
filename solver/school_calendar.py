"""The school weeks of a zone: which are closed and why, and the days lost in the others.

The dates come from the library `holidays`, which follows the ministry's orders up to the school
year 2027-2028 and computes later years by rule. They are a start, to be edited in the instance.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal, NamedTuple, get_args

from solver.french import reversed_period
from solver.problems import InputError, Problem
from solver.weeks import monday, weeks_between

Zone = Literal["A", "B", "C"]
ZONES: Final[tuple[Zone, ...]] = get_args(Zone)

DEFAULT_MIN_DAYS: Final = 3
"""A week with fewer school days than this is closed."""

DAYS_PER_WEEK: Final = 5

# Source: the orders (arrêtés) that the library lists; the last is of 21 July 2026, for 2027-2028.
FIRST_ESTIMATED_DAY: Final = date(2028, 9, 1)

# A year of school holidays has some 125 days; the library's first, incomplete year has 25.
_FEWEST_HOLIDAYS: Final = 100


class LostDay(NamedTuple):
    """A day without school, Monday to Friday, and the French name of the reason."""

    date: str
    reason: str


class SchoolWeek(NamedTuple):
    """A week of the school calendar; `estimated` where no order has fixed its dates yet.

    `lost_days` lists the days without school of an open week; a closed week has only `reasons`.
    """

    week: str
    open: bool
    school_days: int
    reasons: tuple[str, ...]
    lost_days: tuple[LostDay, ...]
    estimated: bool


class Closures(NamedTuple):
    """What an instance says of the calendar: `closed_weeks`, and `closed_days` of open weeks."""

    closed_weeks: tuple[str, ...]
    closed_days: tuple[str, ...]


def school_weeks(
    zone: Zone, first: str, last: str, min_days: int = DEFAULT_MIN_DAYS
) -> tuple[SchoolWeek, ...]:
    """List the weeks from `first` to `last`, closed where they have under `min_days` school days.

    Raises InputError for a period that is reversed or reaches into a year whose school holidays are
    unknown.
    """
    if monday(last) < monday(first):
        raise InputError([Problem("", reversed_period(first, last))])
    reasons = _days_without_school(zone, monday(first), _friday(last))
    return tuple(_school_week(week, reasons, min_days) for week in weeks_between(first, last))


def closures(zone: Zone, first: str, last: str, min_days: int = DEFAULT_MIN_DAYS) -> Closures:
    """Give the closed weeks and the other lost days, for an instance. Raises as `school_weeks`."""
    weeks = school_weeks(zone, first, last, min_days)
    return closures_of(weeks)


def closures_of(weeks: Sequence[SchoolWeek]) -> Closures:
    """Give the closed weeks and the other lost days of weeks already listed."""
    return Closures(
        tuple(week.week for week in weeks if not week.open),
        tuple(day.date for week in weeks for day in week.lost_days),
    )


def _school_week(week: str, reasons: Mapping[date, str], min_days: int) -> SchoolWeek:
    start = monday(week)
    days = [start + timedelta(days=index) for index in range(DAYS_PER_WEEK)]
    lost = tuple(LostDay(day.isoformat(), reasons[day]) for day in days if day in reasons)
    school_days = DAYS_PER_WEEK - len(lost)
    is_open = school_days >= min_days
    return SchoolWeek(
        week=week,
        open=is_open,
        school_days=school_days,
        reasons=tuple(dict.fromkeys(day.reason for day in lost)),
        lost_days=lost if is_open else (),
        estimated=_friday(week) >= FIRST_ESTIMATED_DAY,
    )


def _friday(week: str) -> date:
    return monday(week) + timedelta(days=DAYS_PER_WEEK - 1)


def _days_without_school(zone: Zone, first: date, last: date) -> dict[date, str]:
    """Give each day without school of the years concerned, and its name in French."""
    names: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        names.update(_year_without_school(zone, year))
    return names


@cache  # the service asks for the same years all day; to compute one takes milliseconds
def _year_without_school(zone: Zone, year: int) -> Mapping[date, str]:
    # Imported here: it costs a tenth of a second that no other command should pay.
    from holidays import country_holidays

    school = country_holidays(
        "FR",
        subdiv=f"Zone {zone}",
        categories=("school",),
        language="fr",
        years=year,
        expand=False,
    )
    if len(school) < _FEWEST_HOLIDAYS:
        raise InputError(
            [Problem("", f"les vacances scolaires de {year} ne sont pas connues du programme.")]
        )
    names = dict(school)
    public = country_holidays("FR", language="fr", years=year, expand=False)
    for day, name in public.items():
        # « Ascension » says more than « Pont de l'Ascension », « Vacances de Noël » than « Noël ».
        if not names.get(day, "").startswith("Vacances"):
            names[day] = name
    return names
