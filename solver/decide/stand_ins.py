"""Whether others can give the core sessions of a teacher who does not come, all else unchanged."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from solver.instance import Instance
from solver.model.choices import SessionChoice, session_choices
from solver.plan import Plan, Session
from solver.timetable import Day, Slot, parse_slot, span

Mark = tuple[int | str, Slot | tuple[str, Day]]
"""A group or a teacher is taken in a slot; or a group has a workshop on a day."""

Given = frozenset[tuple[str, int]]
"""How many sessions each stand-in with a limit has taken over; those with none are left out."""


class _Lost(NamedTuple):
    """A session to be given by somebody else."""

    group: int
    workshop: str


class StandIns:
    """The core sessions that one week loses with a teacher, and who could give them when."""

    def __init__(self, instance: Instance, plan: Plan, week: str, absent: str) -> None:
        self._length = {workshop.id: workshop.length for workshop in instance.workshops}
        gone = [s for s in plan.sessions if s.week == week and s.teacher == absent]
        kept = [s for s in plan.sessions if s.teacher != absent]
        # Group by group, so that the search can forget the slots of a group it has done with.
        self._lost = sorted(
            _Lost(s.group, s.workshop) for s in gone if instance.workshops_by_id[s.workshop].core
        )
        self._left = _sessions_left(instance, kept)
        taken = frozenset(
            mark for s in kept if s.week == week for mark in self._marks(s.group, _as_choice(s))
        )
        shunned = _shunned(instance, plan, week)
        choices = _choices(instance, week, absent, {lost.workshop for lost in self._lost})
        self._options = {
            lost: [
                choice
                for choice in choices
                if choice.workshop == lost.workshop
                and (lost.group, choice.teacher) not in shunned
                and self._left.get(choice.teacher, 1) > 0
                and taken.isdisjoint(self._marks(lost.group, choice))
            ]
            for lost in self._lost
        }
        self._dead_ends: set[tuple[int, frozenset[Mark], Given]] = set()

    def workshops(self) -> list[str]:
        """List the core workshops that lose a session."""
        return list(dict.fromkeys(lost.workshop for lost in self._lost))

    def without_anyone(self) -> list[str]:
        """List the core workshops of which a session cannot be given by anybody else."""
        return list(dict.fromkeys(lost.workshop for lost in self._lost if not self._options[lost]))

    def can_give_all(self) -> bool:
        """Tell whether every core session can be given, all of them together."""
        return not self.without_anyone() and self._can_give_from(0, frozenset(), frozenset())

    def _can_give_from(self, index: int, taken: frozenset[Mark], given: Given) -> bool:
        """Tell whether the sessions from `index` on can be given too, past what is taken over."""
        if index == len(self._lost):
            return True
        lost = self._lost[index]
        taken = frozenset(mark for mark in taken if mark[0] == lost.group or _is_teacher(mark))
        state = (index, taken, given)
        if state in self._dead_ends:
            return False
        for choice in self._options[lost]:
            marks = self._marks(lost.group, choice)
            more = self._one_more(choice.teacher, given)
            if (
                more is not None
                and marks.isdisjoint(taken)
                and self._can_give_from(index + 1, taken | marks, more)
            ):
                return True
        self._dead_ends.add(state)
        return False

    def _one_more(self, teacher: str, given: Given) -> Given | None:
        """Count one more session of a teacher; None where that is one too many."""
        if teacher not in self._left:
            return given
        counts = Counter(dict(given))
        counts[teacher] += 1
        return None if counts[teacher] > self._left[teacher] else frozenset(counts.items())

    def _marks(self, group: int, choice: SessionChoice) -> frozenset[Mark]:
        slots = span(choice.start, self._length[choice.workshop])
        return frozenset(
            [
                (group, (choice.workshop, choice.start.day)),
                *((who, slot) for slot in slots for who in (group, choice.teacher)),
            ]
        )


def _is_teacher(mark: Mark) -> bool:
    return isinstance(mark[0], str)


def _as_choice(session: Session) -> SessionChoice:
    return SessionChoice(session.workshop, session.teacher, parse_slot(session.start))


def _sessions_left(instance: Instance, kept: Sequence[Session]) -> dict[str, int]:
    """Give how many more sessions each teacher with a limit may give, over the whole plan."""
    given = Counter(session.teacher for session in kept)
    return {
        teacher.id: teacher.max_sessions - given[teacher.id]
        for teacher in instance.teachers
        if teacher.max_sessions is not None
    }


def _shunned(instance: Instance, plan: Plan, week: str) -> set[tuple[int, str]]:
    """List the groups of a week and the teachers they must not meet."""
    group_of = {a.pupil: a.group for a in plan.admissions if a.week == week}
    return {
        (group_of[pupil], teacher)
        for pupil, teacher in instance.teacher_conflicts
        if pupil in group_of
    }


def _choices(
    instance: Instance, week: str, absent: str, workshops: set[str]
) -> Sequence[SessionChoice]:
    """List the sessions of some workshops that the week and the others' own calendars allow."""
    only = instance.model_copy(
        update={
            "first_week": week,
            "last_week": week,
            "workshops": tuple(w for w in instance.workshops if w.id in workshops),
            "teachers": tuple(t for t in instance.teachers if t.id != absent),
        }
    )
    return session_choices(only)[week]
