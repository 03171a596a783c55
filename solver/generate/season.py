"""The weeks a synthetic situation covers, and how often pupils are excluded in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from solver.instance import MAX_WEEKS
from solver.problems import InputError, Problem
from solver.school_calendar import closures
from solver.weeks import monday, week_from_number, week_number, weeks_between

ZONE: Final = "B"

# Weeks looked at before the period, for pupils already waiting, and after it, for long windows.
WEEKS_BEFORE: Final = 2
WEEKS_AFTER: Final = 8

# Exclusions by month: a calm start of term, a hard autumn, a lull in June. Invented, plausible.
_BY_MONTH: Final[Mapping[int, int]] = {
    9: 5, 10: 10, 11: 14, 12: 13, 1: 10, 2: 12, 3: 13, 4: 11, 5: 10, 6: 7, 7: 2, 8: 0,
}  # fmt: skip


class _Stretch(NamedTuple):
    """Some weeks in a row and their closures."""

    open_weeks: tuple[str, ...]
    closed_weeks: tuple[str, ...]
    closed_days: tuple[str, ...]

    @classmethod
    def of(cls, first: int, last: int) -> Self:
        """Take the closures of zone B; weeks are given as numbers."""
        start, end = week_from_number(first), week_from_number(last)
        closed_weeks, closed_days = closures(ZONE, start, end)
        is_open = (week for week in weeks_between(start, end) if week not in closed_weeks)
        return cls(tuple(is_open), closed_weeks, closed_days)


@dataclass(frozen=True)
class Season:
    """A period with its closures, and the open weeks just before and just after it."""

    first_week: str
    last_week: str
    closed_weeks: tuple[str, ...]
    closed_days: tuple[str, ...]
    before: tuple[str, ...]
    open_weeks: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def between(cls, first_week: str, last_week: str) -> Self:
        """Take the closures of zone B around and inside a period."""
        first, last = week_number(first_week), week_number(last_week)
        before = _Stretch.of(first - WEEKS_BEFORE, first - 1)
        inside = _Stretch.of(first, last)
        return cls(
            first_week=first_week,
            last_week=last_week,
            closed_weeks=before.closed_weeks + inside.closed_weeks,
            closed_days=inside.closed_days,
            before=before.open_weeks,
            open_weeks=inside.open_weeks,
            after=_Stretch.of(last + 1, last + WEEKS_AFTER).open_weeks,
        )

    @classmethod
    def of_open_weeks(cls, first_week: str, count: int) -> Self:
        """Take the shortest period from `first_week` on that has `count` open weeks.

        Raises InputError where it would be longer than an instance may be.
        """
        first = week_number(first_week)
        length = count
        while length <= MAX_WEEKS:
            season = cls.between(first_week, week_from_number(first + length - 1))
            missing = count - len(season.open_weeks)
            if missing <= 0:
                return season
            length += missing
        raise InputError(
            [
                Problem(
                    "weeks",
                    f"{count} semaines ouvertes à partir de {first_week} demandent une période"
                    f" de plus de {MAX_WEEKS} semaines, vacances comprises.",
                )
            ]
        )

    @property
    def arrival_weights(self) -> dict[str, int]:
        """How likely a pupil's first possible week is, for each open week and those just before."""
        return {week: _BY_MONTH[monday(week).month] for week in self.before + self.open_weeks}

    def window(self, earliest: str, open_weeks: int) -> tuple[str, str]:
        """Give the window of so many open weeks from `earliest` on.

        It reaches into the period where it starts before, and is cut where the school year ends.
        """
        known = self.before + self.open_weeks + self.after
        end = max(known.index(earliest) + open_weeks, len(self.before) + 1)
        return earliest, known[min(end, len(known)) - 1]
