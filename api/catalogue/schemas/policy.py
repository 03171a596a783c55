"""What is asked and answered about the policy: what a good plan is, and how many can be hosted."""

from typing import Annotated, Final

from pydantic import Field

from api.notices.motives import MotiveCode
from api.schemas import Items
from solver.instance import Record, Weight
from solver.rules import LEVELS, Level
from solver.school_calendar import DEFAULT_MIN_DAYS

UpToFive = Annotated[int, Field(ge=1, le=5)]
UpToTwenty = Annotated[int, Field(ge=1, le=20)]


class PolicyEntry(Record):
    """The contract's policy, the places, the weeks a plan looks at, and when a week is too short."""

    order: Annotated[
        Items[Level],
        Field(
            min_length=len(LEVELS),
            max_length=len(LEVELS),
            json_schema_extra={"uniqueItems": True},
        ),
    ] = LEVELS
    motive_weights: dict[MotiveCode, Weight] = Field(default={})
    motive_limits: dict[MotiveCode, Weight] = Field(default={})
    lone_gender: Weight = 2
    level_spread: Weight = 1
    small_group: Weight = 2
    capacity: UpToTwenty = 5
    groups_per_week: UpToFive = 1
    weeks_ahead: UpToTwenty = 6
    min_school_days: UpToFive = DEFAULT_MIN_DAYS


DEFAULT_POLICY: Final = PolicyEntry()
"""The contract's, until the référente writes her own."""
