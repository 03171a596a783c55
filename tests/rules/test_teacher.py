"""`teacher`: gives that workshop, is free and there, in one place at a time, within the budget."""

import pytest

from solver.instance import Instance
from solver.plan import Session
from tests.build import (
    W48,
    W49,
    Broken,
    admit,
    broken_by,
    instance,
    pupil,
    session,
    teacher,
    tiny_names,
    workshop,
)
from tests.rules.known import assert_solved_as_known

ONE_GROUP = [admit("P01", W48)]
TWO_GROUPS = [admit("P01", W48), admit("P02", W48, 2)]


def with_teacher(**fields: object) -> Instance:
    """Two workshops of two slots on a day of six; one teacher who gives the first."""
    return instance(
        pupil("P01"),
        pupil("P02"),
        groups_per_week=2,
        timetable={"days": ["mon"], "slots_per_day": 6, "break_after": []},
        workshops=[workshop("ecriture", length=2), workshop("sport", length=2)],
        teachers=[teacher("t", "ecriture", **fields)],
    )


def writing(start: str, week: str = W48, group: int = 1) -> Session:
    return session(week, "ecriture", "t", start, group)


def wrong(start: str, week: str = W48) -> list[Broken]:
    return [("teacher", ("t", week, start))]


def test_a_teacher_gives_the_workshops_named_and_no_other() -> None:
    made = with_teacher()
    assert broken_by(made, ONE_GROUP, [writing("mon-1")]) == []
    sport = session(W48, "sport", "t", "mon-1")
    assert broken_by(made, ONE_GROUP, [sport]) == wrong("mon-1")


def test_a_teacher_is_free_in_every_slot_of_the_session() -> None:
    made = with_teacher(slots=["mon-2", "mon-3"])
    assert broken_by(made, ONE_GROUP, [writing("mon-2")]) == []
    assert broken_by(made, ONE_GROUP, [writing("mon-1")]) == wrong("mon-1")
    assert broken_by(made, ONE_GROUP, [writing("mon-3")]) == wrong("mon-3")


def test_a_teacher_without_any_slot_is_never_free() -> None:
    assert broken_by(with_teacher(slots=[]), ONE_GROUP, [writing("mon-1")]) == wrong("mon-1")


def test_a_teacher_who_is_away_comes_back_the_week_after() -> None:
    made = with_teacher(away_weeks=[W48])
    assert broken_by(made, ONE_GROUP, [writing("mon-1")]) == wrong("mon-1")
    assert broken_by(made, [admit("P01", W49)], [writing("mon-1", W49)]) == []


def test_a_teacher_is_in_one_place_at_a_time() -> None:
    made = with_teacher()
    assert broken_by(made, TWO_GROUPS, [writing("mon-1"), writing("mon-3", group=2)]) == []
    overlap = [writing("mon-1"), writing("mon-2", group=2)]
    assert broken_by(made, TWO_GROUPS, overlap) == wrong("mon-2")


def test_the_same_hour_of_two_weeks_is_not_the_same_time() -> None:
    plan = [writing("mon-1"), writing("mon-1", W49)]
    assert broken_by(with_teacher(), [admit("P01", W48), admit("P02", W49)], plan) == []


@pytest.mark.parametrize(("limit", "found"), [(2, []), (1, [("teacher", ("t",))])])
def test_a_budget_counts_every_week_and_group(limit: int, found: list[Broken]) -> None:
    made = with_teacher(max_sessions=limit)
    assert broken_by(made, TWO_GROUPS, [writing("mon-1"), writing("mon-3", group=2)]) == found
    two_weeks = [admit("P01", W48), admit("P02", W49)]
    assert broken_by(made, two_weeks, [writing("mon-1"), writing("mon-1", W49)]) == found


@pytest.mark.parametrize("name", tiny_names("teacher"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
