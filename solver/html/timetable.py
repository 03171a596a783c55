"""The timetable of a group as a table: days across, slots down, each session in one cell."""

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element

from solver.french import DAY_NAMES, short_day_and_month
from solver.html.elements import ACCENT, LINE, TINT, element, muted, strong
from solver.instance import Instance
from solver.plan import Session
from solver.show.moments import Block, Kind, Moment, blocks, moments, stretches
from solver.timetable import DAYS, Day, Slot
from solver.weeks import day_of

_CELL: Final = (
    f"text-align: left; vertical-align: top; padding: .3rem .6rem; border: 1px solid {LINE}"
)
_EDGE: Final = "text-align: left; padding: .2rem .6rem; border: 0; font-weight: normal"
_DAY: Final = f"{_EDGE}; white-space: nowrap; width: 10rem"
_KINDS: Final[dict[Kind, str]] = {
    "session": f"; background: {TINT}; border-left: 3px solid {ACCENT}",
    "fixed": "; font-style: italic",
    "free": "; opacity: .6",
    "closed": "; opacity: .6",
    "lost": "; opacity: .6",
}


def timetable(instance: Instance, week: str, sessions: Iterable[Session]) -> Element:
    """Draw the week of one group, whose sessions are given."""
    days = sorted(instance.timetable.days, key=DAYS.index)
    filled = moments(instance, week, sessions)
    body = element("tbody")
    for number, (first, last) in enumerate(stretches(instance.timetable)):
        if number:
            body.append(_pause(len(days)))
        for row in _rows(filled, days, first, last):
            body.append(row)
    style = "font-size: inherit; border-collapse: collapse; margin: .5rem 0 .75rem; border: 0"
    return element("table", _head(days, week), body, style=style)


def _head(days: list[Day], week: str) -> Element:
    cells = [element("td", style=_EDGE)]
    for day in days:
        date = short_day_and_month(day_of(week, DAYS.index(day)))
        name = strong(DAY_NAMES[day].capitalize())
        cells.append(element("th", name, element("div", muted(date)), scope="col", style=_DAY))
    return element("thead", _row(cells))


def _rows(filled: dict[Slot, Moment], days: list[Day], first: int, last: int) -> list[Element]:
    columns = [blocks(filled, day, first, last) for day in days]
    rows = []
    for slot in range(first, last + 1):
        cells = [element("th", muted(str(slot)), scope="row", style=_EDGE)]
        cells += [_cell(block) for column in columns for block in column if block.first == slot]
        rows.append(_row(cells))
    return rows


def _cell(block: Block) -> Element:
    moment = block.moment
    said = strong(moment.name) if moment.kind == "session" else element("span", moment.name)
    by = [element("div", moment.by, style="opacity: .85")] if moment.by else []
    rows = str(block.last - block.first + 1)
    return element("td", said, *by, rowspan=rows, style=_CELL + _KINDS[moment.kind])


def _pause(days: int) -> Element:
    style = f"{_EDGE}; opacity: .6; font-size: 12px"
    return _row(
        [element("td", style=_EDGE), element("td", "pause", colspan=str(days), style=style)]
    )


def _row(cells: list[Element]) -> Element:
    return element("tr", *cells, style="background: none; border: 0")
