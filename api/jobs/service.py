"""Queueing jobs, showing them, cancelling them; `api/jobs/turns.py` is what becomes of them meanwhile."""

from typing import Final, cast

from sqlalchemy import func, select

from api.errors import Invalid, NotFound
from api.jobs.events import Progress
from api.jobs.failures import FAILURES, FailureCode
from api.jobs.questions import QUESTIONS, Question, request_of
from api.jobs.refusals import JobEnded, QueueFull
from api.jobs.schemas import Failure, Job, JobWithResult
from api.jobs.states import ENDED, STATE_LABELS, JobKind, JobState
from api.jobs.usable import problems_of
from api.paging import Page, Wanted, page
from api.storage import tables
from api.storage.work import Reading, Writing
from solver.instance import Instance

MOST_WAITING: Final = 100
"""Each waiting job holds a whole instance: a program that asks without end must not fill the disk."""


def queue(
    work: Writing,
    caller_account: str,
    kind: JobKind,
    instance: Instance,
    parameters: Question,
    deadline_seconds: int,
) -> tables.Job:
    """Put a question about an instance into the queue; raises QueueFull, Invalid where it cannot be worked on.

    The deadline, 1 to 3600 seconds, counts from when the job is begun. Once the work is stored,
    `here.jobs.wake()` has it begun at once, not within a second.
    """
    assert isinstance(parameters, QUESTIONS[kind])  # noqa: S101 - a mistake of the program
    waiting = select(func.count()).where(tables.Job.state == "queued")
    if work.session.execute(waiting).scalar_one() >= MOST_WAITING:
        raise QueueFull
    problems = problems_of(instance, parameters)
    if problems:
        raise Invalid(problems=problems)
    new = tables.Job(
        kind=kind,
        account_id=caller_account,
        state="queued",
        created_at=work.now,
        deadline_seconds=deadline_seconds,
        attempts=0,
        request=request_of(instance, parameters),
    )
    work.session.add(new)
    work.session.flush()
    work.record("job.queued", new.id)
    return new


def cancel(work: Writing, wanted: str) -> Job:
    """Cancel a job that waits or runs; raises NotFound, JobEnded.

    Whatever its process still answers is not stored; the process is killed within a second or two.
    """
    row = _found(work, wanted)
    if row.state in ENDED:
        raise JobEnded
    row.state, row.ended_at, row.alive_until = "cancelled", work.now, None
    work.record("job.cancelled", row.id)
    return shown(row)


def show(work: Reading, wanted: str, newest: Progress | None = None) -> JobWithResult:
    """Show a job with its result; raises NotFound."""
    row = _found(work, wanted)
    result = row.result if row.state == "done" else None
    return JobWithResult(**dict(shown(row, newest)), result=result)


def glance(work: Reading, wanted: str, newest: Progress | None = None) -> Job:
    """Show a job without its result; raises NotFound."""
    return shown(_found(work, wanted), newest)


def jobs(work: Reading, wanted: Wanted, state: JobState | None) -> Page[Job]:
    """List the jobs, the oldest first."""
    seen = select(tables.Job)
    if state is not None:
        seen = seen.where(tables.Job.state == state)
    return page(work.session, seen, tables.Job.id, wanted, shown)


def shown(row: tables.Job, newest: Progress | None = None) -> Job:
    """Show a job as it stands; `newest` is progress that is not stored yet."""
    state = cast("JobState", row.state)
    stored = None if row.progress is None else Progress.model_validate(row.progress)
    return Job(
        id=row.id,
        kind=cast("JobKind", row.kind),
        state=state,
        state_label=STATE_LABELS[state],
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        deadline_seconds=row.deadline_seconds,
        attempts=row.attempts,
        progress=(newest if state == "running" else None) or stored,
        failure=_failure(row),
    )


def _failure(row: tables.Job) -> Failure | None:
    if row.failure is None:
        return None
    code = cast("FailureCode", row.failure)
    return Failure(code=code, message=FAILURES[code])


def _found(work: Reading, wanted: str) -> tables.Job:
    found = work.session.get(tables.Job, wanted)
    if found is None:
        raise NotFound
    return found
