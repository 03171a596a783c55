"""The weeks after the one shown, one line each: who comes, what is missing, what is closed."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from solver.french import date_near, listing, lower_first, monday_near, plural
from solver.show.lost import lost_moments
from solver.show.missing import missing_in
from solver.show.reading import Reading
from solver.weeks import monday

_SUNDAY: Final = 6
"""In days after Monday."""

_MOST_NAMED: Final = 2
_WIDEST_LIST: Final = 28
"""In terminal cells; a longer list of codes becomes a number of pupils."""


def later_table(reading: Reading) -> Table:
    """Lay out the weeks after the one shown; weeks closed in a row make one line."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    closed = frozenset(reading.instance.closed_weeks)
    for is_closed, run in groupby(reading.weeks_after, key=closed.__contains__):
        weeks = list(run)
        if is_closed:
            until = _closed_until(reading, weeks[-1])
            table.add_row(_date(reading, weeks[0]), Text("fermé", style="dim"), until)
            continue
        for week in weeks:
            table.add_row(_date(reading, week), _hosted(reading, week), _remarks(reading, week))
    return table


def _date(reading: Reading, week: str) -> Text:
    return Text(monday_near(week, reading.week))


def _closed_until(reading: Reading, last: str) -> Text:
    # The last week there is, 9999-W52, has no Sunday.
    sunday = min(monday(last).toordinal() + _SUNDAY, date.max.toordinal())
    until = date_near(date.fromordinal(sunday), monday(reading.week))
    return Text(f"jusqu'au {until}", style="dim")


def _hosted(reading: Reading, week: str) -> Text:
    groups = reading.groups_in(week)
    if not groups:
        return Text("personne", style="dim")
    pupils = [pupil.id for group in groups.values() for pupil in group]
    if reading.instance.groups_per_week > 1:
        return Text(f"{plural(len(pupils), 'élève')} en {plural(len(groups), 'groupe')}")
    codes = " ".join(pupils)
    return Text(codes if cell_len(codes) <= _WIDEST_LIST else plural(len(pupils), "élève"))


def _remarks(reading: Reading, week: str) -> Text:
    return Text("\n".join([*lost_moments(reading, week), *_missing(reading, week)]))


def _missing(reading: Reading, week: str) -> Iterator[str]:
    """Name the missing workshops, or count the missing sessions where they are many."""
    missing = missing_in(reading, week)
    names = _named(entry.workshop.name for entry in missing)
    if not names:
        return
    if len(names) <= _MOST_NAMED:
        yield f"manque{'nt' * (len(names) > 1)} : {listing(names)}"
    else:
        total = sum(entry.sessions for entry in missing)
        yield plural(total, "séance manquante", "séances manquantes")


def _named(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(lower_first, names)))
