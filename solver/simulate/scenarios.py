"""What-ifs: small named changes to the instance of a year. They are plain data: they travel and compare.

A change of your own is a `Change` with an `apply`.
"""

import random
from abc import abstractmethod
from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import Field

from solver.instance import (
    MAX_CAPACITY,
    MAX_GROUPS,
    College,
    Instance,
    IsoWeek,
    Motive,
    Name,
    Pupil,
    Record,
    SlotName,
    Teacher,
    Weight,
)
from solver.problems import InputError, Problem
from solver.rules import NAMED_ORDERS, OrderName
from solver.simulate.chance import Chance
from solver.simulate.settings import Chances

_COPY: Final = "+"
"""In the code of a stay that a scenario adds, what stands before its number."""


class Change(Record):
    """A small change to the instance of a year."""

    @abstractmethod
    def apply(self, instance: Instance, seed: int) -> Instance:
        """Give the changed instance; what the change draws comes from the year's seed alone."""

    @property
    def fingerprint(self) -> str:
        """Say what the change is, the same for equal changes."""
        return f"{type(self).__qualname__} {self.model_dump_json()}"


class Scenario(Record):
    """A named what-if: changes made one after the other, and other chances where given."""

    name: Name
    changes: tuple[Change, ...] = ()
    chances: Chances | None = None

    def apply(self, instance: Instance, seed: int) -> Instance:
        """Give the instance as it would be."""
        for change in self.changes:
            instance = change.apply(instance, seed)
        return instance

    @property
    def fingerprint(self) -> str:
        """Say what the scenario changes, the same for equal scenarios."""
        chances = "" if self.chances is None else self.chances.model_dump_json()
        return "\n".join((*(change.fingerprint for change in self.changes), chances))


BASE: Final = Scenario(name="base")
"""Everything as it is."""


class Seats(Change):
    """Groups of another size."""

    capacity: Annotated[int, Field(ge=1, le=MAX_CAPACITY)]

    def apply(self, instance: Instance, seed: int) -> Instance:  # noqa: ARG002 - draws nothing
        """Set the most pupils that a group may have."""
        return instance.model_copy(update={"capacity": self.capacity})


class GroupsPerWeek(Change):
    """Another number of groups a week; the practitioners stay the same."""

    groups: Annotated[int, Field(ge=1, le=MAX_GROUPS)]

    def apply(self, instance: Instance, seed: int) -> Instance:  # noqa: ARG002 - draws nothing
        """Set the number of groups a week."""
        return instance.model_copy(update={"groups_per_week": self.groups})


class TeacherAway(Change):
    """A practitioner away in the open weeks from one to another, both included."""

    teacher: Name
    first_week: IsoWeek
    last_week: IsoWeek

    def apply(self, instance: Instance, seed: int) -> Instance:  # noqa: ARG002 - draws nothing
        """Add the weeks to those in which the practitioner is away."""
        weeks = tuple(w for w in instance.open_weeks if self.first_week <= w <= self.last_week)
        teacher = _teacher(instance, self.teacher)
        return _with_teacher(
            instance, teacher.model_copy(update={"away_weeks": (*teacher.away_weeks, *weeks)})
        )


class TeacherSlots(Change):
    """A practitioner free in other slots."""

    teacher: Name
    slots: tuple[SlotName, ...]

    def apply(self, instance: Instance, seed: int) -> Instance:  # noqa: ARG002 - draws nothing
        """Set the slots in which the practitioner is free, all of them willingly."""
        teacher = _teacher(instance, self.teacher)
        update = {"slots": self.slots, "reluctant_slots": ()}
        return _with_teacher(instance, teacher.model_copy(update=update))


class LevelOrder(Change):
    """The levels of the score counted in another named order."""

    order: OrderName

    def apply(self, instance: Instance, seed: int) -> Instance:  # noqa: ARG002 - draws nothing
        """Set the order of the policy."""
        return instance.with_order(NAMED_ORDERS[self.order])


class Weights(Change):
    """Other weights in the balance of a group; those not given stay."""

    motive_weights: dict[Motive, Weight] | None = None
    lone_gender: Weight | None = None
    level_spread: Weight | None = None
    small_group: Weight | None = None

    def apply(self, instance: Instance, seed: int) -> Instance:  # noqa: ARG002 - draws nothing
        """Set the weights that are given."""
        policy = instance.policy.model_copy(update=self.model_dump(exclude_none=True))
        return instance.model_copy(update={"policy": policy})


class MotiveLimit(Change):
    """A rule: at most so many pupils of a group with one motive; None lifts the limit."""

    motive: Motive
    most: Weight | None

    def apply(self, instance: Instance, seed: int) -> Instance:  # noqa: ARG002 - draws nothing
        """Set or lift the limit of the motive."""
        limits = {m: n for m, n in instance.policy.motive_limits.items() if m != self.motive}
        if self.most is not None:
            limits[self.motive] = self.most
        policy = instance.policy.model_copy(update={"motive_limits": limits})
        return instance.model_copy(update={"policy": policy})


class Demand(Change):
    """More notices, or fewer: 0.3 is 30 % more. Those of the year stay; copies of drawn ones come."""

    more: Annotated[float, Field(ge=-1, le=10)]

    def apply(self, instance: Instance, seed: int) -> Instance:
        """Add copies of drawn stays, or leave drawn stays out."""
        source = Chance(seed).source("demand")
        number = round(abs(self.more) * len(instance.pupils))
        if self.more < 0:
            gone = {pupil.id for pupil in source.sample(instance.pupils, number)}
            return _without(instance, gone)
        return _with_copies(instance, _drawn(source, instance.pupils, number), None)


class NewCollege(Change):
    """A collège that joins, with its notices of the year: copies of drawn ones, but its own."""

    college: College
    notices: Annotated[int, Field(ge=0, le=1000)]

    def apply(self, instance: Instance, seed: int) -> Instance:
        """Add the collège and its stays."""
        source = Chance(seed).source("new-college", self.college.id)
        joined = instance.model_copy(update={"colleges": (*instance.colleges, self.college)})
        drawn = _drawn(source, instance.pupils, self.notices)
        return _with_copies(joined, drawn, self.college.id)


def _drawn(source: random.Random, pupils: Sequence[Pupil], number: int) -> list[Pupil]:
    return source.choices(pupils, k=number) if pupils else []


def _with_copies(instance: Instance, drawn: Sequence[Pupil], college: str | None) -> Instance:
    """Add copies of some stays, each with the conflicts of the stay it copies."""
    conflicts, quarrels = list(instance.conflicts), list(instance.teacher_conflicts)
    label = _COPY if college is None else f"{_COPY}{college}-"
    copies = []
    for number, pupil in enumerate(drawn, start=1):
        code = f"{pupil.id}{label}{number}"
        update = {"id": code} if college is None else {"id": code, "college": college}
        copies.append(pupil.model_copy(update=update))
        conflicts.extend((code, other) for other in sorted(instance.apart[pupil.id]))
        quarrels.extend((code, t) for p, t in instance.teacher_conflicts if p == pupil.id)
    return instance.model_copy(
        update={
            "pupils": (*instance.pupils, *copies),
            "conflicts": tuple(conflicts),
            "teacher_conflicts": tuple(quarrels),
        }
    )


def _without(instance: Instance, gone: set[str]) -> Instance:
    return instance.model_copy(
        update={
            "pupils": tuple(pupil for pupil in instance.pupils if pupil.id not in gone),
            "conflicts": tuple(pair for pair in instance.conflicts if gone.isdisjoint(pair)),
            "bans": tuple(ban for ban in instance.bans if ban.pupil not in gone),
            "teacher_conflicts": tuple(c for c in instance.teacher_conflicts if c[0] not in gone),
        }
    )


def _teacher(instance: Instance, code: str) -> Teacher:
    if code not in instance.teachers_by_id:
        raise InputError([Problem("teacher", f"aucun·e intervenant·e n'a le code « {code} ».")])
    return instance.teachers_by_id[code]


def _with_teacher(instance: Instance, changed: Teacher) -> Instance:
    teachers = (changed if t.id == changed.id else t for t in instance.teachers)
    return instance.model_copy(update={"teachers": tuple(teachers)})
