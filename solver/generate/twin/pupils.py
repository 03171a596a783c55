"""Invented pupils with the statistics of others: each trait is dealt out anew, by itself.

Nobody's traits stay together: how many pupils a collège, a class or a week has is kept, who they
are is not. Motives alone are drawn as sets, because which ones go together decides who can meet.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from solver.instance import MAX_WEEKS, Instance, Pupil
from solver.weeks import week_from_number, week_number

_T = TypeVar("_T")

COMMON: Final = 3
"""A set of motives is taken over where so many pupils have it, and a motive the policy does not name."""

_MOVED: Final = 0.25
"""How many arrivals go to the week before or after."""

_LAST: Final = week_number("9999-W52")

Motives = tuple[str, ...]


def draw_pupils(rng: random.Random, export: Instance, colleges: Sequence[str]) -> tuple[Pupil, ...]:
    """Draw as many pupils as the export has, in the order of their first possible week."""
    originals = sorted(export.pupils, key=lambda pupil: pupil.id)
    new_name = dict(zip(_shuffled(rng, (c.id for c in export.colleges)), colleges, strict=True))
    colleges_dealt = _shuffled(rng, (new_name[pupil.college] for pupil in originals))
    levels = _shuffled(rng, (pupil.level for pupil in originals))
    genders = _shuffled(rng, (pupil.gender for pupil in originals))
    priorities = _shuffled(rng, (pupil.priority for pupil in originals))
    lengths = _shuffled(rng, (_open_weeks(export, pupil) for pupil in originals))
    motives = _shuffled(rng, draw_motives(rng, export))
    digits = max(2, len(str(len(originals))))
    return tuple(
        Pupil(
            id=f"P{index + 1:0{digits}d}",
            college=colleges_dealt[index],
            earliest=week,
            latest=_latest(export, week, lengths[index]),
            priority=priorities[index],
            level=levels[index],
            gender=genders[index],
            motives=motives[index],
        )
        for index, week in enumerate(_arrivals(rng, export))
    )


def draw_motives(rng: random.Random, export: Instance) -> list[Motives]:
    """Draw a set of motives for each pupil: common ones as often, rare ones made up of their motives.

    Motives are put together as those of the export are: two that often go together do here.
    """
    sets = _sets_of_motives(export)
    counts = Counter(sets)
    rare = [each for each in sets if counts[each] < COMMON]
    frequency = Counter(motive for each in rare for motive in each)
    known = sorted({motive for each in sets for motive in each})
    together = Counter((a, b) for each in sets for a in each for b in each if a != b)
    made_up = [_made_up(rng, len(each), frequency, known, together) for each in rare]
    return [each for each in sets if counts[each] >= COMMON] + made_up


def _sets_of_motives(export: Instance) -> list[Motives]:
    """Give each pupil's motives without those that might point at somebody."""
    held = Counter(motive for pupil in export.pupils for motive in set(pupil.motives))
    known = {*export.policy.motive_weights, *export.policy.motive_limits}
    known.update(motive for motive, count in held.items() if count >= COMMON)
    in_order = sorted(export.pupils, key=lambda pupil: pupil.id)
    return [tuple(sorted(known.intersection(pupil.motives))) for pupil in in_order]


def _made_up(
    rng: random.Random,
    size: int,
    first: Mapping[str, int],
    known: Sequence[str],
    together: Mapping[tuple[str, str], int],
) -> Motives:
    """Make a set up: one motive as rare sets have it, the next ones as they go with those drawn."""
    chosen: list[str] = []
    weights = first
    while len(chosen) < size:
        chosen += rng.choices(list(weights), weights=list(weights.values()))
        # One more than counted, so that no pair is certain because one pupil alone has it.
        weights = {
            motive: 1 + sum(together[motive, other] for other in chosen)
            for motive in known
            if motive not in chosen
        }
    return tuple(sorted(chosen))


def _arrivals(rng: random.Random, export: Instance) -> list[str]:
    """Give the first possible weeks, some of them moved by one open week within those there are."""
    weeks = sorted(week_number(pupil.earliest) for pupil in export.pupils)
    closed = {week_number(week) for week in export.closed_weeks}
    moved = []
    for week in weeks:
        near = week + rng.choice((-1, 1))
        allowed = weeks[0] <= near <= weeks[-1] and near not in closed
        moved.append(near if allowed and rng.random() < _MOVED else week)
    return [week_from_number(week) for week in sorted(moved)]


def _open_weeks(export: Instance, pupil: Pupil) -> int:
    """Count the open weeks of a pupil's window; one longer than any period is as good as that."""
    closed = {week_number(week) for week in export.closed_weeks}
    first, last = week_number(pupil.earliest), week_number(pupil.latest)
    last = min(last, first + MAX_WEEKS - 1)
    return sum(week not in closed for week in range(first, last + 1))


def _latest(export: Instance, earliest: str, open_weeks: int) -> str:
    """Give the last of so many open weeks from the first one on."""
    closed = {week_number(week) for week in export.closed_weeks}
    week = week_number(earliest)
    left = open_weeks - (week not in closed)
    while left > 0 and week < _LAST:
        week += 1
        left -= week not in closed
    return week_from_number(week)


def _shuffled(rng: random.Random, values: Iterable[_T]) -> list[_T]:
    dealt = list(values)
    rng.shuffle(dealt)
    return dealt
