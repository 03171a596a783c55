"""A simple plan made in one pass: what is known when there is no time for anything better.

It keeps every hard rule and proves nothing. It is also where CP-SAT starts from.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from solver.draft import Draft
from solver.group_filler import GroupFiller
from solver.instance import Instance, Pupil
from solver.model.choices import SessionChoice
from solver.model.places import Places
from solver.plan import Admission, Session
from solver.score import Group
from solver.timetable import Slot, span
from solver.weeks import week_number


def greedy_admissions(
    instance: Instance, places: Places, pinned: Iterable[Admission]
) -> tuple[Admission, ...]:
    """Keep the pinned pupils where they are, then admit each other pupil as early as possible.

    The week announced to a pupil is tried before the others. Who must leave the waiting list first is served first: by last possible week, then priority.
    """
    filler = GroupFiller(instance)
    weeks_of: defaultdict[str, list[str]] = defaultdict(list)
    for week, pupils in places.items():
        for pupil in pupils:
            weeks_of[pupil].append(week)
    for entry in instance.announced:
        if entry.week in weeks_of[entry.pupil]:
            weeks_of[entry.pupil].remove(entry.week)
            weeks_of[entry.pupil].insert(0, entry.week)
    for admission in pinned:
        filler.put(instance.pupils_by_id[admission.pupil], (admission.week, admission.group))
        weeks_of.pop(admission.pupil, None)
    waiting = [instance.pupils_by_id[pupil] for pupil in weeks_of]
    for next_one in sorted(waiting, key=_urgency):
        for week in weeks_of[next_one.id]:
            if filler.put_in_week(next_one, week):
                break
    return filler.admissions()


def _urgency(pupil: Pupil) -> tuple[int, int, int, str]:
    return (week_number(pupil.latest), -pupil.priority, week_number(pupil.earliest), pupil.id)


def with_greedy_sessions(
    instance: Instance,
    admissions: tuple[Admission, ...],
    choices: dict[str, list[SessionChoice]],
) -> Draft:
    """Give each group the first sessions that fit, core workshops before the others."""
    placer = _SessionPlacer(instance)
    groups: defaultdict[Group, list[str]] = defaultdict(list)
    for admission in admissions:
        groups[admission.week, admission.group].append(admission.pupil)
    by_core = {
        week: sorted(listed, key=lambda c: not instance.workshops_by_id[c.workshop].core)
        for week, listed in choices.items()
        if any(group[0] == week for group in groups)
    }
    for group in sorted(groups):
        for choice in by_core[group[0]]:
            placer.place_if_free(choice, group, groups[group])
    return Draft(instance, admissions, tuple(placer.sessions))


class _SessionPlacer:
    """Sessions being placed, with what groups and teachers are already doing."""

    def __init__(self, instance: Instance) -> None:
        self.sessions: list[Session] = []
        self._instance = instance
        self._busy_groups: set[tuple[Group, Slot]] = set()
        self._busy_teachers: set[tuple[str, str, Slot]] = set()
        self._days: defaultdict[tuple[Group, str], set[str]] = defaultdict(set)
        self._given: Counter[str] = Counter()
        self._shunned = frozenset(instance.teacher_conflicts)

    def place_if_free(self, choice: SessionChoice, group: Group, pupils: list[str]) -> None:
        workshop = self._instance.workshops_by_id[choice.workshop]
        teacher = self._instance.teachers_by_id[choice.teacher]
        slots = span(choice.start, workshop.length)
        days = self._days[group, workshop.id]
        if (
            len(days) >= workshop.per_week
            or choice.start.day in days
            or (
                teacher.max_sessions is not None and self._given[teacher.id] >= teacher.max_sessions
            )
            or any((group, slot) in self._busy_groups for slot in slots)
            or any((teacher.id, group[0], slot) in self._busy_teachers for slot in slots)
            or any((pupil, teacher.id) in self._shunned for pupil in pupils)
        ):
            return
        days.add(choice.start.day)
        self._given[teacher.id] += 1
        self._busy_groups.update((group, slot) for slot in slots)
        self._busy_teachers.update((teacher.id, group[0], slot) for slot in slots)
        self.sessions.append(choice.as_session(group))
