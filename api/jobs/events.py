"""What the solver's process writes: one event a line, progress until the last, which ends the job."""

from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from api.jobs.failures import FailureCode, JobFailed
from solver.instance import Record
from solver.json_document import read_document
from solver.problems import InputError

_Words = Annotated[str, Field(max_length=200)]
_Figure = Annotated[int, Field(ge=-(2**53), le=2**53)]


class Progress(Record):
    """Where a search stands: the level being settled, its best value so far, a proven bound.

    Where many questions are answered one after another, `done` of `of` are.
    """

    label: _Words = Field(examples=["Attente"])
    level: _Words | None = Field(None, examples=["waiting"])
    value: _Figure | None = Field(None, examples=[12])
    bound: _Figure | None = Field(None, examples=[9])
    done: _Figure | None = None
    of: _Figure | None = None


class Event(Record):
    """One line: progress, or the result, or why there is none and where the program failed."""

    progress: Progress | None = None
    result: dict[str, Any] | None = None
    failure: FailureCode | None = None
    fault: _Words | None = None
    where: Annotated[tuple[_Words, ...], Field(max_length=10)] = ()

    @model_validator(mode="after")
    def _one_thing(self) -> "Event":
        if sum(each is not None for each in (self.progress, self.result, self.failure)) != 1:
            raise ValueError("an event says one thing")
        return self


def read_event(line: bytes) -> Event:
    """Read a line; raises JobFailed for one that is no event."""
    try:
        return Event.model_validate_json(read_document(line, "").data)
    except (InputError, ValidationError):
        raise JobFailed("unreadable-answer") from None
