"""A week in full, as the référente reads it: where it stands, what it loses, what it misses, who comes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from api.catalogue.schemas.teachers import TeacherEntry
from api.catalogue.schemas.workshops import WorkshopEntry
from api.notices.schemas import Notice
from api.notices.states import NoticeState
from api.weeks.schemas import Hosted, SheetDay, SheetSession, WeekSheet
from solver.timetable import parse_slot
from solver.weeks import week_of

Standing = Literal["over", "now", "coming"]


class LostDay(NamedTuple):
    """A day without anything, and what would have taken place on it."""

    date: str
    reason: str
    moments: tuple[str, ...]
    sessions: tuple[SheetSession, ...]


class Lack(NamedTuple):
    """A workshop of which a group has fewer sessions than it should."""

    group: int
    workshop: str
    name: str
    core: bool
    placed: int
    wanted: int
    away: tuple[str, ...]
    """Who gives it and is away that week, where nobody else does."""


class Coming(NamedTuple):
    """A pupil of the week with the notice that brings them; no notice where the file has gone."""

    hosted: Hosted
    notice: Notice | None

    @property
    def is_awaited(self) -> bool:
        """Whether nobody has said yet if the pupil came."""
        return self.hosted.state in {"planned", "confirmed"}


def standing(week: str, today: date) -> Standing:
    """Say where a week stands on a day."""
    present = week_of(today)
    if week == present:
        return "now"
    return "over" if week < present else "coming"


def lost_days(sheet: WeekSheet) -> tuple[LostDay, ...]:
    """List the lost days of a week, those that take a fixed moment with them first."""
    found = [_lost(sheet, day, day.lost) for day in sheet.days if day.lost is not None]
    return tuple(sorted(found, key=lambda day: (not day.moments, day.date)))


def lacks(
    sheet: WeekSheet, workshops: Iterable[WorkshopEntry], teachers: Iterable[TeacherEntry]
) -> tuple[Lack, ...]:
    """List what the groups of a week miss by today's catalogue, core workshops first."""
    placed = Counter((session.group, session.workshop) for session in sheet.sessions)
    givers = tuple(teachers)
    found = [
        Lack(
            group=group.number,
            workshop=workshop.id,
            name=workshop.name,
            core=workshop.core,
            placed=placed[group.number, workshop.id],
            wanted=workshop.per_week,
            away=_all_away(workshop.id, sheet.week, givers),
        )
        for group in sheet.groups
        for workshop in workshops
        if placed[group.number, workshop.id] < workshop.per_week
    ]
    return tuple(sorted(found, key=lambda lack: (not lack.core, lack.group, lack.name)))


def coming(sheet: WeekSheet, notices: Iterable[Notice]) -> Mapping[int, tuple[Coming, ...]]:
    """Give the pupils of each group with their notices."""
    by_code = {each.pupil.code: each for each in notices}
    return {
        group.number: tuple(Coming(pupil, by_code.get(pupil.code)) for pupil in group.pupils)
        for group in sheet.groups
    }


def with_state(notices: Iterable[Notice], state: NoticeState) -> tuple[Notice, ...]:
    """Give the notices that are in a state."""
    return tuple(each for each in notices if each.state == state)


def _lost(sheet: WeekSheet, day: SheetDay, reason: str) -> LostDay:
    moments = dict.fromkeys(slot.fixed for slot in day.slots if slot.fixed is not None)
    return LostDay(
        date=day.date,
        reason=reason,
        moments=tuple(moments),
        sessions=tuple(s for s in sheet.sessions if parse_slot(s.slot).day == day.day),
    )


def _all_away(workshop: str, week: str, teachers: Iterable[TeacherEntry]) -> tuple[str, ...]:
    givers = [teacher for teacher in teachers if workshop in teacher.workshops]
    away = [teacher.name for teacher in givers if week in teacher.away_weeks]
    return tuple(away) if len(away) == len(givers) else ()
