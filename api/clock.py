"""What time it is: one function, so that tests can hold, advance or set back the clock."""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

PARIS: Final = ZoneInfo("Europe/Paris")
"""Days and weeks begin at midnight there, whatever the machine's own zone."""

Clock = Callable[[], datetime]
"""Gives the present moment, in UTC."""


def utc_now() -> datetime:
    """Give the present moment by the machine's clock."""
    return datetime.now(UTC)


def paris_date(moment: datetime) -> date:
    """Say which day it is for people in Lille: a week begins there on Monday at midnight."""
    return moment.astimezone(PARIS).date()


def months_after(moment: datetime, months: int) -> datetime:
    """Give the moment so many calendar months later (earlier where negative), on the month's last day at most."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
