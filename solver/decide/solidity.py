"""How solid a week is: the single absences that would cost the groups nothing essential.

Source: « How solid is it » of the deciding feature. It is an estimate: absences come one at a time,
and all that does not depend on who is absent stays as planned.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from solver.decide.stand_ins import StandIns
from solver.french import listing, plural, with_article
from solver.instance import Instance, Pupil, Record, Teacher
from solver.plan import Plan
from solver.score import FULL_ENOUGH, group_cohesion
from solver.show.reading import Reading


class FragilePoint(Record):
    """A pupil or a teacher whose absence the week does not survive, and why, in French."""

    kind: Literal["pupil", "teacher"]
    id: str
    message: str


class Solidity(Record):
    """How many single absences a week may see, how many it survives, and what the others cost.

    Everybody expected counts once: each pupil of the week's groups, each teacher with a session.
    """

    week: str
    absences: int
    survived: int
    fragile: tuple[FragilePoint, ...]
    message: str


def solidity(instance: Instance, plan: Plan, week: str) -> Solidity:
    """Count the single absences that a week of a plan survives; the plan keeps the hard rules.

    A no-show is survived when the cohesion of his group does not rise. A teacher's absence is when
    others can give each core session of that week instead, in slots that the group has free, all
    else unchanged. A week without groups sees no absence.
    """
    reading = Reading(instance, plan, week)
    giving = {session.teacher for session in plan.sessions if session.week == week}
    teachers = [teacher for teacher in instance.teachers if teacher.id in giving]
    fragile = (*_fragile_pupils(reading), *_fragile_teachers(reading, teachers))
    absences = sum(map(len, reading.groups_in(week).values())) + len(teachers)
    survived = absences - len(fragile)
    return Solidity(
        week=week,
        absences=absences,
        survived=survived,
        fragile=fragile,
        message=_summary(absences, survived),
    )


def _summary(absences: int, survived: int) -> str:
    spared = "ni l'équilibre du groupe ni les ateliers essentiels"
    if not absences:
        return "Personne n'est attendu cette semaine-là : aucune absence n'est à craindre."
    if not survived:
        said = (
            "Fragile : toute absence, même seule, dégraderait l'équilibre du groupe ou un atelier"
        )
        said = f"{said} essentiel"
    elif survived == absences:
        said = f"Solide : aucune absence, prise seule, ne dégraderait {spared}"
    else:
        said = _some(survived, absences, spared)
    return f"{said} (c'est une estimation, pas une garantie)."


def _some(survived: int, absences: int, spared: str) -> str:
    if survived == 1:
        return f"Une seule absence sur {absences} ne dégraderait {spared}"
    return f"{survived} absences sur {absences}, chacune prise seule, ne dégraderaient {spared}"


def _fragile_pupils(reading: Reading) -> Iterator[FragilePoint]:
    groups = reading.groups_in(reading.week)
    policy = reading.instance.policy
    for number, group in groups.items():
        name = f"le groupe {number}" if len(groups) > 1 else "le groupe"
        for pupil in group:
            others = [other for other in group if other is not pupil]
            if group_cohesion(policy, others) > group_cohesion(policy, group):
                college = reading.instance.colleges_by_id[pupil.college].name
                effect = _without(others, name)
                message = f"Sans {pupil.id} ({college}), {effect}."
                yield FragilePoint(kind="pupil", id=pupil.id, message=message)


def _without(others: Sequence[Pupil], name: str) -> str:
    """Say what a group loses with a pupil whose absence costs it.

    Only its size can cost more then; or, where it is still large enough, a gender on its own.
    """
    if not others:
        return f"{name} n'aurait plus personne"
    if len(others) < FULL_ENOUGH:
        left = "qu'un élève" if len(others) == 1 else f"que {plural(len(others), 'élève')}"
        return f"{name} serait moins équilibré : il ne compterait plus {left}"
    genders = Counter(pupil.gender for pupil in others)
    alone = next(pupil for pupil in others if genders[pupil.gender] == 1)
    who = "la seule fille" if alone.gender == "F" else "le seul garçon"
    return f"{name} serait moins équilibré : {alone.id} y serait {who}"


def _fragile_teachers(reading: Reading, teachers: Sequence[Teacher]) -> Iterator[FragilePoint]:
    for teacher in teachers:
        stand_ins = StandIns(reading.instance, reading.plan, reading.week, teacher.id)
        if not stand_ins.can_give_all():
            message = _cannot_replace(reading.instance, teacher, stand_ins)
            yield FragilePoint(kind="teacher", id=teacher.id, message=message)


def _cannot_replace(instance: Instance, teacher: Teacher, stand_ins: StandIns) -> str:
    def names(workshops: Sequence[str]) -> list[str]:
        return [with_article(instance.workshops_by_id[workshop].name) for workshop in workshops]

    absent = f"Si {with_article(teacher.name)} s'absente"
    alone = names(stand_ins.without_anyone())
    if alone:
        return f"{absent}, personne d'autre ne peut reprendre {' ni '.join(alone)}."
    lost = listing(names(stand_ins.workshops()))
    return f"{absent}, les autres ne peuvent pas reprendre toutes ses séances ({lost})."
