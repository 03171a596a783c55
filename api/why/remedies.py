"""What would help, with where it is changed for good: each kind of change has its place."""

from dataclasses import dataclass

from api.catalogue import apart
from api.storage.work import Reading
from api.why.explanation import Action, Explanation, Repair
from api.why.service import Held, held


@dataclass(frozen=True)
class Step:
    """An action: the page where it is done for good, or the wish that can be lifted at once, or neither.

    `ask_college` is the week that the collège has to agree to first.
    """

    action: Action
    place: str | None = None
    label: str | None = None
    wish: Held | None = None
    ask_college: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Remedy:
    """Something that would let the pupil in; its number is its place in the answer."""

    number: int
    repair: Repair
    steps: tuple[Step, ...]


def remedies(work: Reading, explanation: Explanation) -> tuple[Remedy, ...]:
    """List what would help with where it is done."""
    return tuple(
        Remedy(number, repair, tuple(_step(work, action) for action in repair.actions))
        for number, repair in enumerate(explanation.repairs)
    )


def _step(work: Reading, action: Action) -> Step:
    if action.kind == "lift-conflict":
        return Step(action, apart.place_of(*action.subjects), "Les incompatibilités")
    if action.kind == "lift-teacher-conflict":
        note = "À décider avec l'intervenant·e."
        return Step(action, apart.place_of(*action.subjects), "Les incompatibilités", note=note)
    if action.kind == "raise-motive-limit":
        return Step(action, "/regles", "Règles et priorités")
    if action.kind == "add-seat":
        note = "Le nombre de places vaut pour toutes les semaines."
        return Step(action, "/regles", "Règles et priorités", note=note)
    if action.kind == "extend-window":
        return Step(action, ask_college=action.subjects[1])
    if action.kind == "open-college":
        return Step(action, note=_NEVER_TWO)
    return _wish(action, held(work, action.subjects[0]))


_NEVER_TWO = (
    "Le programme ne réunit jamais deux élèves d'un même collège : il ne peut ni l'essayer ni le"
    " publier. Si vous l'acceptez cette fois, les deux collèges sont à prévenir par vous."
)


def _wish(action: Action, found: Held) -> Step:
    """Say whose a week to keep or to avoid is: a wish of hers, unless the collège has confirmed it."""
    _, week = action.subjects
    hers = week == found.wish.get("pin") or week in found.wish.get("bans", ())
    if hers:
        return Step(action, wish=found)
    note = "Le collège a confirmé cette semaine : il faut en convenir avec lui."
    place = f"/demandes/{found.notice}" if found.notice else None
    return Step(action, place, "La demande", note=note)
