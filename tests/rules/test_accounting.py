"""`accounting`: each pupil stands exactly once, with the right outcome; `score` is recomputed."""

import pytest

from solver.instance import Instance
from solver.plan import LevelScore, NotAdmitted, Outcome, Status
from tests.build import (
    W48,
    W49,
    W50,
    Broken,
    admit,
    broken,
    complete_plan,
    instance,
    pupil,
    tiny_names,
)
from tests.rules.known import assert_solved_as_known

WRONG_P02: list[Broken] = [("accounting", ("P02",))]


def two_pupils(latest: str = W49) -> Instance:
    return instance(pupil("P01"), pupil("P02", latest=latest))


def left_out(outcome: Outcome = "unplaced", code: str = "P02") -> NotAdmitted:
    return NotAdmitted(pupil=code, outcome=outcome)


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([left_out()], []),
        ([], WRONG_P02),
        ([left_out(), left_out()], WRONG_P02),
        ([left_out(), left_out(code="P01")], [("accounting", ("P01",))]),
        ([left_out(), left_out(code="P99")], [("accounting", ("P99",))]),
    ],
    ids=["once", "missing", "twice", "admitted too", "unknown"],
)
def test_each_pupil_stands_once(entries: list[NotAdmitted], found: list[Broken]) -> None:
    made = two_pupils()
    plan = complete_plan(made, [admit("P01", W48)])
    plan = plan.model_copy(update={"not_admitted": tuple(entries)})
    assert broken(made, plan) == found


@pytest.mark.parametrize(
    ("latest", "right", "wrong"),
    [(W49, "unplaced", "carried-over"), (W50, "carried-over", "unplaced")],
    ids=["the last week of the period", "the week after it"],
)
def test_the_outcome_follows_from_the_last_week(
    latest: str, right: Outcome, wrong: Outcome
) -> None:
    made = two_pupils(latest=latest)
    plan = complete_plan(made, [admit("P01", W48)])
    for outcome, found in ((right, []), (wrong, WRONG_P02)):
        entries = (left_out(outcome),)
        assert broken(made, plan.model_copy(update={"not_admitted": entries})) == found


@pytest.mark.parametrize(
    ("status", "entries", "holds"),
    [
        ("feasible", [(4, None)], True),
        ("feasible", [(4, 4)], True),
        ("feasible", [(4, 3)], True),
        ("optimal", [(4, 4)], True),
        ("feasible", [], True),
        ("feasible", [(3, 3)], False),
        ("feasible", [(4, 5)], False),
        ("optimal", [(4, 3)], False),
        ("feasible", [(4, 4), (4, 4)], False),
    ],
)
def test_a_declared_level_is_the_recomputed_one_and_its_bound_makes_sense(
    status: Status, entries: list[tuple[int, int | None]], holds: bool
) -> None:
    made = instance(pupil("P01"))  # alone in a group: cohesion 2 × (3 - 1)
    score = tuple(LevelScore(level="cohesion", value=v, bound=b) for v, b in entries)
    plan = complete_plan(made, [admit("P01", W48)], status=status)
    found = broken(made, plan.model_copy(update={"score": score}))
    assert found == ([] if holds else [("score", ("cohesion",))])


@pytest.mark.parametrize("name", [*tiny_names("accounting"), *tiny_names("score")])
def test_the_solver_finds_the_known_best(name: str) -> None:
    assert_solved_as_known(name)
