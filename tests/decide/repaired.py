"""Repairing a plan in a test, with one event or another."""

from solver.decide.events import Events
from solver.decide.replan import Repaired, replan
from solver.instance import Instance
from solver.plan import Plan
from tests.build import W48


def repaired(
    of: Instance,
    plan: Plan,
    week: str = W48,
    *,
    absent: tuple[str, ...] = (),
    away: tuple[str, ...] = (),
    conflicts: tuple[tuple[str, str], ...] = (),
    urgent: tuple[str, ...] = (),
) -> Repaired:
    events = Events(absent=absent, away=away, conflicts=conflicts, urgent=urgent)
    found = replan(of, plan, week, events)
    assert isinstance(found, Repaired)
    assert found.proven
    return found


def weeks(found: Repaired) -> dict[str, str]:
    return {entry.pupil: entry.week for entry in found.plan.admissions}


def said(found: Repaired) -> list[str]:
    return [call.message for call in found.calls]


def workshops_of(found: Repaired, week: str = W48) -> list[tuple[str, str]]:
    return [(s.teacher, s.start) for s in found.plan.sessions if s.week == week]
