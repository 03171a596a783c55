"""The calendar of zone B with exceptions, without any database."""

from collections.abc import Mapping

import pytest

from api.catalogue.schemas.closures import ClosureSheet
from api.catalogue.school_weeks import WITHOUT_REASON, weeks_with_exceptions
from solver.problems import InputError
from solver.school_calendar import SchoolWeek, school_weeks

OPEN = ClosureSheet(closed=False)
CLOSED = ClosureSheet(closed=True)


def week(name: str, noted: Mapping[str, ClosureSheet] = {}, least: int = 3) -> SchoolWeek:
    (found,) = weeks_with_exceptions(name, name, noted, least)
    return found


def on(*days: str, sheet: ClosureSheet = CLOSED) -> dict[str, ClosureSheet]:
    return dict.fromkeys(days, sheet)


def test_without_exceptions_the_calendar_is_the_calendar() -> None:
    plain = school_weeks("B", "2026-W36", "2027-W27")
    assert weeks_with_exceptions("2026-W36", "2027-W27", {}, 3) == plain
    strict = school_weeks("B", "2026-W36", "2027-W27", min_days=5)
    assert weeks_with_exceptions("2026-W36", "2027-W27", {}, 5) == strict


def test_a_closed_day_is_lost_and_says_why() -> None:
    found = week("2026-W48", {"2026-11-24": ClosureSheet(closed=True, reason="Travaux")})
    assert (found.open, found.school_days, found.reasons) == (True, 4, ("Travaux",))
    assert found.lost_days == (("2026-11-24", "Travaux"),)


def test_days_close_their_week_once_too_few_are_left() -> None:
    assert week("2026-W48", on("2026-11-23", "2026-11-24")).open
    three = on("2026-11-23", "2026-11-24", "2026-11-27")
    closed = week("2026-W48", three)
    assert (closed.open, closed.school_days, closed.lost_days) == (False, 2, ())
    assert closed.reasons == (WITHOUT_REASON,)
    assert week("2026-W48", three, least=2).open


def test_days_open_their_week_once_enough_are_won() -> None:
    """Week 53 of 2026 runs from 28 December to 1 January: school holidays from end to end."""
    assert not week("2026-W53", on("2026-12-28", "2026-12-29", sheet=OPEN)).open
    opened = week("2026-W53", on("2026-12-28", "2026-12-29", "2026-12-30", sheet=OPEN))
    assert (opened.open, opened.school_days) == (True, 3)
    assert [day.date for day in opened.lost_days] == ["2026-12-31", "2027-01-01"]
    assert opened.reasons == ("Vacances de Noël",)


def test_a_week_s_exception_wins_over_any_count() -> None:
    shut = ClosureSheet(closed=True, reason="Grève")
    closed = week("2026-W48", {"2026-W48": shut, "2026-11-23": OPEN})
    assert (closed.open, closed.lost_days, closed.reasons) == (False, (), ("Grève",))
    lost = on("2026-11-23", "2026-11-24", "2026-11-26")
    opened = week("2026-W48", {"2026-W48": OPEN, **lost})
    assert (opened.open, opened.school_days, len(opened.lost_days)) == (True, 2, 3)


def test_an_opened_holiday_week_has_its_days_again_but_those_noted_closed() -> None:
    opened = week("2026-W53", {"2026-W53": OPEN, "2027-01-01": CLOSED})
    assert (opened.open, opened.school_days) == (True, 4)
    assert [day.date for day in opened.lost_days] == ["2027-01-01"]


def test_an_opened_week_of_a_few_days_keeps_those_that_the_calendar_takes() -> None:
    """Term starts on Tuesday 1 September 2026."""
    before = week("2026-W36", least=5)
    assert not before.open
    opened = week("2026-W36", {"2026-W36": OPEN}, least=5)
    assert opened.open
    assert [day.date for day in opened.lost_days] == ["2026-08-31"]


def test_a_period_that_is_unknown_or_reversed_says_so() -> None:
    for first, last in (("2016-W01", "2016-W02"), ("2026-W48", "2026-W47")):
        with pytest.raises(InputError):
            weeks_with_exceptions(first, last, {}, 3)
