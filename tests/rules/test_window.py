"""`window`: at most once, from the first to the last week possible, inside the horizon."""

import pytest

from solver.plan import Admission
from tests.build import (
    W47,
    W48,
    W49,
    W50,
    admit,
    broken,
    broken_by,
    complete_plan,
    instance,
    pupil,
    tiny_names,
)
from tests.rules.known import assert_solved_as_known

HORIZON_OF_FOUR = {"first_week": W47, "last_week": W50}


@pytest.mark.parametrize("week", [W48, W49])
def test_first_and_last_week_of_the_window_hold(week: str) -> None:
    made = instance(pupil("P01"), **HORIZON_OF_FOUR)
    assert broken_by(made, [admit("P01", week)]) == []


@pytest.mark.parametrize("week", [W47, W50])
def test_a_week_outside_the_window_does_not(week: str) -> None:
    made = instance(pupil("P01"), **HORIZON_OF_FOUR)
    assert broken_by(made, [admit("P01", week)]) == [("window", ("P01",))]


@pytest.mark.parametrize("week", [W47, W50])
def test_a_week_of_the_window_outside_the_horizon_does_not(week: str) -> None:
    made = instance(pupil("P01", earliest=W47, latest=W50))
    assert broken_by(made, [admit("P01", week)]) == [("window", ("P01",))]


def test_a_window_runs_through_week_53() -> None:
    made = instance(
        pupil("P01", earliest="2026-W53", latest="2027-W01"),
        first_week="2026-W52",
        last_week="2027-W01",
    )
    assert broken_by(made, [admit("P01", "2026-W53")]) == []
    assert broken_by(made, [admit("P01", "2026-W52")]) == [("window", ("P01",))]


@pytest.mark.parametrize("again", [admit("P01", W49), admit("P01", W48, 2), admit("P01", W48)])
def test_a_pupil_comes_once(again: Admission) -> None:
    made = instance(pupil("P01"), groups_per_week=2)
    once = complete_plan(made, [admit("P01", W48)])
    twice = once.model_copy(update={"admissions": (*once.admissions, again), "score": ()})
    assert broken(made, twice) == [("window", ("P01",)), ("accounting", ("P01",))]


@pytest.mark.parametrize("name", tiny_names("window"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
