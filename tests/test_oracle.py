"""The exhaustive search itself, against the fixtures, the checker and plain brute force."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings

from solver.check import check
from solver.instance import Instance
from solver.plan import Admission, Plan, Session
from solver.rules import Element
from solver.score import compute_score
from solver.weeks import week_from_number, week_number
from tests.build import (
    W48,
    W49,
    Expected,
    at,
    broken,
    complete_plan,
    instance,
    known_answers,
    pupil,
    tiny,
    tiny_names,
    values,
)
from tests.oracle import all_elements, best_plan, compositions, is_possible
from tests.strategies import instances

PINNED_TWICE = instance(pupil("P01"), pins=[at("P01", W48), at("P01", W49)])
PINNED_TOGETHER = instance(
    pupil("P01", college="tilleuls"),
    pupil("P02", college="tilleuls"),
    pins=[at("P01", W48), at("P02", W48)],
)


def test_every_fixture_has_a_known_answer() -> None:
    assert sorted(known_answers()) == tiny_names()


@pytest.mark.parametrize("name", tiny_names())
def test_fixtures_have_the_best_score_worked_out_by_hand(name: str) -> None:
    plan = best_plan(tiny(name))
    assert Expected(plan.status, values(plan)) == known_answers()[name]


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("closed-week-no-other-choice", ("closed-week", (W48,))),
        ("capacity-one-too-many", ("capacity", (W48,))),
        ("capacity-two-groups-of-one", ("capacity", (W48,))),
        ("college-two-of-the-same", ("college", ("P01", "P02"))),
        ("conflict-kept-apart", ("conflict", ("P01", "P02"))),
        ("motive-limit-one-of-two", ("motive-limit", ("violence-physique",))),
        ("motive-limit-zero", ("motive-limit", ("violence-physique",))),
        ("pin-later-than-best", ("pin", ("P01", W49))),
        ("ban-first-week", ("ban", ("P01", W48))),
    ],
)
def test_these_fixtures_would_be_better_without_their_rule(name: str, element: Element) -> None:
    made = tiny(name)
    without = best_plan(made, lifted=[element])
    assert tuple(values(without).values()) < tuple(values(best_plan(made)).values())


@given(instances())
def test_the_best_plan_passes_the_checker(made: Instance) -> None:
    plan = best_plan(made)
    assert plan.status == "infeasible" or broken(made, plan) == []


@settings(max_examples=settings().max_examples // 3)
@given(instances(max_pupils=3))
def test_compositions_are_exactly_what_the_checker_lets_pass(made: Instance) -> None:
    found = [frozenset((week, frozenset(members)) for week, members in groups) for groups in
             compositions(made)]  # fmt: skip
    assert len(set(found)) == len(found), "a composition comes once"
    assert set(found) == set(accepted_compositions(made))


def accepted_compositions(
    made: Instance,
) -> Iterator[frozenset[tuple[str, frozenset[object]]]]:
    """Try every admission of everybody, one week and one group beyond what is allowed included."""
    first, last = week_number(made.first_week) - 1, week_number(made.last_week) + 1
    weeks = [week_from_number(number) for number in range(first, last + 1)]
    places = [(week, group) for week in weeks for group in range(1, made.groups_per_week + 2)]
    for chosen in product([None, *places], repeat=len(made.pupils)):
        stays = [(one, place) for one, place in zip(made.pupils, chosen, strict=True) if place]
        admissions = [admission_of(one.id, *place) for one, place in stays]
        if check(made, complete_plan(made, admissions)).valid:
            yield frozenset(
                (place[0], frozenset(one for one, other in stays if other == place))
                for _, place in stays
            )


def admission_of(code: str, week: str, group: int) -> Admission:
    return Admission(pupil=code, week=week, group=group)


@given(instances(max_pupils=3))
def test_no_other_sessions_are_better_for_the_same_groups(made: Instance) -> None:
    plan = best_plan(made)
    if plan.status == "infeasible":
        return
    every = sessions_that_hold_alone(made, plan)
    candidates = every[:16]
    scores = [
        tuple(compute_score(made, plan.admissions, chosen).values())
        for count in range(4)
        for chosen in combinations(candidates, count)
        if check(made, complete_plan(made, plan.admissions, chosen)).valid
    ]
    best = tuple(values(plan).values())
    assert best <= min(scores)
    if candidates == every and len(plan.sessions) <= 3:
        assert best == min(scores)


def sessions_that_hold_alone(made: Instance, plan: Plan) -> list[Session]:
    groups = dict.fromkeys((admission.week, admission.group) for admission in plan.admissions)
    slots = list(map(str, made.timetable.all_slots()))
    every = (
        Session(week=week, group=group, workshop=workshop, teacher=teacher, start=start)
        for (week, group), workshop, teacher, start in product(
            groups, made.workshops_by_id, made.teachers_by_id, slots
        )
    )
    return [
        session
        for session in every
        if check(made, complete_plan(made, plan.admissions, [session])).valid
    ]


def test_two_pins_need_the_window_or_one_of_them_to_go() -> None:
    assert not is_possible(PINNED_TWICE)
    assert best_plan(PINNED_TWICE) == Plan(status="infeasible")
    enough: list[Element] = [("window", ("P01",)), ("pin", ("P01", W48)), ("pin", ("P01", W49))]
    for element in all_elements(PINNED_TWICE):
        assert is_possible(PINNED_TWICE, lifted=[element]) == (element in enough), element


def test_two_pins_of_a_college_need_another_group_or_the_college_or_one_of_them_to_go() -> None:
    enough: list[Element] = [
        ("capacity", (W48,)), ("college", ("P01", "P02")), ("pin", ("P01", W48)), ("pin", ("P02", W48)),
    ]  # fmt: skip
    for element in all_elements(PINNED_TOGETHER):
        assert is_possible(PINNED_TOGETHER, lifted=[element]) == (element in enough), element


def test_a_required_week_is_held_to_and_may_be_impossible() -> None:
    made = instance(pupil("P01"), closed_weeks=[W48])
    assert best_plan(made, required=("P01", W49)).admissions == (admission_of("P01", W49, 1),)
    assert not is_possible(made, required=("P01", W48))
    assert is_possible(made, required=("P01", W48), lifted=[("closed-week", (W48,))])


def test_without_windows_there_is_no_score() -> None:
    with pytest.raises(ValueError, match="window"):
        best_plan(PINNED_TWICE, lifted=[("window", ("P01",))])


@given(instances())
def test_possible_is_what_has_a_best_plan(made: Instance) -> None:
    assert is_possible(made) == (best_plan(made).status == "optimal")


@given(instances())
def test_with_every_element_lifted_anything_is_possible(made: Instance) -> None:
    for one in made.pupils:
        required = (one.id, made.last_week)
        assert is_possible(made, required=required, lifted=all_elements(made, required))
