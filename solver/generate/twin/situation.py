"""The twin as a whole: the institution as it is, everybody in it invented anew."""

import random
from collections.abc import Mapping, Sequence
from typing import Final

from solver.generate.colleges import invented_colleges
from solver.generate.twin.links import conflicts, pairs_with_teachers, places
from solver.generate.twin.pupils import draw_pupils
from solver.instance import Instance, PupilWeek, Teacher
from solver.problems import InputError, Problem
from solver.weeks import week_number

FEWEST_PUPILS: Final = 5
"""With fewer, the statistics would describe somebody: the service's small counts start there too."""


def twin(export: Instance, seed: int = 0) -> Instance:
    """Invent a situation with the statistics of another one and none of its pupils.

    The period, the closures, the timetable, the workshops and the policy stay; pupils, collèges,
    teachers and all that is said of them are new. The same export and seed give the same twin.
    Raises InputError for an export of fewer than FEWEST_PUPILS pupils.
    """
    if 0 < len(export.pupils) < FEWEST_PUPILS:
        message = (
            f"il faut au moins {FEWEST_PUPILS} élèves : avec {len(export.pupils)} seulement, les"
            " statistiques décriraient l'un d'eux."
        )
        raise InputError([Problem("pupils", message)])
    rng = random.Random(seed)  # noqa: S311 - no key is drawn, and the export is not guessed from it
    colleges = invented_colleges(len(export.colleges))
    pupils = draw_pupils(rng, export, [college.id for college in colleges])
    teachers = _teachers(rng, export)
    empty = export.model_copy(
        update={
            "colleges": colleges,
            "pupils": pupils,
            "teachers": tuple(teachers.values()),
            "conflicts": conflicts(rng, export, pupils),
            "teacher_conflicts": (),
            "pins": (),
            "bans": (),
            "announced": (),
        }
    )
    pins = places(rng, empty, [entry.week for entry in export.pins])
    return empty.model_copy(
        update={
            "pins": pins,
            "announced": places(rng, empty, [entry.week for entry in export.announced]),
            "bans": _bans(rng, empty, export, pins),
            "teacher_conflicts": pairs_with_teachers(rng, export, pupils, teachers),
        }
    )


def _teachers(rng: random.Random, export: Instance) -> Mapping[str, Teacher]:
    """Give each teacher of the export, by his id there, his twin: as free, absent in other weeks."""
    originals = list(export.teachers)
    rng.shuffle(originals)
    digits = len(str(len(originals)))
    found = {}
    for number, original in enumerate(originals, start=1):
        absent = len([week for week in set(original.away_weeks) if week in export.open_weeks])
        found[original.id] = original.model_copy(
            update={
                "id": f"t-{number:0{digits}d}",
                "name": f"Intervenant·e {number}",
                "college": None,
                "away_weeks": tuple(sorted(rng.sample(export.open_weeks, absent), key=week_number)),
            }
        )
    return found


def _bans(
    rng: random.Random, twin: Instance, export: Instance, pins: Sequence[PupilWeek]
) -> tuple[PupilWeek, ...]:
    """Ban as many pupils from as many weeks of their windows, never from the week they are pinned to."""
    wanted = len(export.ban_set)
    fixed = {(pin.pupil, pin.week) for pin in pins}
    possible = (
        [
            (pupil.id, week)
            for pupil in twin.pupils
            for week in twin.open_weeks
            if week_number(pupil.earliest) <= week_number(week) <= week_number(pupil.latest)
            and (pupil.id, week) not in fixed
        ]
        if wanted
        else []
    )
    drawn = sorted(rng.sample(range(len(possible)), min(wanted, len(possible))))
    return tuple(PupilWeek(pupil=possible[i][0], week=possible[i][1]) for i in drawn)
