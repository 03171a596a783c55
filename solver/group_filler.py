"""Filling groups one pupil at a time, by the rules about who may be together."""

from collections import Counter, defaultdict

from solver.instance import Instance, Pupil
from solver.plan import Admission
from solver.score import Group


class GroupFiller:
    """Groups being filled, with what each can still take by the rules about who is together."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._pupils: defaultdict[Group, list[str]] = defaultdict(list)
        self._colleges: defaultdict[Group, set[str]] = defaultdict(set)
        self._motives: defaultdict[Group, Counter[str]] = defaultdict(Counter)
        self._room = dict.fromkeys(
            instance.open_weeks, instance.capacity * instance.groups_per_week
        )

    def put(self, pupil: Pupil, group: Group) -> None:
        """Add a pupil to a group without asking whether the rules allow it."""
        self._pupils[group].append(pupil.id)
        self._colleges[group].add(pupil.college)
        self._motives[group].update(set(pupil.motives))
        self._room[group[0]] -= 1

    def put_in_week(self, pupil: Pupil, week: str) -> bool:
        """Add a pupil to the first group of a week that can take him, and say whether one could."""
        if self._room[week] <= 0:
            return False
        for number in range(1, self._instance.groups_per_week + 1):
            if self._takes((week, number), pupil):
                self.put(pupil, (week, number))
                return True
        return False

    def _takes(self, group: Group, pupil: Pupil) -> bool:
        present = self._pupils[group]
        limits = self._instance.policy.motive_limits
        return (
            len(present) < self._instance.capacity
            and pupil.college not in self._colleges[group]
            and self._instance.apart[pupil.id].isdisjoint(present)
            and all(
                self._motives[group][motive] < limits[motive]
                for motive in set(pupil.motives)
                if motive in limits
            )
        )

    def admissions(self) -> tuple[Admission, ...]:
        """List who is where."""
        return tuple(
            Admission(pupil=pupil, week=week, group=number)
            for (week, number), pupils in self._pupils.items()
            for pupil in pupils
        )
