"""The permutation test says chance where there is nothing, and not where there is something."""

import random

import pytest

from solver.permutation import permutation_test

YEARS = ["one"] * 60 + ["two"] * 60


def drawn(seed: int) -> list[float]:
    source = random.Random(seed)  # noqa: S311 - invented data
    return [float(source.randint(0, 4)) for _ in YEARS]


def test_a_difference_that_is_there_is_rare_by_chance() -> None:
    groups = ["a", "b"] * 60
    values = [value + 2 * (group == "a") for value, group in zip(drawn(1), groups, strict=True)]
    test = permutation_test(values, groups, YEARS, draws=400)
    assert test.probability == 1 / 401
    assert 0.8 < test.observed < 1.2


def test_where_groups_mean_nothing_every_probability_is_about_as_likely() -> None:
    found = [
        permutation_test(drawn(seed), ["a", "b", "c"] * 40, YEARS, draws=200, seed=seed).probability
        for seed in range(40)
    ]
    assert 0.35 < sum(found) / len(found) < 0.65
    assert min(found) < 0.25
    assert max(found) > 0.75


def test_a_year_that_is_harder_for_everybody_is_no_difference_between_groups() -> None:
    """All of a are in the hard year, and b in both: dealing inside each year changes nothing there."""
    values = [5.0] * 60 + [0.0] * 60
    groups = ["a"] * 30 + ["b"] * 30 + ["b"] * 60
    assert permutation_test(values, groups, YEARS, draws=100).probability == 1
    assert permutation_test(values, groups, ["all"] * 120, draws=100).probability == 1 / 101


def test_equal_values_are_no_difference_and_the_same_seed_gives_the_same_draws() -> None:
    assert permutation_test([1.0] * 120, ["a", "b"] * 60, YEARS, draws=20).probability == 1
    one, same, other = (
        permutation_test(drawn(3), ["a", "b"] * 60, YEARS, draws=20, seed=seed).drawn
        for seed in (1, 1, 2)
    )
    assert one == same != other


@pytest.mark.parametrize("groups", [["a"], []])
def test_lengths_that_differ_are_refused(groups: list[str]) -> None:
    with pytest.raises(ValueError, match="one entry for each member"):
        permutation_test([1.0, 2.0] if groups else [], groups, groups)
