"""The levels of the score as integer expressions: one function per level.

Each comes with bounds that hold for every plan; the costs of a group are variables that CP-SAT
pushes down to their true value, because every level is minimised.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from ortools.sat.python import cp_model

from solver.instance import CLASS_LEVELS, Pupil
from solver.model.posting import Literal, Posting, total
from solver.model.variables import Variables
from solver.plan import Outcome
from solver.question import Goal
from solver.rules import Level
from solver.score import (
    FULL_ENOUGH,
    Group,
    outcome_if_not_admitted,
    uses_reluctant_slot,
    waiting_if_admitted,
    waiting_if_carried,
)


@dataclass(frozen=True)
class LevelTerm:
    """A level as an expression, and the least and most it can be in any plan."""

    level: Goal
    expression: cp_model.LinearExprT
    low: int
    high: int


class _Sum:
    """Adds up `constant + sum(coefficient * literal)` and the range that follows."""

    def __init__(self) -> None:
        self.constant = 0
        self.literals: list[Literal] = []
        self.coefficients: list[int] = []

    def add(self, coefficient: int, literal: Literal) -> None:
        if coefficient:
            self.literals.append(literal)
            self.coefficients.append(coefficient)

    @property
    def expression(self) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(self.literals, self.coefficients) + self.constant


def _pupils_not_admitted(variables: Variables, level: Level, outcome: Outcome) -> LevelTerm:
    level_sum, high, low = _Sum(), 0, 0
    for pupil in variables.instance.pupils:
        if outcome_if_not_admitted(variables.instance, pupil) != outcome:
            continue
        weeks = variables.weeks_of[pupil.id]
        level_sum.constant += pupil.priority
        for hosted in weeks.values():
            level_sum.add(-pupil.priority, hosted)
        high += pupil.priority
        low += 0 if weeks else pupil.priority
    return LevelTerm(level, level_sum.expression, low, high)


def unplaced(_posting: Posting, variables: Variables) -> LevelTerm:
    """Count the priorities of pupils whose last possible week passes without a place."""
    return _pupils_not_admitted(variables, "unplaced", "unplaced")


def carried(_posting: Posting, variables: Variables) -> LevelTerm:
    """Count the priorities of pupils carried over the end of the horizon."""
    return _pupils_not_admitted(variables, "carried", "carried-over")


def disruption(_posting: Posting, variables: Variables) -> LevelTerm:
    """Count the announced pupils who do not come in the week announced."""
    level_sum, low = _Sum(), 0
    announced = variables.instance.announced
    for entry in announced:
        level_sum.constant += 1
        hosted = variables.hosted.get((entry.pupil, entry.week))
        if hosted is None:
            low += 1
        else:
            level_sum.add(-1, hosted)
    return LevelTerm("disruption", level_sum.expression, low, len(announced))


def waiting(_posting: Posting, variables: Variables) -> LevelTerm:
    """Sum priority times the square of the open weeks waited, over admitted and carried over."""
    instance = variables.instance
    level_sum, low, high = _Sum(), 0, 0
    for pupil in instance.pupils:
        carried_over = outcome_if_not_admitted(instance, pupil) == "carried-over"
        otherwise = waiting_if_carried(instance, pupil) if carried_over else 0
        costs = [otherwise]
        level_sum.constant += otherwise
        for week, hosted in variables.weeks_of[pupil.id].items():
            cost = waiting_if_admitted(instance, pupil, week)
            costs.append(cost)
            level_sum.add(cost - otherwise, hosted)
        low += min(costs)
        high += max(costs)
    return LevelTerm("waiting", level_sum.expression, low, high)


def coverage(_posting: Posting, variables: Variables) -> LevelTerm:
    """Count the core sessions that used groups miss."""
    level_sum, high = _missing_sessions(variables, core=True, each=1)
    return LevelTerm("coverage", level_sum.expression, 0, high)


def comfort(_posting: Posting, variables: Variables) -> LevelTerm:
    """Count twice the other sessions that used groups miss, and the reluctant sessions once."""
    instance = variables.instance
    level_sum, high = _missing_sessions(variables, core=False, each=2)
    at_most = sum(workshop.per_week for workshop in instance.workshops)
    for held in variables.held.values():
        reluctant = [
            literal for choice, literal in held.items() if uses_reluctant_slot(instance, *choice)
        ]
        for literal in reluctant:
            level_sum.add(1, literal)
        high += min(len(reluctant), at_most)
    return LevelTerm("comfort", level_sum.expression, 0, high)


def _missing_sessions(variables: Variables, *, core: bool, each: int) -> tuple[_Sum, int]:
    wanted = {w.id: w.per_week for w in variables.instance.workshops if w.core == core}
    per_group = each * sum(wanted.values())
    level_sum = _Sum()
    for group, used in variables.used.items():
        level_sum.add(per_group, used)
        for choice, literal in variables.held.get(group, {}).items():
            if choice.workshop in wanted:
                level_sum.add(-each, literal)
    return level_sum, per_group * len(variables.used)


def cohesion(posting: Posting, variables: Variables) -> LevelTerm:
    """Sum over used groups: shared motives, lone genders, class levels far apart, small groups."""
    costs = _Sum()
    high = 0
    for group in variables.used:
        if not posting.in_time():
            break
        for part in (_shared_motives, _lone_genders, _level_gap, _small_group):
            for weight, cost, most in part(posting, variables, group):
                costs.add(weight, cost)
                high += weight * most
    return LevelTerm("cohesion", costs.expression, 0, high)


Costs = Sequence[tuple[int, cp_model.IntVar, int]]
"""Weights, the variables they weigh, and the most each variable can be."""


def _members(variables: Variables, group: Group) -> list[tuple[Pupil, Literal]]:
    pupils = variables.instance.pupils_by_id
    return [(pupils[pupil], literal) for pupil, literal in variables.members_of[group].items()]


def _shared_motives(posting: Posting, variables: Variables, group: Group) -> Costs:
    """Count the pairs that share a motive: n(n-1)/2, the upper envelope of its own tangents."""
    model, capacity = posting.model, variables.most_in_group
    costs = []
    for motive, weight in variables.instance.policy.motive_weights.items():
        sharing = [lit for pupil, lit in _members(variables, group) if motive in pupil.motives]
        most = min(len(sharing), capacity)
        if weight and most >= 2:
            pairs = model.new_int_var(0, most * (most - 1) // 2, "")
            count = total(sharing)
            for k in range(1, most):
                model.add(pairs >= k * count - k * (k + 1) // 2)
            costs.append((weight, pairs, most * (most - 1) // 2))
    return costs


def _lone_genders(posting: Posting, variables: Variables, group: Group) -> Costs:
    """Mark a gender held by one pupil alone among at least two of the other, none unknown."""
    weight = variables.instance.policy.lone_gender
    by_gender: defaultdict[str | None, list[Literal]] = defaultdict(list)
    for pupil, literal in _members(variables, group):
        by_gender[pupil.gender].append(literal)
    size = min(variables.most_in_group, len(variables.members_of[group]))
    if not weight or size < FULL_ENOUGH:
        return []
    model = posting.model
    count = {gender: _count(posting, literals) for gender, literals in by_gender.items()}
    unknown = count.get(None, 0)
    costs = []
    for alone, others in (("F", "M"), ("M", "F")):
        if not by_gender[alone] or len(by_gender[others]) < FULL_ENOUGH - 1:
            continue
        lone, several = model.new_bool_var(""), model.new_bool_var("")
        model.add(count[others] <= 1 + (size - 1) * several)
        for literal in by_gender[alone]:
            # The count includes the pupil himself: the line bites when nobody stands beside him.
            model.add(lone >= 2 * literal + several - count[alone] - unknown - 1)
        costs.append((weight, lone, 1))
    return costs


def _count(posting: Posting, literals: Sequence[Literal]) -> cp_model.IntVar:
    """Make a variable of how many literals hold, so that many lines can name it cheaply."""
    count = posting.model.new_int_var(0, len(literals), "")
    posting.model.add(count == total(literals))
    return count


def _level_gap(posting: Posting, variables: Variables, group: Group) -> Costs:
    """Measure by how much more than one the highest class level exceeds the lowest."""
    weight = variables.instance.policy.level_spread
    ranks: defaultdict[int, list[Literal]] = defaultdict(list)
    for pupil, literal in _members(variables, group):
        if pupil.level is not None:
            ranks[CLASS_LEVELS.index(pupil.level)].append(literal)
    distant = [(low, high) for low, high in combinations(sorted(ranks), 2) if high - low >= 2]
    if not weight or not distant or variables.most_in_group < 2:
        return []
    model = posting.model
    present = {rank: model.new_bool_var("") for rank in ranks}
    for rank, literals in ranks.items():
        for literal in literals:
            model.add_implication(literal, present[rank])
    widest = max(high - low - 1 for low, high in distant)
    gap = model.new_int_var(0, widest, "")
    for low, high in distant:
        excess = high - low - 1
        model.add(gap >= excess * (present[low] + present[high] - 1))
    return [(weight, gap, widest)]


def _small_group(posting: Posting, variables: Variables, group: Group) -> Costs:
    """Measure by how many pupils a used group falls short of three."""
    weight = variables.instance.policy.small_group
    if not weight:
        return []
    model = posting.model
    short = model.new_int_var(0, FULL_ENOUGH - 1, "")
    members = list(variables.members_of[group].values())
    model.add(short + total(members) >= FULL_ENOUGH * variables.used[group])
    return [(weight, short, FULL_ENOUGH - 1)]


LEVEL_TERMS: Final[dict[Level, Callable[[Posting, Variables], LevelTerm]]] = {
    "unplaced": unplaced,
    "disruption": disruption,
    "carried": carried,
    "waiting": waiting,
    "coverage": coverage,
    "cohesion": cohesion,
    "comfort": comfort,
}
PUPIL_LEVELS: Final[frozenset[Level]] = frozenset({"unplaced", "disruption", "carried", "waiting"})
"""The levels that depend on who comes when, not on who is with whom."""
