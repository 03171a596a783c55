"""`closed-week`: nobody is hosted in a closed week."""

import pytest

from tests.build import W47, W48, W49, admit, broken_by, instance, pupil, tiny_names
from tests.rules.known import assert_solved_as_known


def test_the_weeks_beside_a_closed_one_hold() -> None:
    made = instance(pupil("P01", earliest=W47), first_week=W47, closed_weeks=[W48])
    assert broken_by(made, [admit("P01", W47)]) == []
    assert broken_by(made, [admit("P01", W49)]) == []


def test_a_closed_week_does_not() -> None:
    made = instance(pupil("P01"), closed_weeks=[W48])
    assert broken_by(made, [admit("P01", W48)]) == [("closed-week", (W48,))]


def test_a_closed_week_is_reported_once_for_all_its_groups() -> None:
    made = instance(pupil("P01"), pupil("P02"), closed_weeks=[W48], groups_per_week=2)
    admissions = [admit("P01", W48), admit("P02", W48, 2)]
    assert broken_by(made, admissions) == [("closed-week", (W48,))]


@pytest.mark.parametrize("name", tiny_names("closed-week"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
