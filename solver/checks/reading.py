"""A plan looked up in its instance, ready for the rules to be checked on it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from solver.instance import Instance, Pupil, Workshop
from solver.plan import Plan, Session
from solver.rules import Level
from solver.score import Group, compute_score
from solver.timetable import Slot, parse_slot, span


class Finding(NamedTuple):
    """A violation whose rule the table of checks knows."""

    subjects: tuple[str, ...]
    message: str


def about_session(session: Session, what: str) -> Finding:
    """Say what is wrong with a session."""
    return Finding(
        (session.week, session.workshop, session.start),
        f"Semaine {session.week}, groupe {session.group}, séance de « {session.workshop} » en"
        f" {session.start} : {what}.",
    )


def about_teacher(session: Session, what: str) -> Finding:
    """Say what is wrong with the teacher of a session."""
    return Finding(
        (session.teacher, session.week, session.start),
        f"Semaine {session.week}, groupe {session.group}, séance de « {session.workshop} » en"
        f" {session.start} par {session.teacher} : {what}.",
    )


class Held(NamedTuple):
    """A session of a known workshop, and the slots it occupies, inside the day or not."""

    session: Session
    workshop: Workshop
    slots: tuple[Slot, ...]

    @property
    def group(self) -> Group:
        """The week and number of the group."""
        return self.session.week, self.session.group

    def finding(self, what: str) -> Finding:
        """Say what is wrong with the session itself."""
        return about_session(self.session, what)

    def teacher_finding(self, what: str) -> Finding:
        """Say what is wrong with the teacher of the session."""
        return about_teacher(self.session, what)


@dataclass(frozen=True)
class Reading:
    """A plan looked up in its instance. `groups` and `groups_of` hold known pupils, each once."""

    instance: Instance
    plan: Plan
    groups: dict[Group, list[Pupil]]
    groups_of: dict[str, dict[Group, None]]
    held: tuple[Held, ...]
    score: dict[Level, int]

    def weeks_of(self, pupil: str) -> dict[str, None]:
        """List the weeks in which the plan hosts a pupil, each once."""
        return dict.fromkeys(week for week, _ in self.groups_of.get(pupil, {}))


def read(instance: Instance, plan: Plan) -> Reading:
    """Look a plan up in its instance, leaving out what the instance does not know.

    A pupil admitted several times counts once in the score, in the first admission listed.
    """
    stays = dict.fromkeys(
        (admission.pupil, (admission.week, admission.group))
        for admission in plan.admissions
        if admission.pupil in instance.pupils_by_id
    )
    groups: defaultdict[Group, list[Pupil]] = defaultdict(list)
    groups_of: defaultdict[str, dict[Group, None]] = defaultdict(dict)
    for pupil, group in stays:
        groups[group].append(instance.pupils_by_id[pupil])
        groups_of[pupil][group] = None
    first_admissions = {
        admission.pupil: admission
        for admission in reversed(plan.admissions)
        if admission.pupil in instance.pupils_by_id
    }
    held = tuple(
        Held(session, workshop, span(parse_slot(session.start), workshop.length))
        for session in plan.sessions
        if (workshop := instance.workshops_by_id.get(session.workshop)) is not None
    )
    scored = [s.session for s in held if s.session.teacher in instance.teachers_by_id]
    score = compute_score(instance, first_admissions.values(), scored)
    return Reading(instance, plan, dict(groups), dict(groups_of), held, score)
