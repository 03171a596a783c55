"""The seven levels, each worked out by hand on a few pupils."""

from collections.abc import Mapping

import pytest

from solver.instance import Instance
from solver.plan import Admission
from solver.rules import LEVELS, NAMED_ORDERS, Level
from solver.score import compute_score
from tests.build import (
    W47,
    W48,
    W49,
    W50,
    admit,
    at,
    instance,
    pupil,
    session,
    teacher,
    workshop,
)

P01_IN_W48 = [admit("P01", W48)]
NO_PENALTY = {"small_group": 0, "lone_gender": 0, "level_spread": 0}


def level(name: Level, made: Instance, admissions: list[Admission]) -> int:
    return compute_score(made, admissions, ())[name]


def test_unplaced_and_carried_share_out_the_priorities_of_those_left_out() -> None:
    made = instance(
        pupil("P01", priority=3),
        pupil("P02", priority=2),
        pupil("P03", latest=W50, priority=3),
        pupil("P04", earliest=W50, latest=W50),
    )
    score = compute_score(made, P01_IN_W48, ())
    assert (score["unplaced"], score["carried"]) == (2, 3 + 1)


def test_disruption_counts_those_announced_who_do_not_come_that_week() -> None:
    pupils = [pupil(code, latest=W50) for code in ("P01", "P02", "P03", "P04")]
    announced = [at("P01", W48), at("P02", W48), at("P03", W49)]
    made = instance(*pupils, announced=announced)
    assert level("disruption", made, [*P01_IN_W48, admit("P02", W49)]) == 2


@pytest.mark.parametrize(
    ("week", "waited"), [(W47, 0), (W48, 1), (W50, 2)], ids=["at once", "one", "one closed"]
)
def test_waiting_grows_with_the_square_of_the_open_weeks(week: str, waited: int) -> None:
    made = instance(
        pupil("P01", earliest=W47, latest=W50, priority=3),
        first_week=W47,
        last_week=W50,
        closed_weeks=[W49],
    )
    assert level("waiting", made, [admit("P01", week)]) == 3 * waited**2


def test_waiting_counts_the_open_weeks_before_the_horizon() -> None:
    made = instance(pupil("P01", earliest="2026-W45"), closed_weeks=["2026-W46"])
    assert level("waiting", made, P01_IN_W48) == 2**2


def test_waiting_counts_week_53() -> None:
    made = instance(
        pupil("P01", earliest="2026-W52", latest="2027-W01"),
        first_week="2026-W52",
        last_week="2027-W01",
    )
    assert level("waiting", made, [admit("P01", "2027-W01")]) == 2**2


@pytest.mark.parametrize(("earliest", "waited"), [(W47, 3), (W49, 1), (W50, 0)])
def test_whoever_is_carried_over_has_waited_to_the_end_of_the_horizon(
    earliest: str, waited: int
) -> None:
    made = instance(pupil("P01", earliest=earliest, latest=W50, priority=2))
    assert level("waiting", made, []) == 2 * waited**2


def test_whoever_is_unplaced_adds_nothing_to_waiting() -> None:
    assert level("waiting", instance(pupil("P01", earliest=W47)), []) == 0


def test_missing_core_sessions_are_coverage_and_the_others_comfort() -> None:
    made = instance(
        pupil("P01"),
        pupil("P02"),
        workshops=[workshop("ecriture", per_week=2), workshop("sport", core=False, per_week=3)],
        teachers=[teacher("t", "ecriture", "sport")],
    )
    two_groups = [admit("P01", W48), admit("P02", W49)]
    held = [session(W48, "ecriture", "t", "mon-1"), session(W49, "sport", "t", "mon-1")]
    score = compute_score(made, two_groups, held)
    assert (score["coverage"], score["comfort"]) == (2 * 2 - 1, 2 * (2 * 3 - 1))


def test_nobody_hosted_means_no_session_missing() -> None:
    made = instance(pupil("P01"), workshops=[workshop("ecriture"), workshop("sport", core=False)])
    score = compute_score(made, [], ())
    assert (score["coverage"], score["comfort"], score["cohesion"]) == (0, 0, 0)


def test_a_session_with_reluctant_slots_costs_one_however_many_they_are() -> None:
    made = instance(
        pupil("P01"),
        workshops=[workshop("ecriture", length=2, per_week=3)],
        teachers=[teacher("t", "ecriture", reluctant_slots=["mon-1", "mon-2", "tue-2"])],
    )
    held = [session(W48, "ecriture", "t", start) for start in ("mon-1", "tue-1", "wed-1")]
    assert compute_score(made, P01_IN_W48, held)["comfort"] == 2


def cohesion(policy: dict[str, object], *described: Mapping[str, object]) -> int:
    """Give the cohesion of a single group."""
    pupils = [pupil(f"P{i:02}", **fields) for i, fields in enumerate(described)]
    made = instance(*pupils, policy={**NO_PENALTY, **policy})
    return level("cohesion", made, [admit(str(each["id"]), W48) for each in pupils])


def test_each_pair_that_shares_a_motive_costs_its_weight() -> None:
    weights: dict[str, object] = {"motive_weights": {"insultes": 3, "absences": 5}}
    insults: dict[str, object] = {"motives": ["insultes"]}
    both: dict[str, object] = {"motives": ["insultes", "absences", "retards"]}
    assert cohesion(weights, insults, insults, insults) == 3 * 3
    assert cohesion(weights, insults, both, {}) == 3
    assert cohesion(weights, both, both) == 3 + 5
    assert cohesion(weights, {"motives": ["insultes", "insultes"]}, insults) == 3


@pytest.mark.parametrize(
    ("genders", "cost"),
    [("MMF", 4), ("FFM", 4), ("MMM", 0), ("MMFF", 0), ("MF", 0), ("MM?F", 0), ("M?", 0)],
)
def test_a_gender_on_its_own_costs_where_all_are_known_and_three_or_more(
    genders: str, cost: int
) -> None:
    group = [{"gender": None if letter == "?" else letter} for letter in genders]
    assert cohesion({"lone_gender": 4}, *group) == cost


@pytest.mark.parametrize(
    ("levels", "cost"),
    [(["6e", "3e"], 6), (["6e", "4e"], 3), (["5e", "4e"], 0), (["6e", None], 0), ([None], 0)],
)
def test_levels_that_lie_more_than_one_apart_cost(levels: list[str | None], cost: int) -> None:
    assert cohesion({"level_spread": 3}, *({"level": each} for each in levels)) == cost


@pytest.mark.parametrize(("size", "cost"), [(1, 10), (2, 5), (3, 0), (4, 0)])
def test_a_group_under_three_costs(size: int, cost: int) -> None:
    assert cohesion({"small_group": 5}, *[{}] * size) == cost


def test_groups_of_one_week_are_weighed_apart() -> None:
    made = instance(pupil("P01"), pupil("P02"), groups_per_week=2)
    assert level("cohesion", made, [*P01_IN_W48, admit("P02", W48, 2)]) == 4 + 4
    assert level("cohesion", made, [*P01_IN_W48, admit("P02", W48)]) == 2


@pytest.mark.parametrize("order", NAMED_ORDERS.values(), ids=NAMED_ORDERS)
def test_levels_come_in_the_order_of_the_policy(order: tuple[Level, ...]) -> None:
    made = instance(pupil("P01")).with_order(order)
    assert tuple(compute_score(made, P01_IN_W48, ())) == order
    assert sorted(order) == sorted(LEVELS)
