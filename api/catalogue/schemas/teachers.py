"""What is asked and answered about those who give workshops."""

from typing import Annotated

from pydantic import Field

from api.catalogue.schemas.fields import EntryId, Slots, Weeks
from api.colleges.schemas import CollegeId
from api.schemas import Items, Text
from solver.instance import Record


class Availability(Record):
    """When somebody can give workshops: `slots` null for always."""

    slots: Slots | None
    reluctant_slots: Slots
    away_weeks: Weeks


class TeacherSheet(Record):
    """Whoever gives workshops; `max_sessions` null for no limit, `slots` null for always free."""

    name: Text = Field(examples=["Intervenant·e écriture"])
    college: CollegeId | None = None
    workshops: Annotated[Items[EntryId], Field(max_length=50)]
    slots: Slots | None = None
    reluctant_slots: Slots = ()
    away_weeks: Weeks = ()
    max_sessions: Annotated[int, Field(ge=0, le=1000)] | None = None


class TeacherEntry(TeacherSheet):
    """Somebody of the catalogue who gives workshops."""

    id: EntryId
