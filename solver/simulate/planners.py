"""The program as the référente uses it: planning on Friday, repairing on Monday."""

from dataclasses import dataclass

from solver.checked import checked
from solver.decide.events import Events
from solver.decide.replan import Repaired, replan
from solver.draft import Draft
from solver.instance import Instance, PupilWeek
from solver.plan import Admission, Plan
from solver.simulate.stopped import NoPlan
from solver.solve import solve


class Weekly:
    """The best plan of the coming week alone."""

    weeks = 1
    tells = 1
    kept = 0

    def plan(self, week: str, instance: Instance) -> Plan:  # noqa: ARG002 - as every planner
        """Plan as `daeet plan` does."""
        return _found(solve(instance))

    def repair(self, week: str, instance: Instance, plan: Plan, events: Events) -> Plan:
        """Repair as `daeet replan` does."""
        repaired = replan(instance, plan, week, events)
        if isinstance(repaired, Repaired):
            return repaired.plan
        return _found(repaired)


@dataclass(frozen=True)
class LookAhead(Weekly):
    """The best plan of some weeks; with `kept` seats a group, open on Friday to urgent pupils alone.

    Urgent is who has a priority above 1, or no later week. What is still free on Monday is for
    late notices, then for whoever can come at once.
    """

    kept: int = 0
    weeks: int = 6
    tells: int = 2

    def plan(self, week: str, instance: Instance) -> Plan:
        """Plan as `daeet plan` does, with fewer seats; then let urgent pupils have those of the week."""
        seats = instance.capacity - self.kept
        if self.kept == 0 or seats < 1:
            return super().plan(week, instance)
        without = instance.model_copy(update={"capacity": seats})
        found = _found(solve(without))
        draft = Draft(instance, found.admissions, found.sessions)
        return _with_urgent(draft, week) or draft.to_plan("feasible", {})


def _with_urgent(draft: Draft, week: str) -> Plan | None:
    """Give urgent pupils the seats left in a week; None where there are none."""
    here = draft.hosted_in(week)
    urgent = [
        pupil
        for pupil in draft.instance.pupils
        if pupil.id not in here and (pupil.priority > 1 or pupil.latest == week)
    ]
    if not urgent:
        return None
    codes = here | {pupil.id for pupil in urgent}
    instance = draft.instance
    alone = draft.week_alone(week).model_copy(
        update={
            "pupils": tuple(pupil for pupil in instance.pupils if pupil.id in codes),
            "conflicts": tuple(pair for pair in instance.conflicts if codes >= {*pair}),
            "pins": tuple(PupilWeek(pupil=pupil, week=week) for pupil in sorted(here)),
            "bans": tuple(ban for ban in instance.bans if ban.pupil in codes),
            "teacher_conflicts": tuple(c for c in instance.teacher_conflicts if c[0] in codes),
        }
    )
    found = checked(alone, _found(solve(alone)))
    moved = {admission.pupil for admission in found.admissions}
    later = [a for a in draft.admissions if a.week != week and a.pupil not in moved]
    return _in_all(draft, later, found)


def _in_all(draft: Draft, later: list[Admission], found: Plan) -> Plan:
    """Put a week's plan before the later weeks; a group that lost all its pupils has no session."""
    groups = {(admission.week, admission.group) for admission in later}
    return Draft(
        draft.instance,
        (*later, *found.admissions),
        (*(s for s in draft.sessions if (s.week, s.group) in groups), *found.sessions),
    ).to_plan("feasible", {})


def _found(plan: Plan) -> Plan:
    if plan.status not in ("optimal", "feasible"):
        raise NoPlan(plan.status)
    return plan
