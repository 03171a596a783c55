"""Asking the solver: each question becomes a job about the instance of its week."""

from collections.abc import Sequence

from api.access.caller import Caller
from api.errors import Invalid, NotFound
from api.jobs import service as jobs
from api.jobs.questions import Explain, Propose, Replan, Try, Value
from api.jobs.questions import Question as Asked
from api.jobs.schemas import Job
from api.jobs.states import JobKind
from api.jobs.usable import events_of
from api.planning.adjusting import Adjusting, adjusting
from api.planning.instance import instance_of
from api.planning.present_plan import present_plan
from api.planning.refusals import NotPublished
from api.planning.schemas import (
    AskExplanation,
    AskProposals,
    AskRepair,
    AskTry,
    AskValue,
    Move,
    Question,
    TryMove,
)
from api.preconditions import NO_VERSION
from api.storage import tables
from api.storage.work import Reading, Writing
from api.weeks import published
from solver.decide.events import Events
from solver.decide.known import unusable_week
from solver.decide.trying import Trial, try_move
from solver.instance import Instance
from solver.plan import Plan
from solver.problems import InputError, Problem


def ask_proposals(work: Writing, caller: Caller, body: AskProposals) -> Job:
    """Queue the search for different groups of a week; raises QueueFull, Invalid."""
    asked = Propose(
        week=body.week, count=body.count, min_distance=body.min_distance, seed=body.seed
    )
    return _queue(work, caller, body, "propose", _instance(work, body), asked)


def ask_explanation(work: Writing, caller: Caller, body: AskExplanation) -> Job:
    """Queue the question why a pupil, or everybody who waits, is not hosted; raises QueueFull, Invalid."""
    if body.pupil is None:
        asked = Explain(all=True, seed=body.seed)
    else:
        asked = Explain(pupil=body.pupil, week=body.week, seed=body.seed)
    return _queue(work, caller, body, "explain", _instance(work, body), asked)


def ask_value(work: Writing, caller: Caller, body: AskValue) -> Job:
    """Queue the question what one more of each thing would bring; raises QueueFull, Invalid."""
    return _queue(work, caller, body, "value", _instance(work, body), Value(seed=body.seed))


def ask_repair(work: Writing, caller: Caller, body: AskRepair) -> Job:
    """Queue the repair of a published week; raises NotPublished, QueueFull, Invalid."""
    instance = _instance(work, body)
    if published.present(work, body.week)[0] == NO_VERSION:
        raise NotPublished
    asked = Replan(
        plan=present_plan(work, instance),
        week=body.week,
        absent=body.absent,
        away=body.away,
        conflicts=tuple((pair.one, pair.other) for pair in body.apart),
        urgent=body.urgent,
        seed=body.seed,
    )
    return _queue(work, caller, body, "replan", instance, asked, events_of(asked))


def ask_try(work: Writing, caller: Caller, body: AskTry) -> Job:
    """Queue the search for the best plan that holds a move; raises NotFound, QueueFull, Invalid."""
    instance, move = _instance(work, body), body.move
    if body.from_best and move.proposal is None:
        plan, without = None, _as_things_are(work, body)
    else:
        plan, without = _plan(work, instance, body.week, move), None
    asked = Try(plan=plan, without=without, pupil=move.pupil, week=move.to, seed=body.seed)
    moves = adjusting(work, move.proposal, move.pupil, move.to)
    return _queue(work, caller, body, "try", moves.kept_in(instance), asked, moves=moves)


def try_at_once(work: Reading, body: TryMove) -> Trial:
    """Say whether a move holds as the rest stands; raises NotFound, Invalid."""
    instance = _instance(work, body)
    try:
        return try_move(
            instance, _plan(work, instance, body.week, body.move), body.move.pupil, body.move.to
        )
    except InputError as error:
        raise Invalid(problems=error.problems) from None


def try_everywhere(work: Reading, pupil: str, first: str, weeks: Sequence[str]) -> list[Trial]:
    """Try a pupil in each of some weeks, as the rest stands, on the instance of the first of them.

    Weeks in which nothing can be tried are left out: closed, or beyond what the plans look at. Raises NotFound for a
    pupil who neither waits nor is told a week from `first` on, Invalid where no plan can be made from there.
    """
    try:
        instance = instance_of(work, first)
    except InputError as error:
        raise Invalid(problems=error.problems) from None
    if pupil not in instance.pupils_by_id:
        raise NotFound
    plan = present_plan(work, instance)
    usable = (week for week in weeks if not any(unusable_week(instance, week)))
    return [try_move(instance, plan, pupil, week) for week in usable]


def _queue(
    work: Writing,
    caller: Caller,
    body: Question,
    kind: JobKind,
    instance: Instance,
    asked: Asked,
    events: Events | None = None,
    moves: Adjusting | None = None,
) -> Job:
    job = jobs.queue(work, caller.account, kind, instance, asked, body.seconds)
    work.session.add(
        tables.Asked(
            job_id=job.id,
            week=body.week,
            publications=published.present(work, body.week)[0],
            what_if=body.what_if.model_dump(mode="json") if body.what_if else None,
            events=events.model_dump(mode="json") if events else None,
            adjusting=moves.model_dump(mode="json") if moves else None,
        )
    )
    work.record(f"planning.{job.kind}", body.week)
    return jobs.shown(job)


def _instance(work: Reading, body: Question | TryMove) -> Instance:
    """Give the instance a question is about; raises Invalid where its week cannot be planned."""
    try:
        instance = instance_of(work, body.week, what_if=body.what_if)
    except InputError as error:
        raise Invalid(problems=error.problems) from None
    if problems := [Problem("week", each.message) for each in unusable_week(instance, body.week)]:
        raise Invalid(problems=problems)
    return instance


def _as_things_are(work: Reading, body: Question) -> Instance | None:
    """Give the instance without what a question supposes; None where it supposes nothing."""
    if body.what_if is None:
        return None
    return _instance(work, body.model_copy(update={"what_if": None}))


def _plan(work: Reading, instance: Instance, week: str, move: Move) -> Plan:
    """Give the plan that a move is tried on; raises NotFound for a proposal of another week."""
    if move.proposal is None:
        return present_plan(work, instance)
    proposal = work.session.get(tables.Proposal, move.proposal)
    if proposal is None or proposal.week != week:
        raise NotFound
    return Plan.model_validate(proposal.plan, strict=False)
