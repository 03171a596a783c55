"""What can be seen to bring nothing without any search: exact, never a guess."""

from typing import Final

from solver.decide.additions import Addition, ExtraGroup, ExtraHalfDay, ExtraSeat, LiftedConflict
from solver.instance import Instance
from solver.model.choices import session_choices
from solver.model.places import allowed_places
from solver.plan import Plan
from solver.rules import Level

_SESSION_LEVELS: Final[frozenset[Level]] = frozenset({"coverage", "comfort"})
"""The levels that depend on who gives what when."""


class Screen:
    """Tells which additions cannot make the best plan of an instance any better."""

    def __init__(self, instance: Instance, best: Plan) -> None:
        self._instance = instance
        self._coming = allowed_places(instance)
        self._best = best

    def brings_nothing(self, addition: Addition) -> bool:
        """Tell whether it is certain that no plan gets better; False where only a search can say."""
        if self._nothing_to_gain(addition):
            return True
        if isinstance(addition, ExtraSeat):
            return not self._fills_a_larger_group()
        if isinstance(addition, ExtraGroup):
            return not self._fills_more_groups()
        if isinstance(addition, LiftedConflict):
            return not self._could_meet(*addition.pupils)
        return not self._allows_a_session(addition)

    def _nothing_to_gain(self, addition: Addition) -> bool:
        """Tell whether every level that could get better is 0, in a plan proven the best.

        More slots leave the same ways to compose the groups: the levels before the first one about
        sessions were at their best already.
        """
        levels = [entry.level for entry in self._best.score]
        first = 0
        if isinstance(addition, ExtraHalfDay):
            first = min(levels.index(level) for level in _SESSION_LEVELS)
        return self._best.status == "optimal" and not any(
            entry.value for entry in self._best.score[first:]
        )

    def _fills_a_larger_group(self) -> bool:
        """Tell whether some week has pupils of enough collèges: a group has one of each at most."""
        pupils = self._instance.pupils_by_id
        return any(
            len({pupils[pupil].college for pupil in coming}) > self._instance.capacity
            for coming in self._coming.values()
        )

    def _fills_more_groups(self) -> bool:
        return any(len(coming) > self._instance.groups_per_week for coming in self._coming.values())

    def _could_meet(self, one: str, other: str) -> bool:
        """Tell whether anything but their conflict would let two pupils share a group."""
        first, second = (self._instance.pupils_by_id[pupil] for pupil in (one, other))
        limits = self._instance.policy.motive_limits
        shared = set(first.motives) & set(second.motives)
        return (
            self._instance.capacity > 1
            and first.college != second.college
            and all(limits.get(motive, 2) > 1 for motive in shared)
            and any(one in coming and other in coming for coming in self._coming.values())
        )

    def _allows_a_session(self, addition: ExtraHalfDay) -> bool:
        """Tell whether the teacher could then give a session that he could not give before."""
        teacher = self._instance.teachers_by_id[addition.teacher]
        alone = self._instance.model_copy(update={"teachers": (teacher,)})
        before, after = session_choices(alone), session_choices(addition.added_to(alone))
        return teacher.max_sessions != 0 and any(
            before[week] != after[week] for week, coming in self._coming.items() if coming
        )
