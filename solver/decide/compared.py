"""What speaks for a proposal and against it, in full sentences for the référente."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from solver.decide.groups_said import groups_compared, groups_described
from solver.decide.points import Point, most_important
from solver.decide.pupils_said import pupils_compared, pupils_described, total_wait
from solver.decide.records import LevelChange, level_changes
from solver.decide.workshops_said import total_missing, workshops_compared, workshops_described
from solver.instance import Instance
from solver.plan import Plan
from solver.rules import Level
from solver.score import compute_score
from solver.show.reading import Reading


class Words(NamedTuple):
    """What a proposal is good at, and what it costs; the most important first."""

    strengths: tuple[str, ...]
    costs: tuple[str, ...]


def describe(instance: Instance, plan: Plan, week: str) -> Words:
    """Say what speaks for the best plan and against it, by itself; the week's own groups above all.

    The plan keeps the hard rules and the week lies in the horizon.
    """
    reading = Reading(instance, plan, week)
    points = [
        *pupils_described(reading),
        *groups_described(reading),
        *workshops_described(reading),
    ]
    return _words(points, [], instance.policy.order)


def compare(instance: Instance, first: Plan, plan: Plan, week: str) -> Words:
    """Say what a plan does better and worse than the first one; both keep the hard rules.

    Each level of the score that differs is accounted for, on the side on which it does.
    """
    before, after = Reading(instance, first, week), Reading(instance, plan, week)
    points = [
        *pupils_compared(before, after),
        *groups_compared(before, after),
        *workshops_compared(before, after),
    ]
    changes = tuple(level_changes(_score(before), _score(after)))
    return _words([*points, *_unexplained(points, changes)], changes, instance.policy.order)


def _words(
    points: Sequence[Point], changes: Sequence[LevelChange], order: Sequence[Level]
) -> Words:
    strengths = most_important(points, changes, order, good=True)
    costs = most_important(points, changes, order, good=False)
    return Words(tuple(p.said for p in strengths), tuple(p.said for p in costs))


def _unexplained(points: Sequence[Point], changes: Sequence[LevelChange]) -> Iterator[Point]:
    """Account in general for the levels that change and that no sentence accounts for.

    Who has a place, and which announced week is kept, is always said pupil by pupil.
    """
    for change in changes:
        good = change.after < change.before
        if not any(change.level in point.levels and point.good == good for point in points):
            yield Point(_OVERALL[change.level](change), good, (change.level,))


def _total_balance(change: LevelChange) -> str:
    how = "plus" if change.after < change.before else "moins"
    return f"Dans l'ensemble, les groupes sont {how} équilibrés."


_OVERALL: Final[dict[Level, Callable[[LevelChange], str]]] = {
    "waiting": total_wait,
    "coverage": partial(total_missing, "essentiels"),
    "cohesion": _total_balance,
    "comfort": partial(total_missing, "complémentaires"),
}


def _score(reading: Reading) -> dict[Level, int]:
    return compute_score(reading.instance, reading.plan.admissions, reading.plan.sessions)
