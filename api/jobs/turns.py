"""The turns of jobs: taken from the queue, kept alive, ended, given back; each step in a transaction.

Whoever takes a job promises to say every second that it is still at it. One that stays silent has died, and the job
goes back to the queue. What a turn stores counts only while it is still its own.
"""

from datetime import timedelta
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import ColumnElement, and_, or_, select

from api.jobs.events import Progress
from api.jobs.failures import FailureCode
from api.jobs.states import JobKind
from api.storage.tables import Job
from api.storage.work import Reading, Writing

LEASE: Final = timedelta(seconds=10)
_MOST_ATTEMPTS: Final = 2


class Turn(NamedTuple):
    """A job being run for the `attempt`th time."""

    job: str
    account: str
    kind: JobKind
    request: dict[str, Any]
    deadline_seconds: int
    attempt: int


def something_waits(work: Reading) -> bool:
    """Tell whether a job is queued, or was left behind by whoever ran it."""
    waiting = select(Job.id).where(or_(Job.state == "queued", _left_behind(work)))
    return work.session.scalar(waiting.limit(1)) is not None


def take(work: Writing) -> Turn | None:
    """Take the oldest queued job, once those left behind are queued again or given up."""
    for lost in work.session.scalars(select(Job).where(_left_behind(work))).all():
        if lost.attempts >= _MOST_ATTEMPTS:
            _end(work, lost, "failed")
            lost.failure = "interrupted"
        else:
            _queue_again(lost)
    work.session.flush()
    oldest = select(Job).where(Job.state == "queued").order_by(Job.id).limit(1)
    job = work.session.scalar(oldest)
    if job is None:
        return None
    job.state, job.started_at, job.alive_until = "running", work.now, work.now + LEASE
    job.attempts += 1
    kind = cast("JobKind", job.kind)
    return Turn(job.id, job.account_id, kind, job.request, job.deadline_seconds, job.attempts)


def keep(work: Writing, turn: Turn, progress: Progress | None) -> bool:
    """Say that a turn goes on and how far it is; False where the job is no longer its own."""
    job = _own(work, turn)
    if job is None:
        return False
    job.alive_until = work.now + LEASE
    job.progress = None if progress is None else progress.model_dump(mode="json", exclude_none=True)
    return True


def done(work: Writing, turn: Turn, result: dict[str, Any]) -> Job | None:
    """End a job with its result, and give it; None where it is no longer the turn's own."""
    job = _own(work, turn)
    if job is not None:
        _end(work, job, "done")
        job.result = result
        work.session.flush()
    return job


def failed(work: Writing, turn: Turn, code: FailureCode) -> None:
    """End a job without a result, if it is still the turn's own."""
    job = _own(work, turn)
    if job is not None:
        _end(work, job, "failed")
        job.failure = code


def give_back(work: Writing, turn: Turn) -> None:
    """Queue a job again because the service stops: that is not the job's fault and does not count."""
    job = _own(work, turn)
    if job is not None:
        _queue_again(job)
        job.attempts -= 1


def _own(work: Writing, turn: Turn) -> Job | None:
    """Find the job of a turn that is still running as this very attempt."""
    job = work.session.get(Job, turn.job)
    own = job is not None and job.state == "running" and job.attempts == turn.attempt
    return job if own else None


def _left_behind(work: Reading) -> ColumnElement[bool]:
    """Match running jobs that nobody keeps alive; a moment far ahead means the clock was set back."""
    silent = or_(Job.alive_until < work.now, Job.alive_until > work.now + 2 * LEASE)
    return and_(Job.state == "running", silent)


def _queue_again(job: Job) -> None:
    job.state, job.started_at, job.alive_until, job.progress = "queued", None, None, None


def _end(work: Writing, job: Job, state: str) -> None:
    job.state, job.ended_at, job.alive_until = state, work.now, None
