"""The weeks that a form offers: those to come, month by month, without the closed ones."""

from collections.abc import Collection
from itertools import groupby
from typing import NamedTuple

from api.catalogue import closures
from api.clock import paris_date
from api.storage.work import Reading
from solver.french import full_date
from solver.weeks import monday, week_from_number, week_number, week_of

_AHEAD = 45


class Month(NamedTuple):
    """A month as a heading, and the weeks that begin in it."""

    label: str
    weeks: tuple[str, ...]


def weeks_to_come(work: Reading, kept: Collection[str] = ()) -> tuple[str, ...]:
    """List the open weeks from this one on, nearly a year of them; those that are `kept` in any case."""
    first = week_of(paris_date(work.now))
    last = week_from_number(week_number(first) + _AHEAD)
    open_ones = {each.week for each in closures.weeks(work, first, last) if each.open}
    return tuple(sorted(open_ones | {week for week in kept if week >= first}))


def by_month(weeks: Collection[str]) -> tuple[Month, ...]:
    """Put weeks under the months in which they begin."""
    months = groupby(weeks, key=lambda week: full_date(monday(week)).partition(" ")[2])
    return tuple(Month(label, tuple(some)) for label, some in months)
