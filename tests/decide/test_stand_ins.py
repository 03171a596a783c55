"""Teachers who do not come: each rule by hand, then against every way to make up for it.

All data are invented (« données inventées »).
"""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.check import check
from solver.decide.solidity import Solidity, solidity
from solver.instance import Instance
from solver.plan import Plan, Session
from solver.solve import solve
from tests.build import W48, W49, admit, changed, complete_plan, pupil, session, teacher, workshop
from tests.decide.absences import FOUR, ONE_DAY, TWO_DAYS, fragile, judged
from tests.strategies import instances, some


def test_nobody_else_is_fragile_and_said_so() -> None:
    found = judged()
    assert (found.absences, fragile(found)) == (5, ["ill"])
    assert found.fragile[0].kind == "teacher"
    assert found.fragile[0].message == (
        "Si l'intervenant·e ill s'absente, personne d'autre ne peut reprendre l'atelier a."
    )


@pytest.mark.parametrize(
    ("other", "survived"),
    [
        (teacher("t", "a"), True),
        (teacher("t", "a", slots=["mon-2"]), True),
        (teacher("t", "a", reluctant_slots=["mon-1", "mon-2"]), True),
        (teacher("t", "a", max_sessions=1, away_weeks=[W49]), True),
        (teacher("t"), False),
        (teacher("t", "a", slots=[]), False),
        (teacher("t", "a", away_weeks=[W48]), False),
        (teacher("t", "a", max_sessions=0), False),
    ],
)
def test_who_gives_the_workshop_and_is_free_can_take_over(
    other: dict[str, object], survived: bool
) -> None:
    found = judged(other)
    assert fragile(found) == ([] if survived else ["ill"])
    assert all("personne d'autre" in point.message for point in found.fragile)


@pytest.mark.parametrize(("shunned_by", "missed"), [("P01", ["ill"]), ("P05", [])])
def test_a_pupil_of_the_group_in_conflict_with_the_other_forbids_it(
    shunned_by: str, missed: list[str]
) -> None:
    found = judged(
        teacher("t", "a"),
        pupils=[*FOUR, pupil("P05")],
        admissions=[admit(f"P0{number}", W48) for number in range(1, 5)] + [admit("P05", W49)],
        teacher_conflicts=[[shunned_by, "t"]],
    )
    assert fragile(found) == missed


@pytest.mark.parametrize(("core", "missed"), [(True, ["ill"]), (False, [])])
def test_only_core_sessions_have_to_be_given(core: bool, missed: list[str]) -> None:
    assert fragile(judged(workshops=[workshop("a", core=core)])) == missed


@pytest.mark.parametrize(("slots", "missed"), [(["mon-1"], False), (["mon-2"], True)])
def test_the_other_sessions_of_the_group_stay(slots: list[str], missed: bool) -> None:
    """At `mon-2` the group is with `t`, at `mon-1` it would be with who is ill."""
    found = judged(
        teacher("t", "b"),
        teacher("u", "a", slots=slots),
        planned=[session(W48, "a", "ill", "mon-1"), session(W48, "b", "t", "mon-2")],
        workshops=[workshop("a"), workshop("b")],
    )
    assert ("ill" in fragile(found)) == missed


def test_the_slots_of_the_absent_teachers_other_workshops_are_free_too() -> None:
    found = judged(
        teacher("t", "a", slots=["mon-2"]),
        planned=[session(W48, "a", "ill", "mon-1"), session(W48, "b", "ill", "mon-2")],
        workshops=[workshop("a"), workshop("b", core=False)],
    )
    assert fragile(found) == []


def in_two_groups(
    *others: dict[str, object], planned: list[Session], conflicts: Sequence[list[str]] = ()
) -> Solidity:
    eight = [pupil(f"P0{number}") for number in range(1, 9)]
    return judged(
        *others,
        planned=planned,
        pupils=eight,
        admissions=[admit(str(p["id"]), W48, 1 + (i > 3)) for i, p in enumerate(eight)],
        groups_per_week=2,
        teacher_conflicts=conflicts,
    )


@pytest.mark.parametrize(("slots", "missed"), [(["mon-1"], True), (["mon-1", "mon-2"], False)])
def test_the_other_teacher_is_at_one_place_at_a_time(slots: list[str], missed: bool) -> None:
    found = in_two_groups(
        teacher("t", "a", slots=slots),
        planned=[session(W48, "a", "ill", "mon-2"), session(W48, "a", "t", "mon-1", 2)],
    )
    assert ("ill" in fragile(found)) == missed


@pytest.mark.parametrize(("slots", "missed"), [(["mon-1"], True), (["mon-1", "mon-2"], False)])
def test_all_sessions_are_given_together_or_the_absence_is_not_survived(
    slots: list[str], missed: bool
) -> None:
    found = in_two_groups(
        teacher("t", "a", slots=slots),
        planned=[session(W48, "a", "ill", "mon-1"), session(W48, "a", "ill", "mon-2", 2)],
    )
    assert fragile(found) == (["ill"] if missed else [])
    if missed:
        assert found.fragile[0].message == (
            "Si l'intervenant·e ill s'absente, les autres ne peuvent pas reprendre toutes ses"
            " séances (l'atelier a)."
        )


def test_who_could_take_a_session_leaves_it_to_another_where_that_helps() -> None:
    """`t` comes first and could go to group 1, but only `t` can go to group 2."""
    found = in_two_groups(
        teacher("t", "a", slots=["mon-1"]),
        teacher("u", "a", slots=["mon-1"]),
        planned=[session(W48, "a", "ill", "mon-1"), session(W48, "a", "ill", "mon-2", 2)],
        conflicts=[["P05", "u"]],
    )
    assert fragile(found) == []


def test_who_may_give_two_sessions_gives_the_long_one_where_that_helps() -> None:
    """`t` and `u` share two short sessions and a long one; only `t` can go to group 4, on Tuesday."""
    pupils = [pupil(f"P0{number}") for number in range(1, 5)]
    found = judged(
        teacher("t", "a", "b", slots=["mon-1", "mon-2", "tue-1"], max_sessions=2),
        teacher("u", "a", "b", slots=["mon-1", "mon-2"]),
        planned=[
            session(W48, "a", "ill", "mon-1", 1),
            session(W48, "a", "ill", "mon-2", 2),
            session(W48, "b", "ill", "tue-2", 3),
            session(W48, "a", "ill", "tue-1", 4),
        ],
        pupils=pupils,
        admissions=[admit(f"P0{number}", W48, number) for number in range(1, 5)],
        workshops=[workshop("a"), workshop("b", length=2)],
        groups_per_week=4,
        teacher_conflicts=[["P04", "u"]],
        timetable={**TWO_DAYS, "slots_per_day": 3},
        policy={"small_group": 0},
    )
    assert fragile(found) == []


@pytest.mark.parametrize(("budget", "missed"), [(1, True), (2, True), (3, False)])
def test_the_other_teachers_budget_counts_the_whole_plan(budget: int, missed: bool) -> None:
    """`t` gives a session in the other week already, and would give two more."""
    others = [pupil("P08", earliest=W49), pupil("P09", earliest=W49)]
    found = judged(
        teacher("t", "a", "b", max_sessions=budget),
        planned=[
            session(W48, "a", "ill", "mon-1"),
            session(W48, "b", "ill", "mon-2"),
            session(W49, "a", "t", "mon-1"),
        ],
        pupils=[*FOUR, *others],
        admissions=[*(admit(f"P0{n}", W48) for n in range(1, 5)), admit("P08", W49)],
        workshops=[workshop("a"), workshop("b")],
    )
    assert fragile(found) == (["ill"] if missed else [])


@pytest.mark.parametrize(("slots", "missed"), [(["mon-1"], True), (["mon-1", "tue-1"], False)])
def test_a_group_has_one_session_of_a_workshop_a_day(slots: list[str], missed: bool) -> None:
    """Of two sessions a week `t` gives Monday's; Tuesday's cannot move to the same day."""
    found = judged(
        teacher("t", "a", slots=["mon-2"]),
        teacher("u", "a", slots=slots),
        planned=[session(W48, "a", "ill", "tue-1"), session(W48, "a", "t", "mon-2")],
        workshops=[workshop("a", per_week=2)],
        timetable=TWO_DAYS,
    )
    assert ("ill" in fragile(found)) == missed


@pytest.mark.parametrize(
    ("grid", "closed_days"),
    [
        ({"closed_slots": ["tue-2"]}, []),
        ({"fixed": [{"name": "Bilan", "start": "tue-1", "length": 2}]}, []),
        ({}, ["2026-11-24"]),
    ],
)
def test_the_week_itself_must_allow_the_session(
    grid: dict[str, object], closed_days: list[str]
) -> None:
    """`t` is free on Tuesday only, where two slots in a row are needed."""
    tuesday = teacher("t", "a", slots=["tue-1", "tue-2"])
    long = [workshop("a", length=2)]
    assert fragile(judged(tuesday, workshops=long, timetable=TWO_DAYS)) == []
    lost = judged(tuesday, workshops=long, timetable={**TWO_DAYS, **grid}, closed_days=closed_days)
    assert fragile(lost) == ["ill"]


def test_a_break_must_not_cut_the_session() -> None:
    grid = {**ONE_DAY, "slots_per_day": 4, "break_after": [2]}
    long = [workshop("a", length=2)]
    across, after = (teacher("t", "a", slots=[f"mon-{n}", f"mon-{n + 1}"]) for n in (2, 3))
    assert fragile(judged(across, workshops=long, timetable=grid)) == ["ill"]
    assert fragile(judged(after, workshops=long, timetable=grid)) == []


def test_many_sessions_for_too_few_slots_are_judged_without_trying_every_order() -> None:
    """Twelve groups and eleven slots: there are half a billion orders."""
    slots = [f"{day}-{n}" for day in ("mon", "tue", "wed") for n in range(1, 5)]
    everybody = [pupil(f"P{number}") for number in range(12)]
    found = judged(
        teacher("t", "a", slots=slots[1:]),
        planned=[session(W48, "a", "ill", slot, n) for n, slot in enumerate(slots, start=1)],
        pupils=everybody,
        admissions=[admit(f"P{number}", W48, number + 1) for number in range(12)],
        groups_per_week=12,
        timetable={"slots_per_day": 4},
        policy={"small_group": 0},
    )
    assert fragile(found) == ["ill"]


@st.composite
def with_spare_teachers(draw: st.DrawFn) -> Instance:
    """Draw an instance in which one or two more people give all workshops, with some limits."""
    made = draw(instances())
    spare = [
        teacher(
            f"u{number}",
            *made.workshops_by_id,
            slots=draw(st.none() | some([str(slot) for slot in made.timetable.all_slots()], 4)),
            max_sessions=draw(st.sampled_from([None, None, 2, 1])),
        )
        for number in range(1, draw(st.integers(1, 2)) + 1)
    ]
    teachers = made.model_dump(mode="json")["teachers"]
    return changed(made, teachers=[*teachers, *spare])


@given(with_spare_teachers())
def test_a_teachers_absence_is_survived_where_some_valid_plan_makes_up_for_it(
    made: Instance,
) -> None:
    plan = solve(made)
    for week in made.open_weeks:
        giving = {s.teacher for s in plan.sessions if s.week == week}
        missed = [
            absent.id
            for absent in made.teachers
            if absent.id in giving and not any(made_up_for(made, plan, week, absent.id))
        ]
        found = solidity(made, plan, week)
        assert [point.id for point in found.fragile if point.kind == "teacher"] == missed
        hosted = sum(admission.week == week for admission in plan.admissions)
        assert found.absences == hosted + len(giving)


def made_up_for(made: Instance, plan: Plan, week: str, absent: str) -> Iterator[bool]:
    """Say of each way to give somebody else the core sessions of a teacher whether it is valid."""
    gone = [s for s in plan.sessions if s.week == week and s.teacher == absent]
    kept = [s for s in plan.sessions if s not in gone]
    ways = [
        [
            lost.model_copy(update={"teacher": other.id, "start": str(start)})
            for other in made.teachers
            if other.id != absent
            for start in made.timetable.all_slots()
        ]
        for lost in gone
        if made.workshops_by_id[lost.workshop].core
    ]
    for chosen in product(*ways):
        yield check(made, complete_plan(made, plan.admissions, [*kept, *chosen])).valid
