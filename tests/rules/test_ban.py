"""`ban`: a banned pupil is never hosted in that week."""

import pytest

from tests.build import W48, W49, admit, at, broken_by, instance, pupil, tiny_names
from tests.rules.known import assert_solved_as_known


def test_another_week_or_none_holds() -> None:
    made = instance(pupil("P01"), bans=[at("P01", W48)])
    assert broken_by(made, [admit("P01", W49)]) == []
    assert broken_by(made, []) == []


def test_the_banned_week_does_not() -> None:
    made = instance(pupil("P01"), bans=[at("P01", W48), at("P01", W48)])
    assert broken_by(made, [admit("P01", W48)]) == [("ban", ("P01", W48))]


def test_somebody_else_may_come() -> None:
    made = instance(pupil("P01"), pupil("P02"), bans=[at("P01", W48)])
    assert broken_by(made, [admit("P02", W48)]) == []


@pytest.mark.parametrize("name", tiny_names("ban"))
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
