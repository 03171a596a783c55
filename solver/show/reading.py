"""A plan read from one week: who is hosted when, in which group, with which sessions."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from solver.instance import Instance, Pupil
from solver.plan import Admission, Plan, Session
from solver.score import Group
from solver.timetable import Slot, parse_slot, span


@dataclass(frozen=True)
class Reading:
    """An instance and a plan of it, with the look-ups that every part of the page needs."""

    instance: Instance
    plan: Plan
    week: str
    """The week the page is about: the first open one, or the first where every week is closed."""

    @cached_property
    def admission_of(self) -> Mapping[str, Admission]:
        """The admission of each hosted pupil, by code."""
        return {admission.pupil: admission for admission in self.plan.admissions}

    @cached_property
    def announced(self) -> Mapping[str, str]:
        """The week announced to each pupil who has one, by code."""
        return {entry.pupil: entry.week for entry in self.instance.announced}

    @cached_property
    def pinned(self) -> frozenset[str]:
        """The pupils whose week was fixed by the référente."""
        return frozenset(entry.pupil for entry in self.instance.pins)

    @cached_property
    def groups(self) -> Mapping[str, Mapping[int, Sequence[Pupil]]]:
        """The pupils of each non-empty group in the order of the instance, by week and number."""
        groups: defaultdict[str, defaultdict[int, list[Pupil]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for pupil in self.instance.pupils:
            if (admission := self.admission_of.get(pupil.id)) is not None:
                groups[admission.week][admission.group].append(pupil)
        return {
            week: {number: numbered[number] for number in sorted(numbered)}
            for week, numbered in groups.items()
        }

    def groups_in(self, week: str) -> Mapping[int, Sequence[Pupil]]:
        """Give the non-empty groups of a week, by number."""
        return self.groups.get(week, {})

    @cached_property
    def _sessions(self) -> Mapping[Group, list[Session]]:
        sessions: defaultdict[Group, list[Session]] = defaultdict(list)
        for session in self.plan.sessions:
            sessions[session.week, session.group].append(session)
        return sessions

    def sessions_of(self, week: str, group: int) -> Sequence[Session]:
        """List the sessions of a group."""
        return self._sessions.get((week, group), [])

    @cached_property
    def given(self) -> Mapping[str, int]:
        """How many sessions each teacher gives over the horizon, by id; 0 where absent."""
        return Counter(session.teacher for session in self.plan.sessions)

    @cached_property
    def taken(self) -> Mapping[tuple[str, int | str], set[Slot]]:
        """The slots that sessions take, by week and group number, and by week and teacher's id."""
        taken: defaultdict[tuple[str, int | str], set[Slot]] = defaultdict(set)
        for session in self.plan.sessions:
            length = self.instance.workshops_by_id[session.workshop].length
            slots = span(parse_slot(session.start), length)
            taken[session.week, session.group].update(slots)
            taken[session.week, session.teacher].update(slots)
        return taken

    @cached_property
    def weeks_after(self) -> Sequence[str]:
        """The weeks of the horizon after the one shown, closed ones included."""
        return self.instance.horizon[self.instance.horizon.index(self.week) + 1 :]
