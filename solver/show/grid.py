"""The timetable of a group as a grid: days across, slots down, each session in one frame."""

from collections.abc import Iterable
from typing import Final

from rich.cells import set_cell_size
from rich.text import Text

from solver.french import DAY_NAMES, short_day_and_month
from solver.instance import Instance
from solver.plan import Session
from solver.show.frame import Cell, draw_frame, lay_out
from solver.show.moments import Block, Kind, blocks, moments, stretches
from solver.timetable import DAYS
from solver.weeks import day_of

_STYLES: Final[dict[Kind, str]] = {
    "session": "bold cyan",
    "fixed": "italic",
    "free": "dim",
    "closed": "dim",
    "lost": "dim",
}


def draw_grid(instance: Instance, week: str, sessions: Iterable[Session], width: int) -> Text:
    """Draw the week of one group, whose sessions are given, in lines of at most `width` cells."""
    timetable = instance.timetable
    days = sorted(timetable.days, key=DAYS.index)
    filled = moments(instance, week, sessions)
    parts = [
        [[_cell(block) for block in blocks(filled, day, first, last)] for day in days]
        for first, last in stretches(timetable)
    ]
    names = [DAY_NAMES[day].capitalize() for day in days]
    dates = [short_day_and_month(day_of(week, DAYS.index(day))) for day in days]
    layout = lay_out(
        list(zip(names, dates, strict=True)),
        [
            [text for part in parts for cell in part[index] for text, _ in cell.content]
            for index in range(len(days))
        ],
        width=width,
        margin=len(str(timetable.slots_per_day)) + 1,
    )
    start = " " * (layout.margin + layout.padding)
    drawing = Text(no_wrap=True)
    for heads, style in ((names, "bold"), (dates, "")):
        aligned = map(set_cell_size, heads, layout.widths)
        drawing.append(f"{start} {' '.join(aligned).rstrip()}\n", style=style)
    for index, part in enumerate(parts):
        if index:
            drawing.append(f"{start} pause\n", style="dim")
        draw_frame(drawing, part, layout)
    drawing.rstrip()
    return drawing


def _cell(block: Block) -> Cell:
    moment = block.moment
    lines = [(moment.name, _STYLES[moment.kind])]
    if moment.by:
        lines.append((moment.by, ""))
    return Cell(block.first, block.last, tuple(lines))
