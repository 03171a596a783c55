"""How the search behaves: time, proofs, several groups, interruption, and a fixed form."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import solver.search
import solver.solve
from solver.check import check
from solver.generate import generate
from solver.instance import Instance
from solver.model.levels import LevelTerm
from solver.model.minimise import MAX_WEIGHT, Progress, Stage, StageResult, split_into_stages
from solver.model.posting import Posting
from solver.plan import LevelScore, Plan
from solver.rules import LEVELS, NAMED_ORDERS, OrderName
from solver.solve import SolveOptions, solve
from tests.build import W48, W49, admit, at, changed, instance, pupil, values, workshop

ROOT = Path(__file__).parent.parent


def solved(made: Instance, time_limit: float = 60, seed: int = 0, workers: int = 1) -> Plan:
    """Solve, and let the checker have its say."""
    plan = solve(made, SolveOptions(time_limit, seed, workers))
    assert check(made, plan).violations == ()
    return plan


class TestOutOfTime:
    @pytest.mark.parametrize("groups", [1, 4])
    def test_there_is_a_plan_with_honest_bounds(self, groups: int) -> None:
        made = generate(pupils=200, weeks=20, groups=groups)
        plan = solved(made, time_limit=0.001)
        assert plan.status == "feasible"
        best = solved(made, time_limit=60) if groups == 1 else plan
        assert plan.score[0].bound is not None
        assert plan.score[0].bound <= best.score[0].value <= plan.score[0].value

    def test_pinned_pupils_are_kept_even_then(self) -> None:
        made = generate(pupils=40, weeks=10)
        first = made.pupils[0]
        pinned = changed(made, pins=[at(first.id, first.latest)])
        plan = solved(pinned, time_limit=0.001)
        assert any(a.pupil == first.id and a.week == first.latest for a in plan.admissions)

    def test_a_plan_of_ten_thousand_pupils_is_found(self) -> None:
        made = generate(pupils=10_000, weeks=30, groups=40, conflict_rate=0.0)
        assert solved(made, time_limit=0.5).status == "feasible"

    def test_a_pinned_pupil_stays_even_where_his_week_comes_back_without_a_plan(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where balance comes first a week without groups is the finest of all, were it allowed."""
        solved_anew: list[Instance] = []

        def out_of_time(week_alone: Instance, _: SolveOptions) -> Plan:
            solved_anew.append(week_alone)
            return Plan(status="unknown")

        monkeypatch.setattr(solver.search, "_LARGE", 0)
        monkeypatch.setattr(solver.solve, "solve", out_of_time)
        order = ["cohesion", *(level for level in LEVELS if level != "cohesion")]
        made = instance(pupil("P01"), pins=[at("P01", W49)], policy={"order": order})
        plan = solved(made)
        assert [week_alone.first_week for week_alone in solved_anew] == [W49]
        assert plan.admissions == (admit("P01", W49),)


class TestProof:
    @pytest.mark.parametrize("order", NAMED_ORDERS)
    def test_an_optimal_plan_reaches_the_bound_on_every_level(self, order: OrderName) -> None:
        made = generate(pupils=10, weeks=4, seed=3).with_order(NAMED_ORDERS[order])
        plan = solved(made)
        assert plan.status == "optimal"
        assert [entry.level for entry in plan.score] == list(NAMED_ORDERS[order])
        assert all(entry.value == entry.bound for entry in plan.score)

    def test_the_best_bound_proven_is_kept_whichever_stage_proves_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Four pupils, one place: three are left out; weeks prove it, then groups only one."""
        proven = [3, 1]

        def stopped_early(_: Posting, stage: Stage, *__: object) -> StageResult:
            bound = stage.number({**dict.fromkeys(LEVELS, 0), "unplaced": proven.pop(0)})
            return StageResult(holds=None, objective_bound=bound)

        monkeypatch.setattr(solver.search, "run", stopped_early)
        made = instance(
            *(pupil(f"P0{n}", latest=W48) for n in range(1, 5)),
            last_week=W48,
            capacity=1,
            workshops=[workshop("a")],
        )
        plan = solved(made)
        assert proven == []
        assert plan.score[0] == LevelScore(level="unplaced", value=3, bound=3)

    def test_more_threads_prove_the_same_score(self) -> None:
        made = generate(pupils=14, weeks=5, seed=1)
        assert values(solved(made, workers=4)) == values(solved(made))

    def test_another_seed_proves_the_same_score(self) -> None:
        made = generate(pupils=14, weeks=5, seed=2)
        assert values(solved(made, seed=7)) == values(solved(made))

    def test_the_same_seed_gives_the_same_plan(self) -> None:
        made = generate(pupils=14, weeks=5, groups=2, seed=2)
        assert solved(made) == solved(made)

    def test_progress_never_claims_more_than_the_proof(self) -> None:
        made = generate(pupils=20, weeks=6, seed=4)
        seen: list[Progress] = []
        plan = solve(made, on_progress=seen.append)
        best: dict[str, int] = {entry.level: entry.value for entry in plan.score}
        assert seen
        assert all(each.bound <= best[each.level] for each in seen)
        assert all(each.value is None or each.bound <= each.value for each in seen)


class TestSeveralGroups:
    def test_pupils_a_week_could_hold_but_no_groups_can_are_not_all_admitted(self) -> None:
        """Three pupils in conflict with each other fill two groups of three, yet need three."""
        codes = ("P01", "P02", "P03")
        made = instance(
            *(pupil(code, latest=W48) for code in codes),
            groups_per_week=2,
            conflicts=[["P01", "P02"], ["P02", "P03"], ["P01", "P03"]],
        )
        plan = solved(made)
        assert plan.status == "optimal"
        assert values(plan)["unplaced"] == 1

    def test_a_split_that_first_fit_misses_is_found(self) -> None:
        """P01-P04 and P02-P03 may meet; taking them in order would put P01 and P02 together."""
        pairs = [["P01", "P03"], ["P02", "P04"], ["P03", "P04"]]
        made = instance(
            *(pupil(f"P0{n}", latest=W48) for n in range(1, 5)),
            groups_per_week=2,
            capacity=2,
            conflicts=pairs,
        )
        plan = solved(made)
        assert values(plan)["unplaced"] == 0

    def test_groups_are_numbered_without_gaps_by_their_smallest_pupil(self) -> None:
        made = instance(
            *(pupil(code, latest=W48) for code in ("P03", "P01", "P02")),
            groups_per_week=3,
            conflicts=[["P01", "P02"]],
        )
        plan = solved(made)
        first = next(a for a in plan.admissions if a.pupil == "P01")
        assert first.group == 1
        assert {a.group for a in plan.admissions} == {1, 2}


class TestPins:
    def test_two_pins_of_a_pupil_contradict_each_other_and_his_window(self) -> None:
        made = instance(pupil("P01"), pins=[at("P01", W48), at("P01", W49)])
        plan = solve(made)
        assert plan.status == "infeasible"
        assert [(r.rule, r.subjects) for r in plan.reasons] == [
            ("pin", ("P01", W48)),
            ("pin", ("P01", W49)),
            ("window", ("P01",)),
        ]

    def test_reasons_leave_out_whoever_is_not_concerned(self) -> None:
        made = instance(
            *(pupil(f"P0{n}", college="tilleuls" if n < 3 else f"c{n}") for n in range(1, 7)),
            pins=[at(f"P0{n}", W48) for n in range(1, 6)],
        )
        plan = solve(made)
        assert [(r.rule, r.subjects) for r in plan.reasons] == [
            ("capacity", (W48,)),
            ("college", ("P01", "P02")),
            ("pin", ("P01", W48)),
            ("pin", ("P02", W48)),
        ]

    def test_every_reason_is_a_french_sentence(self) -> None:
        made = instance(pupil("P01", latest=W48), pins=[at("P01", W49)], bans=[at("P01", W49)])
        plan = solve(made)
        assert all(r.message.endswith(".") and "P01" in r.message for r in plan.reasons)


class TestStages:
    def test_a_gain_on_a_later_level_never_pays_for_a_loss_on_an_earlier_one(self) -> None:
        stage = Stage([LevelTerm("unplaced", 0, 0, 4), LevelTerm("waiting", 0, 0, 99)])
        assert stage.bounds(2 * 100 + 99, {"unplaced": 2, "waiting": 99}) == {
            "unplaced": 2,
            "waiting": 99,
        }
        assert stage.bounds(2 * 100 + 99, {"unplaced": 3, "waiting": 5}) == {
            "unplaced": 2,
            "waiting": 0,
        }

    def test_levels_share_a_stage_while_weights_stay_small(self) -> None:
        terms = [LevelTerm("unplaced", 0, 0, 999), LevelTerm("waiting", 0, 0, 999)]
        assert len(split_into_stages(terms)) == 1

    def test_levels_part_before_weights_grow_too_large(self) -> None:
        terms = [LevelTerm("unplaced", 0, 0, 9), LevelTerm("waiting", 0, 0, MAX_WEIGHT)]
        assert [len(stage) for stage in split_into_stages(terms)] == [1, 1]

    def test_a_score_too_large_for_one_number_is_still_exact(self) -> None:
        """Three pupils who waited since long ago: waiting alone passes 10**9."""
        old = {"earliest": "1500-W01", "latest": W49, "priority": 3}
        made = instance(*(pupil(f"P0{n}", college="tilleuls", **old) for n in range(1, 4)))
        plan = solved(made)
        weeks = made.open_weeks_waited("1500-W01", W48)
        assert plan.status == "optimal"
        assert values(plan)["waiting"] == 3 * weeks**2 + 3 * (weeks + 1) ** 2


class TestGiantFigures:
    def test_a_budget_beyond_any_number_of_sessions_is_no_limit(self) -> None:
        made = generate(pupils=5, weeks=2)
        teachers = [t.model_dump(mode="json") | {"max_sessions": 10**17} for t in made.teachers]
        unlimited = [t.model_dump(mode="json") | {"max_sessions": None} for t in made.teachers]
        one, other = changed(made, teachers=teachers), changed(made, teachers=unlimited)
        assert values(solved(one)) == values(solved(other))

    def test_a_capacity_of_a_thousand_and_a_hundred_groups(self) -> None:
        made = instance(*(pupil(f"P0{n}") for n in range(1, 4)), capacity=1000, groups_per_week=100)
        assert values(solved(made))["cohesion"] == 0


def test_ctrl_c_stops_the_search_at_once_and_cleanly() -> None:
    code = (
        "import signal\n"
        "from solver.generate import generate\n"
        "from solver.solve import SolveOptions, solve\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's job ignores it
        "made = generate(pupils=400, weeks=20, groups=6)\n"
        "print('started', flush=True)\n"
        "try:\n"
        "    solve(made, SolveOptions(time_limit=300))\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', flush=True)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "started\n"
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(3)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    assert out == "stopped\n"
    assert child.returncode == 0
