"""The input, `daeet-instance/1`: frozen data, and the look-ups everybody needs on it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from solver.rules import LEVELS, Level
from solver.timetable import DAYS, Day, Slot, parse_slot, span
from solver.weeks import day_of, monday, open_weeks_from, week_number, weeks_between

MAX_WEEKS: Final = 120
MAX_PUPILS: Final = 20_000
MAX_GROUPS: Final = 100
MAX_CAPACITY: Final = 1000

ClassLevel = Literal["6e", "5e", "4e", "3e"]
Gender = Literal["F", "M"]
CLASS_LEVELS: Final[tuple[ClassLevel, ...]] = get_args(ClassLevel)


def _printable(text: str) -> str:
    # French typography puts no-break spaces inside names.
    if not text.strip() or not text.replace("\u00a0", " ").replace("\u202f", " ").isprintable():
        raise PydanticCustomError("not_printable", "blank or not printable")
    return text


def _not_empty(text: str) -> str:
    if not text:
        raise PydanticCustomError("not_printable", "empty")
    return text


def _iso_week(text: str) -> str:
    try:
        monday(text)
    except ValueError:
        raise PydanticCustomError("iso_week", "not an ISO week") from None
    return text


def _iso_date(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("iso_date", "not a date") from None
    if day.isoformat() != text:
        raise PydanticCustomError("iso_date", "not a date")
    return text


def _slot(text: str) -> str:
    try:
        parse_slot(text)
    except ValueError:
        raise PydanticCustomError("slot", "not a slot") from None
    return text


Name = Annotated[str, Field(max_length=200), AfterValidator(_printable)]
Motive = Annotated[str, AfterValidator(_not_empty)]
IsoWeek = Annotated[str, AfterValidator(_iso_week)]
IsoDate = Annotated[str, AfterValidator(_iso_date)]
SlotName = Annotated[str, AfterValidator(_slot)]
Weight = Annotated[int, Field(ge=0, le=1000)]
UpToTen = Annotated[int, Field(ge=1, le=10)]


class Record(BaseModel):
    """A frozen record that takes no unknown key and converts nothing: `"5"` is not 5."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Give a changed copy, whose look-ups are worked out anew from what it now holds."""
        copy = super().model_copy(update=update, deep=deep)
        for name in set(copy.__dict__) - set(type(self).model_fields):
            del copy.__dict__[name]
        return copy


class College(Record):
    """A partner collège."""

    id: Name
    name: Name


class Pupil(Record):
    """An excluded pupil, known by a code, and the weeks in which the head agrees to the stay."""

    id: Name
    college: Name
    earliest: IsoWeek
    latest: IsoWeek
    priority: Annotated[int, Field(ge=1, le=3)] = 1
    level: ClassLevel | None = None
    gender: Gender | None = None
    motives: tuple[Motive, ...] = ()


class PupilWeek(Record):
    """A pupil and a week: what is pinned, banned or announced."""

    pupil: Name
    week: IsoWeek


class FixedMoment(Record):
    """A moment of the week that no workshop may take, such as the Monday talking group."""

    name: Name
    start: SlotName
    length: UpToTen = 1

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The slots the moment occupies."""
        return span(parse_slot(self.start), self.length)


class Timetable(Record):
    """The days of a week, their slots and breaks, and what is closed or fixed in every week."""

    days: Annotated[tuple[Day, ...], Field(min_length=1)] = DAYS
    slots_per_day: Annotated[int, Field(ge=1, le=48)] = 4
    break_after: tuple[Annotated[int, Field(ge=1)], ...] = (2,)
    closed_slots: tuple[SlotName, ...] = ()
    fixed: tuple[FixedMoment, ...] = ()

    @cached_property
    def usable_slots(self) -> frozenset[Slot]:
        """The slots a workshop may use in a week without lost days."""
        taken = {parse_slot(name) for name in self.closed_slots}
        taken.update(slot for moment in self.fixed for slot in moment.slots)
        return frozenset(slot for slot in self.all_slots() if slot not in taken)

    def all_slots(self) -> Iterator[Slot]:
        """Every slot of the grid, day by day."""
        for day in self.days:
            for number in range(1, self.slots_per_day + 1):
                yield Slot(day, number)


class Workshop(Record):
    """A workshop: how long a session is, in slots, and how many a group should have in a week."""

    id: Name
    name: Name
    core: bool = False
    length: UpToTen = 1
    per_week: UpToTen = 1


class Teacher(Record):
    """Whoever gives workshops. `slots` absent: always free; `max_sessions` absent: no limit."""

    id: Name
    name: Name
    college: Name | None = None
    workshops: tuple[Name, ...]
    slots: tuple[SlotName, ...] | None = None
    reluctant_slots: tuple[SlotName, ...] = ()
    away_weeks: tuple[IsoWeek, ...] = ()
    max_sessions: Annotated[int, Field(ge=0)] | None = None

    @cached_property
    def free_slots(self) -> frozenset[Slot] | None:
        """The slots in which the teacher is free; None for all of them."""
        return None if self.slots is None else frozenset(map(parse_slot, self.slots))

    @cached_property
    def reluctant(self) -> frozenset[Slot]:
        """The slots the teacher accepts without liking them."""
        return frozenset(map(parse_slot, self.reluctant_slots))


class Policy(Record):
    """The order in which the levels of the score count, and the weights of a group's cohesion."""

    order: tuple[Level, ...] = LEVELS
    motive_weights: dict[Motive, Weight] = {}
    motive_limits: dict[Motive, Weight] = {}
    lone_gender: Weight = 2
    level_spread: Weight = 1
    small_group: Weight = 2


class Instance(Record):
    """Everything a plan is made from. `references.find_problems` tells whether its ids hold."""

    format: Literal["daeet-instance/1"]
    first_week: IsoWeek
    last_week: IsoWeek
    closed_weeks: tuple[IsoWeek, ...] = ()
    closed_days: tuple[IsoDate, ...] = ()
    groups_per_week: Annotated[int, Field(ge=1, le=MAX_GROUPS)] = 1
    capacity: Annotated[int, Field(ge=1, le=MAX_CAPACITY)] = 5
    colleges: tuple[College, ...]
    pupils: Annotated[tuple[Pupil, ...], Field(max_length=MAX_PUPILS)]
    conflicts: tuple[tuple[Name, Name], ...] = ()
    pins: tuple[PupilWeek, ...] = ()
    bans: tuple[PupilWeek, ...] = ()
    announced: tuple[PupilWeek, ...] = ()
    timetable: Timetable = Timetable()
    workshops: tuple[Workshop, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    teacher_conflicts: tuple[tuple[Name, Name], ...] = ()
    policy: Policy = Policy()

    def with_order(self, order: Sequence[Level]) -> Self:
        """Give the same instance with the levels counted in another order."""
        policy = self.policy.model_copy(update={"order": tuple(order)})
        return self.model_copy(update={"policy": policy})

    @cached_property
    def horizon(self) -> tuple[str, ...]:
        """The weeks from `first_week` to `last_week`, closed ones included."""
        return weeks_between(self.first_week, self.last_week)

    @cached_property
    def closed_week_set(self) -> frozenset[str]:
        """The closed weeks, for quick look-up; some may lie outside the horizon."""
        return frozenset(self.closed_weeks)

    @cached_property
    def open_weeks(self) -> tuple[str, ...]:
        """The weeks of the horizon in which pupils can be hosted."""
        return tuple(week for week in self.horizon if week not in self.closed_week_set)

    @cached_property
    def ban_set(self) -> frozenset[tuple[str, str]]:
        """The (pupil, week) pairs that are banned."""
        return frozenset((ban.pupil, ban.week) for ban in self.bans)

    @cached_property
    def pupils_by_id(self) -> dict[str, Pupil]:
        """Pupils by their code."""
        return {pupil.id: pupil for pupil in self.pupils}

    @cached_property
    def colleges_by_id(self) -> dict[str, College]:
        """Collèges by their id."""
        return {college.id: college for college in self.colleges}

    @cached_property
    def workshops_by_id(self) -> dict[str, Workshop]:
        """Workshops by their id."""
        return {workshop.id: workshop for workshop in self.workshops}

    @cached_property
    def teachers_by_id(self) -> dict[str, Teacher]:
        """Teachers by their id."""
        return {teacher.id: teacher for teacher in self.teachers}

    @cached_property
    def conflict_pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of pupils to keep apart, each once, ids sorted within and between pairs."""
        return tuple(sorted({(min(pair), max(pair)) for pair in self.conflicts}))

    @cached_property
    def apart(self) -> dict[str, frozenset[str]]:
        """Whom each pupil must not meet, by code; empty where there is nobody."""
        others: dict[str, set[str]] = {pupil.id: set() for pupil in self.pupils}
        for one, other in self.conflict_pairs:
            others[one].add(other)
            others[other].add(one)
        return {pupil: frozenset(kept_away) for pupil, kept_away in others.items()}

    @cached_property
    def lost_days(self) -> frozenset[tuple[str, Day]]:
        """The (week, day) pairs of the horizon lost to `closed_days`."""
        closed = frozenset(self.closed_days)
        return frozenset(
            (week, day)
            for week in self.horizon
            for index, day in enumerate(DAYS)
            if day_of(week, index).isoformat() in closed
        )

    @cached_property
    def _closed_numbers(self) -> frozenset[int]:
        return frozenset(week_number(week) for week in self.closed_weeks)

    def open_weeks_waited(self, since: str, until: str) -> int:
        """Count the open weeks from `since` up to but excluding `until`, before the horizon too."""
        return open_weeks_from(week_number(since), week_number(until), self._closed_numbers)

    def open_weeks_in_all(self, since: str) -> int:
        """Count the open weeks from `since` to the end of the horizon, included."""
        end = week_number(self.last_week) + 1
        return open_weeks_from(week_number(since), end, self._closed_numbers)
