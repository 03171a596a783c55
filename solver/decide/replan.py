"""Monday 8:30: a published plan repaired with the fewest changes for those who were told."""

from typing import Final

from solver.checked import checked
from solver.decide.calls import Call, calls
from solver.decide.differences import Differences
from solver.decide.events import (
    Events,
    after_events,
    from_week_on,
    hosted_before,
    lived_before,
    without_conflicts_of,
)
from solver.decide.records import Move
from solver.decide.repair_said import happened, summary, to_note
from solver.decide.repairable import refuse_unusable
from solver.draft import Draft
from solver.french import week_name
from solver.instance import Instance, IsoWeek, Record
from solver.plan import Plan, Reason, Session
from solver.question import Goal, Question, Told
from solver.search import Answer
from solver.solve import DEFAULT_OPTIONS, OnProgress, SolveOptions, ask, plan_of, solve
from solver.weeks import week_number


class Repaired(Record):
    """A published plan repaired from a week on, and what that means for people.

    `families` counts the pupils already told, the absent ones aside, whose week is no longer the
    one told; `practitioners` the sessions of the week that no longer take place as planned.
    `families_proven` says that no repair has fewer such families; `proven` that of those none has
    fewer such sessions, then none is better by the policy, then none moves fewer other pupils.
    `happened` and `to_note` are French sentences, the latter what the situation does not say yet.
    """

    week: IsoWeek
    plan: Plan
    proven: bool
    families_proven: bool
    families: int
    practitioners: int
    moves: tuple[Move, ...]
    cancelled: tuple[Session, ...]
    added: tuple[Session, ...]
    calls: tuple[Call, ...]
    happened: tuple[str, ...] = ()
    to_note: tuple[str, ...] = ()
    message: str


def replan(
    instance: Instance,
    plan: Plan,
    week: str,
    events: Events,
    options: SolveOptions = DEFAULT_OPTIONS,
    on_progress: OnProgress | None = None,
) -> Repaired | Plan:
    """Repair a published plan from an open week of the horizon on, after what happened.

    The weeks before stay as they were. Families first (those of `announced` in their announced
    week, the others whom the plan hosts in `week`), then the sessions of the week, then the policy,
    then as many other weeks as planned. A pupil of whom the plan says nothing is a notice that came
    late, and takes part. Gives a plan without content where there is no repair: infeasible with the
    reasons, or unknown. Raises InputError where the week, the plan or the events cannot be used,
    PlanRefused where the checker refuses the repair.
    """
    refuse_unusable(instance, plan, week, events)
    after = after_events(instance, events, week)
    ahead = from_week_on(after, plan, week)
    told = _told(ahead, plan, week, events)
    answer = ask(ahead, Question(order=_order(ahead, told), told=told), options, on_progress)
    if answer.draft is None:
        return _no_repair(ahead, events, week, options) if answer.impossible else _UNKNOWN
    checked(ahead, plan_of(answer))
    repaired = _with_the_past(after, plan, answer.draft, week)
    differences = Differences(
        week=week,
        before=Draft(after, plan.admissions, plan.sessions),
        after=Draft(after, repaired.admissions, repaired.sessions),
        told=told,
        absent=frozenset(events.absent),
        away=frozenset(events.away),
    )
    return _report(answer, repaired, differences).model_copy(
        update={
            "happened": tuple(happened(instance, plan, week, events)),
            "to_note": tuple(to_note(instance, plan, week, events)),
        }
    )


def _report(answer: Answer, repaired: Plan, differences: Differences) -> Repaired:
    """Say what changes against the published plan, how sure that is, and who has to be called."""
    families = len(differences.families)
    return Repaired(
        week=differences.week,
        plan=repaired,
        proven=answer.proven,
        families_proven=answer.bounds["families"] == families,
        families=families,
        practitioners=len(differences.cancelled),
        moves=differences.moves,
        cancelled=differences.cancelled,
        added=differences.added,
        calls=tuple(calls(differences)),
        message=summary(differences),
    )


_UNKNOWN: Final = Plan(status="unknown")


def _no_repair(ahead: Instance, events: Events, week: str, options: SolveOptions) -> Plan:
    """Say what contradicts, and of what was asked for this morning that it was."""
    plan = solve(ahead, options)
    reasons: list[Reason] = []
    for reason in plan.reasons:
        asked = reason.rule == "pin" and reason.subjects[0] in events.urgent
        said = f"Vous avez demandé que {reason.subjects[0]} vienne en {week_name(week)}."
        reasons.append(reason.model_copy(update={"message": said}) if asked else reason)
    return plan.model_copy(update={"reasons": tuple(reasons)})


def _told(ahead: Instance, plan: Plan, week: str, events: Events) -> Told:
    """Gather what people know: announced weeks, the pupils of this week, and its sessions."""
    known = {pupil.id for pupil in ahead.pupils} - set(events.absent)
    weeks: dict[str, str | None] = {a.pupil: a.week for a in plan.admissions if a.week == week}
    weeks.update({entry.pupil: entry.week for entry in ahead.announced})
    sessions = tuple(session for session in plan.sessions if session.week == week)
    planned = {admission.pupil: admission.week for admission in plan.admissions}
    return Told(
        weeks={pupil: weeks[pupil] for pupil in weeks if pupil in known},
        sessions=sessions,
        others={pupil: planned.get(pupil) for pupil in sorted(known - weeks.keys())},
    )


def _order(ahead: Instance, told: Told) -> tuple[Goal, ...]:
    """Put the goals in order; where no session was told, the pupils' goals stay side by side."""
    known: tuple[Goal, ...] = ("families", "practitioners") if told.sessions else ("families",)
    return (*known, *ahead.policy.order, "others")


def _with_the_past(after: Instance, plan: Plan, ahead: Draft, week: str) -> Plan:
    """Put the weeks before, as published, together with the repair, and check the whole."""
    lived = lived_before(plan, week)
    whole = Draft(
        after,
        (*lived.admissions, *ahead.admissions),
        (*lived.sessions, *ahead.sessions),
    ).to_plan("feasible", {})
    now = week_number(week)
    repaired = whole.model_copy(
        update={
            "admissions": (
                *lived.admissions,
                *(a for a in whole.admissions if week_number(a.week) >= now),
            ),
            "sessions": (
                *lived.sessions,
                *(s for s in whole.sessions if week_number(s.week) >= now),
            ),
        }
    )
    checked(without_conflicts_of(after, hosted_before(plan, week)), repaired)
    return repaired
