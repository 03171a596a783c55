"""What is asked and answered about workshops."""

from typing import Annotated

from pydantic import Field

from api.catalogue.schemas.fields import EntryId
from api.schemas import Text
from solver.instance import Record, UpToTen


class WorkshopSheet(Record):
    """A workshop; its `length`, in slots, includes the travel, given in minutes each way."""

    name: Text = Field(examples=["Atelier cuisine"])
    core: bool = False
    length: UpToTen = 1
    per_week: UpToTen = 1
    place: Text | None = Field(default=None, examples=["Cuisine partagée"])
    travel_minutes: Annotated[int, Field(ge=0, le=240)] = 0


class WorkshopEntry(WorkshopSheet):
    """A workshop of the catalogue."""

    id: Annotated[EntryId, Field(examples=["cuisine"])]
