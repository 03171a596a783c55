"""A rule element of a contradiction as a French sentence for the référente."""

from collections.abc import Callable, Sequence
from typing import Final

from solver.french import plural, the_week, upper_first
from solver.french_errors import printable
from solver.instance import Instance, Pupil
from solver.plan import Reason
from solver.rules import Element, RuleId
from solver.weeks import week_number

Subjects = tuple[str, ...]


def reason(instance: Instance, element: Element) -> Reason:
    """Describe an element that takes part in a contradiction."""
    rule, subjects = element
    return Reason(rule=rule, subjects=subjects, message=_SENTENCES[rule](instance, subjects))


def only_when(pupil: Pupil) -> str:
    """Say in which weeks alone a pupil may come: `que la semaine du …`, `qu'entre … et …`."""
    if pupil.earliest == pupil.latest:
        return f"que {the_week(pupil.earliest)}"
    return f"qu'{_between(pupil)}"


def _between(pupil: Pupil) -> str:
    return f"entre {the_week(pupil.earliest)} et {the_week(pupil.latest)}"


def _window(instance: Instance, subjects: Subjects) -> str:
    """Say the dates; the plan's period where it cuts them; that once is all where he is fixed."""
    pupil = instance.pupils_by_id[subjects[0]]
    first, last = week_number(pupil.earliest), week_number(pupil.latest)
    possible = [week for week in instance.horizon if first <= week_number(week) <= last]
    fixed = any(pin.pupil == pupil.id and pin.week in possible for pin in instance.pins)
    # Fixed on a week in which he may come, it is by another week that he is asked for twice.
    once = fixed and len(possible) > 1
    when = f"qu'une seule fois, {_between(pupil)}" if once else only_when(pupil)
    return f"{pupil.id} ne peut venir {when}{_cut(pupil, possible)}."


def _cut(pupil: Pupil, possible: Sequence[str]) -> str:
    if not possible:
        return ", hors de la période du plan"
    whole = pupil.earliest in possible and pupil.latest in possible
    return "" if whole else ", et dans la période du plan"


def _closed_week(_instance: Instance, subjects: Subjects) -> str:
    return f"Le dispositif est fermé {the_week(subjects[0])}."


def _capacity(instance: Instance, subjects: Subjects) -> str:
    groups = plural(instance.groups_per_week, "groupe")
    seats = plural(instance.capacity, "élève")
    return f"Il y a {groups} de {seats} au plus {the_week(subjects[0])}."


def _college(instance: Instance, subjects: Subjects) -> str:
    college = instance.colleges_by_id[instance.pupils_by_id[subjects[0]].college]
    return f"{subjects[0]} et {subjects[1]} viennent du même collège ({college.name})."


def _conflict(_instance: Instance, subjects: Subjects) -> str:
    return f"{subjects[0]} et {subjects[1]} ne doivent pas se rencontrer."


def _motive_limit(instance: Instance, subjects: Subjects) -> str:
    limit = instance.policy.motive_limits[subjects[0]]
    most = f"compte {plural(limit, 'élève')} au plus" if limit else "ne peut compter aucun élève"
    return f"Un groupe {most} pour le motif « {printable(subjects[0])} »."


def _pin(_instance: Instance, subjects: Subjects) -> str:
    return f"{upper_first(the_week(subjects[1]))} est à garder pour {subjects[0]}."


def _ban(_instance: Instance, subjects: Subjects) -> str:
    return f"{upper_first(the_week(subjects[1]))} est à éviter pour {subjects[0]}."


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
