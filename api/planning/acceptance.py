"""Accepting a proposal publishes its week: everything is checked again in the same transaction.

Writing transactions come one after the other, so of two simultaneous acceptances the second one sees what
the first has published.
"""

from collections.abc import Iterator, Mapping, Sequence

from api.access.caller import Caller
from api.clock import paris_date
from api.errors import Invalid
from api.notices import moving
from api.notices.reasons import ReasonCode
from api.notices.states import NoticeState
from api.notices.stays import notice_of, stay_of
from api.planning.adjusting import Adjusting
from api.planning.changes import Change, changes
from api.planning.events import make_true
from api.planning.instance import instance_of
from api.planning.refusals import (
    BreaksRules,
    OnlyWhatIf,
    PublishedMeanwhile,
    StaleProposal,
    WeekOver,
)
from api.planning.what_if import WhatIf
from api.storage import tables, versions
from api.storage.work import Reading, Writing
from api.weeks import published
from api.weeks.published import Shift, week_of_plan
from solver.check import check
from solver.decide.events import Events
from solver.instance import Instance
from solver.plan import Plan
from solver.problems import Problem
from solver.weeks import week_of

Reasons = Mapping[str, ReasonCode]
"""Why each pupil who loses the week that was told loses it, by code."""


def accept(
    work: Writing, caller: Caller, proposal: tables.Proposal, asked: tables.Asked, reasons: Reasons
) -> int:
    """Publish the week of a proposal, move the notices concerned, and give the publication's number.

    Raises OnlyWhatIf, WeekOver, PublishedMeanwhile, StaleProposal, BreaksRules, Invalid.
    """
    week = proposal.week
    plan = Plan.model_validate(proposal.plan, strict=False)
    if asked.what_if is not None:
        raise OnlyWhatIf
    if week < week_of(paris_date(work.now)):
        raise WeekOver
    _check_unchanged(work, asked)
    shifts = tuple(shifts_of(work, plan, week))
    absent: tuple[str, ...] = ()
    if asked.events is not None:
        events = Events.model_validate(asked.events, strict=False)
        absent = events.absent
        make_true(work, caller, week, events)
        # The events change what the levels count, so the declared score no longer reads the same.
        plan = plan.model_copy(update={"score": ()})
    if violations := check(instance_of(work, week), plan).violations:
        raise BreaksRules(problems=[Problem(v.rule, v.message) for v in violations])
    _move_notices(work, caller, [s for s in shifts if s.pupil not in absent], reasons)
    number = published.publish(work, week, week_of_plan(plan, week, shifts, proposal.id))
    _take_out_of_other_weeks(work, shifts, week)
    work.record("week.published", week)
    return number


def instance_asked(work: Reading, asked: tables.Asked) -> Instance:
    """Give the instance that the solver was asked about."""
    job = work.session.get_one(tables.Job, asked.job_id)
    return Instance.model_validate(job.request["instance"], strict=False)


def changed_since(
    work: Reading, asked: tables.Asked, before: Instance | None = None
) -> tuple[Change, ...]:
    """Say what is no longer as it was when the solver was asked, about `before` if that is known already.

    What a what-if supposes is supposed of the present too, and moves made before are kept, so that
    these age like the others.
    """
    what_if = WhatIf.model_validate(asked.what_if, strict=False) if asked.what_if else None
    now = instance_of(work, asked.week, what_if=what_if)
    if asked.adjusting is not None:
        now = Adjusting.model_validate(asked.adjusting, strict=False).kept_in(now)
    return changes(before or instance_asked(work, asked), now)


def _check_unchanged(work: Reading, asked: tables.Asked) -> None:
    """Raise PublishedMeanwhile or StaleProposal, with what changed, unless nothing has."""
    changed = [Problem(each.subject, each.message) for each in changed_since(work, asked)]
    if published.present(work, asked.week)[0] != asked.publications:
        raise PublishedMeanwhile(problems=changed)
    if changed:
        raise StaleProposal(problems=changed)


def shifts_of(work: Reading, plan: Plan, week: str) -> Iterator[Shift]:
    """List the pupils whose told week the publication changes: who comes, who no longer does."""
    hosted = {entry.pupil for entry in plan.admissions if entry.week == week}
    for row in versions.everything(work, "stay"):
        code, before = row.key, stay_of(row)["week"]
        if code in hosted and before != week:
            yield Shift(pupil=code, before=before, after=week)
        elif code not in hosted and before == week:
            yield Shift(pupil=code, before=week, after=None)


def _move_notices(work: Writing, caller: Caller, shifts: Sequence[Shift], reasons: Reasons) -> None:
    """Take each notice to its new state; raises Invalid where reasons are missing or too many."""
    losing = {shift.pupil for shift in shifts if shift.before is not None}
    missing = "cet élève perd la semaine annoncée : il faut un motif de report."
    needless = "cet élève ne perd pas de semaine annoncée : il ne faut pas de motif."
    problems = [
        *(Problem(f"reasons.{code}", missing) for code in sorted(losing - reasons.keys())),
        *(Problem(f"reasons.{code}", needless) for code in sorted(reasons.keys() - losing)),
    ]
    if problems:
        raise Invalid(problems=problems)
    for shift in shifts:
        to: NoticeState = "planned" if shift.after else "waiting"
        reason = reasons.get(shift.pupil)
        moving.move(work, caller, notice_of(work, shift.pupil), to, week=shift.after, reason=reason)


def _take_out_of_other_weeks(work: Writing, shifts: tuple[Shift, ...], week: str) -> None:
    """Publish anew, without them, the weeks that pupils leave for this one."""
    for other in sorted({shift.before for shift in shifts if shift.before} - {week}):
        gone = [shift for shift in shifts if shift.before == other]
        published.publish(work, other, published.without(work, other, gone))
