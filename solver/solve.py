"""From an instance, or a question about it, to the best plan with its proof."""

import time
from dataclasses import replace
from typing import Final

from solver.instance import Instance, PupilWeek
from solver.model.build import Models
from solver.model.contradiction import Contradiction
from solver.model.minimise import OnProgress, Progress, SolveOptions
from solver.plan import Plan
from solver.question import BEST_PLAN, Question
from solver.reasons import reason
from solver.search import Answer, Search

__all__ = ["DEFAULT_OPTIONS", "Models", "OnProgress", "Progress", "SolveOptions", "ask", "solve"]

DEFAULT_OPTIONS: Final = SolveOptions()


def solve(
    instance: Instance,
    options: SolveOptions = DEFAULT_OPTIONS,
    on_progress: OnProgress | None = None,
) -> Plan:
    """Give the best plan of an instance, or the best one known when the time is up.

    The status says which: `optimal` (every level proven), `feasible` (each level with the bound
    that is proven), `infeasible` (the pins contradict hard rules, with minimal reasons) or
    `unknown`. With one worker the same instance, seed and version give the same optimal plan.
    `on_progress` is called from the search's own thread. Raises KeyboardInterrupt on Ctrl-C.
    """
    deadline = time.monotonic() + options.time_limit
    search = Search(Models(instance), BEST_PLAN, options, deadline, on_progress)
    if not search.start():
        if search.answer().impossible:
            return _infeasible_plan(instance, search.contradicting, options, deadline)
        return Plan(status="unknown")
    _go_through(search, options, deadline)
    return plan_of(search.answer())


def ask(
    about: Instance | Models,
    question: Question,
    options: SolveOptions = DEFAULT_OPTIONS,
    on_progress: OnProgress | None = None,
) -> Answer:
    """Answer a question about an instance, with the same steps and the same care for proof.

    What is asked may be an instance, or models of it that many questions share; a question that
    allows concessions needs models that can make them.
    """
    deadline = time.monotonic() + options.time_limit
    models = Models(about) if isinstance(about, Instance) else about
    search = Search(models, question, options, deadline, on_progress)
    if search.start():
        _go_through(search, options, deadline)
    return search.answer()


def plan_of(answer: Answer) -> Plan:
    """Write the draft of an answer as a plan, with the bounds of the policy's levels.

    `optimal` where the answer is proven the best of what was asked.
    """
    if answer.draft is None:
        return Plan(status="infeasible" if answer.impossible else "unknown")
    bounds = {level: answer.bounds[level] for level in answer.draft.instance.policy.order}
    return answer.draft.to_plan("optimal" if answer.proven else "feasible", bounds)


def _go_through(search: Search, options: SolveOptions, deadline: float) -> None:
    search.settle_weeks()
    if search.is_large():
        _improve_weeks(search, options, deadline)
    search.settle_groups()


def _improve_weeks(search: Search, options: SolveOptions, deadline: float) -> None:
    """Solve each week of a large plan anew by itself, its pupils and the rest unchanged.

    The model of all weeks together would not get far in time; this proves nothing.
    """
    draft = search.draft
    if draft is None or len(draft.instance.horizon) == 1:
        return
    weeks = sorted({group[0] for group in draft.groups})
    end = time.monotonic() + _SHARE_FOR_WEEKS * (deadline - time.monotonic())
    for number, week in enumerate(weeks):
        now = time.monotonic()
        if now >= end:
            return
        share = (end - now) / (len(weeks) - number)
        improved = solve(draft.week_alone(week), replace(options, time_limit=share))
        # Out of its share of time, a week may have come back without any plan.
        if improved.admissions:
            search.improve(draft.with_week(week, improved))
            draft = search.draft or draft


_SHARE_FOR_WEEKS: Final = 0.6
"""How much of the time left the weeks taken one by one may take."""


def _infeasible_plan(
    instance: Instance, pins: list[PupilWeek], options: SolveOptions, deadline: float
) -> Plan:
    """Say which rule elements contradict each other, among the pins that cannot all be kept."""
    pinned = instance.model_copy(update={"pins": tuple(pins)})
    elements = Contradiction(pinned, options, deadline).minimal_elements()
    if elements is None:
        return Plan(status="unknown")
    reasons = tuple(reason(instance, element) for element in elements)
    return Plan(status="infeasible", reasons=reasons)
