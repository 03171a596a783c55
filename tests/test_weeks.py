"""ISO weeks as text and numbers, week 53 included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.weeks import (
    day_of,
    monday,
    open_weeks_from,
    week_from_number,
    week_number,
    week_of,
    weeks_between,
)

_DAYS = st.dates(min_value=date(2, 1, 1), max_value=date(9999, 12, 20))


@given(_DAYS)
def test_a_week_and_its_number_name_each_other(day: date) -> None:
    week = week_of(day)
    assert week_from_number(week_number(week)) == week
    assert monday(week) <= day < monday(week) + timedelta(days=7)


@given(_DAYS)
def test_consecutive_weeks_differ_by_one(day: date) -> None:
    assert week_number(week_of(day + timedelta(days=7))) == week_number(week_of(day)) + 1


def test_a_year_with_a_week_53() -> None:
    assert weeks_between("2026-W52", "2027-W01") == ("2026-W52", "2026-W53", "2027-W01")
    assert monday("2026-W53") == date(2026, 12, 28)
    assert week_of(date(2027, 1, 3)) == "2026-W53"


@pytest.mark.parametrize(
    "text",
    [
        "2025-W53", "2026-W54", "2026-W00", "0000-W01", "2026-W1", "2026W48", "2026-w48", "",
        " 2026-W48", "2026-W48\n", "２０２６-W48", "2026-W-1", "12026-W48",
    ],
)  # fmt: skip
def test_what_is_no_week(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an ISO week|[Ii]nvalid|out of range|range"):
        week_number(text)


def test_a_reversed_period_has_no_week() -> None:
    assert weeks_between("2027-W01", "2026-W53") == ()


def test_days_of_a_week_count_from_monday() -> None:
    assert day_of("2026-W48", 0) == date(2026, 11, 23)
    assert day_of("2026-W48", 4) == date(2026, 11, 27)


@given(start=st.integers(0, 50), length=st.integers(-5, 20), closed=st.sets(st.integers(0, 70)))
def test_open_weeks_are_those_not_closed(start: int, length: int, closed: set[int]) -> None:
    counted = [week for week in range(start, start + length) if week not in closed]
    assert open_weeks_from(start, start + length, closed) == len(counted)
