"""What is asked and answered about the timetable of a week."""

from typing import Annotated, Final

from pydantic import Field

from api.catalogue.schemas.fields import MOST_SLOTS_PER_DAY, Slot, Slots
from api.schemas import Items, Text
from solver.instance import Record, UpToTen
from solver.timetable import DAYS, Day

SlotNumber = Annotated[int, Field(ge=1, le=MOST_SLOTS_PER_DAY)]
Hour = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["08:30"])]


class Hours(Record):
    """When a slot begins and ends, in Lille."""

    start: Hour
    end: Hour


class Moment(Record):
    """A moment of every week that no workshop may take, such as the Monday talking group."""

    name: Text = Field(examples=["Groupe de parole"])
    start: Slot
    length: UpToTen = 1


class TimetableEntry(Record):
    """The days of a week and their slots, with the hours of each."""

    days: Annotated[
        Items[Day], Field(min_length=1, max_length=5, json_schema_extra={"uniqueItems": True})
    ] = DAYS
    slots_per_day: SlotNumber
    break_after: Annotated[Items[SlotNumber], Field(max_length=MOST_SLOTS_PER_DAY)]
    closed_slots: Slots = ()
    fixed: Annotated[Items[Moment], Field(max_length=50)] = ()
    hours: Annotated[Items[Hours], Field(max_length=MOST_SLOTS_PER_DAY)]


DEFAULT_TIMETABLE: Final = TimetableEntry(
    slots_per_day=4,
    break_after=(2,),
    hours=(
        Hours(start="09:00", end="10:15"),
        Hours(start="10:15", end="11:30"),
        Hours(start="13:30", end="14:45"),
        Hours(start="14:45", end="16:00"),
    ),
)
"""The contract's timetable, until the référente writes her own."""
