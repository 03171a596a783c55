"""What is asked and answered about plans."""

from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from api.colleges.schemas import CollegeId
from api.notices.reasons import ReasonCode
from api.notices.schemas import PupilCode
from api.paging import Id
from api.planning.changes import Change
from api.planning.what_if import WhatIf
from api.schemas import Items, Week
from solver.instance import Record
from solver.plan import Plan

Seconds = Annotated[int, Field(ge=1, le=600, examples=[60])]
Seed = Annotated[int, Field(ge=0, le=1_000_000)]


class Question(Record):
    """What every question has: the week, the time it may take in seconds, what to take otherwise."""

    week: Week
    seconds: Seconds = 60
    seed: Seed = 0
    what_if: WhatIf | None = None


class AskProposals(Question):
    """Ask for different groups for a week; any two differ by at least `min_distance` pupils."""

    count: Annotated[int, Field(ge=1, le=6)] = 3
    min_distance: Annotated[int, Field(ge=1, le=10)] = 2


class AskExplanation(Question):
    """Ask why a pupil is not hosted in the week, or, without a pupil, about all who wait."""

    pupil: PupilCode | None = None


class AskValue(Question):
    """Ask what one more seat, group, half-day or lifted conflict would bring."""


class Apart(Record):
    """Two pupils who must not meet any more."""

    one: PupilCode
    other: PupilCode


class AskRepair(Question):
    """Ask for a published week to be repaired after what happened, with the fewest changes."""

    absent: Annotated[Items[PupilCode], Field(max_length=100)] = ()
    away: Annotated[Items[CollegeId], Field(max_length=60)] = ()
    apart: Annotated[Items[Apart], Field(max_length=60)] = ()
    urgent: Annotated[Items[PupilCode], Field(max_length=100)] = ()


class Move(Record):
    """A pupil put into a week, in a proposal or, without one, in what is published."""

    pupil: PupilCode
    to: Week
    proposal: Id | None = None


class AskTry(Question):
    """Ask whether a move holds, for the plans of a week.

    `from_best`: without a proposal, it is made to the best plan as things are, not to what is published.
    """

    move: Move
    from_best: bool = False


class TryMove(Record):
    """Ask at once whether a move holds as the rest stands, which takes no search."""

    week: Week
    move: Move
    what_if: WhatIf | None = None


class Acceptance(Record):
    """Publish a proposal; `reasons` says by code why each pupil loses the week that was told."""

    reasons: dict[PupilCode, ReasonCode] = Field(default_factory=dict, max_length=100)


class Proposal(Record):
    """A plan offered for a week. `stale`: `changed` says what is no longer as it was then."""

    id: Id
    job: Id
    number: int
    week: Week
    name: str
    created_at: AwareDatetime
    what_if: WhatIf | None
    stale: bool
    changed: tuple[Change, ...]
    about: dict[str, Any]
    plan: Plan


class Publication(Record):
    """The publication that an acceptance made; `number` counts those of the week."""

    week: Week
    number: int
