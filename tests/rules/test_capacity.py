"""`capacity`: so many pupils in a group, so many groups in a week."""

import pytest

from tests.build import W48, W49, admit, broken_by, instance, pupil, tiny_names
from tests.rules.known import assert_solved_as_known

THREE = [pupil("P01"), pupil("P02"), pupil("P03")]
ALL_IN_W48 = [admit("P01", W48), admit("P02", W48), admit("P03", W48)]


def test_a_full_group_holds() -> None:
    assert broken_by(instance(*THREE, capacity=3), ALL_IN_W48) == []


def test_one_pupil_more_does_not() -> None:
    assert broken_by(instance(*THREE, capacity=2), ALL_IN_W48) == [("capacity", (W48,))]


def test_each_group_has_its_own_places() -> None:
    made = instance(*THREE, capacity=2, groups_per_week=2)
    assert broken_by(made, [*ALL_IN_W48[:2], admit("P03", W48, 2)]) == []


def test_each_week_has_its_own_places() -> None:
    made = instance(*THREE, capacity=2)
    assert broken_by(made, [*ALL_IN_W48[:2], admit("P03", W49)]) == []


def test_the_last_group_of_a_week_holds_and_one_more_does_not() -> None:
    made = instance(*THREE, groups_per_week=2)
    assert broken_by(made, [admit("P01", W48, 2)]) == []
    assert broken_by(made, [admit("P01", W48, 3)]) == [("capacity", (W48,))]


@pytest.mark.parametrize("name", tiny_names("capacity"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
