"""The plans in an answer, judged once more by the independent checker before anything is stored.

The answer came from another process. Only what holds plans is read here; the rest is kept as it came.
"""

import json
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from api.jobs.failures import JobFailed
from api.jobs.questions import Explain, Propose, Question, Replan, Try, read_request
from api.jobs.turns import Turn
from api.jobs.usable import events_of
from solver.check import check
from solver.decide.events import after_events, hosted_before, without_conflicts_of
from solver.instance import Instance, PupilWeek
from solver.plan import Plan, Reason, Status


class _Loose(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class _Proposal(_Loose):
    plan: Plan


class _Proposals(_Loose):
    proposals: tuple[_Proposal, ...]
    exhausted: bool


class _Completion(_Loose):
    possible: bool
    plan: Plan | None = None


class _Trial(_Loose):
    holds: bool
    completion: _Completion | None


class _Repaired(_Loose):
    plan: Plan


class _Verdict(_Loose):
    verdict: str


class _Verdicts(_Loose):
    explanations: tuple[_Verdict, ...]


class _Values(_Loose):
    status: Status


class _NoPlan(_Loose):
    """A plan without content: it says why there is none."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["daeet-plan/1"]
    status: Literal["infeasible"]
    admissions: tuple[()]
    not_admitted: tuple[()]
    sessions: tuple[()]
    score: tuple[()]
    reasons: tuple[Reason, ...]


class _Found(NamedTuple):
    """A plan, and the instance whose rules it has to keep."""

    instance: Instance
    plan: Plan


def refuse_wrong(turn: Turn, result: dict[str, Any]) -> None:
    """Raise JobFailed where an answer is none to the question, or holds a plan that breaks a rule."""
    instance, question = read_request(turn.kind, turn.request)
    try:
        found = list(_plans(instance, question, result))
    except ValidationError:
        raise JobFailed("unreadable-answer") from None
    for plan in found:
        if plan.plan.status not in _WITH_CONTENT or not check(plan.instance, plan.plan).valid:
            raise JobFailed("refused-by-checker")


_WITH_CONTENT: Final[tuple[Status, ...]] = ("optimal", "feasible")


def _plans(instance: Instance, question: Question, result: dict[str, Any]) -> Iterator[_Found]:
    text = json.dumps(result)
    if isinstance(question, Explain | Replan | Try) and "format" in result:
        _NoPlan.model_validate_json(text)
    elif isinstance(question, Propose):
        for proposal in _Proposals.model_validate_json(text).proposals:
            yield _Found(instance, proposal.plan)
    elif isinstance(question, Try):
        completion = _Trial.model_validate_json(text).completion
        if completion is not None and completion.plan is not None:
            yield _Found(_with_move(instance, question), completion.plan)
    elif isinstance(question, Replan):
        yield _Found(_after(instance, question), _Repaired.model_validate_json(text).plan)
    elif isinstance(question, Explain):
        (_Verdicts if question.all else _Verdict).model_validate_json(text)
    else:
        _Values.model_validate_json(text)


def _with_move(instance: Instance, question: Try) -> Instance:
    pin = PupilWeek(pupil=question.pupil, week=question.week)
    return instance.model_copy(update={"pins": (*instance.pins, pin)})


def _after(instance: Instance, question: Replan) -> Instance:
    """Give what holds after the events; the weeks lived may be why a conflict is known."""
    after = after_events(instance, events_of(question), question.week)
    return without_conflicts_of(after, hosted_before(question.plan, question.week))
