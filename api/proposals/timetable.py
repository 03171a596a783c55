"""The timetable of a group in a plan: its days one after the other, and the grid of the whole week."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from api.catalogue.schemas.timetable import Hours
from solver.instance import Instance
from solver.plan import Session
from solver.timetable import DAYS, Day, Slot, parse_slot, span
from solver.weeks import day_of

What = Literal["session", "fixed", "free", "closed", "lost"]


class Content(NamedTuple):
    """What fills a part of a day; `teacher` gives the session."""

    what: What
    title: str = ""
    teacher: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a day, from one slot to another; hours where the timetable has them."""

    day: Day
    first: int
    last: int
    content: Content
    start: str | None
    end: str | None

    @property
    def slots(self) -> int:
        """Count its slots."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Row:
    """A slot across the days: the blocks that begin in it; `after_break` where a break comes before."""

    number: int
    hours: Hours | None
    after_break: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class DayShown:
    """A day with its date and all that takes place in it."""

    day: Day
    date: date
    lost: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Grid:
    """The week of a group."""

    group: int
    days: tuple[DayShown, ...]
    rows: tuple[Row, ...]


def grid(
    instance: Instance, week: str, group: int, sessions: Iterable[Session], hours: Sequence[Hours]
) -> Grid:
    """Lay out the week of one group, whose sessions are given."""
    contents = _contents(instance, week, sessions)
    timetable = instance.timetable
    parts = list(_parts(timetable.slots_per_day, timetable.break_after))
    blocks = {
        day: tuple(block for part in parts for block in _blocks(contents, day, part, hours))
        for day in sorted(timetable.days, key=DAYS.index)
    }
    starts = {first for first, _ in parts[1:]}
    return Grid(
        group=group,
        days=tuple(
            DayShown(
                day,
                day_of(week, DAYS.index(day)),
                (week, day) in instance.lost_days,
                tuple(each for each in found if each.content.what in {"session", "fixed"}),
            )
            for day, found in blocks.items()
        ),
        rows=tuple(
            Row(
                number,
                hours[number - 1] if number <= len(hours) else None,
                number in starts,
                tuple(b for found in blocks.values() for b in found if b.first == number),
            )
            for number in range(1, timetable.slots_per_day + 1)
        ),
    )


def _contents(instance: Instance, week: str, sessions: Iterable[Session]) -> Mapping[Slot, Content]:
    timetable = instance.timetable
    contents = dict.fromkeys(timetable.all_slots(), Content("free"))
    contents.update(dict.fromkeys(map(parse_slot, timetable.closed_slots), Content("closed")))
    for moment in timetable.fixed:
        contents.update(dict.fromkeys(moment.slots, Content("fixed", moment.name)))
    for session in sessions:
        workshop = instance.workshops_by_id[session.workshop]
        given = Content("session", workshop.name, instance.teachers_by_id[session.teacher].name)
        contents.update(dict.fromkeys(span(parse_slot(session.start), workshop.length), given))
    return {
        slot: Content("lost") if (week, slot.day) in instance.lost_days else content
        for slot, content in contents.items()
    }


def _parts(slots: int, break_after: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the first and last slot of each stretch of the day between breaks."""
    ends = sorted({after for after in break_after if after < slots} | {slots})
    yield from ((before + 1, end) for before, end in pairwise([0, *ends]))


def _blocks(
    contents: Mapping[Slot, Content], day: Day, part: tuple[int, int], hours: Sequence[Hours]
) -> Iterator[Block]:
    first, end = part
    while first <= end:
        content, last = contents[Slot(day, first)], first
        while last < end and contents[Slot(day, last + 1)] == content:
            last += 1
        timed = last <= len(hours)
        start, until = (hours[first - 1].start, hours[last - 1].end) if timed else (None, None)
        yield Block(day, first, last, content, start, until)
        first = last + 1
