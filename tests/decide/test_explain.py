"""Why a pupil is not in a week: verdict, price, moves and reasons against the exhaustive search.

All data are invented (« données inventées »).
"""

from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver.decide.explain import Verdict, earlier_weeks, explain, explain_all
from solver.decide.records import LevelChange
from solver.instance import Instance
from solver.plan import Plan
from solver.rules import Element
from solver.solve import SolveOptions, solve
from solver.weeks import week_number
from tests.build import W48, W49, W50, instance, pupil, values
from tests.decide.asking import alike, explained, fewer
from tests.oracle import Stay, all_elements, best_plan, is_possible
from tests.oracle_questions import Outcome, outcomes
from tests.strategies import instances

SIMPLE: Final = {"small_group": 0}
ANY: Final = st.booleans().flatmap(lambda pinned: instances(pinned=pinned))


class Asked:
    """A random question about a random feasible instance, and what the exhaustive search knows."""

    def __init__(self, made: Instance, data: st.DataObject) -> None:
        self.made = made
        self.options = SolveOptions(seed=data.draw(st.integers(0, 3)))
        self.plan = solve(made, self.options)
        assume(self.plan.status == "optimal" and made.pupils)
        code = data.draw(st.sampled_from([one.id for one in made.pupils]))
        self.stay: Stay = (code, data.draw(st.sampled_from([*made.horizon, "2026-W40"])))
        explanation = explain(made, self.plan, *self.stay, self.options)
        assert explanation is not None
        self.answer = explanation
        self.week_of = {each.pupil: each.week for each in self.plan.admissions}
        self.with_stay: list[Outcome] = list(outcomes(made, required=self.stay))

    def verdict(self) -> Verdict:
        if self.week_of.get(self.stay[0]) == self.stay[1]:
            return "admitted"
        if not self.with_stay:
            return "impossible"
        best = tuple(values(best_plan(self.made)).values())
        return "tie" if self.best_with_stay()[0].rank == best else "worse"

    def best_with_stay(self) -> list[Outcome]:
        best = min(each.rank for each in self.with_stay)
        return [each for each in self.with_stay if each.rank == best]

    def moved(self, each: Outcome) -> dict[str, tuple[str | None, str | None]]:
        """Give the other pupils whose week differs, with both weeks."""
        return {
            one.id: (self.week_of.get(one.id), each.week_of.get(one.id))
            for one in self.made.pupils
            if one.id != self.stay[0] and self.week_of.get(one.id) != each.week_of.get(one.id)
        }


@given(ANY | alike(), st.data())
def test_verdict_price_and_moves_are_those_of_the_exhaustive_search(
    made: Instance, data: st.DataObject
) -> None:
    asked = Asked(made, data)
    assert (asked.answer.verdict, asked.answer.proven) == (asked.verdict(), True)
    before, after = values(best_plan(made)), values(best_plan(made, required=asked.stay))
    assert [*asked.answer.cost] == [
        LevelChange(level=level, before=value, after=after[level])
        for level, value in before.items()
        if after and after[level] != value
    ]
    moves = {each.pupil: (each.before, each.after) for each in asked.answer.moves}
    if asked.answer.verdict in ("tie", "worse"):
        every = [asked.moved(each) for each in asked.best_with_stay()]
        assert moves in every
        assert len(asked.answer.moves) == min(map(len, every))
    else:
        assert moves == {}


@settings(max_examples=fewer(2))
@given(instances(pinned=True), st.data())
def test_what_forbids_a_week_does_so_together_and_no_longer_without_any_part(
    made: Instance, data: st.DataObject
) -> None:
    asked = Asked(made, data)
    because: list[Element] = [(each.rule, each.subjects) for each in asked.answer.because]
    assert bool(because) == (asked.answer.verdict == "impossible")
    every = all_elements(made, asked.stay)
    others = [element for element in every if element not in because]
    assert len(others) + len(because) == len(every)
    assert is_possible(made, required=asked.stay, lifted=others) == (not because)
    for element in because:
        assert is_possible(made, required=asked.stay, lifted=[*others, element]), element


class TestEveryWeekBefore:
    @settings(max_examples=fewer(2))
    @given(ANY)
    def test_each_pupil_who_waits_and_each_open_week_of_his_window_before_his_own(
        self, made: Instance
    ) -> None:
        plan = solve(made)
        assume(plan.status == "optimal")
        week_of = {each.pupil: each.week for each in plan.admissions}
        expected = [
            (one.id, week)
            for one in made.pupils
            for week in made.horizon
            if week not in made.closed_weeks
            and week_number(one.earliest) <= week_number(week) <= week_number(one.latest)
            and (one.id not in week_of or week_number(week) < week_number(week_of[one.id]))
        ]
        assert [(one.id, week) for one, week in earlier_weeks(made, plan)] == expected

    def test_each_one_is_explained_as_if_asked_alone_and_progress_is_told(self) -> None:
        made = instance(
            pupil("P01"), pupil("P02", priority=2), pupil("P03", priority=3, latest=W50),
            last_week=W50, capacity=1, closed_weeks=[W49], policy=SIMPLE,
        )  # fmt: skip
        plan, told = solve(made), list[tuple[int, int]]()
        every = explain_all(made, plan, on_progress=lambda *done: told.append(done))
        assert [(each.pupil, each.week) for each in every.explanations] == [
            ("P01", W48), ("P03", W48),
        ]  # fmt: skip
        assert told == [(1, 2), (2, 2)]
        assert [*every.explanations] == [explained(made, code) for code in ("P01", "P03")]

    def test_what_the_time_does_not_allow_is_left_out(self) -> None:
        made = instance(pupil("P01"), pupil("P02"), capacity=1)
        at_once = SolveOptions(time_limit=0)
        for each in explain_all(made, solve(made), at_once).explanations:
            assert not each.proven
            assert each.repairs == ()


def test_an_unproven_plan_gives_no_repair_and_says_so() -> None:
    made = instance(pupil("P01"), pupil("P02", priority=2), capacity=1, policy=SIMPLE)
    plan = solve(made).model_copy(update={"status": "feasible"})
    answer = explain(made, plan, "P01", W48)
    assert answer is not None
    assert (answer.verdict, answer.proven, answer.repairs) == ("worse", False, ())
    assert answer.message.endswith(" Le temps a manqué pour en apporter la preuve.")


def test_moves_are_written_as_the_contract_has_them() -> None:
    answer = explained(instance(pupil("P01"), pupil("P02", latest=W48), capacity=1))
    document = answer.model_dump(mode="json")
    assert document["moves"] == [{"pupil": "P02", "from": W48, "to": None}]
    assert document["cost"][0] == {"level": "unplaced", "before": 0, "after": 1}


def test_a_plan_without_anybody_is_explained_too() -> None:
    made = instance(pupil("P01"), closed_weeks=[W48, W49])
    assert solve(made) == Plan(
        status="optimal", not_admitted=solve(made).not_admitted, score=solve(made).score
    )
    assert explain_all(made, solve(made)).explanations == ()
    assert explained(made).verdict == "impossible"
