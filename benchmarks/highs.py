"""Group composition by HiGHS, in a process of its own: it cannot be loaded beside OR-Tools.

`python -m benchmarks.highs INSTANCE` solves the instance without its workshops, for one group a
week, and prints as JSON the score and two durations in seconds: of solving alone (`solving`), and with
the writing of the model (`whole`).

The formulation is the one that served HiGHS best: the levels that depend on weeks alone as one
weighted objective, then cohesion with those held (`--stages 2`), or all in one weighted objective
(`--stages 1`). Rules and costs are stated as the model of CP-SAT states them.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

import highspy

from solver.files import read_instance
from solver.instance import CLASS_LEVELS, Instance
from solver.plan import Admission
from solver.score import (
    FULL_ENOUGH,
    compute_score,
    outcome_if_not_admitted,
    waiting_if_admitted,
    waiting_if_carried,
)
from solver.weeks import week_number

Terms = dict[int, float]


@dataclass
class Program:
    """A mixed-integer program: columns with a cost per level, and rows."""

    highs: highspy.Highs
    costs: list[Terms] = field(default_factory=lambda: [{}, {}, {}, {}, {}])
    count: int = 0

    def column(self, low: float, high: float, integer: bool) -> int:
        """Add a variable and give its index."""
        self.highs.addVar(low, high)
        if integer:
            self.highs.changeColIntegrality(self.count, highspy.HighsVarType.kInteger)
        self.count += 1
        return self.count - 1

    def row(self, low: float, terms: Terms, high: float) -> None:
        """Post `low <= terms <= high`."""
        self.highs.addRow(low, high, len(terms), list(terms), list(terms.values()))


def build(program: Program, instance: Instance) -> dict[tuple[str, str], int]:
    """State rules and costs for one group a week; give the columns of the places."""
    infinity = highspy.kHighsInf
    place: dict[tuple[str, str], int] = {}
    for pupil in instance.pupils:
        first, last = week_number(pupil.earliest), week_number(pupil.latest)
        columns = {}
        for week in instance.open_weeks:
            banned = (pupil.id, week) in instance.ban_set
            if first <= week_number(week) <= last and not banned:
                columns[week] = place[pupil.id, week] = program.column(0, 1, True)
        program.row(-infinity, dict.fromkeys(columns.values(), 1.0), 1)
        carried = outcome_if_not_admitted(instance, pupil) == "carried-over"
        otherwise = waiting_if_carried(instance, pupil) if carried else 0
        for week, column in columns.items():
            program.costs[2 if carried else 0][column] = -pupil.priority
            program.costs[3][column] = waiting_if_admitted(instance, pupil, week) - otherwise
    for entry in instance.announced:
        if (entry.pupil, entry.week) in place:
            program.costs[1][place[entry.pupil, entry.week]] = -1
    for pin in instance.pins:
        program.row(1, {place[pin.pupil, pin.week]: 1.0}, 1)
    for week in instance.open_weeks:
        coming = {pupil: col for (pupil, in_week), col in place.items() if in_week == week}
        if coming:
            _rules(program, instance, coming)
            _cohesion(program, instance, coming)
    return place


def _rules(program: Program, instance: Instance, coming: dict[str, int]) -> None:
    infinity = highspy.kHighsInf
    program.row(-infinity, dict.fromkeys(coming.values(), 1.0), instance.capacity)
    by_college: defaultdict[str, list[int]] = defaultdict(list)
    for pupil, column in coming.items():
        by_college[instance.pupils_by_id[pupil].college].append(column)
    cliques = [columns for columns in by_college.values() if len(columns) > 1]
    cliques += [
        [coming[one], coming[other]]
        for one, other in instance.conflict_pairs
        if one in coming and other in coming
    ]
    for clique in cliques:
        program.row(-infinity, dict.fromkeys(clique, 1.0), 1)
    for motive, limit in instance.policy.motive_limits.items():
        sharing = [c for p, c in coming.items() if motive in instance.pupils_by_id[p].motives]
        program.row(-infinity, dict.fromkeys(sharing, 1.0), limit)


def _cohesion(program: Program, instance: Instance, coming: dict[str, int]) -> None:
    infinity, policy = highspy.kHighsInf, instance.policy
    used = program.column(0, 1, True)
    for column in coming.values():
        program.row(-infinity, {column: 1.0, used: -1.0}, 0)
    program.row(-infinity, {used: 1.0} | dict.fromkeys(coming.values(), -1.0), 0)

    def cost(weight: float) -> int:
        column = program.column(0, infinity, False)
        program.costs[4][column] = weight
        return column

    short = cost(policy.small_group)
    members = dict.fromkeys(coming.values(), 1.0)
    program.row(0, {short: 1.0, used: -float(FULL_ENOUGH)} | members, infinity)
    for motive, weight in policy.motive_weights.items():
        sharing = [c for p, c in coming.items() if motive in instance.pupils_by_id[p].motives]
        most = min(len(sharing), instance.capacity)
        if most >= 2 and weight:
            pairs = cost(weight)
            for k in range(1, most):
                terms = {pairs: 1.0} | dict.fromkeys(sharing, -float(k))
                program.row(-k * (k + 1) / 2, terms, infinity)
    _lone_genders(program, instance, coming, cost(policy.lone_gender))
    _level_gap(program, instance, coming, cost(policy.level_spread))


def _lone_genders(program: Program, instance: Instance, coming: dict[str, int], lone: int) -> None:
    infinity = highspy.kHighsInf
    by_gender: defaultdict[str | None, list[int]] = defaultdict(list)
    for pupil, column in coming.items():
        by_gender[instance.pupils_by_id[pupil].gender].append(column)
    unknown = dict.fromkeys(by_gender[None], 1.0)
    for alone, others in (("F", "M"), ("M", "F")):
        if not by_gender[alone] or len(by_gender[others]) < 2:
            continue
        several = program.column(0, 1, True)
        crowd = dict.fromkeys(by_gender[others], 1.0)
        program.row(-infinity, crowd | {several: 1.0 - instance.capacity}, 1)
        for column in by_gender[alone]:
            same = dict.fromkeys(by_gender[alone], 1.0)
            same[column] -= 2.0
            program.row(-1, {lone: 1.0, several: -1.0} | same | unknown, infinity)


def _level_gap(program: Program, instance: Instance, coming: dict[str, int], gap: int) -> None:
    infinity = highspy.kHighsInf
    present: dict[int, int] = {}
    for pupil, column in coming.items():
        level = instance.pupils_by_id[pupil].level
        if level is not None:
            rank = CLASS_LEVELS.index(level)
            if rank not in present:
                present[rank] = program.column(0, 1, True)
            program.row(-infinity, {column: 1.0, present[rank]: -1.0}, 0)
    for low, high in combinations(sorted(present), 2):
        if high - low >= 2:
            excess = float(high - low - 1)
            terms = {gap: 1.0, present[low]: -excess, present[high]: -excess}
            program.row(-excess, terms, infinity)


def minimise(program: Program, levels: list[int]) -> float:
    """Minimise some levels as one weighted objective; give the seconds that took."""
    weight, weights = 1.0, {}
    for level in reversed(levels):
        weights[level] = weight
        weight *= 1 + sum(abs(cost) for cost in program.costs[level].values())
        if level == 4:
            weight = weights[level] * 2000.0
    for column in range(program.count):
        cost = sum(w * program.costs[level].get(column, 0.0) for level, w in weights.items())
        program.highs.changeColCost(column, cost)
    before = program.highs.getRunTime()
    program.highs.run()
    return float(program.highs.getRunTime() - before)


def main() -> None:
    """Solve one instance and print what it took and what it gave."""
    parser = argparse.ArgumentParser()
    parser.add_argument("instance")
    parser.add_argument("--stages", type=int, choices=(1, 2), required=True)
    arguments = parser.parse_args()
    instance = read_instance(arguments.instance)
    start = time.perf_counter()
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.5)
    highs.setOptionValue("threads", 1)
    program = Program(highs)
    place = build(program, instance)
    seconds = 0.0
    if arguments.stages == 2:
        seconds += minimise(program, [0, 1, 2, 3])
        values = list(highs.getSolution().col_value)
        for level in range(4):
            costs = program.costs[level]
            if costs:
                reached = sum(cost * round(values[column]) for column, cost in costs.items())
                program.row(-highspy.kHighsInf, costs, reached)
        seconds += minimise(program, [4])
    else:
        seconds += minimise(program, [0, 1, 2, 3, 4])
    values = list(highs.getSolution().col_value)
    admissions = [
        Admission(pupil=pupil, week=week, group=1)
        for (pupil, week), column in place.items()
        if values[column] > 0.5
    ]
    whole = time.perf_counter() - start
    score = compute_score(instance, admissions, ())
    json.dump({"solving": seconds, "whole": whole, "score": score}, sys.stdout)


if __name__ == "__main__":
    main()
