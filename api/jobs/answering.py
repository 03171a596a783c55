"""Each question to the solver and its answer, in the JSON of the command of the same name.

This loads the whole search: only the solver's process imports it.
"""

import time
from dataclasses import replace
from typing import Any, Final, get_args

from api.jobs.questions import Explain, Propose, Question, Replan, Try
from api.jobs.telling import Say, counting, reporting
from api.jobs.usable import events_of
from solver.checked import checked
from solver.decide.compared import describe
from solver.decide.completion import complete
from solver.decide.explain import explain, explain_all
from solver.decide.missing_workshops import fixes
from solver.decide.outsider import Outsider, answer_for
from solver.decide.propose import FOUND, propose
from solver.decide.replan import Repaired, replan
from solver.decide.solidity import solidity
from solver.decide.trying import try_move
from solver.decide.value import Values, value
from solver.instance import Instance, Record
from solver.plan import Plan
from solver.solve import SolveOptions, solve

_SHARE_FOR_THE_FIRST: Final = 0.5
"""How much of the time the best plan may take before the answer itself, as for the commands."""

_OUTSIDERS: Final[tuple[Outsider, ...]] = get_args(Outsider)
"""Who may be told about one pupil and nothing else: an explanation comes with a text for each."""

Answer = dict[str, Any] | None
"""None where the time ran out before there was an answer, or a plan to start from."""


def answer(instance: Instance, question: Question, options: SolveOptions, say: Say) -> Answer:
    """Answer a question within the time of the options.

    Raises InputError where it cannot be worked on, PlanRefused where the checker refuses a plan.
    """
    if isinstance(question, Propose):
        return _propose(instance, question, options, say)
    if isinstance(question, Explain):
        return _explain(instance, question, options, say)
    if isinstance(question, Try):
        return _try(instance, question, options, say)
    if isinstance(question, Replan):
        events, told = events_of(question), reporting(say)
        return _found(replan(instance, question.plan, question.week, events, options, told))
    return _found(value(instance, options, reporting(say)))


def _propose(instance: Instance, asked: Propose, options: SolveOptions, say: Say) -> Answer:
    deadline, told = time.monotonic() + options.time_limit, reporting(say)
    first = solve(instance, _half(options), told)
    left = _left(options, deadline)
    return _json(propose(instance, first, asked.week, asked.count, asked.min_distance, left, told))


def _explain(instance: Instance, asked: Explain, options: SolveOptions, say: Say) -> Answer:
    deadline = time.monotonic() + options.time_limit
    plan = checked(instance, solve(instance, _half(options), reporting(say)))
    left = _left(options, deadline)
    if plan.status not in FOUND:
        return _found(plan)
    if asked.pupil is None or asked.week is None:
        return _json(explain_all(instance, plan, left, counting(say)))
    found = explain(instance, plan, asked.pupil, asked.week, left)
    if found is None:
        return None
    texts = {
        reader: answer_for(instance, plan, asked.pupil, asked.week, reader).message
        for reader in _OUTSIDERS
    }
    return {**_json(found), "texts": texts}


def _try(instance: Instance, asked: Try, options: SolveOptions, say: Say) -> Answer:
    deadline = time.monotonic() + options.time_limit
    plan = asked.plan
    if plan is None:
        before = asked.without or instance
        plan = checked(before, solve(before, _half(options), reporting(say)))
    if plan.status not in FOUND:
        return _found(plan)
    trial = try_move(instance, plan, asked.pupil, asked.week)
    found = complete(instance, plan, asked.pupil, asked.week, _left(options, deadline))
    answered = {
        **_json(trial),
        "from_best": asked.plan is None,
        "completion": None if found is None else _json(found),
    }
    if found is not None and found.plan is not None:
        answered.update(_said(instance, found.plan, _left(options, deadline)))
    return answered


def _said(instance: Instance, plan: Plan, options: SolveOptions) -> dict[str, Any]:
    """Say of a plan, for the first week it is about, what is said of those proposed."""
    week = instance.first_week
    words = describe(instance, plan, week)
    return {
        "strengths": words.strengths,
        "costs": words.costs,
        "solidity": solidity(instance, plan, week).model_dump(mode="json"),
        "missing": [fix.model_dump(mode="json") for fix in fixes(instance, plan, week, options)],
    }


def _found(record: Repaired | Values | Plan) -> Answer:
    unknown = not isinstance(record, Repaired) and record.status == "unknown"
    return None if unknown else _json(record)


def _json(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_none=True)


def _half(options: SolveOptions) -> SolveOptions:
    return replace(options, time_limit=_SHARE_FOR_THE_FIRST * options.time_limit)


def _left(options: SolveOptions, deadline: float) -> SolveOptions:
    return replace(options, time_limit=max(0.0, deadline - time.monotonic()))
