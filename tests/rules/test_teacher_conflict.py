"""`teacher-conflict`: no session by a teacher for a group with a pupil in conflict with them."""

import pytest

from solver.instance import Instance
from tests.build import (
    W48,
    W49,
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


def with_conflict() -> Instance:
    return instance(
        pupil("P01"),
        pupil("P02"),
        groups_per_week=2,
        workshops=[workshop("ecriture")],
        teachers=[teacher("t1", "ecriture"), teacher("t2", "ecriture")],
        teacher_conflicts=[["P01", "t1"], ["P01", "t1"]],
    )


def test_another_teacher_holds() -> None:
    plan = [session(W48, "ecriture", "t2", "mon-1")]
    assert broken_by(with_conflict(), [admit("P01", W48)], plan) == []


def test_that_teacher_does_not_whoever_else_is_in_the_group() -> None:
    plan = [session(W48, "ecriture", "t1", "mon-1")]
    group = [admit("P02", W48), admit("P01", W48)]
    assert broken_by(with_conflict(), group, plan) == [("teacher-conflict", ("P01", "t1"))]


def test_that_teacher_may_see_the_other_group_and_the_other_week() -> None:
    plan = [session(W48, "ecriture", "t1", "mon-1", 2)]
    assert broken_by(with_conflict(), [admit("P01", W48), admit("P02", W48, 2)], plan) == []
    plan = [session(W49, "ecriture", "t1", "mon-1")]
    assert broken_by(with_conflict(), [admit("P01", W48), admit("P02", W49)], plan) == []


@pytest.mark.parametrize("name", tiny_names("teacher-conflict"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
