"""The week's grid, the seven workshops, and invented practitioners with believable constraints."""

import math
import random
from collections.abc import Sequence
from typing import Final

from solver.generate.colleges import COLLEGES
from solver.generate.season import Season
from solver.instance import FixedMoment, Pupil, Teacher, Timetable, Workshop

TIMETABLE: Final = Timetable(
    slots_per_day=4,
    break_after=(2,),
    closed_slots=("wed-3", "wed-4"),
    fixed=(
        FixedMoment(name="Groupe de parole", start="mon-1", length=2),
        FixedMoment(name="Bilan collectif", start="fri-1", length=2),
        FixedMoment(name="Bilans individuels", start="fri-3", length=2),
    ),
)

# The grid leaves six half-days of two slots. Seven workshops fit if two of them share one.
WORKSHOPS: Final = (
    Workshop(id="ecriture", name="Atelier écriture", core=True, length=2),
    Workshop(id="physique-chimie", name="Atelier physique-chimie", core=True, length=2),
    Workshop(id="theatre", name="Atelier théâtre-forum", core=True, length=2),
    Workshop(id="sport", name="Atelier sport", core=True, length=1),
    Workshop(id="numerique", name="Sensibilisation au monde numérique", length=1),
    Workshop(id="mercredi", name="Atelier personnalisé du mercredi", length=2),
    Workshop(id="cuisine", name="Atelier cuisine", length=2),
)

_ROLES: Final = {
    "ecriture": "écriture",
    "physique-chimie": "physique-chimie",
    "theatre": "théâtre-forum",
    "sport": "sport",
    "numerique": "numérique",
    "mercredi": "du mercredi",
    "cuisine": "cuisine",
}
_WITHOUT_COLLEGE: Final = ("theatre", "cuisine")

_WEDNESDAY: Final = ("wed-1", "wed-2")
_MORNINGS: Final = (("tue-1", "tue-2"), ("thu-1", "thu-2"))
_AFTERNOONS: Final = (("mon-3", "mon-4"), ("tue-3", "tue-4"), ("thu-3", "thu-4"))
_HALF_DAYS: Final = _MORNINGS + _AFTERNOONS

# The kitchen is off site: going there takes a whole morning and ends with the meal.
_MORNING_ONLY: Final = "cuisine"
_SHARE_A_HALF_DAY: Final = ("sport", "numerique")

_RELUCTANT: Final = 0.4
_AWAY: Final = 0.05
_LIMITED: Final = 0.5
_GROUPS_PER_TEACHER: Final = 2


def draw_teachers(rng: random.Random, season: Season, groups: int) -> tuple[Teacher, ...]:
    """Draw one practitioner per workshop for every two groups of a week, named by role."""
    teams = math.ceil(groups / _GROUPS_PER_TEACHER)
    groups_each = math.ceil(groups / teams)
    return tuple(
        teacher
        for team in range(1, teams + 1)
        for teacher in _draw_team(rng, season, groups_each, team)
    )


def draw_teacher_conflicts(
    rng: random.Random, pupils: Sequence[Pupil], teachers: Sequence[Teacher], rate: float
) -> tuple[tuple[str, str], ...]:
    """Set that share of the pupils (one at least, where the rate is positive) against a teacher.

    A teacher of the pupil's own collège where there is one: that is where they have met.
    """
    if not pupils or not teachers or rate <= 0:
        return ()
    count = max(1, round(rate * len(pupils)))
    chosen = sorted(rng.sample(range(len(pupils)), count))
    pairs = []
    for pupil in (pupils[index] for index in chosen):
        own = [teacher for teacher in teachers if teacher.college == pupil.college]
        pairs.append((pupil.id, rng.choice(own or teachers).id))
    return tuple(pairs)


def _draw_team(rng: random.Random, season: Season, groups: int, team: int) -> list[Teacher]:
    """Draw the seven practitioners of a team: their usual half-days fit together in one week."""
    homes = iter(rng.sample([college.id for college in COLLEGES], len(WORKSHOPS)))
    number = f" {team}" if team > 1 else ""
    suffix = f"-{team}" if team > 1 else ""
    usual = _usual_half_days(rng)
    teachers = []
    for workshop in WORKSHOPS:
        slots, reluctant = _draw_slots(rng, workshop.id, usual[workshop.id])
        teachers.append(
            Teacher(
                id=f"t-{workshop.id}{suffix}",
                name=f"Intervenant·e {_ROLES[workshop.id]}{number}",
                college=None if workshop.id in _WITHOUT_COLLEGE else next(homes),
                workshops=(workshop.id,),
                slots=slots,
                reluctant_slots=reluctant,
                away_weeks=tuple(w for w in season.open_weeks if rng.random() < _AWAY),
                max_sessions=_draw_budget(rng, len(season.open_weeks) * groups),
            )
        )
    return teachers


def _usual_half_days(rng: random.Random) -> dict[str, tuple[str, ...]]:
    """Deal the half-days out so that all seven workshops of a full week fit."""
    morning = rng.choice(_MORNINGS)
    others = [half_day for half_day in _HALF_DAYS if half_day != morning]
    rng.shuffle(others)
    shared = others.pop()
    usual: dict[str, tuple[str, ...]] = {_MORNING_ONLY: morning, "mercredi": _WEDNESDAY}
    usual.update(dict.fromkeys(_SHARE_A_HALF_DAY, shared))
    rest = [workshop.id for workshop in WORKSHOPS if workshop.id not in usual]
    usual.update(zip(rest, others, strict=True))
    return usual


def _draw_slots(
    rng: random.Random, workshop: str, usual: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw the free slots and, among those that are not usual, the reluctant ones."""
    if workshop == "mercredi":
        return usual, ()
    possible = _MORNINGS if workshop == _MORNING_ONLY else _HALF_DAYS
    others = [half_day for half_day in possible if half_day != usual]
    extra = rng.sample(others, min(len(others), rng.randint(1, 2)))
    reluctant = [slot for half_day in extra if rng.random() < _RELUCTANT for slot in half_day]
    free = {*usual, *(slot for half_day in extra for slot in half_day)}
    return _in_order(free), _in_order(set(reluctant))


def _draw_budget(rng: random.Random, needed: int) -> int | None:
    """Half of the practitioners are paid for a fixed number of sessions, some a little short."""
    if rng.random() >= _LIMITED:
        return None
    return math.ceil(needed * rng.uniform(0.7, 1.1))


def _in_order(slots: set[str]) -> tuple[str, ...]:
    return tuple(str(slot) for slot in TIMETABLE.all_slots() if str(slot) in slots)
