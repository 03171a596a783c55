"""What other rules would change, found out before they are stored: the same week planned twice, nothing kept."""

from typing import Final, NamedTuple

from sqlalchemy import select

from api.access.caller import Caller
from api.catalogue import closures, reading
from api.catalogue.schemas.policy import PolicyEntry
from api.clock import paris_date
from api.errors import Invalid, NotFound
from api.jobs.questions import read_request
from api.jobs.schemas import Job
from api.jobs.states import ENDED
from api.planning.asking import ask_proposals
from api.planning.schemas import AskProposals
from api.planning.what_if import WhatIf
from api.storage import tables
from api.storage.work import Reading, Writing
from solver.decide.compared import Words, compare
from solver.decide.level_changes import every_level
from solver.decide.records import LevelChange
from solver.instance import Instance
from solver.plan import Plan
from solver.problems import Problem
from solver.score import compute_score
from solver.weeks import week_from_number, week_number, week_of

_LOOKED_AHEAD: Final = 12
_NO_WEEK: Final = "aucune semaine n'est ouverte dans les trois mois : il n'y a rien à comparer."


class Asked(NamedTuple):
    """The two searches: under the rules as they are, and under the others, which is the later one."""

    now: Job
    then: Job


class Preview(NamedTuple):
    """What the group of a week would be under other rules, against the rules as they are. Pupils by code.

    `levels` counts both plans under the other rules, in their order; None where the two do not look at the
    same weeks, and so cannot be compared. `proven` tells whether both plans are proven the best.
    """

    week: str
    policy: PolicyEntry
    found: bool
    coming: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    words: Words = Words((), ())
    levels: tuple[LevelChange, ...] | None = None
    proven: bool = False

    @property
    def same(self) -> bool:
        """Tell whether nothing at all would change."""
        moved = self.levels is None or any(each.before != each.after for each in self.levels)
        return not (self.coming or self.leaving or moved)


def week_to_come(work: Reading) -> str:
    """Give the first open week after this one; raises Invalid where there is none for long."""
    first = week_number(week_of(paris_date(work.now))) + 1
    last = first + _LOOKED_AHEAD
    for week in closures.weeks(work, week_from_number(first), week_from_number(last)):
        if week.open:
            return week.week
    raise Invalid(problems=[Problem("", _NO_WEEK)])


def ask(work: Writing, caller: Caller, policy: PolicyEntry) -> Asked:
    """Queue both searches for the week to come; raises QueueFull, Invalid."""
    week = week_to_come(work)

    def search(under: PolicyEntry) -> Job:
        body = AskProposals(week=week, count=1, what_if=WhatIf(policy=under))
        return ask_proposals(work, caller, body)

    return Asked(search(reading.policy(work)), search(policy))


def has_ended(work: Reading, job: str) -> bool:
    """Tell whether a search is over, well or not; raises NotFound."""
    row = work.session.get(tables.Job, job)
    if row is None:
        raise NotFound
    return row.state in ENDED


def policy_of(work: Reading, job: str) -> PolicyEntry:
    """Give the rules that a search was about; raises NotFound where it was about none."""
    row = work.session.get(tables.Asked, job)
    supposed = WhatIf.model_validate(row.what_if, strict=False) if row and row.what_if else WhatIf()
    if supposed.policy is None:
        raise NotFound
    return supposed.policy


def preview(work: Reading, now: str, then: str) -> Preview:
    """Compare what two searches found; raises NotFound where they are not two of these."""
    policy_of(work, now)
    policy = policy_of(work, then)
    week = work.session.get_one(tables.Asked, then).week
    if work.session.get_one(tables.Asked, now).week != week:
        raise NotFound
    before, after = _best(work, now), _best(work, then)
    if before is None or after is None:
        return Preview(week, policy, found=False)
    hosted, would_be = _hosted(before, week), _hosted(after, week)
    same_weeks = _same_weeks(_instance(work, now), instance := _instance(work, then))
    return Preview(
        week=week,
        policy=policy,
        found=True,
        coming=tuple(sorted(would_be - hosted)),
        staying=tuple(sorted(would_be & hosted)),
        leaving=tuple(sorted(hosted - would_be)),
        words=compare(instance, before, after, week) if same_weeks else Words((), ()),
        levels=_levels(instance, before, after) if same_weeks else None,
        proven=before.status == after.status == "optimal",
    )


def _best(work: Reading, job: str) -> Plan | None:
    of_job = select(tables.Proposal).where(
        tables.Proposal.job_id == job, tables.Proposal.number == 1
    )
    row = work.session.scalar(of_job)
    return Plan.model_validate(row.plan, strict=False) if row else None


def _instance(work: Reading, job: str) -> Instance:
    return read_request("propose", work.session.get_one(tables.Job, job).request)[0]


def _same_weeks(one: Instance, other: Instance) -> bool:
    def weeks(instance: Instance) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
        return instance.first_week, instance.last_week, instance.closed_weeks, instance.closed_days

    return weeks(one) == weeks(other)


def _levels(instance: Instance, before: Plan, after: Plan) -> tuple[LevelChange, ...]:
    first, second = (compute_score(instance, p.admissions, p.sessions) for p in (before, after))
    return every_level(first, second)


def _hosted(plan: Plan, week: str) -> frozenset[str]:
    return frozenset(each.pupil for each in plan.admissions if each.week == week)
