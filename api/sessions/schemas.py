"""What is answered about sessions."""

from pydantic import AwareDatetime, Field

from api.catalogue.schemas.timetable import Hour
from api.schemas import Week
from api.weeks.schemas import Count
from solver.instance import IsoDate, Name, Record
from solver.plan import GroupNumber


class GivenSession(Record):
    """A session of a published week, in Lille's hours; travel to the workshop is not in them."""

    week: Week
    date: IsoDate
    start: Hour
    end: Hour
    teacher: Name
    workshop: Name
    workshop_name: Name = Field(examples=["Atelier écriture"])
    place: Name | None
    group: GroupNumber
    pupils: tuple[str, ...] = Field(examples=[["Camille", "Sacha"]])
    count: Count
    published_at: AwareDatetime


class GivenSessions(Record):
    """Sessions in the order of time."""

    items: tuple[GivenSession, ...]
