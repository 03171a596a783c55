"""What is asked and answered about closed weeks and lost days."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from api.catalogue.schemas.changes import Noted
from api.catalogue.schemas.fields import Week
from api.french_validation import FRENCH
from api.schemas import Text
from solver.instance import IsoDate, Record
from solver.school_calendar import DAYS_PER_WEEK
from solver.weeks import monday

_WRONG: Final = (
    "il faut une semaine qui existe, comme 2026-W48, ou un jour du lundi au vendredi,"
    " comme 2026-11-23."
)


def _week_or_day(text: str) -> str:
    try:
        day = monday(text) if "W" in text else date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError(FRENCH, _WRONG) from None
    if day.weekday() >= DAYS_PER_WEEK:
        raise PydanticCustomError(FRENCH, _WRONG)
    return text


Period = Annotated[
    str,
    Field(pattern="^20[0-9]{2}-(W[0-9]{2}|[0-9]{2}-[0-9]{2})$", examples=["2026-W48"]),
    AfterValidator(_week_or_day),
]
"""A week, or a day of one from Monday to Friday."""

Source = Literal["calendar", "exception"]


class ClosureSheet(Record):
    """An exception to the school calendar: a week or a day that is closed, or open all the same."""

    closed: bool
    reason: Text | None = Field(default=None, examples=["Locaux indisponibles"])


class ClosureEntry(ClosureSheet, Noted):
    """An exception, with who noted it and when."""

    period: Period


class DayLost(Record):
    """A day of an open week without workshops, and why."""

    date: IsoDate
    reason: str


class WeekShown(Record):
    """A week open or closed. `source`: whether an exception bears on it; `estimated`: no order yet."""

    week: Week
    open: bool
    school_days: int
    reasons: tuple[str, ...]
    lost_days: tuple[DayLost, ...]
    estimated: bool
    source: Source
    exceptions: tuple[ClosureEntry, ...]
