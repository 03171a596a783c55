"""Proposals against exhaustive search: the best first, each next the best far enough, or none."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import solver.decide.propose
from solver.check import check
from solver.checked import PlanRefused
from solver.decide.compared import Words
from solver.decide.propose import BEST, NAMES, NEXT, OWN_ORDER, Proposal, propose
from solver.instance import Instance
from solver.plan import Plan
from solver.rules import NAMED_ORDERS, Level
from solver.score import compute_score
from solver.solve import SolveOptions, solve
from tests.build import (
    W48,
    W49,
    admit,
    at,
    changed,
    complete_plan,
    instance,
    pupil,
    values,
)
from tests.oracle import compositions, numbered
from tests.oracle_sessions import Timetabling
from tests.strategies import instances

Hosted = frozenset[str]
Rank = tuple[int, ...]


def best_by_hosted(made: Instance, week: str) -> dict[Hosted, Rank]:
    """Give, for every set of pupils that some plan hosts in the week, the best score it allows."""
    timetabling = Timetabling(made)
    best: dict[Hosted, Rank] = {}
    for groups in compositions(made):
        admissions = numbered(groups)
        hosted = frozenset(entry.pupil for entry in admissions if entry.week == week)
        at_best = compute_score(made, admissions, ()) | {"coverage": 0, "comfort": 0}
        if hosted in best and tuple(at_best.values()) >= best[hosted]:
            continue
        sessions, _, _ = timetabling.best_sessions(groups)
        rank = tuple(compute_score(made, admissions, sessions).values())
        best[hosted] = min(rank, best.get(hosted, rank))
    return best


def hosted_in(plan: Plan, week: str) -> Hosted:
    return frozenset(entry.pupil for entry in plan.admissions if entry.week == week)


def far(hosted: Hosted, others: list[Hosted], least: int) -> bool:
    return all(len(hosted ^ other) >= least for other in others)


def rank_of(plan: Plan) -> Rank:
    return tuple(values(plan).values())


def is_beaten(rank: Rank, others: list[Proposal], order: tuple[Level, ...]) -> bool:
    """Tell whether a score is worse on every level than some proposal's."""
    return any(
        all(value > values(other.plan)[level] for level, value in zip(order, rank, strict=True))
        for other in others
    )


def codes(*proposals: Proposal, week: str = W48) -> list[list[str]]:
    return [sorted(hosted_in(proposal.plan, week)) for proposal in proposals]


class TestAgainstExhaustiveSearch:
    @given(st.data(), instances(max_pupils=4), st.integers(1, 5), st.integers(1, 3))
    def test_each_is_the_best_of_its_kind(
        self, data: st.DataObject, made: Instance, count: int, least: int
    ) -> None:
        assume(made.open_weeks)
        week = data.draw(st.sampled_from(made.open_weeks))
        best = best_by_hosted(made, week)
        assume(best)
        first = solve(made)
        found = propose(made, first, week, count, least)
        hosted = [hosted_in(proposal.plan, week) for proposal in found.proposals]

        assert found.proposals[0].plan == first
        assert (rank_of(first), found.proposals[0].name) == (min(best.values()), BEST)
        for number, proposal in enumerate(found.proposals):
            assert proposal.plan.status == "optimal"
            own = made.with_order([entry.level for entry in proposal.plan.score])
            assert check(own, proposal.plan).valid
            assert proposal.differs_by == len(hosted[0] ^ hosted[number])
            assert far(hosted[number], hosted[:number], least)
        position = self.check_named_orders(made, week, count, least, found.proposals, hosted)
        self.check_next_ones(made, best, least, found.proposals, hosted, position)
        assert found.exhausted == (not any(far(other, hosted, least) for other in best))
        assert len(found.proposals) <= count
        assert found.exhausted or len(found.proposals) == count

    def check_named_orders(
        self,
        made: Instance,
        week: str,
        count: int,
        least: int,
        proposals: tuple[Proposal, ...],
        hosted: list[Hosted],
    ) -> int:
        """Check that each named order has its proposal exactly where one is far enough."""
        position = 1
        for name, levels in NAMED_ORDERS.items():
            if position == count or levels == made.policy.order:
                continue
            best = best_by_hosted(made.with_order(levels), week)
            target = min(best.values())
            enough = [
                one for one in best if best[one] == target and far(one, hosted[:position], least)
            ]
            if enough:
                assert (proposals[position].order, proposals[position].name) == (name, NAMES[name])
                assert rank_of(proposals[position].plan) == target
                assert hosted[position] in enough
                position += 1
        assert all(proposal.name == NEXT for proposal in proposals[position:])
        return position

    def check_next_ones(
        self,
        made: Instance,
        best: dict[Hosted, Rank],
        least: int,
        proposals: tuple[Proposal, ...],
        hosted: list[Hosted],
        position: int,
    ) -> None:
        """Check that each has the best score far enough from those before, pointless ones aside."""
        order = made.policy.order
        named = next((name for name, levels in NAMED_ORDERS.items() if levels == order), OWN_ORDER)
        for number in range(position, len(proposals)):
            rank = rank_of(proposals[number].plan)
            assert proposals[number].order == named
            better = [
                other
                for one, other in best.items()
                if far(one, hosted[:number], least) and other < rank
            ]
            assert all(is_beaten(other, list(proposals[:number]), order) for other in better)
        listed = proposals[position:]
        for one, other in pairwise(listed):
            assert rank_of(one.plan) <= rank_of(other.plan)
            if rank_of(one.plan) == rank_of(other.plan):
                assert len(one.solidity.fragile) <= len(other.solidity.fragile)

    @given(st.data(), instances(max_pupils=4, pinned=True))
    @settings(max_examples=40)
    def test_the_same_question_has_the_same_answer(
        self, data: st.DataObject, made: Instance
    ) -> None:
        assume(made.open_weeks)
        week = data.draw(st.sampled_from(made.open_weeks))
        first = solve(made)
        assert propose(made, first, week) == propose(made, first, week)


def four(**fields: object) -> Instance:
    """Two pupils who have waited, two who have not, and two places: all are hosted in two weeks."""
    waiting = {"earliest": "2026-W47"}
    return instance(
        pupil("P01", **waiting),
        pupil("P02", **waiting),
        pupil("P03"),
        pupil("P04"),
        **{"capacity": 2, **fields},
    )


class TestByHand:
    def test_the_pair_that_waited_then_the_next_best(self) -> None:
        found = propose(four(), solve(four()), W48)
        assert codes(found.proposals[0]) == [["P01", "P02"]]
        assert [proposal.differs_by for proposal in found.proposals[1:]] == [2, 2]
        assert not found.exhausted

    def test_fewer_than_asked_exist(self) -> None:
        made = instance(pupil("P01", latest=W48), pupil("P02"), pins=[at("P02", W49)])
        found = propose(made, solve(made), W48, count=3, min_distance=1)
        assert codes(*found.proposals) == [["P01"], []]
        assert found.exhausted

    def test_as_many_as_asked_and_no_further_one(self) -> None:
        made = instance(pupil("P01", latest=W48), pupil("P02"), pins=[at("P02", W49)])
        found = propose(made, solve(made), W48, count=2, min_distance=1)
        assert len(found.proposals) == 2
        assert found.exhausted
        assert not propose(made, solve(made), W48, count=1, min_distance=1).exhausted

    def test_nobody_can_come_that_week(self) -> None:
        made = instance(pupil("P01", earliest=W49))
        found = propose(made, solve(made), W48, min_distance=1)
        assert codes(*found.proposals) == [[]]
        assert found.exhausted

    def test_a_distance_larger_than_possible(self) -> None:
        found = propose(four(), solve(four()), W48, min_distance=5)
        assert codes(*found.proposals) == [["P01", "P02"]]
        assert found.exhausted

    def test_the_largest_distance_possible(self) -> None:
        found = propose(four(), solve(four()), W48, min_distance=4)
        assert codes(*found.proposals) == [["P01", "P02"], ["P03", "P04"]]
        assert found.exhausted

    def test_groups_of_a_week_are_counted_together(self) -> None:
        made = four(groups_per_week=2)
        found = propose(made, solve(made), W48, count=2, min_distance=1)
        assert codes(found.proposals[0]) == [["P01", "P02", "P03", "P04"]]
        # Another way to make two groups of the same four is not another proposal.
        assert found.proposals[1].differs_by > 0

    def test_another_named_order_is_proposed_where_it_gives_another_group(self) -> None:
        of = four(
            colleges=[{"id": f"college-P0{n}", "name": f"Collège inventé {n}"} for n in range(1, 5)]
        )
        motives = {"P01": ["insultes"], "P02": ["insultes"]}
        made = changed(
            of,
            pupils=[
                {**each.model_dump(mode="json"), "motives": motives.get(each.id, [])}
                for each in of.pupils
            ],
            policy={"motive_weights": {"insultes": 5}},
        )
        found = propose(made, solve(made), W48, count=2)
        assert [(each.order, each.name) for each in found.proposals] == [
            ("wait-first", BEST),
            ("group-first", NAMES["group-first"]),
        ]
        assert (
            values(found.proposals[1].plan)["cohesion"]
            < values(found.proposals[0].plan)["cohesion"]
        )

    def test_an_order_of_its_own_has_no_name(self) -> None:
        order = ["cohesion", "unplaced", "disruption", "carried", "waiting", "coverage", "comfort"]
        made = four(policy={"order": order})
        found = propose(made, solve(made), W48, count=1)
        assert found.proposals[0].order == OWN_ORDER

    def test_of_equal_ones_the_solid_comes_first(self) -> None:
        # All scores are equal; without one of two girls and two boys, somebody is alone.
        genders = ["F", "F", "M", "M", None, None]
        made = instance(
            *(pupil(f"P0{n}", gender=g, latest=W48) for n, g in enumerate(genders, start=1)),
            last_week=W48,
            capacity=4,
        )
        found = propose(made, solve(made), W48, count=6, min_distance=2)
        later = found.proposals[1:]
        keys = [(rank_of(each.plan), len(each.solidity.fragile)) for each in later]
        assert {rank for rank, _ in keys} == {rank_of(found.proposals[0].plan)}
        assert keys == sorted(keys)
        assert len({fragile for _, fragile in keys}) > 1


class TestPointless:
    def without_p01_pointless(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let every group without P01 be worse on every level, and nothing speak for it."""
        real = solver.decide.propose._values

        def values_of(plan: Plan) -> dict[Level, int]:
            extra = 100 * (not hosted_in(plan, W48) >= {"P01"})
            return {level: value + extra for level, value in real(plan).items()}

        monkeypatch.setattr(solver.decide.propose, "_values", values_of)
        monkeypatch.setattr(solver.decide.propose, "compare", lambda *_: Words((), ("Rien.",)))

    def test_one_worse_on_every_level_gives_way_to_another(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.without_p01_pointless(monkeypatch)
        found = propose(four(), solve(four()), W48, count=2, min_distance=2)
        assert all("P01" in hosted for hosted in codes(*found.proposals))
        assert not found.exhausted

    def test_it_is_shown_where_there_are_not_enough_others(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.without_p01_pointless(monkeypatch)
        found = propose(four(), solve(four()), W48, count=2, min_distance=4)
        assert codes(*found.proposals) == [["P01", "P02"], ["P03", "P04"]]
        assert found.exhausted


class TestWithoutProof:
    def test_pins_that_contradict_each_other_leave_nothing_to_propose(self) -> None:
        made = instance(pupil("P01"), pins=[at("P01", W48), at("P01", W49)])
        found = propose(made, solve(made), W48)
        assert (found.proposals, found.exhausted) == ((), True)
        assert found.reasons == solve(made).reasons

    def test_out_of_time_nothing_is_claimed(self) -> None:
        assert propose(four(), Plan(status="unknown"), W48).exhausted is False
        found = propose(four(), solve(four()), W48, options=SolveOptions(time_limit=1e-9))
        assert not found.exhausted
        assert all(each.plan.status == "feasible" for each in found.proposals[1:])

    def test_a_plan_that_breaks_a_rule_is_refused(self) -> None:
        wrong = complete_plan(four(), [admit(code, W48) for code in ("P01", "P02", "P03")])
        with pytest.raises(PlanRefused) as refused:
            propose(four(), wrong, W48)
        assert [violation.rule for violation in refused.value.violations] == ["capacity"]
