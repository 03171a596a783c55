"""What would let the missing workshops of a published week take place: a question to the solver.

The solver answers it of a plan it makes, so the question leaves it no choice but the group as it is published.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.access.caller import Caller
from api.errors import Invalid
from api.jobs import service as jobs
from api.jobs.questions import Propose
from api.jobs.schemas import Job
from api.planning.instance import instance_of
from api.planning.refusals import NotPublished
from api.preconditions import NO_VERSION
from api.storage.work import Reading, Writing
from api.weeks import published
from solver.decide.known import unusable_week
from solver.instance import Instance, PupilWeek
from solver.problems import InputError, Problem

_SECONDS: Final = 60


def ask_fixes(work: Writing, caller: Caller, week: str) -> Job:
    """Queue the question; raises NotPublished, QueueFull, Invalid.

    Nothing is kept of the answer but the job's result: it is no proposal.
    """
    number, content = published.present(work, week)
    if number == NO_VERSION:
        raise NotPublished
    hosted = {place.pupil for place in content.admissions}
    instance = _only(_instance(work, week), hosted, week)
    job = jobs.queue(
        work, caller.account, "propose", instance, Propose(week=week, count=1), _SECONDS
    )
    work.record("planning.fixes", week)
    return jobs.shown(job)


def fixes_of(work: Reading, job: str, week: str) -> Sequence[Mapping[str, Any]] | None:
    """Give the changes that an answer offers for a week; None where there is no such answer.

    Raises NotFound for an unknown job.
    """
    result = jobs.show(work, job).result or {}
    proposals = result.get("proposals")
    if not proposals:
        return None
    return [each for each in proposals[0].get("missing", ()) if each["week"] == week]


def _instance(work: Reading, week: str) -> Instance:
    try:
        instance = instance_of(work, week)
    except InputError as error:
        raise Invalid(problems=error.problems) from None
    if problems := [Problem("week", each.message) for each in unusable_week(instance, week)]:
        raise Invalid(problems=problems)
    return instance


def _only(instance: Instance, hosted: set[str], week: str) -> Instance:
    """Leave the pupils of a week alone in it, and in no other week."""
    there = tuple(pupil for pupil in instance.pupils if pupil.id in hosted)
    known = {pupil.id for pupil in there}
    return instance.model_copy(
        update={
            "last_week": week,
            "closed_weeks": tuple(each for each in instance.closed_weeks if each <= week),
            "pupils": there,
            "conflicts": tuple(pair for pair in instance.conflicts if known >= {*pair}),
            "teacher_conflicts": tuple(p for p in instance.teacher_conflicts if p[0] in known),
            "pins": tuple(PupilWeek(pupil=code, week=week) for code in sorted(known)),
            "bans": (),
            "announced": (),
        }
    )
