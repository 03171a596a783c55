"""What makes a plan impossible to work on: no content, or ids that its instance does not have."""

from collections.abc import Iterator

from solver.french import the_week
from solver.instance import Instance
from solver.plan import Plan
from solver.problems import Problem


def unknown_in_plan(instance: Instance, plan: Plan) -> Iterator[Problem]:
    """Find the pupils, workshops and teachers that a plan names and its instance does not have."""
    named = {
        "admissions": [admission.pupil for admission in plan.admissions],
        "not_admitted": [entry.pupil for entry in plan.not_admitted],
    }
    for field, pupils in named.items():
        for index, pupil in enumerate(pupils):
            if pupil not in instance.pupils_by_id:
                yield Problem(f"{field}[{index}].pupil", unknown_pupil(pupil))
    for index, session in enumerate(plan.sessions):
        if session.workshop not in instance.workshops_by_id:
            message = f"aucun atelier n'a l'identifiant « {session.workshop} »."
            yield Problem(f"sessions[{index}].workshop", message)
        if session.teacher not in instance.teachers_by_id:
            yield Problem(f"sessions[{index}].teacher", unknown_teacher(session.teacher))


def without_content(plan: Plan, to_do: str) -> Iterator[Problem]:
    """Find that a plan hosts nobody because there is none; `to_do` is what was to be done with it."""
    if plan.status in ("infeasible", "unknown"):
        yield Problem("status", f"ce plan est sans contenu : il n'y a rien à {to_do}.")


def unknown_pupil(pupil: str) -> str:
    """Say that no pupil has this id."""
    return f"aucun élève n'a l'identifiant « {pupil} »."


def unknown_teacher(teacher: str) -> str:
    """Say that no teacher has this id."""
    return f"personne n'a l'identifiant « {teacher} » parmi les intervenant·es."


def unusable_week(instance: Instance, week: str) -> Iterator[Problem]:
    """Say why nobody can be hosted in a week that exists: outside the period, or closed."""
    if week not in instance.horizon:
        period = f"de {instance.first_week} à {instance.last_week}"
        yield Problem("--week", f"la semaine {week} est hors de la période, qui va {period}.")
    elif week in instance.closed_week_set:
        yield Problem("--week", f"{the_week(week)} est fermée.")
