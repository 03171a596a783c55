"""What is asked and answered about jobs."""

from typing import Any

from pydantic import AwareDatetime, Field

from api.jobs.events import Progress
from api.jobs.failures import FailureCode
from api.jobs.states import JobKind, JobState
from api.paging import Id
from solver.instance import Record


class Failure(Record):
    """Why a job failed."""

    code: FailureCode
    message: str = Field(examples=["Le calcul n'a pas abouti dans le temps prévu."])


class Job(Record):
    """A question to the solver, and how far it is."""

    id: Id
    kind: JobKind
    state: JobState
    state_label: str = Field(examples=["en cours"])
    created_at: AwareDatetime
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    deadline_seconds: int = Field(examples=[60])
    attempts: int = Field(description="How often it was begun.", examples=[1])
    progress: Progress | None
    failure: Failure | None


class JobWithResult(Job):
    """A job with its result: the JSON of the command of the same name, where the job is done."""

    result: dict[str, Any] | None
