"""A rule element of a contradiction as a French sentence for the référente."""

from collections.abc import Callable
from typing import Final

from solver.french import full_date, plural
from solver.french_errors import printable
from solver.instance import Instance
from solver.plan import Reason
from solver.rules import Element, RuleId
from solver.weeks import monday

Subjects = tuple[str, ...]


def reason(instance: Instance, element: Element) -> Reason:
    """Describe an element that takes part in a contradiction."""
    rule, subjects = element
    return Reason(rule=rule, subjects=subjects, message=_SENTENCES[rule](instance, subjects))


def _week(week: str) -> str:
    return f"la semaine du {full_date(monday(week))}"


def _window(instance: Instance, subjects: Subjects) -> str:
    pupil = instance.pupils_by_id[subjects[0]]
    return (
        f"{pupil.id} ne peut être accueilli qu'une fois, entre {_week(pupil.earliest)} et"
        f" {_week(pupil.latest)}, et dans la période du plan."
    )


def _closed_week(_instance: Instance, subjects: Subjects) -> str:
    return f"Le dispositif est fermé {_week(subjects[0])}."


def _capacity(instance: Instance, subjects: Subjects) -> str:
    groups = plural(instance.groups_per_week, "groupe")
    seats = plural(instance.capacity, "élève")
    return f"Il y a {groups} de {seats} au plus {_week(subjects[0])}."


def _college(instance: Instance, subjects: Subjects) -> str:
    college = instance.colleges_by_id[instance.pupils_by_id[subjects[0]].college]
    return f"{subjects[0]} et {subjects[1]} viennent du même collège ({college.name})."


def _conflict(_instance: Instance, subjects: Subjects) -> str:
    return f"{subjects[0]} et {subjects[1]} ne doivent pas se rencontrer."


def _motive_limit(instance: Instance, subjects: Subjects) -> str:
    most = plural(instance.policy.motive_limits[subjects[0]], "élève")
    return f"Un groupe compte {most} au plus pour le motif « {printable(subjects[0])} »."


def _pin(_instance: Instance, subjects: Subjects) -> str:
    return f"{subjects[0]} est fixé sur {_week(subjects[1])}."


def _ban(_instance: Instance, subjects: Subjects) -> str:
    return f"{subjects[0]} est écarté de {_week(subjects[1])}."


_SENTENCES: Final[dict[RuleId, Callable[[Instance, Subjects], str]]] = {
    "window": _window,
    "closed-week": _closed_week,
    "capacity": _capacity,
    "college": _college,
    "conflict": _conflict,
    "motive-limit": _motive_limit,
    "pin": _pin,
    "ban": _ban,
}
