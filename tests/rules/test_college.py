"""`college`: at most one pupil of a collège in a group."""

import pytest

from solver.plan import Admission
from tests.build import W48, W49, admit, broken_by, instance, pupil, tiny_names
from tests.rules.known import assert_solved_as_known

SAME = [pupil(code, college="tilleuls") for code in ("P01", "P02", "P03")]


def test_pupils_of_different_colleges_share_a_group() -> None:
    made = instance(pupil("P01"), pupil("P02"))
    assert broken_by(made, [admit("P01", W48), admit("P02", W48)]) == []


def test_pupils_of_a_college_do_not() -> None:
    made = instance(*SAME)
    plan = [admit("P01", W48), admit("P02", W48)]
    assert broken_by(made, plan) == [("college", ("P01", "P02"))]


@pytest.mark.parametrize("elsewhere", [admit("P02", W49), admit("P02", W48, 2)])
def test_pupils_of_a_college_come_in_another_week_or_group(elsewhere: Admission) -> None:
    made = instance(*SAME, groups_per_week=2)
    assert broken_by(made, [admit("P01", W48), elsewhere]) == []


def test_each_one_too_many_is_named_with_the_first() -> None:
    made = instance(*SAME)
    plan = [admit("P01", W48), admit("P02", W48), admit("P03", W48)]
    assert broken_by(made, plan) == [("college", ("P01", "P02")), ("college", ("P01", "P03"))]


@pytest.mark.parametrize("name", tiny_names("college"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
