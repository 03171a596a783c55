"""What is claimed of the policies: the report's figures, a bound nobody beats, and the program's gain.

`HYPOTHESIS_PROFILE=soak` asks it of fifty whole years instead of a few short ones.
"""

import os
from typing import Final

import pandas as pd
import pytest

from solver.simulate import POLICIES, YearSettings, compare, draw_year, paired
from solver.simulate.foresight import WholeYear, known_year
from tests.simulate import AUTUMN

SOAK: Final = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
CROWDED: Final = AUTUMN.model_copy(update={"pupils": 55, "workshops": False})

# The report's figures, and how far the mean of a few years may be from them.
REPORT: Final = {"pupils": (97, 7), "girls": (17, 2), "boys": (80, 6), "colleges": (11, 0)}


def test_years_are_like_the_report_by_hand() -> None:
    years = YearSettings(workshops=False)
    lived = compare(years, [], range(50 if SOAK else 10), policies=["first-come"])
    for indicator, (figure, distance) in REPORT.items():
        assert lived[indicator].mean() == pytest.approx(figure, abs=distance), indicator
    # « About a third of excluded pupils are excluded more than once. »
    assert lived["excluded_again"].mean() == pytest.approx(1 / 3, abs=0.04)


@pytest.fixture(scope="module")
def lived() -> pd.DataFrame:
    settings, seeds = (YearSettings(), 50) if SOAK else (CROWDED, 4)
    return compare(settings, [], range(seeds), policies=list(POLICIES), workers=2 if SOAK else 1)


def test_every_run_succeeds(lived: pd.DataFrame) -> None:
    assert lived["error"].isna().all()


def differences(lived: pd.DataFrame, policy: str) -> dict[str, tuple[float, float]]:
    """Say of each other policy how its `unplaced` differs: the mean, the share of years not above."""
    return {
        row["policy"]: (row["mean"], row["no_higher"])
        for row in paired(lived, policy=policy).to_dict("records")
        if row["indicator"] == "unplaced"
    }


def test_nobody_beats_the_bound(lived: pd.DataFrame) -> None:
    rows = lived.to_dict("records")
    unplaced = {(row["policy"], row["seed"]): row["unplaced"] for row in rows}
    for (policy, seed), pupils in unplaced.items():
        assert pupils >= unplaced["whole-year", seed], policy
    assert {policy for policy, _ in unplaced} == set(POLICIES)
    # A bound that nobody comes near would say little.
    assert differences(lived, "whole-year")["look-ahead"][1] > 0


def test_the_program_leaves_no_more_pupils_without_a_place_than_by_hand(
    lived: pd.DataFrame,
) -> None:
    by_hand = differences(lived, "first-come")
    for policy in ("weekly", "look-ahead"):
        mean, no_higher = by_hand[policy]
        assert mean <= 0
        assert no_higher >= 1 / 2


def test_the_bound_is_proven_and_counts_every_pupil_alike() -> None:
    year = draw_year(CROWDED, 0)
    assert {pupil.priority for pupil in known_year(year).pupils} == {1}
    first = WholeYear(year).whole.score[0]
    assert (first.level, first.value) == ("unplaced", first.bound)
