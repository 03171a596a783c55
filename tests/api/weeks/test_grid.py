"""The week as a table: every slot of every day is covered once, whatever fills it."""

from typing import Any

import pytest

from api.catalogue.schemas.teachers import TeacherEntry
from api.catalogue.schemas.workshops import WorkshopEntry
from api.weeks.detail import lacks, lost_days, standing
from api.weeks.grid import Grid, grid
from api.weeks.schemas import SheetDay, SheetGroup, SheetSession, SheetSlot, WeekSheet
from solver.timetable import DAYS
from solver.weeks import day_of

WEEK = "2026-W48"
HOURS = (("09:00", "10:15"), ("10:15", "11:30"), ("13:30", "14:45"), ("14:45", "16:00"))


def a_sheet(*sessions: SheetSession, lost: dict[str, str] | None = None, **more: Any) -> WeekSheet:
    fixed = {"mon-1": "Groupe de parole", "mon-2": "Groupe de parole", "mon-3": "Groupe de parole"}
    days = tuple(
        SheetDay(
            day=day,
            date=day_of(WEEK, index).isoformat(),
            lost=(lost or {}).get(day),
            slots=tuple(
                SheetSlot(
                    slot=f"{day}-{number}",
                    start=start,
                    end=end,
                    closed=day == "wed" and number > 2,
                    fixed=fixed.get(f"{day}-{number}"),
                )
                for number, (start, end) in enumerate(HOURS, 1)
            ),
        )
        for index, day in enumerate(DAYS)
    )
    groups = (SheetGroup(number=1, pupils=()),)
    told = {
        "published": 1,
        "published_at": None,
        "open": True,
        "reasons": (),
        "groups": groups,
        **more,
    }
    return WeekSheet(week=WEEK, days=days, sessions=sessions, **told)


def a_session(slot: str, length: int, group: int = 1) -> SheetSession:
    return SheetSession(
        group=group, slot=slot, length=length, date=day_of(WEEK, 1).isoformat(), start="09:00",
        end="11:30", workshop="sport", workshop_name="Atelier sport", teacher="t-sport",
        teacher_name="Intervenant·e sport", place=None, travel_minutes=0,
    )  # fmt: skip


def column(found: Grid, day: int) -> list[tuple[str, int] | None]:
    return [(cell.kind, cell.rows) if cell else None for cell in (r.cells[day] for r in found.rows)]


def test_a_session_stands_once_over_its_slots() -> None:
    found = grid(a_sheet(a_session("tue-1", 2)), 1)
    assert column(found, 1) == [("session", 2), None, ("free", 1), ("free", 1)]


def test_another_group_s_session_is_not_there() -> None:
    found = grid(a_sheet(a_session("tue-1", 2, group=2)), 1)
    assert column(found, 1)[0] == ("free", 1)


def test_a_fixed_moment_that_goes_on_after_the_pause_begins_anew() -> None:
    found = grid(a_sheet(), 1)
    assert [row.pause for row in found.rows] == [False, False, True, False]
    assert column(found, 0) == [("fixed", 2), None, ("fixed", 1), ("free", 1)]


def test_closed_slots_and_lost_days() -> None:
    found = grid(a_sheet(a_session("tue-1", 2), lost={"tue": "jour férié"}), 1)
    assert column(found, 2)[2:] == [("closed", 2), None]
    assert column(found, 1) == [("lost", 2), None, ("lost", 2), None]


@pytest.mark.parametrize("length", [1, 2, 4])
def test_every_slot_is_covered_once(length: int) -> None:
    found = grid(a_sheet(a_session("thu-1", length)), 1)
    for day in range(len(DAYS)):
        assert sum(cell.rows for row in found.rows if (cell := row.cells[day])) == len(HOURS)


def test_a_lost_fixed_moment_is_said_above_all() -> None:
    lost = lost_days(a_sheet(a_session("tue-1", 2), lost={"tue": "pont", "mon": "jour férié"}))
    assert [(each.reason, each.moments) for each in lost] == [
        ("jour férié", ("Groupe de parole",)),
        ("pont", ()),
    ]
    first, later = lost_days(a_sheet(a_session("mon-4", 1), lost={"fri": "pont", "mon": "férié"}))
    assert (len(first.sessions), later.sessions) == (1, ())


def test_what_is_missing_core_workshops_first_and_why() -> None:
    workshops = [
        WorkshopEntry(id="cuisine", name="Atelier cuisine"),
        WorkshopEntry(id="ecriture", name="Atelier écriture", core=True),
        WorkshopEntry(id="sport", name="Atelier sport", core=True, per_week=2),
    ]
    away = TeacherEntry(
        id="t-ecriture", name="Intervenant·e écriture", workshops=("ecriture",), away_weeks=(WEEK,)
    )
    found = lacks(a_sheet(a_session("tue-1", 2)), workshops, [away])
    assert [(each.workshop, each.placed, each.wanted) for each in found] == [
        ("sport", 1, 2),
        ("ecriture", 0, 1),
        ("cuisine", 0, 1),
    ]
    assert {each.workshop: each.away for each in found}["ecriture"] == ("Intervenant·e écriture",)
    assert {each.workshop: each.away for each in found}["sport"] == ()


def test_where_a_week_stands() -> None:
    sunday, monday = day_of(WEEK, 6), day_of("2026-W49", 0)
    assert standing(WEEK, sunday) == "now"
    assert standing(WEEK, monday) == "over"
    assert standing("2026-W49", sunday) == "coming"
