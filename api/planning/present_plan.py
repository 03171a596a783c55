"""What is published, written as a plan: where a repair starts, and what a move is tried on."""

from api.storage.work import Reading
from api.weeks import published
from solver.draft import Draft
from solver.instance import Instance
from solver.plan import Admission, Plan, Session


def present_plan(work: Reading, instance: Instance) -> Plan:
    """Give the published weeks of an instance's horizon as a plan of its pupils, without bounds.

    Whoever waits has no week in it.
    """
    admissions: list[Admission] = []
    sessions: list[Session] = []
    for week, content in published.all_weeks(work):
        if week in instance.horizon:
            hosted, given = content.of(week)
            admissions.extend(each for each in hosted if each.pupil in instance.pupils_by_id)
            groups = {(each.week, each.group) for each in admissions}
            sessions.extend(each for each in given if (each.week, each.group) in groups)
    return Draft(instance, tuple(admissions), tuple(sessions)).to_plan("feasible", {})
