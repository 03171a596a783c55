"""The sentences of an explanation for the référente, who sees all."""

from collections.abc import Callable, Sequence
from typing import Final

from solver.concessions import Concession, ConcessionKind
from solver.decide.moved import moves_said
from solver.decide.obstacles import obstacles
from solver.decide.records import LevelChange, Move
from solver.decide.words import price
from solver.french import (
    listing,
    lower_first,
    the_college,
    upper_first,
    week_and_monday,
    week_name,
)
from solver.french_errors import printable
from solver.instance import Instance, Pupil
from solver.plan import Plan, Reason


def admitted(instance: Instance, pupil: Pupil, week: str, *, proven: bool) -> str:
    """Say that the plan has the pupil in the week already."""
    which = "le meilleur plan" if proven else "le plan trouvé"
    return f"{_named(instance, pupil)} vient bien en {week_and_monday(week)} dans {which}."


def impossible(instance: Instance, pupil: Pupil, week: str, reasons: Sequence[Reason]) -> str:
    """Say what forbids the week."""
    why = " ".join(reason.message for reason in reasons)
    return f"{_named(instance, pupil)} ne peut pas venir en {week_and_monday(week)}. {why}"


def possible(
    instance: Instance,
    plan: Plan,
    pupil: Pupil,
    week: str,
    *,
    cost: Sequence[LevelChange],
    moves: Sequence[Move],
    proven: bool,
) -> str:
    """Say who or what stands in the way, who would move, and at what price; or that none is due."""
    here = f"{_named(instance, pupil)} ne vient pas en {week_and_monday(week)}"
    in_the_way = obstacles(instance, plan, pupil, week)
    sentences = [f"{here} : {' ; '.join(in_the_way)}." if in_the_way else f"{here}."]
    if cost:
        if not in_the_way:
            sentences.append("Il y aurait de la place, mais le plan serait moins bon.")
        sentences.extend(price(cost))
    else:
        sentences.append("Un autre plan, tout aussi bon, l'y met : à vous de choisir.")
    sentences.extend(moves_said(moves))
    if not proven:
        sentences.append("Le temps a manqué pour en apporter la preuve.")
    return " ".join(sentences)


def _named(instance: Instance, pupil: Pupil) -> str:
    return f"{pupil.id} ({instance.colleges_by_id[pupil.college].name})"


def repair(instance: Instance, pupil: Pupil, week: str, concessions: Sequence[Concession]) -> str:
    """Say what would let the pupil in, as something to do."""
    said = [_ACTIONS[each.kind](instance, each.subjects) for each in concessions]
    return f"{upper_first(listing(said))} : {pupil.id} viendrait alors en {week_name(week)}."


def _move_pin(_instance: Instance, subjects: Sequence[str]) -> str:
    return f"ne plus fixer {subjects[0]} sur la {week_name(subjects[1])}"


def _lift_ban(_instance: Instance, subjects: Sequence[str]) -> str:
    return f"ne plus écarter {subjects[0]} de la {week_name(subjects[1])}"


def _add_seat(_instance: Instance, subjects: Sequence[str]) -> str:
    return f"ajouter une place à un groupe en {week_name(subjects[0])}"


def _lift_conflict(_instance: Instance, subjects: Sequence[str]) -> str:
    return f"accepter que {listing(subjects)} se rencontrent"


def _open_college(instance: Instance, subjects: Sequence[str]) -> str:
    college = the_college(instance.colleges_by_id[subjects[0]].name)
    return f"accepter cette fois deux élèves pour {college} en {week_name(subjects[1])}"


def _raise_motive_limit(_instance: Instance, subjects: Sequence[str]) -> str:
    return f"accepter un élève de plus pour le motif « {printable(subjects[0])} » en {week_name(subjects[1])}"


def _lift_teacher_conflict(instance: Instance, subjects: Sequence[str]) -> str:
    teacher = lower_first(instance.teachers_by_id[subjects[1]].name)
    return f"accepter que {subjects[0]} rencontre {teacher}"


def _extend_window(instance: Instance, subjects: Sequence[str]) -> str:
    college = the_college(instance.colleges_by_id[instance.pupils_by_id[subjects[0]].college].name)
    return f"obtenir que {college} accepte la {week_name(subjects[1])} pour {subjects[0]}"


_ACTIONS: Final[dict[ConcessionKind, Callable[[Instance, Sequence[str]], str]]] = {
    "move-pin": _move_pin,
    "lift-ban": _lift_ban,
    "add-seat": _add_seat,
    "lift-conflict": _lift_conflict,
    "open-college": _open_college,
    "raise-motive-limit": _raise_motive_limit,
    "lift-teacher-conflict": _lift_teacher_conflict,
    "extend-window": _extend_window,
}
