"""What speaks for a plan or against it: sentences, and the levels of the score they account for."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from solver.decide.records import LevelChange
from solver.french import listing, plural
from solver.rules import Level

MOST_SAID: Final = 5
"""How many sentences are enough, unless more levels change."""

_MOST_NAMED: Final = 4


class Point(NamedTuple):
    """A sentence for a plan (`good`) or against it, and the levels that what it says weighs on."""

    said: str
    good: bool
    levels: tuple[Level, ...]


def most_important(
    points: Iterable[Point], changes: Sequence[LevelChange], order: Sequence[Level], *, good: bool
) -> list[Point]:
    """Give the points of one side, the most important level first: at most `MOST_SAID`.

    More only where as many levels change that way: each keeps its first point.
    """
    ranked = sorted(
        (point for point in points if point.good == good),
        key=lambda point: min(map(order.index, point.levels)),
    )
    due = [change.level for change in changes if (change.after < change.before) == good]
    firsts = [next((p for p in ranked if level in p.levels), None) for level in due]
    kept = {point for point in firsts if point is not None}
    for point in ranked:
        if len(kept) >= MOST_SAID:
            break
        kept.add(point)
    return [point for point in ranked if point in kept]


def of_pupils(pupils: Sequence[str], one: str, many: str) -> str:
    """Make a sentence about pupils, given by code, with the verb for one or for several."""
    named = list(pupils)
    if len(named) > _MOST_NAMED:
        others = len(named) - _MOST_NAMED + 1
        named[-others:] = [plural(others, "autre élève", "autres élèves")]
    return f"{listing(named)} {one if len(pupils) == 1 else many}."
