"""`conflict`: two pupils in conflict never share a group."""

import pytest

from solver.plan import Admission
from tests.build import W48, W49, admit, broken_by, instance, pupil, tiny_names
from tests.rules.known import assert_solved_as_known

PUPILS = [pupil("P01"), pupil("P02"), pupil("P03")]


@pytest.mark.parametrize(
    "conflicts",
    [[["P01", "P02"]], [["P02", "P01"]], [["P01", "P02"], ["P01", "P02"], ["P02", "P01"]]],
    ids=["as listed", "the other way round", "listed again"],
)
def test_pupils_in_conflict_do_not_share_a_group(conflicts: list[list[str]]) -> None:
    made = instance(*PUPILS, conflicts=conflicts)
    plan = [admit("P01", W48), admit("P02", W48)]
    assert broken_by(made, plan) == [("conflict", ("P01", "P02"))]


def test_others_do() -> None:
    made = instance(*PUPILS, conflicts=[["P01", "P02"]])
    assert broken_by(made, [admit("P01", W48), admit("P03", W48)]) == []


@pytest.mark.parametrize("elsewhere", [admit("P02", W49), admit("P02", W48, 2)])
def test_pupils_in_conflict_come_in_another_week_or_group(elsewhere: Admission) -> None:
    made = instance(*PUPILS, conflicts=[["P01", "P02"]], groups_per_week=2)
    assert broken_by(made, [admit("P01", W48), elsewhere]) == []


@pytest.mark.parametrize("name", tiny_names("conflict"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
