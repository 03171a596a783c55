"""A plan in the making: groups and sessions, before it is scored and written in its fixed form."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from solver.instance import Instance
from solver.plan import Admission, LevelScore, NotAdmitted, Plan, Session, Status
from solver.rules import Level
from solver.score import Group, compute_score, outcome_if_not_admitted
from solver.timetable import DAYS, parse_slot


@dataclass(frozen=True)
class Draft:
    """Who is in which group and what each group does, in any order and numbering."""

    instance: Instance
    admissions: tuple[Admission, ...]
    sessions: tuple[Session, ...]

    @cached_property
    def score(self) -> dict[Level, int]:
        """The levels of the score in the policy's order."""
        return compute_score(self.instance, self.admissions, self.sessions)

    @property
    def rank(self) -> tuple[int, ...]:
        """The score as a tuple: of two drafts, the better one has the smaller rank."""
        return tuple(self.score.values())

    @cached_property
    def groups(self) -> dict[Group, list[str]]:
        """The pupils of each non-empty group."""
        groups: defaultdict[Group, list[str]] = defaultdict(list)
        for admission in self.admissions:
            groups[admission.week, admission.group].append(admission.pupil)
        return dict(groups)

    def to_plan(self, status: Status, bounds: dict[Level, int]) -> Plan:
        """Write the plan in its fixed form.

        Everything is sorted; a week's groups are numbered from 1, by their smallest pupil id.
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
                LevelScore(level=level, value=value, bound=bounds[level])
                for level, value in self.score.items()
            ),
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


def best(drafts: Iterable[Draft]) -> Draft:
    """Give the draft with the best score, the first one among equals."""
    return min(drafts, key=lambda draft: draft.rank)
