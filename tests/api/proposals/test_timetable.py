"""The timetable of a group: every slot is in one block, and no block runs across a break or a day without school."""

from api.catalogue.schemas.timetable import DEFAULT_TIMETABLE
from api.proposals.timetable import Content, grid
from solver.plan import Session
from tests.build import W48, instance, pupil, teacher, workshop

HOURS = DEFAULT_TIMETABLE.hours
YEAR = instance(
    pupil("P1"),
    workshops=[workshop("sport", length=2)],
    teachers=[teacher("t", "sport")],
    closed_days=["2026-11-27"],
    timetable={
        "closed_slots": ["wed-3", "wed-4"],
        "fixed": [{"name": "Groupe de parole", "start": "mon-1", "length": 2}],
    },
)
SPORT = Session(week=W48, group=1, workshop="sport", teacher="t", start="tue-3")
MADE = grid(YEAR, W48, 1, [SPORT], HOURS)


def blocks(day: str) -> list[tuple[int, int, str]]:
    found = [block for row in MADE.rows for block in row.blocks if block.day == day]
    return [(each.first, each.last, each.content.what) for each in found]


def test_every_slot_is_in_one_block() -> None:
    assert blocks("mon") == [(1, 2, "fixed"), (3, 4, "free")]
    assert blocks("tue") == [(1, 2, "free"), (3, 4, "session")]
    assert blocks("wed") == [(1, 2, "free"), (3, 4, "closed")]
    assert blocks("fri") == [(1, 2, "lost"), (3, 4, "lost")]


def test_a_session_says_who_gives_it_and_when() -> None:
    (block,) = MADE.days[1].blocks
    assert block.content == Content("session", "Atelier sport", "Intervenant·e t")
    assert (block.start, block.end) == (HOURS[2].start, HOURS[3].end)


def test_a_day_without_school_has_nothing_in_it() -> None:
    assert [(each.day, each.lost) for each in MADE.days][-1] == ("fri", True)
    assert MADE.days[-1].blocks == ()


def test_a_break_is_shown_where_it_comes() -> None:
    assert [row.number for row in MADE.rows if row.after_break] == [3]


def test_hours_are_left_out_where_the_timetable_has_them_no_longer() -> None:
    short = grid(YEAR, W48, 1, [SPORT], HOURS[:2])
    assert [row.hours for row in short.rows][2:] == [None, None]
    assert short.days[1].blocks[0].start is None
