"""Who or what stands in the way of a pupil in a week of a plan, in words for the référente."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from solver.french import in_letters, listing, lower_first, the_college
from solver.french_errors import printable
from solver.instance import Instance, Pupil
from solver.plan import Plan
from solver.weeks import week_number


def obstacles(instance: Instance, plan: Plan, pupil: Pupil, week: str) -> list[str]:
    """Say what keeps a pupil from the group of a week where the fewest things do.

    That group is named where there are several. Nothing where there is room for him, or for one
    more group.
    """
    groups: defaultdict[int, list[Pupil]] = defaultdict(list)
    for admission in plan.admissions:
        if admission.week == week and admission.pupil != pupil.id:
            groups[admission.group].append(instance.pupils_by_id[admission.pupil])
    if len(groups) < instance.groups_per_week:
        return []
    if len(groups) > 1 and all(len(group) >= instance.capacity for group in groups.values()):
        return [f"les {in_letters(len(groups), 'groupe')} de cette semaine-là sont complets"]
    found = {
        number: list(_in_group(instance, plan, pupil, (week, number), groups[number]))
        for number in sorted(groups)
    }
    best = min(found, key=lambda number: len(found[number]))
    if len(groups) == 1 or not found[best]:
        return found[best]
    first, *others = found[best]
    return [f"dans le groupe {best}, {first}", *others]


def _in_group(
    instance: Instance, plan: Plan, pupil: Pupil, group: tuple[str, int], members: Sequence[Pupil]
) -> Iterator[str]:
    week, _ = group
    for other in members:
        if other.college == pupil.college:
            college = the_college(instance.colleges_by_id[pupil.college].name)
            claim = next(_claims(instance, other, pupil, week), None)
            yield f"{college} y a déjà {other.id}" + (f", {claim}" if claim else "")
    for other in members:
        if other.id in instance.apart.get(pupil.id, ()):
            rival = _with_claim(instance, other, pupil, week)
            yield f"{pupil.id} ne doit pas rencontrer {rival}"
    yield from _motives(instance, pupil, members)
    yield from _teachers(instance, plan, pupil, group)
    if len(members) >= instance.capacity:
        yield f"le groupe est complet ({listing([other.id for other in members])})"


def _motives(instance: Instance, pupil: Pupil, members: Sequence[Pupil]) -> Iterator[str]:
    for motive, limit in instance.policy.motive_limits.items():
        sharing = [other.id for other in members if motive in other.motives]
        if motive in pupil.motives and len(sharing) >= limit:
            who = f" ({listing(sharing)})" if sharing else ""
            yield f"un groupe n'accepte pas plus d'élèves pour le motif « {printable(motive)} »{who}"


def _teachers(
    instance: Instance, plan: Plan, pupil: Pupil, group: tuple[str, int]
) -> Iterator[str]:
    given_by = {s.teacher for s in plan.sessions if (s.week, s.group) == group}
    for other, teacher in dict.fromkeys(instance.teacher_conflicts):
        if other == pupil.id and teacher in given_by:
            name = lower_first(instance.teachers_by_id[teacher].name)
            yield f"{name} y donne un atelier et ne doit pas rencontrer {pupil.id}"


def _with_claim(instance: Instance, other: Pupil, pupil: Pupil, week: str) -> str:
    """Name a pupil who is there and what speaks for him before another, if it is simple."""
    claim = next(_claims(instance, other, pupil, week), "qui y est déjà")
    return f"{other.id}, {claim}"


def _claims(instance: Instance, other: Pupil, pupil: Pupil, week: str) -> Iterator[str]:
    if any(pin.pupil == other.id and pin.week == week for pin in instance.pins):
        yield "que vous y avez fixé"
    if any(entry.pupil == other.id and entry.week == week for entry in instance.announced):
        yield "à qui cette semaine est annoncée"
    if other.latest == week != pupil.latest:
        yield "qui ne peut pas venir plus tard"
    if other.priority > pupil.priority:
        yield "qui est prioritaire"
    if week_number(other.earliest) < week_number(pupil.earliest):
        yield "qui attend depuis plus longtemps"
