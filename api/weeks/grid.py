"""The week as a table of hours and days: each cell once, at the slot where it begins."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from api.weeks.schemas import SheetDay, SheetSession, SheetSlot, WeekSheet

_SHORTEST_PAUSE: Final = 45
"""Minutes between two slots from which people call it a pause."""

Kind = Literal["session", "fixed", "closed", "lost", "free"]


class Cell(NamedTuple):
    """What fills some slots of a day; `words` name a fixed moment, or say why the day is lost."""

    kind: Kind
    rows: int
    words: str = ""
    session: SheetSession | None = None


class Row(NamedTuple):
    """A slot of every day; None stands where a cell from above reaches. `pause`: one comes before."""

    number: int
    start: str
    end: str
    pause: bool
    cells: tuple[Cell | None, ...]


class Grid(NamedTuple):
    """The days of a week, and its slots from morning to evening."""

    days: tuple[SheetDay, ...]
    rows: tuple[Row, ...]


def grid(sheet: WeekSheet, group: int | None) -> Grid:
    """Lay out the week of a group; without a group, what is there for everybody."""
    if not sheet.days:
        return Grid((), ())
    hours = sheet.days[0].slots
    pauses = [_is_pause(before, after) for before, after in pairwise(hours)]
    breaks = [False, *pauses]
    columns = [_column(sheet, day, group, breaks) for day in sheet.days]
    return Grid(
        days=sheet.days,
        rows=tuple(
            Row(
                number=index + 1,
                start=slot.start,
                end=slot.end,
                pause=breaks[index],
                cells=tuple(column[index] for column in columns),
            )
            for index, slot in enumerate(hours)
        ),
    )


def _column(
    sheet: WeekSheet, day: SheetDay, group: int | None, breaks: Sequence[bool]
) -> list[Cell | None]:
    """Give the cells of a day, one for each slot; what goes on over a pause begins anew after it."""
    starts = {s.slot: s for s in sheet.sessions if s.group == group}
    found: list[Cell] = []
    running: SheetSession | None = None
    left = 0
    for slot in day.slots:
        if slot.slot in starts:
            running, left = starts[slot.slot], starts[slot.slot].length
        found.append(_cell(day, slot, running if left else None))
        left = max(0, left - 1)
    return list(_merged(found, breaks))


def _cell(day: SheetDay, slot: SheetSlot, session: SheetSession | None) -> Cell:
    if day.lost is not None:
        return Cell("lost", 1, day.lost)
    if session is not None:
        return Cell("session", 1, session=session)
    if slot.fixed is not None:
        return Cell("fixed", 1, slot.fixed)
    return Cell("closed" if slot.closed else "free", 1)


def _merged(cells: Sequence[Cell], breaks: Sequence[bool]) -> Iterator[Cell | None]:
    for index, cell in enumerate(cells):
        if index and not breaks[index] and _goes_on(cells[index - 1], cell):
            yield None
            continue
        rows = 1
        while index + rows < len(cells) and not breaks[index + rows]:
            if not _goes_on(cell, cells[index + rows]):
                break
            rows += 1
        yield cell._replace(rows=rows)


def _goes_on(before: Cell, after: Cell) -> bool:
    return before.kind != "free" and before == after


def _is_pause(before: SheetSlot, after: SheetSlot) -> bool:
    end, start = (datetime.strptime(hour, "%H:%M") for hour in (before.end, after.start))  # noqa: DTZ007
    return (start - end).total_seconds() >= 60 * _SHORTEST_PAUSE
