"""`session`: when a group may have a workshop, and how often."""

import pytest

from solver.instance import Instance
from tests.build import (
    W47,
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

P01_IN_W48 = [admit("P01", W48)]


def with_workshops(*, length: int = 1, per_week: int = 1, **fields: object) -> Instance:
    """Two days of four slots, a break after the second, two workshops, each with its teacher."""
    shape = {"length": length, "per_week": per_week}
    return instance(
        pupil("P01"),
        **{
            "workshops": [workshop("ecriture", **shape), workshop("sport", **shape)],
            "teachers": [teacher("t-ecriture", "ecriture"), teacher("t-sport", "sport")],
            "timetable": {"days": ["mon", "tue"], "slots_per_day": 4, "break_after": [2]},
            **fields,
        },
    )


def wrong(start: str, week: str = W48) -> list[Broken]:
    return [("session", (week, "ecriture", start))]


@pytest.mark.parametrize("start", ["mon-1", "mon-3", "tue-3"])
def test_a_session_inside_the_day_holds(start: str) -> None:
    writing = session(W48, "ecriture", "t-ecriture", start)
    assert broken_by(with_workshops(length=2), P01_IN_W48, [writing]) == []


@pytest.mark.parametrize("start", ["mon-2", "mon-4", "mon-5", "wed-1"])
def test_across_the_break_or_outside_the_grid_does_not(start: str) -> None:
    writing = session(W48, "ecriture", "t-ecriture", start)
    assert broken_by(with_workshops(length=2), P01_IN_W48, [writing]) == wrong(start)


def test_a_closed_or_fixed_slot_is_avoided_from_the_first_slot_to_the_last() -> None:
    made = with_workshops(
        length=2,
        timetable={
            "days": ["mon", "tue"],
            "slots_per_day": 4,
            "break_after": [],
            "closed_slots": ["mon-3"],
            "fixed": [{"name": "Groupe de parole", "start": "tue-1", "length": 2}],
        },
    )
    for start, expected in {
        "mon-1": [], "mon-2": wrong("mon-2"), "mon-3": wrong("mon-3"),
        "tue-1": wrong("tue-1"), "tue-2": wrong("tue-2"), "tue-3": [],
    }.items():  # fmt: skip
        writing = session(W48, "ecriture", "t-ecriture", start)
        assert broken_by(made, P01_IN_W48, [writing]) == expected, start


def test_a_lost_day_is_avoided_that_week_only() -> None:
    made = with_workshops(closed_days=["2026-11-23"])  # the Monday of W48
    assert broken_by(
        made, P01_IN_W48, [session(W48, "ecriture", "t-ecriture", "mon-1")]
    ) == wrong("mon-1")  # fmt: skip
    tuesday = session(W48, "ecriture", "t-ecriture", "tue-1")
    assert broken_by(made, P01_IN_W48, [tuesday]) == []
    week_after = session(W49, "ecriture", "t-ecriture", "mon-1")
    assert broken_by(made, [admit("P01", W49)], [week_after]) == []


def test_a_group_does_one_thing_at_a_time() -> None:
    made = with_workshops(length=2)
    sport = session(W48, "sport", "t-sport", "mon-1")
    at_once = session(W48, "ecriture", "t-ecriture", "mon-1")
    after = session(W48, "ecriture", "t-ecriture", "mon-3")
    assert broken_by(made, P01_IN_W48, [sport, after]) == []
    assert broken_by(made, P01_IN_W48, [sport, at_once]) == wrong("mon-1")


def test_sessions_that_share_one_slot_overlap() -> None:
    made = with_workshops(
        length=2, timetable={"days": ["mon"], "slots_per_day": 4, "break_after": []}
    )
    plan = [
        session(W48, "sport", "t-sport", "mon-1"),
        session(W48, "ecriture", "t-ecriture", "mon-2"),
    ]
    assert broken_by(made, P01_IN_W48, plan) == wrong("mon-2")


def test_two_groups_do_two_things_at_a_time() -> None:
    made = instance(
        pupil("P01"),
        pupil("P02"),
        groups_per_week=2,
        workshops=[workshop("ecriture")],
        teachers=[teacher("t1", "ecriture"), teacher("t2", "ecriture")],
    )
    plan = [session(W48, "ecriture", "t1", "mon-1"), session(W48, "ecriture", "t2", "mon-1", 2)]
    assert broken_by(made, [admit("P01", W48), admit("P02", W48, 2)], plan) == []


def test_as_often_as_wanted_holds_and_once_more_does_not() -> None:
    made = with_workshops(
        per_week=2,
        timetable={"days": ["mon", "tue", "wed"], "slots_per_day": 1, "break_after": []},
    )
    plan = [session(W48, "ecriture", "t-ecriture", start) for start in ("mon-1", "tue-1", "wed-1")]
    assert broken_by(made, P01_IN_W48, plan[:2]) == []
    assert broken_by(made, P01_IN_W48, plan) == wrong("wed-1")


def test_sessions_of_a_workshop_stand_on_different_days() -> None:
    plan = [session(W48, "ecriture", "t-ecriture", start) for start in ("mon-1", "mon-3")]
    assert broken_by(with_workshops(per_week=2), P01_IN_W48, plan) == wrong("mon-3")


@pytest.mark.parametrize(("week", "group"), [(W48, 2), (W49, 1)], ids=["empty group", "empty week"])
def test_an_empty_group_has_no_session(week: str, group: int) -> None:
    made = with_workshops(groups_per_week=2)
    plan = [session(week, "ecriture", "t-ecriture", "mon-1", group)]
    assert broken_by(made, P01_IN_W48, plan) == wrong("mon-1", week)


def test_a_closed_week_or_one_outside_the_horizon_has_no_session() -> None:
    made = with_workshops(closed_weeks=[W49])
    for week, rule, subject in [(W49, "closed-week", W49), (W47, "window", "P01")]:
        plan = [session(week, "ecriture", "t-ecriture", "mon-1")]
        found = broken_by(made, [admit("P01", week)], plan)
        assert set(found) == {(rule, (subject,)), *wrong("mon-1", week)}


@pytest.mark.parametrize("name", tiny_names("session"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
