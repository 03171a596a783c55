"""The school calendar, against the dates of the ministry's orders for 2026-2027."""

from datetime import date

import pytest

from solver.problems import InputError
from solver.school_calendar import (
    ZONES,
    LostDay,
    SchoolWeek,
    Zone,
    closures,
    closures_of,
    school_weeks,
)
from solver.weeks import day_of

FIRST, LAST = "2026-W36", "2027-W27"


def week(name: str, zone: Zone = "B", min_days: int = 3) -> SchoolWeek:
    (only,) = school_weeks(zone, name, name, min_days)
    return only


@pytest.mark.parametrize(
    ("zone", "closed"),
    [
        ("A", "2026-W43 2026-W44 2026-W52 2026-W53 2027-W07 2027-W08 2027-W15 2027-W16 2027-W27"),
        ("B", "2026-W43 2026-W44 2026-W52 2026-W53 2027-W08 2027-W09 2027-W16 2027-W17 2027-W27"),
        ("C", "2026-W43 2026-W44 2026-W52 2026-W53 2027-W06 2027-W07 2027-W14 2027-W15 2027-W27"),
    ],
)
def test_the_closed_weeks_of_a_school_year(zone: Zone, closed: str) -> None:
    assert closures(zone, FIRST, LAST).closed_weeks == tuple(closed.split())


def test_the_lost_days_of_a_school_year() -> None:
    lost = [day for week in school_weeks("B", FIRST, LAST) for day in week.lost_days]
    assert lost == [
        LostDay("2026-08-31", "Vacances d'été"),  # pupils come back on 1 September
        LostDay("2026-11-11", "Armistice"),
        LostDay("2027-03-29", "Lundi de Pâques"),
        LostDay("2027-05-06", "Ascension"),
        LostDay("2027-05-07", "Pont de l'Ascension"),
        LostDay("2027-05-17", "Lundi de Pentecôte"),
    ]
    assert closures("B", FIRST, LAST).closed_days == tuple(day.date for day in lost)


def test_a_week_53_is_a_week_like_any_other() -> None:
    assert week("2026-W53") == SchoolWeek(
        week="2026-W53",
        open=False,
        school_days=0,
        reasons=("Vacances de Noël",),
        lost_days=(),
        estimated=False,
    )


def test_an_ordinary_week() -> None:
    assert week("2026-W48") == SchoolWeek("2026-W48", True, 5, (), (), False)


def test_the_ascension_week_is_open_from_three_school_days_on() -> None:
    assert week("2027-W18", min_days=3).open
    closed = week("2027-W18", min_days=4)
    assert not closed.open
    assert closed.school_days == 3
    assert closed.reasons == ("Ascension", "Pont de l'Ascension")
    assert closed.lost_days == ()
    assert closures("B", "2027-W18", "2027-W18", min_days=4) == (("2027-W18",), ())


def test_a_week_without_school_is_closed_whatever_the_setting() -> None:
    assert not week("2026-W52", min_days=1).open


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("min_days", [1, 3, 5])
def test_what_goes_into_an_instance_is_what_the_weeks_say(zone: Zone, min_days: int) -> None:
    weeks = school_weeks(zone, "2026-W30", "2028-W30", min_days)
    found = closures_of(weeks)
    assert found == closures(zone, "2026-W30", "2028-W30", min_days)
    for each in weeks:
        days = {day_of(each.week, index).isoformat() for index in range(5)}
        assert each.open == (each.school_days >= min_days)
        assert each.open != (each.week in found.closed_weeks)
        assert bool(each.reasons) == (each.school_days < 5)
        if each.open:
            assert days.intersection(found.closed_days) == {day.date for day in each.lost_days}
            assert len(each.lost_days) == 5 - each.school_days


@pytest.mark.parametrize(
    ("first", "last", "year"),
    [
        ("2016-W48", "2017-W02", 2016),
        ("2017-W40", "2018-W10", 2017),  # the library knows only the end of that year
        ("2100-W40", "2101-W05", 2101),
        ("9999-W01", "9999-W52", 9999),
    ],
)
def test_a_year_without_data_is_refused(first: str, last: str, year: int) -> None:
    with pytest.raises(InputError, match=f"les vacances scolaires de {year} ne sont pas connues"):
        closures("B", first, last)


def test_a_reversed_period_is_refused() -> None:
    with pytest.raises(InputError, match=r"finit .2026-W48. avant de commencer .2026-W49."):
        closures("B", "2026-W49", "2026-W48")


def test_weeks_beyond_the_last_order_are_said_to_be_estimates() -> None:
    assert not week("2028-W27").estimated
    assert week("2028-W36").estimated
    assert date(2028, 9, 4) == day_of("2028-W36", 0)
