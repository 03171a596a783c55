"""Running CP-SAT on a stage: a few levels of the score at once, in order, with their proof."""

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ortools.sat.python import cp_model

from solver.model.levels import LevelTerm
from solver.model.posting import Literal, Posting
from solver.question import Goal

MAX_WEIGHT: Final = 10**9
"""Weights stay below this: far under 2**53, and small enough for the linear relaxation, which
loses its grip on larger ones (docs/decisions/0002)."""

_SMALL: Final = 1000
"""Presolving a model of no more variables takes longer than it saves (docs/decisions/0004)."""

Values = dict[Goal, int]
"""A value, or a bound, for each of some goals."""


@dataclass(frozen=True)
class Progress:
    """Where the search stands: the level being settled, its best value so far, a proven bound."""

    level: Goal
    value: int | None
    bound: int


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class SolveOptions:
    """How long to search, in seconds of wall clock, from which seed, with how many threads."""

    time_limit: float = 60.0
    seed: int = 0
    workers: int = 1


def split_into_stages(terms: Sequence[LevelTerm]) -> list[list[LevelTerm]]:
    """Group levels into as few stages as the weights allow, keeping their order."""
    stages: list[list[LevelTerm]] = []
    weight = 1
    for term in terms:
        size = term.high - term.low + 1
        if stages and weight * size <= MAX_WEIGHT:
            stages[-1].append(term)
            weight *= size
        else:
            stages.append([term])
            weight = size
    return stages


class Stage:
    """Levels minimised together, as digits of one number: the first level is the leading digit.

    A digit's weight is the number of values that all later digits can take, so no gain on a later
    level ever pays for a loss on an earlier one.
    """

    def __init__(self, terms: Sequence[LevelTerm]) -> None:
        self.terms = tuple(terms)
        weights = [1]
        for term in reversed(terms[1:]):
            weights.insert(0, weights[0] * (term.high - term.low + 1))
        self._weights = tuple(weights)

    @property
    def objective(self) -> cp_model.LinearExprT:
        """The number to minimise; 0 where every level is at its lowest."""
        pairs = zip(self._weights, self.terms, strict=True)
        return sum(weight * (term.expression - term.low) for weight, term in pairs)

    def number(self, values: Mapping[Goal, int]) -> int:
        """Write the values of the levels as one number."""
        pairs = zip(self._weights, self.terms, strict=True)
        return sum(weight * (values[term.level] - term.low) for weight, term in pairs)

    def bounds(self, objective_bound: int, values: Values) -> Values:
        """Turn a bound on the number into one per level, each given the values before it."""
        bounds: Values = {}
        rest = objective_bound
        for weight, term in zip(self._weights, self.terms, strict=True):
            bounds[term.level] = max(term.low, term.low + rest // weight)
            rest -= weight * (values[term.level] - term.low)
        return bounds

    def progress(self, objective: int | None, objective_bound: int) -> Progress:
        """Say where the first unsettled level stands."""
        rest, bound = objective, objective_bound
        for weight, term in zip(self._weights, self.terms, strict=True):
            low = term.low + max(0, bound // weight)
            if rest is None:
                return Progress(term.level, None, low)
            value = term.low + rest // weight
            if value > low or term is self.terms[-1]:
                return Progress(term.level, value, min(low, value))
            rest, bound = rest % weight, bound - (rest // weight) * weight
        raise AssertionError("a stage has at least one level")


@dataclass(frozen=True)
class StageResult:
    """What CP-SAT found: literals that hold (None where it found nothing), and what it proved."""

    holds: Callable[[Literal], bool] | None
    objective_bound: int
    impossible: bool = False


def run(
    posting: Posting,
    stage: Stage,
    options: SolveOptions,
    deadline: float,
    known: Values | None = None,
    on_progress: OnProgress | None = None,
) -> StageResult:
    """Minimise a stage until it is proven or the deadline (of `time.monotonic`) passes.

    `known` are the values of a plan that is known already; progress starts from it. Raises KeyboardInterrupt on Ctrl-C, once CP-SAT has stopped.
    """
    posting.model.minimize(stage.objective)
    solver = new_solver(options, deadline)
    solver.parameters.cp_model_presolve = len(posting.model.proto.variables) > _SMALL
    callback = None
    if on_progress is not None:
        callback = _Reporter(stage, on_progress, None if known is None else stage.number(known))
        solver.best_bound_callback = callback.on_bound
    status = solve_interruptibly(solver, posting.model, callback)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return StageResult(
        holds=solver.boolean_value if found else None,
        objective_bound=_whole_bound(solver.best_objective_bound),
        impossible=status == cp_model.INFEASIBLE,
    )


def _whole_bound(bound: float) -> int:
    """Round a bound on an integer up: 10.9999999 and 11.0000001 both mean 11, none means 0."""
    return max(0, math.ceil(bound - 1e-4)) if math.isfinite(bound) else 0


def new_solver(options: SolveOptions, deadline: float) -> cp_model.CpSolver:
    """Prepare CP-SAT: measured settings, the caller's seed and threads, and the time left."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(0.0, deadline - time.monotonic())
    parameters.random_seed = options.seed
    parameters.num_workers = options.workers
    # The linear relaxation is what proves these models (docs/decisions/0002).
    parameters.linearization_level = 2
    parameters.add_lp_constraints_lazily = False
    # One round of presolve is enough: more rounds take longer than they save.
    parameters.max_presolve_iterations = 1
    # Ctrl-C is handled by `solve_interruptibly`, which leaves no half-finished answer.
    parameters.catch_sigint_signal = False
    return solver


def solve_interruptibly(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    callback: cp_model.CpSolverSolutionCallback | None = None,
) -> cp_model.CpSolverStatus:
    """Solve in a thread of its own, so that Ctrl-C reaches us and stops the search first."""
    answer: list[cp_model.CpSolverStatus] = []
    failure: list[BaseException] = []
    done = threading.Event()

    def work() -> None:
        try:
            answer.append(solver.solve(model, callback))
        except BaseException as error:  # noqa: BLE001 - raised again below, in the caller's thread
            failure.append(error)
        finally:
            done.set()

    thread = threading.Thread(target=work, name="cp-sat", daemon=True)
    thread.start()
    try:
        done.wait()
    except KeyboardInterrupt:
        solver.stop_search()
        thread.join()
        raise
    thread.join()
    if failure:
        raise failure[0]
    return answer[0]


class _Reporter(cp_model.CpSolverSolutionCallback):
    """Tells the caller about each better plan and each better bound."""

    def __init__(self, stage: Stage, on_progress: OnProgress, best: int | None) -> None:
        super().__init__()
        self._stage = stage
        self._on_progress = on_progress
        self._best = best
        self._bound = 0

    def on_solution_callback(self) -> None:
        found = round(self.objective_value)
        self._best = found if self._best is None else min(found, self._best)
        self._report()

    def on_bound(self, bound: float) -> None:
        self._bound = max(self._bound, _whole_bound(bound))
        self._report()

    def _report(self) -> None:
        self._on_progress(self._stage.progress(self._best, self._bound))
