"""What each kind of job asks about an instance, and how its request is written and read again.

A request is the instance with the question's fields beside it. It knows pupils by their codes alone.
"""

import json
from typing import Annotated, Any, Final

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.french_validation import FRENCH
from api.jobs.states import JobKind
from api.schemas import Items
from solver.files import parse_instance
from solver.instance import Instance, IsoWeek, Name, Record
from solver.plan import Plan

_INSTANCE: Final = "instance"


class Question(Record):
    """What all questions have: the seed of the search, so that an answer can be had again."""

    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class Propose(Question):
    """Several different groups for a week."""

    week: IsoWeek
    count: Annotated[int, Field(ge=1, le=10)] = 3
    min_distance: Annotated[int, Field(ge=1, le=1000)] = 2


class Explain(Question):
    """Why a pupil is not in a week, or the same for all who wait."""

    pupil: Name | None = None
    week: IsoWeek | None = None
    all: bool = False

    @model_validator(mode="after")
    def _one_or_all(self) -> "Explain":
        named = (self.pupil is not None, self.week is not None)
        if named != ((False, False) if self.all else (True, True)):
            message = "il faut un élève et une semaine, ou bien tous les élèves qui attendent."
            raise PydanticCustomError(FRENCH, message)
        return self


class Try(Question):
    """Does a move hold, and what is the best plan with it.

    The move is made to `plan`. Without one it is made to the best plan, found first: that of `without` where that is
    given, the instance before what the question supposes, so that the answer says what the supposition brings.
    """

    plan: Plan | None = None
    without: Instance | None = None
    pupil: Name
    week: IsoWeek


class Replan(Question):
    """Repair a published plan from a week on, after what happened in it."""

    plan: Plan
    week: IsoWeek
    absent: Items[Name] = ()
    away: Items[Name] = ()
    conflicts: tuple[tuple[Name, Name], ...] = ()
    urgent: Items[Name] = ()


class Value(Question):
    """What one more seat, group, half-day or lifted conflict would bring."""


QUESTIONS: Final[dict[JobKind, type[Question]]] = {
    "propose": Propose,
    "explain": Explain,
    "try": Try,
    "replan": Replan,
    "value": Value,
}


def request_of(instance: Instance, question: Question) -> dict[str, Any]:
    """Write an instance and a question about it as one JSON object."""
    asked = question.model_dump(mode="json", exclude_none=True)
    return {_INSTANCE: instance.model_dump(mode="json", exclude_none=True), **asked}


def read_request(kind: JobKind, request: dict[str, Any]) -> tuple[Instance, Question]:
    """Read what `request_of` wrote; raises InputError or ValidationError for anything else."""
    asked = {name: value for name, value in request.items() if name != _INSTANCE}
    instance = parse_instance(json.dumps(request.get(_INSTANCE)).encode())
    return instance, QUESTIONS[kind].model_validate_json(json.dumps(asked))
