"""The fields that several kinds of the catalogue share."""

from typing import Annotated, Final

from pydantic import Field

from api import schemas
from api.colleges.schemas import CollegeId
from api.schemas import Items
from solver.instance import SlotName

MOST_SLOTS_PER_DAY: Final = 12
MOST_SLOTS: Final = 5 * MOST_SLOTS_PER_DAY

EntryId = Annotated[CollegeId, Field(examples=["t-ecriture"])]
"""A short name that never changes, of the same form as a collège's."""

Week = Annotated[schemas.Week, Field(pattern="^20[0-9]{2}-W")]
"""A week of this century: beyond it no calendar makes sense."""

Slot = Annotated[
    SlotName,
    Field(
        json_schema_extra={"pattern": "^(mon|tue|wed|thu|fri)-([1-9]|1[0-2])$"},
        examples=["tue-3"],
    ),
]
Slots = Annotated[Items[Slot], Field(max_length=MOST_SLOTS)]
Weeks = Annotated[Items[Week], Field(max_length=120)]
