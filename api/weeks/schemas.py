"""What is answered about weeks and their sessions."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from api.access.roles import Role
from api.catalogue.schemas.closures import DayLost
from api.catalogue.schemas.timetable import Hour
from api.notices.states import NoticeState
from api.paging import Id
from api.schemas import Week
from api.weeks.published import Place, PublishedSession
from solver.instance import IsoDate, Name, Record, SlotName
from solver.plan import GroupNumber
from solver.timetable import Day

Count = Annotated[int, Field(ge=0)]


class Person(Record):
    """A pupil by name; only the code where the file has gone."""

    code: Name
    first_name: str | None = Field(examples=["Camille"])
    initial: str | None
    college: str | None


class Hosted(Person):
    """A pupil in a published week; `state` is that of the notice, null where the file has gone."""

    group: GroupNumber
    state: NoticeState | None


class WeekLine(Record):
    """A week with what is known of it; `published` counts its publications."""

    week: Week
    open: bool
    reasons: tuple[str, ...]
    lost_days: tuple[DayLost, ...]
    places: Count
    published: Count
    published_at: AwareDatetime | None
    hosted: tuple[Hosted, ...]


class Weeks(Record):
    """Weeks one after the other."""

    items: tuple[WeekLine, ...]


class Published(Record):
    """Which publication of a week this is, when it was made and by whom."""

    week: Week
    number: Count
    at: AwareDatetime
    by: str = Field(examples=["0192f3a4b5c6d7e8f9a0b1c2"])
    role: Role | None
    proposal: Id | None
    proven: bool


class Publication(Published):
    """A week as it is published, by codes."""

    admissions: tuple[Place, ...]
    sessions: tuple[PublishedSession, ...]


class Changed(Person):
    """A pupil whose week a publication changed; null stands for no week."""

    before: Week | None
    after: Week | None


class PublicationChanges(Published):
    """A publication and what it changed for whom."""

    pupils: Count
    changes: tuple[Changed, ...]


class History(Record):
    """The publications of a week, the newest first."""

    items: tuple[PublicationChanges, ...]


class SheetSlot(Record):
    """A slot of a day; `fixed` names the moment that takes it, such as the Monday talking group."""

    slot: SlotName
    start: Hour
    end: Hour
    closed: bool
    fixed: str | None


class SheetDay(Record):
    """A day of the week sheet; `lost` says why there is nothing on it."""

    day: Day
    date: IsoDate
    lost: str | None
    slots: tuple[SheetSlot, ...]


class SheetSession(Record):
    """A session on the week sheet: `length` slots with the travel, `start` and `end` without."""

    group: GroupNumber
    slot: SlotName
    length: Count
    date: IsoDate
    start: Hour
    end: Hour
    workshop: Name
    workshop_name: Name
    teacher: Name
    teacher_name: Name
    place: Name | None
    travel_minutes: Count


class SheetGroup(Record):
    """The pupils of a group."""

    number: GroupNumber
    pupils: tuple[Hosted, ...]


class WeekSheet(Record):
    """Everything that hangs on the wall for a week; empty of sessions and groups before it is published."""

    week: Week
    published: Count
    published_at: AwareDatetime | None
    open: bool
    reasons: tuple[str, ...]
    days: tuple[SheetDay, ...]
    sessions: tuple[SheetSession, ...]
    groups: tuple[SheetGroup, ...]
