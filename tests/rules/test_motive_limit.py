"""`motive-limit`: so many pupils with a motive in a group."""

import pytest

from solver.instance import Instance
from solver.plan import Admission
from tests.build import W48, W49, admit, broken_by, instance, pupil, tiny_names
from tests.rules.known import assert_solved_as_known

BOTH_IN_W48 = [admit("P01", W48), admit("P02", W48)]


def two_with_insults(limit: int) -> Instance:
    return instance(
        pupil("P01", motives=["insultes", "absences"]),
        pupil("P02", motives=["insultes"]),
        policy={"motive_limits": {"insultes": limit}},
        groups_per_week=2,
    )


def test_the_limit_itself_holds() -> None:
    assert broken_by(two_with_insults(limit=2), BOTH_IN_W48) == []


def test_one_more_does_not() -> None:
    made = two_with_insults(limit=1)
    assert broken_by(made, BOTH_IN_W48) == [("motive-limit", ("insultes",))]


def test_a_limit_of_zero_keeps_everybody_with_the_motive_out() -> None:
    made = two_with_insults(limit=0)
    assert broken_by(made, [admit("P01", W48)]) == [("motive-limit", ("insultes",))]


@pytest.mark.parametrize("elsewhere", [admit("P02", W49), admit("P02", W48, 2)])
def test_groups_are_counted_apart(elsewhere: Admission) -> None:
    assert broken_by(two_with_insults(limit=1), [admit("P01", W48), elsewhere]) == []


def test_a_motive_named_twice_counts_once() -> None:
    made = instance(
        pupil("P01", motives=["insultes", "insultes"]), policy={"motive_limits": {"insultes": 1}}
    )
    assert broken_by(made, [admit("P01", W48)]) == []


@pytest.mark.parametrize("name", tiny_names("motive-limit"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
