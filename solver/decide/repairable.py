"""What makes a repair impossible to ask for: the week, the published plan, or the events."""

from collections import Counter
from collections.abc import Iterator

from solver.check import check
from solver.decide.events import Events, hosted_before, lived_before
from solver.decide.known import (
    unknown_in_plan,
    unknown_pupil,
    unknown_teacher,
    unusable_week,
    without_content,
)
from solver.french import week_name
from solver.french_errors import at_most_fifty, printable
from solver.instance import Instance
from solver.plan import NotAdmitted, Plan
from solver.problems import InputError, Problem
from solver.score import outcome_if_not_admitted
from solver.weeks import week_number


def refuse_unusable(instance: Instance, plan: Plan, week: str, events: Events) -> None:
    """Raise InputError where a plan cannot be repaired from a week on, after these events.

    Each problem names the option of `daeet replan` or the field of the plan that it is about.
    """
    _refuse(_week(instance, week))
    _refuse(_plan(instance, plan))
    _refuse(_events(instance, plan, week, events))
    _refuse(_past(instance, plan, week))


def _refuse(problems: Iterator[Problem]) -> None:
    found = at_most_fifty(problems)
    if found:
        raise InputError(found)


def _week(instance: Instance, week: str) -> Iterator[Problem]:
    try:
        week_number(week)
    except ValueError:
        message = f"« {printable(week)} » n'est pas une semaine ; exemple : 2026-W48."
        yield Problem("--week", message)
        return
    yield from unusable_week(instance, week)


def _plan(instance: Instance, plan: Plan) -> Iterator[Problem]:
    yield from without_content(plan, "réparer")
    yield from unknown_in_plan(instance, plan)
    for pupil, times in Counter(admission.pupil for admission in plan.admissions).items():
        if times > 1:
            yield Problem("admissions", f"le plan accueille {printable(pupil)} {times} fois.")


def _events(instance: Instance, plan: Plan, week: str, events: Events) -> Iterator[Problem]:
    for pupil in events.absent:
        yield from _absent(instance, plan, week, pupil)
    for teacher in events.away:
        if teacher not in instance.teachers_by_id:
            yield Problem("--away", unknown_teacher(printable(teacher)))
    for pair in events.conflicts:
        yield from _conflict(instance, pair)
    for pupil in events.urgent:
        yield from _urgent(instance, plan, week, pupil)
        if pupil in events.absent:
            said = f"« {printable(pupil)} » ne peut pas être à la fois urgent et absent."
            yield Problem("--urgent", said)


def _absent(instance: Instance, plan: Plan, week: str, pupil: str) -> Iterator[Problem]:
    expected = {a.pupil for a in plan.admissions if a.week == week} - hosted_before(plan, week)
    if pupil not in instance.pupils_by_id:
        yield Problem("--absent", unknown_pupil(printable(pupil)))
    elif pupil not in expected:
        yield Problem("--absent", f"le plan n'attend pas {pupil} en {week_name(week)}.")


def _urgent(instance: Instance, plan: Plan, week: str, pupil: str) -> Iterator[Problem]:
    if pupil not in instance.pupils_by_id:
        yield Problem("--urgent", unknown_pupil(printable(pupil)))
    elif pupil in hosted_before(plan, week):
        said = f"{pupil} est déjà venu avant la {week_name(week)}, selon le plan."
        yield Problem("--urgent", said)


def _conflict(instance: Instance, pair: tuple[str, str]) -> Iterator[Problem]:
    for pupil in dict.fromkeys(pair):
        if pupil not in instance.pupils_by_id:
            yield Problem("--conflict", unknown_pupil(printable(pupil)))
    if pair[0] == pair[1]:
        said = f"l'élève « {printable(pair[0])} » est déclaré incompatible avec lui-même."
        yield Problem("--conflict", said)


def _past(instance: Instance, plan: Plan, week: str) -> Iterator[Problem]:
    """Find the rules that a plan breaks before a week: what was lived cannot be repaired."""
    lived = lived_before(plan, week)
    past = _past_alone(instance, plan, week)
    hosted = {admission.pupil for admission in lived.admissions}
    left_out = (pupil for pupil in past.pupils if pupil.id not in hosted)
    violations = check(
        past,
        Plan(
            status="feasible",
            admissions=lived.admissions,
            not_admitted=tuple(
                NotAdmitted(pupil=pupil.id, outcome=outcome_if_not_admitted(past, pupil))
                for pupil in left_out
            ),
            sessions=lived.sessions,
        ),
    ).violations
    for violation in violations:
        said = f"le plan publié enfreint déjà une règle avant la {week_name(week)} : "
        yield Problem("", f"{said}{violation.message}")


def _past_alone(instance: Instance, plan: Plan, week: str) -> Instance:
    """Keep the pupils who came before a week, and those who were pinned to come.

    Without conflicts: two of them may be known because these pupils met.
    """
    now = week_number(week)
    hosted = hosted_before(plan, week)
    pins = [p for p in instance.pins if p.pupil in hosted or week_number(p.week) < now]
    pupils = hosted | {pin.pupil for pin in pins}
    return instance.model_copy(
        update={
            "pupils": tuple(pupil for pupil in instance.pupils if pupil.id in pupils),
            "conflicts": (),
            "pins": tuple(pins),
            "bans": tuple(ban for ban in instance.bans if ban.pupil in pupils),
            "announced": (),
            "teacher_conflicts": tuple(c for c in instance.teacher_conflicts if c[0] in pupils),
        }
    )
