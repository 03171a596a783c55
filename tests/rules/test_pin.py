"""`pin`: a pinned pupil is hosted in that week."""

import pytest

from tests.build import W48, W49, admit, at, broken_by, instance, pupil, tiny_names
from tests.rules.known import assert_solved_as_known


def test_the_pinned_week_holds() -> None:
    made = instance(pupil("P01"), pins=[at("P01", W49), at("P01", W49)])
    assert broken_by(made, [admit("P01", W49)]) == []


def test_another_week_does_not() -> None:
    made = instance(pupil("P01"), pins=[at("P01", W49), at("P01", W49)])
    assert broken_by(made, [admit("P01", W48)]) == [("pin", ("P01", W49))]


def test_nor_does_leaving_the_pupil_out() -> None:
    made = instance(pupil("P01"), pins=[at("P01", W49)])
    assert broken_by(made, []) == [("pin", ("P01", W49))]


def test_a_pin_is_no_excuse_for_a_week_outside_the_window() -> None:
    made = instance(pupil("P01", latest=W48), pins=[at("P01", W49)])
    assert broken_by(made, [admit("P01", W49)]) == [("window", ("P01",))]


@pytest.mark.parametrize("name", tiny_names("pin"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
