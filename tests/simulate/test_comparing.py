"""Means, intervals and paired differences, on figures that can be worked out by hand."""

import math

import pandas as pd
import pytest

from solver.simulate import BASE, Scenario, Seats, paired, runs_frame, summary
from solver.simulate.comparing import sweep
from solver.simulate.runs import Outcome
from tests.simulate import AUTUMN

HAND = (4.0, 6.0, 5.0, 9.0)
PROGRAM = (3.0, 6.0, 6.0, 5.0)


def outcome(policy: str, seed: int, unplaced: float | None, error: str | None = None) -> Outcome:
    return Outcome(
        key=f"{policy}-{seed}",
        scenario="base",
        policy=policy,
        seed=seed,
        error=error,
        indicators={} if error else {"unplaced": unplaced, "wait_mean": None},
    )


def frame() -> pd.DataFrame:
    return runs_frame(
        [
            *(outcome("first-come", seed, value) for seed, value in enumerate(HAND)),
            *(outcome("weekly", seed, value) for seed, value in enumerate(PROGRAM)),
            outcome("weekly", 9, None, "NoPlan: unknown"),
        ]
    )


def test_a_failed_run_is_a_row_without_values() -> None:
    row = frame().iloc[-1]
    assert row["error"] == "NoPlan: unknown"
    assert math.isnan(row["unplaced"])


def test_the_mean_lies_in_its_interval() -> None:
    (hand, program) = summary(frame()).to_dict("records")
    assert (hand["seeds"], hand["mean"]) == (4, 6.0)
    assert (program["seeds"], program["mean"]) == (4, 5.0)
    assert min(HAND) <= hand["low"] < 6 < hand["high"] <= max(HAND)


def test_differences_are_taken_seed_by_seed() -> None:
    (row,) = paired(frame(), policy="first-come").to_dict("records")
    assert (row["policy"], row["indicator"], row["seeds"]) == ("weekly", "unplaced", 4)
    assert row["mean"] == -1.0
    assert (row["lower"], row["no_higher"]) == (0.5, 0.75)


def test_the_same_figures_give_the_same_interval() -> None:
    assert summary(frame()).equals(summary(frame()))


def test_equal_figures_leave_no_doubt() -> None:
    equal = runs_frame([outcome("weekly", seed, 2.0) for seed in range(5)])
    (row,) = summary(equal).to_dict("records")
    assert (row["low"], row["mean"], row["high"]) == (2.0, 2.0, 2.0)


def test_a_comparison_holds_the_base_and_each_scenario() -> None:
    six = Scenario(name="six", changes=(Seats(capacity=6),))
    runs = sweep(AUTUMN, [six], range(2), ["weekly"])
    assert [(run.scenario.name, run.seed) for run in runs] == [
        ("base", 0), ("base", 1), ("six", 0), ("six", 1),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="two scenarios"):
        sweep(AUTUMN, [six, BASE.model_copy(update={"name": "six"})], [0], ["weekly"])
