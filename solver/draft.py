"""A plan in the making: groups and sessions, before it is scored and written in its fixed form."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from solver.concessions import Concession
from solver.instance import Instance, PupilWeek, Teacher
from solver.plan import Admission, LevelScore, NotAdmitted, Plan, Session, Status
from solver.rules import Level
from solver.score import Group, compute_score, outcome_if_not_admitted
from solver.timetable import DAYS, parse_slot


@dataclass(frozen=True)
class Draft:
    """Who is in which group and what each group does, in any order and numbering.

    It keeps every rule but what `concessions` give up.
    """

    instance: Instance
    admissions: tuple[Admission, ...]
    sessions: tuple[Session, ...]
    concessions: tuple[Concession, ...] = ()

    @cached_property
    def score(self) -> dict[Level, int]:
        """The levels of the score in the policy's order."""
        return compute_score(self.instance, self.admissions, self.sessions)

    @property
    def rank(self) -> tuple[int, ...]:
        """The score as a tuple: of two drafts, the better one has the smaller rank."""
        return tuple(self.score.values())

    @cached_property
    def week_of(self) -> dict[str, str]:
        """The week of each hosted pupil."""
        return {admission.pupil: admission.week for admission in self.admissions}

    def hosted_in(self, week: str) -> frozenset[str]:
        """Give the pupils hosted in a week, all groups together."""
        return frozenset(a.pupil for a in self.admissions if a.week == week)

    @cached_property
    def groups(self) -> dict[Group, list[str]]:
        """The pupils of each non-empty group."""
        groups: defaultdict[Group, list[str]] = defaultdict(list)
        for admission in self.admissions:
            groups[admission.week, admission.group].append(admission.pupil)
        return dict(groups)

    def week_alone(self, week: str) -> Instance:
        """Make an instance of one week: its pupils, all pinned, and what its teachers have left."""
        pupils = {admission.pupil for admission in self.admissions if admission.week == week}
        given = Counter(session.teacher for session in self.sessions if session.week != week)
        instance = self.instance
        return instance.model_copy(
            update={
                "first_week": week,
                "last_week": week,
                "pupils": tuple(pupil for pupil in instance.pupils if pupil.id in pupils),
                "conflicts": tuple(
                    (pupil, other)
                    for pupil in sorted(pupils)
                    for other in sorted(instance.apart[pupil] & pupils)
                    if pupil < other
                ),
                "pins": tuple(PupilWeek(pupil=pupil, week=week) for pupil in sorted(pupils)),
                "bans": (),
                "announced": (),
                "teachers": tuple(
                    with_sessions_left(teacher, given) for teacher in instance.teachers
                ),
                "teacher_conflicts": tuple(c for c in instance.teacher_conflicts if c[0] in pupils),
            }
        )

    def with_week(self, week: str, plan: Plan) -> "Draft":
        """Give the same draft with the groups and sessions of a week taken from a plan."""
        return Draft(
            self.instance,
            (*(a for a in self.admissions if a.week != week), *plan.admissions),
            (*(s for s in self.sessions if s.week != week), *plan.sessions),
            self.concessions,
        )

    def to_plan(self, status: Status, bounds: Mapping[Level, int]) -> Plan:
        """Write the plan in its fixed form.

        Everything is sorted; a week's groups are numbered from 1, by their smallest pupil id. A
        level that has no bound stands without one.
        """
        number = _fixed_numbers(self.groups)
        admissions = [
            Admission(pupil=a.pupil, week=a.week, group=number[a.week, a.group])
            for a in self.admissions
        ]
        sessions = [
            session.model_copy(update={"group": number[session.week, session.group]})
            for session in self.sessions
        ]
        admitted = {admission.pupil for admission in admissions}
        return Plan(
            status=status,
            admissions=tuple(sorted(admissions, key=lambda a: (a.week, a.group, a.pupil))),
            not_admitted=tuple(
                NotAdmitted(pupil=pupil.id, outcome=outcome_if_not_admitted(self.instance, pupil))
                for pupil in sorted(self.instance.pupils, key=lambda pupil: pupil.id)
                if pupil.id not in admitted
            ),
            sessions=tuple(sorted(sessions, key=_session_key)),
            score=tuple(
                LevelScore(level=level, value=value, bound=bounds.get(level))
                for level, value in self.score.items()
            ),
        )


def with_sessions_left(teacher: Teacher, given: Counter[str]) -> Teacher:
    """Give a teacher with what the sessions given elsewhere leave of the budget."""
    if teacher.max_sessions is None:
        return teacher
    return teacher.model_copy(
        update={"max_sessions": max(0, teacher.max_sessions - given[teacher.id])}
    )


def _fixed_numbers(groups: dict[Group, list[str]]) -> dict[Group, int]:
    by_week: defaultdict[str, list[tuple[str, Group]]] = defaultdict(list)
    for group, pupils in groups.items():
        by_week[group[0]].append((min(pupils), group))
    return {
        group: number
        for listed in by_week.values()
        for number, (_, group) in enumerate(sorted(listed), start=1)
    }


def _session_key(session: Session) -> tuple[str, int, int, int, str]:
    start = parse_slot(session.start)
    day = DAYS.index(start.day)
    return (session.week, session.group, day, start.number, session.workshop)
