"""Whole situations: of any size, next week's, and a school year like the report's."""

import random
from collections.abc import Mapping
from typing import Final

from solver.generate.colleges import COLLEGES
from solver.generate.pupils import POLICY, draw_announced, draw_conflicts, draw_pupils
from solver.generate.season import Season
from solver.generate.workshops import (
    TIMETABLE,
    WORKSHOPS,
    draw_teacher_conflicts,
    draw_teachers,
)
from solver.instance import MAX_PUPILS, MAX_WEEKS, Instance
from solver.problems import InputError, Problem
from solver.weeks import monday

DEFAULT_CONFLICT_RATE: Final = 0.03

NEXT_WEEK: Final = "2026-W48"
NEXT_WEEK_SEED: Final = 297
YEAR_SEED: Final = 6

_MAX_GROUPS: Final = 100
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100


def generate(
    *,
    pupils: int,
    weeks: int,
    first_week: str = NEXT_WEEK,
    groups: int = 1,
    conflict_rate: float = DEFAULT_CONFLICT_RATE,
    workshops: bool = True,
    seed: int = 0,
) -> Instance:
    """Make a believable situation with invented data; the same arguments give the same one.

    `weeks` counts the open weeks: school holidays of zone B inside the period come on top.
    `conflict_rate` is the share, from 0 to 1, of the pairs of pupils with overlapping windows who
    must not meet. The pupils do not depend on whether there are workshops.
    Raises InputError where an argument is out of bounds.
    """
    _check(pupils, weeks, first_week, groups, conflict_rate)
    season = Season.of_open_weeks(first_week, weeks)
    return _situation(
        season,
        arrivals=season.arrival_weights,
        pupils=pupils,
        groups=groups,
        conflict_rate=conflict_rate,
        workshops=workshops,
        seed=seed,
    )


def generate_next_week(seed: int = NEXT_WEEK_SEED) -> Instance:
    """Make the situation of the référente one Sunday: 14 pupils known, six open weeks ahead."""
    season = Season.between(NEXT_WEEK, "2027-W02")
    # Most pupils could come now; some stays were asked for later, or after the holidays.
    arrivals = {
        "2026-W46": 2, "2026-W47": 3, "2026-W48": 4, "2026-W49": 2, "2026-W50": 1, "2026-W51": 1,
        "2027-W01": 1,
    }  # fmt: skip
    return _situation(season, arrivals=arrivals, pupils=14, conflict_rate=0.06, seed=seed)


def generate_year(seed: int = YEAR_SEED) -> Instance:
    """Make a school year like the report's: 97 pupils, 17 of them girls, of eleven collèges."""
    season = Season.between("2026-W36", "2027-W27")
    return _situation(season, arrivals=season.arrival_weights, pupils=97, seed=seed)


def _situation(
    season: Season,
    *,
    arrivals: Mapping[str, int],
    pupils: int,
    seed: int,
    groups: int = 1,
    conflict_rate: float = DEFAULT_CONFLICT_RATE,
    workshops: bool = True,
) -> Instance:
    rng = random.Random(seed)  # noqa: S311 - invented data, nothing to keep secret
    drawn = draw_pupils(rng, pupils, season, arrivals)
    conflicts = draw_conflicts(rng, drawn, conflict_rate)
    announced = draw_announced(rng, drawn, season, groups)
    teachers = draw_teachers(rng, season, groups) if workshops else ()
    return Instance(
        format="daeet-instance/1",
        first_week=season.first_week,
        last_week=season.last_week,
        closed_weeks=season.closed_weeks,
        closed_days=season.closed_days,
        groups_per_week=groups,
        colleges=COLLEGES,
        pupils=drawn,
        conflicts=conflicts,
        announced=announced,
        timetable=TIMETABLE,
        workshops=WORKSHOPS if workshops else (),
        teachers=teachers,
        teacher_conflicts=draw_teacher_conflicts(rng, drawn, teachers, conflict_rate),
        policy=POLICY,
    )


def _check(pupils: int, weeks: int, first_week: str, groups: int, conflict_rate: float) -> None:
    """Raise InputError with every argument that is out of bounds."""
    problems = [
        Problem(name, f"il faut un nombre de {low} à {high}, et non {value}.")
        for name, value, low, high in (
            ("pupils", pupils, 0, MAX_PUPILS),
            ("weeks", weeks, 1, MAX_WEEKS),
            ("groups", groups, 1, _MAX_GROUPS),
            ("conflict_rate", conflict_rate, 0, 1),
        )
        if not low <= value <= high
    ]
    if not _is_known_week(first_week):
        message = f"« {first_week} » n'est pas une semaine de {_FIRST_YEAR} à {_LAST_YEAR}, comme {NEXT_WEEK}."
        problems.append(Problem("first_week", message))
    if problems:
        raise InputError(problems)


def _is_known_week(week: str) -> bool:
    try:
        return _FIRST_YEAR <= monday(week).year <= _LAST_YEAR
    except ValueError:
        return False
