"""The half of the exhaustive search that finds the best sessions for given groups."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, groupby
from typing import NamedTuple, TypeVar

from solver.instance import Instance, Pupil, Teacher, Workshop
from solver.plan import Session
from solver.rules import Level
from solver.timetable import Day, Slot, parse_slot

Members = tuple[Pupil, ...]
State = TypeVar("State")
Composition = tuple[tuple[str, Members], ...]
"""The non-empty groups: a week and its pupils. Groups of one week stand for each other."""


class _Way(NamedTuple):
    """A possible session of a workshop for some group: who, when, and whether reluctantly."""

    teacher: str
    start: Slot
    slots: frozenset[Slot]
    reluctant: bool


Told = frozenset[tuple[str, str, str, str]]
"""Sessions as practitioners know them: week, workshop, who gives it, when."""

Cost = tuple[int, int, int]
"""Minus the sessions kept as told, then the two levels that sessions decide, as these count."""

Used = tuple[int, ...]
"""How many sessions each teacher with a budget has given."""


class _Partial(NamedTuple):
    cost: Cost
    sessions: tuple[Session, ...]


class _Busy(NamedTuple):
    """All that later choices of the week depend on: partial timetables alike in it compete."""

    used: Used
    teachers: frozenset[tuple[str, Slot]]
    group: frozenset[Slot]


Excluded = frozenset[str]
"""The teachers whom a group must not meet."""


class Timetabling:
    """The best sessions for given groups: every choice is tried, the best of equal states kept.

    Where sessions have been `told`, to keep these counts more than any level.
    """

    def __init__(self, instance: Instance, told: Told = frozenset()) -> None:
        self.instance = instance
        self.told = told
        self.budgets = {
            teacher.id: teacher.max_sessions
            for teacher in instance.teachers
            if teacher.max_sessions is not None
        }
        self.found: dict[tuple[str, tuple[Excluded, ...]], dict[Used, _Partial]] = {}

    def best_sessions(self, groups: Composition) -> tuple[tuple[Session, ...], int, int]:
        """Give the sessions with the least coverage and comfort, in the policy's order."""
        states = {self._nothing_used(): _Partial((0, 0, 0), ())}
        by_week = groupby(sorted(groups, key=lambda group: group[0]), key=lambda group: group[0])
        for week, groups_of_week in by_week:
            excluded = tuple(self._excluded(members) for _, members in groups_of_week)
            following: dict[Used, _Partial] = {}
            for before, so_far in states.items():
                for used, part in self._week(week, excluded).items():
                    total = tuple(a + b for a, b in zip(before, used, strict=True))
                    if self._within_budgets(total):
                        _keep_best(following, total, _added(so_far, part))
            states = following
        best = min(states.values(), key=lambda partial: partial.cost)
        by_level = dict(zip(self._levels(), best.cost[1:], strict=True))
        return best.sessions, by_level["coverage"], by_level["comfort"]

    def _excluded(self, members: Members) -> Excluded:
        ids = {pupil.id for pupil in members}
        return frozenset(
            teacher for pupil, teacher in self.instance.teacher_conflicts if pupil in ids
        )

    def _levels(self) -> list[Level]:
        return [level for level in self.instance.policy.order if level in ("coverage", "comfort")]

    def _nothing_used(self) -> Used:
        return (0,) * len(self.budgets)

    def _within_budgets(self, used: Used) -> bool:
        return all(n <= limit for n, limit in zip(used, self.budgets.values(), strict=True))

    def _week(self, week: str, groups: tuple[Excluded, ...]) -> dict[Used, _Partial]:
        """Give the best sessions of a week for each use of the budgets."""
        key = (week, groups)
        if key not in self.found:
            self.found[key] = self._search_week(week, groups)
        return self.found[key]

    def _search_week(self, week: str, groups: tuple[Excluded, ...]) -> dict[Used, _Partial]:
        states = {_Busy(self._nothing_used(), frozenset(), frozenset()): _Partial((0, 0, 0), ())}
        for number, excluded in enumerate(groups, start=1):
            states = _of_a_free_group(states)
            for workshop in self.instance.workshops:
                options = list(self._options(workshop, week, number, excluded))
                states = self._with_one_of(options, states)
        result: dict[Used, _Partial] = {}
        for busy, partial in states.items():
            _keep_best(result, busy.used, partial)
        return result

    def _with_one_of(
        self, options: list[tuple[_Busy, _Partial]], states: dict[_Busy, _Partial]
    ) -> dict[_Busy, _Partial]:
        """Add one of the options to each partial timetable, in every way that holds."""
        following: dict[_Busy, _Partial] = {}
        for busy, so_far in states.items():
            for taken, part in options:
                used = tuple(a + b for a, b in zip(busy.used, taken.used, strict=True))
                if (
                    busy.teachers.isdisjoint(taken.teachers)
                    and busy.group.isdisjoint(taken.group)
                    and self._within_budgets(used)
                ):
                    after = _Busy(used, busy.teachers | taken.teachers, busy.group | taken.group)
                    _keep_best(following, after, _added(so_far, part))
        return following

    def _options(
        self, workshop: Workshop, week: str, number: int, excluded: Excluded
    ) -> Iterator[tuple[_Busy, _Partial]]:
        """Give every set of sessions of a workshop that a group can have, alone, in a week."""
        ways = list(self._ways(workshop, week, excluded))
        for count in range(workshop.per_week + 1):
            for chosen in combinations(ways, count):
                if len({way.start.day for way in chosen}) == count:
                    yield self._option(workshop, week, number, chosen)

    def _option(
        self, workshop: Workshop, week: str, number: int, chosen: tuple[_Way, ...]
    ) -> tuple[_Busy, _Partial]:
        missing = workshop.per_week - len(chosen)
        reluctant = sum(way.reluctant for way in chosen)
        costs = {
            "coverage": missing if workshop.core else 0,
            "comfort": reluctant + (0 if workshop.core else 2 * missing),
        }
        first, second = self._levels()
        teachers = [way.teacher for way in chosen]
        busy = _Busy(
            tuple(teachers.count(teacher) for teacher in self.budgets),
            frozenset((way.teacher, slot) for way in chosen for slot in way.slots),
            frozenset(slot for way in chosen for slot in way.slots),
        )
        sessions = tuple(
            Session(
                week=week, group=number, workshop=workshop.id, teacher=way.teacher,
                start=str(way.start),
            )
            for way in chosen
        )  # fmt: skip
        kept = sum((week, workshop.id, s.teacher, s.start) in self.told for s in sessions)
        return busy, _Partial((-kept, costs[first], costs[second]), sessions)

    def _ways(self, workshop: Workshop, week: str, excluded: Excluded) -> Iterator[_Way]:
        for teacher in self.instance.teachers:
            gives = workshop.id in teacher.workshops and teacher.id not in excluded
            if gives and week not in teacher.away_weeks:
                yield from self._ways_of(teacher, workshop.length, week)

    def _ways_of(self, teacher: Teacher, length: int, week: str) -> Iterator[_Way]:
        free = None if teacher.slots is None else set(map(parse_slot, teacher.slots))
        disliked = set(map(parse_slot, teacher.reluctant_slots))
        for day in self._days(week):
            for first in range(1, self.instance.timetable.slots_per_day - length + 2):
                slots = frozenset(Slot(day, first + i) for i in range(length))
                if self._usable(slots) and (free is None or slots <= free):
                    yield _Way(teacher.id, Slot(day, first), slots, bool(slots & disliked))

    def _days(self, week: str) -> Iterator[Day]:
        """Give the days of a week that are not lost."""
        year, number = int(week[:4]), int(week[6:])
        for day in self.instance.timetable.days:
            weekday = ("mon", "tue", "wed", "thu", "fri").index(day) + 1
            that_day = date.fromisocalendar(year, number, weekday)
            if that_day.isoformat() not in self.instance.closed_days:
                yield day

    def _usable(self, slots: frozenset[Slot]) -> bool:
        """Tell whether slots that follow each other are open, unfixed, and without a break."""
        timetable = self.instance.timetable
        numbers = {slot.number for slot in slots}
        taken = set(map(parse_slot, timetable.closed_slots))
        for moment in timetable.fixed:
            start = parse_slot(moment.start)
            taken |= {Slot(start.day, start.number + i) for i in range(moment.length)}
        cut = any(after in numbers and after + 1 in numbers for after in timetable.break_after)
        return not cut and slots.isdisjoint(taken)


def _added(one: _Partial, other: _Partial) -> _Partial:
    (a, b, c), (d, e, f) = one.cost, other.cost
    return _Partial((a + d, b + e, c + f), one.sessions + other.sessions)


def _of_a_free_group(states: dict[_Busy, _Partial]) -> dict[_Busy, _Partial]:
    """Forget what the group before was doing: the next one is free all week."""
    result: dict[_Busy, _Partial] = {}
    for busy, partial in states.items():
        _keep_best(result, busy._replace(group=frozenset()), partial)
    return result


def _keep_best(best: dict[State, _Partial], state: State, partial: _Partial) -> None:
    if state not in best or partial.cost < best[state].cost:
        best[state] = partial
