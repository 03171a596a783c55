"""What is answered about a period as a whole."""

from pydantic import Field

from api.schemas import Week
from api.weeks.schemas import Count
from solver.instance import Name, Record


class Figure(Record):
    """A count; null with a note where it is hidden because it, or one found by it, is small."""

    count: Count | None
    note: str | None = Field(default=None, examples=["masqué"])


class Row(Figure):
    """A count of a table. `key` is stable, `label` is what people read."""

    key: str = Field(examples=["4e"])
    label: str


class CollegeRow(Row):
    """The stays of a collège's pupils, and the places that published weeks gave it; not to outsiders."""

    places: Count | None


class Waits(Record):
    """Open weeks between the first week agreed to and the stay; null without a stay or for too few."""

    mean: float | None
    worst: Count | None


class WorkshopRow(Record):
    """The published sessions of a workshop."""

    workshop: Name
    name: Name
    sessions: Count


class TeacherRow(Record):
    """What somebody gives in the period; `budget` is the number of sessions of a year, null for no limit."""

    teacher: Name
    name: Name | None
    sessions: Count
    hours: float
    budget: Count | None


class Indicators(Record):
    """A period in figures. `outside`: small counts are hidden, collèges and practitioners have pseudonyms."""

    first: Week = Field(serialization_alias="from")
    last: Week = Field(serialization_alias="to")
    outside: bool
    hosted: Figure
    genders: tuple[Row, ...]
    levels: tuple[Row, ...]
    ages: tuple[Row, ...]
    motives: tuple[Row, ...]
    quartiers: tuple[Row, ...]
    colleges: tuple[CollegeRow, ...]
    outcomes: tuple[Row, ...] = Field(description="Notices that did not end in a stay, by state.")
    waits: Waits
    places: Count = Field(description="Places of the open weeks, under today's policy.")
    workshops: tuple[WorkshopRow, ...]
    teachers: tuple[TeacherRow, ...]
