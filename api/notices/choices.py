"""The weeks and days that forms about notices offer, in words."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from api.catalogue import closures
from api.clock import paris_date
from api.notices.schemas import Notice
from api.storage.work import Reading
from solver.french import date_near, weekday_and_date
from solver.school_calendar import DAYS_PER_WEEK
from solver.weeks import day_of, monday, week_of

Choice = tuple[str, str]
"""What a form sends, and the words for it."""

_AHEAD: Final = timedelta(weeks=26)


def open_weeks(work: Reading, also: Iterable[str] = ()) -> list[Choice]:
    """Offer the open weeks from this one on, and those that are chosen already, in order."""
    today = paris_date(work.now)
    shown = closures.weeks(work, week_of(today), week_of(today + _AHEAD))
    days = {each.week: each.school_days for each in shown if each.open}
    chosen = {week: days.get(week, DAYS_PER_WEEK) for week in also if _is_week(week)}
    return [
        (week, _with_days(week, count, today)) for week, count in sorted({**days, **chosen}.items())
    ]


def agreed_weeks(work: Reading, notice: Notice, also: Collection[str] = ()) -> list[Choice]:
    """Offer the open weeks in which the head of school agrees to the stay, and those chosen already.

    A pupil who is to be kept in a closed week contradicts every plan.
    """
    today = paris_date(work.now)
    first = max(notice.earliest, week_of(today))
    last = min(notice.latest, week_of(today + _AHEAD))
    shown = closures.weeks(work, first, last) if first <= last else ()
    offered = {each.week for each in shown if each.open}
    return [(week, of(week, today)) for week in sorted({*offered, *also})]


def days(notice: Notice, today: date) -> list[Choice]:
    """Offer the days of the week of the stay, Monday to Friday."""
    if notice.week is None:
        return []
    found = [day_of(notice.week, index) for index in range(DAYS_PER_WEEK)]
    return [(day.isoformat(), weekday_and_date(day, today)) for day in found]


def usual_days(notice: Notice) -> tuple[str, str]:
    """Give the first and the last day of the stay where nothing speaks against: from Monday on."""
    assert notice.week is not None  # noqa: S101 - only a stay with its week is confirmed
    last = min(notice.days, DAYS_PER_WEEK) - 1
    return day_of(notice.week, 0).isoformat(), day_of(notice.week, last).isoformat()


def of(week: str, today: date) -> str:
    """Write `semaine du 30 novembre`."""
    return f"semaine du {date_near(monday(week), today)}"


def _with_days(week: str, school_days: int, today: date) -> str:
    short = f" ({school_days} jours)" if school_days < DAYS_PER_WEEK else ""
    return of(week, today) + short


def _is_week(text: str) -> bool:
    try:
        monday(text)
    except ValueError:
        return False
    return True
