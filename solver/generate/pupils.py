"""Invented pupils: where they come from, why they were excluded, when they may come."""

import bisect
import itertools
import random
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from solver.generate.colleges import COLLEGES, SHARES
from solver.generate.season import Season
from solver.instance import CLASS_LEVELS, Gender, Policy, Pupil, PupilWeek
from solver.problems import InputError, Problem
from solver.weeks import week_number

_T = TypeVar("_T")

# From the report for 2023-2024: 17 girls and 80 boys. The split over classes is invented.
GENDER_SHARES: Final[Mapping[Gender, int]] = {"F": 17, "M": 80}
LEVEL_SHARES: Final = (16, 29, 32, 20)

MOTIVE_SHARES: Final[Mapping[str, int]] = {
    "violence-physique": 22,
    "insultes": 20,
    "perturbation-des-cours": 18,
    "insolence": 14,
    "menaces": 8,
    "harcelement": 6,
    "degradation": 6,
    "objet-dangereux": 3,
    "vol": 3,
}
POLICY: Final = Policy(
    motive_weights={
        "violence-physique": 3,
        "harcelement": 3,
        "menaces": 2,
        "insultes": 1,
        "perturbation-des-cours": 1,
    },
    motive_limits={"violence-physique": 2},
)

# How many open weeks a head of school leaves for the stay, and how many pupils in ten get them.
_WINDOW_LENGTHS: Final[Mapping[int, int]] = {2: 1, 3: 3, 4: 3, 5: 2, 6: 1}
_TWO_MOTIVES: Final = 0.3
_PRIORITIES: Final[Mapping[int, int]] = {1: 88, 2: 10, 3: 2}
_ONE_ANNOUNCED_IN: Final = 20

MAX_PAIRS: Final = 3_000_000
"""More pairs than that, each written in at least 20 characters, make a file nobody can read back.

Those of one collège, left out of the draw, are too few to change that.
"""


def draw_pupils(
    rng: random.Random, count: int, season: Season, arrivals: Mapping[str, int]
) -> tuple[Pupil, ...]:
    """Draw pupils in the order of their first possible week; `arrivals` weighs those weeks."""
    weeks = sorted(_draw(rng, arrivals, count), key=week_number)
    colleges = _shuffled(rng, [college.id for college in COLLEGES], SHARES, count)
    levels = _shuffled(rng, CLASS_LEVELS, LEVEL_SHARES, count)
    genders = _shuffled(rng, tuple(GENDER_SHARES), tuple(GENDER_SHARES.values()), count)
    digits = max(2, len(str(count)))
    pupils = []
    for index, week in enumerate(weeks):
        earliest, latest = season.window(week, _draw(rng, _WINDOW_LENGTHS, 1)[0])
        pupils.append(
            Pupil(
                id=f"P{index + 1:0{digits}d}",
                college=colleges[index],
                earliest=earliest,
                latest=latest,
                priority=_draw(rng, _PRIORITIES, 1)[0],
                level=levels[index],
                gender=genders[index],
                motives=_draw_motives(rng),
            )
        )
    return tuple(pupils)


def draw_conflicts(
    rng: random.Random, pupils: Sequence[Pupil], rate: float
) -> tuple[tuple[str, str], ...]:
    """Set a share of the pairs whose windows overlap against each other.

    Expects pupils sorted by first possible week. Pairs of one collège are left out of the draw's
    result: they never share a group anyway. Raises InputError beyond MAX_PAIRS.
    """
    first = [week_number(pupil.earliest) for pupil in pupils]
    # Those who overlap with pupil i among the later ones stand together, right after him.
    later = [
        bisect.bisect_right(first, week_number(pupil.latest)) - index - 1
        for index, pupil in enumerate(pupils)
    ]
    ends = list(itertools.accumulate(later))
    total = ends[-1] if ends else 0
    wanted = round(rate * total)
    if wanted > MAX_PAIRS:
        message = (
            f"cette part fait {wanted} paires d'élèves ; il en faut au plus {MAX_PAIRS}, ou le"
            " fichier serait trop gros pour être relu."
        )
        raise InputError([Problem("conflict_rate", message)])
    pairs = []
    for drawn in sorted(rng.sample(range(total), wanted)):
        index = bisect.bisect_right(ends, drawn)
        one, other = pupils[index], pupils[index + ends[index] - drawn]
        if one.college != other.college:
            pairs.append((one.id, other.id))
    return tuple(pairs)


def draw_announced(
    rng: random.Random, pupils: Sequence[Pupil], season: Season, groups: int
) -> tuple[PupilWeek, ...]:
    """Announce one of the first two open weeks to some of the pupils already waiting.

    At most one pupil in twenty (and one at least), of different collèges, one a group and week.
    """
    if not pupils:
        return ()
    soon = season.open_weeks[:2]
    wanted = min(max(1, len(pupils) // _ONE_ANNOUNCED_IN), len(soon) * groups)
    waiting = [
        pupil
        for pupil in pupils
        if week_number(pupil.earliest) < week_number(season.first_week)
        and week_number(pupil.latest) >= week_number(soon[-1])
    ]
    rng.shuffle(waiting)
    by_college = {pupil.college: pupil for pupil in waiting}
    chosen = sorted(list(by_college.values())[:wanted], key=lambda pupil: pupil.id)
    return tuple(
        PupilWeek(pupil=pupil.id, week=soon[index % len(soon)])
        for index, pupil in enumerate(chosen)
    )


def _draw_motives(rng: random.Random) -> tuple[str, ...]:
    first = _draw(rng, MOTIVE_SHARES, 1)[0]
    if rng.random() >= _TWO_MOTIVES:
        return (first,)
    others = {motive: share for motive, share in MOTIVE_SHARES.items() if motive != first}
    return (first, _draw(rng, others, 1)[0])


def _draw(rng: random.Random, shares: Mapping[_T, int], count: int) -> list[_T]:
    return rng.choices(list(shares), weights=list(shares.values()), k=count)


def _shuffled(
    rng: random.Random, values: Sequence[_T], shares: Sequence[int], count: int
) -> list[_T]:
    """Give each value as often as its share asks, in a random order."""
    dealt = [
        value
        for value, number in zip(values, apportion(count, shares), strict=True)
        for _ in range(number)
    ]
    rng.shuffle(dealt)
    return dealt


def apportion(total: int, shares: Sequence[int]) -> list[int]:
    """Split a total in proportion to shares, by largest remainders (Hamilton's method)."""
    whole = sum(shares)
    counts = [total * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: (-(total * shares[i] % whole), i))
    for index in by_remainder[: total - sum(counts)]:
        counts[index] += 1
    return counts
