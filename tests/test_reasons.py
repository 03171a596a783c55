"""Each rule element as a sentence: true of what it forbids, and in plain words.

All data are invented (« données inventées »).
"""

import pytest

from solver.french import the_week
from solver.instance import Instance
from solver.reasons import reason
from solver.rules import RuleId
from solver.solve import solve
from tests.build import W47, W48, W49, W50, at, instance, pupil


def said(made: Instance, rule: RuleId, *subjects: str) -> str:
    return reason(made, (rule, subjects)).message


class TestWindow:
    """The element holds the dates, the plan's period and that a pupil comes once at most."""

    def of(self, earliest: str, latest: str, **fields: object) -> str:
        made = instance(pupil("P01", earliest=earliest, latest=latest), **fields)
        return said(made, "window", "P01")

    def test_a_single_week(self) -> None:
        assert self.of(W49, W49) == f"P01 ne peut venir que {the_week(W49)}."

    def test_several_weeks(self) -> None:
        assert self.of(W48, W49) == (
            f"P01 ne peut venir qu'entre {the_week(W48)} et {the_week(W49)}."
        )

    @pytest.mark.parametrize(("earliest", "latest"), [(W47, W48), (W49, W50), (W47, W50)])
    def test_the_period_of_the_plan_where_it_cuts_the_dates(
        self, earliest: str, latest: str
    ) -> None:
        assert self.of(earliest, latest) == (
            f"P01 ne peut venir qu'entre {the_week(earliest)} et {the_week(latest)}, et dans la"
            " période du plan."
        )

    def test_the_period_of_the_plan_where_it_leaves_nothing(self) -> None:
        assert (
            self.of(W50, W50)
            == f"P01 ne peut venir que {the_week(W50)}, hors de la période du plan."
        )

    def test_once_where_he_is_fixed_on_two_weeks(self) -> None:
        made = instance(pupil("P01"), pins=[at("P01", W48), at("P01", W49)])
        plan = solve(made)
        assert [each.message for each in plan.reasons if each.rule == "window"] == [
            f"P01 ne peut venir qu'une seule fois, entre {the_week(W48)} et {the_week(W49)}."
        ]

    def test_not_once_where_the_dates_are_the_point(self) -> None:
        pinned = {"pins": [at("P01", W49)]}
        assert self.of(W48, W48, **pinned) == f"P01 ne peut venir que {the_week(W48)}."
        assert "une seule fois" not in self.of(W47, W48, **pinned)

    def test_the_pins_of_others_do_not_matter(self) -> None:
        made = instance(pupil("P01"), pupil("P02"), pins=[at("P02", W48)])
        assert "une seule fois" not in said(made, "window", "P01")


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (0, "Un groupe ne peut compter aucun élève pour le motif « insultes »."),
        (1, "Un groupe compte 1 élève au plus pour le motif « insultes »."),
        (2, "Un groupe compte 2 élèves au plus pour le motif « insultes »."),
    ],
)
def test_motive_limit(limit: int, words: str) -> None:
    made = instance(pupil("P01"), policy={"motive_limits": {"insultes": limit}})
    assert said(made, "motive-limit", "insultes") == words
