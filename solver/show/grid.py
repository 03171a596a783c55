"""The timetable of a group as a grid: days across, slots down, each session in one frame."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from rich.cells import set_cell_size
from rich.text import Text

from solver.french import DAY_NAMES, short_day_and_month
from solver.instance import Instance
from solver.plan import Session
from solver.show.frame import Cell, Content, draw_frame, lay_out
from solver.timetable import DAYS, Day, Slot, parse_slot, span
from solver.weeks import day_of

FREE: Final[Content] = (("libre", "dim"),)
CLOSED: Final[Content] = (("fermé", "dim"),)
LOST: Final[Content] = (("jour sans accueil", "dim"),)


def draw_grid(instance: Instance, week: str, sessions: Iterable[Session], width: int) -> Text:
    """Draw the week of one group, whose sessions are given, in lines of at most `width` cells."""
    timetable = instance.timetable
    days = sorted(timetable.days, key=DAYS.index)
    contents = _contents(instance, week, sessions)
    parts = [
        [_column(contents, day, first, last) for day in days]
        for first, last in _parts(timetable.slots_per_day, timetable.break_after)
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


def _contents(instance: Instance, week: str, sessions: Iterable[Session]) -> dict[Slot, Content]:
    """Say what fills each slot. Slots that share one object belong together."""
    timetable = instance.timetable
    contents: dict[Slot, Content] = dict.fromkeys(timetable.all_slots(), FREE)
    contents.update(dict.fromkeys(map(parse_slot, timetable.closed_slots), CLOSED))
    for moment in timetable.fixed:
        contents.update(dict.fromkeys(moment.slots, ((moment.name, "italic"),)))
    for session in sessions:
        workshop = instance.workshops_by_id[session.workshop]
        teacher = instance.teachers_by_id[session.teacher]
        taken = span(parse_slot(session.start), workshop.length)
        contents.update(dict.fromkeys(taken, ((workshop.name, "bold cyan"), (teacher.name, ""))))
    return {
        slot: LOST if (week, slot.day) in instance.lost_days else content
        for slot, content in contents.items()
    }


def _parts(slots: int, break_after: Iterable[int]) -> list[tuple[int, int]]:
    """Give the first and last slot of each stretch of the day between breaks."""
    ends = sorted({after for after in break_after if after < slots} | {slots})
    return [(before + 1, end) for before, end in pairwise([0, *ends])]


def _column(contents: dict[Slot, Content], day: Day, first: int, last: int) -> list[Cell]:
    cells: list[Cell] = []
    for number in range(first, last + 1):
        content = contents[Slot(day, number)]
        if cells and cells[-1].content is content:
            cells[-1] = Cell(cells[-1].first, number, content)
        else:
            cells.append(Cell(number, number, content))
    return cells
