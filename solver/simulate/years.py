"""A year before it is lived: its rules and calendar, its notices, and what chance holds for each."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from solver.generate.colleges import COLLEGES
from solver.generate.pupils import POLICY, draw_conflicts, draw_pupils
from solver.generate.season import Season
from solver.generate.workshops import (
    TIMETABLE,
    WORKSHOPS,
    draw_teacher_conflicts,
    draw_teachers,
)
from solver.instance import Instance, Pupil
from solver.simulate.chance import Chance
from solver.simulate.settings import Chances, YearSettings
from solver.weeks import week_from_number, week_number, weeks_between

REPEAT: Final = "/"
"""In the code of a stay, what stands between its pupil and its number: `P07/2` is P07 again."""

_SHORTEST_WINDOW: Final = 2
_LONGEST_WINDOW: Final = 6
# Open weeks from the end of a stay's window to the next notice's first possible week.
_SOONEST_AGAIN: Final = 2
_LATEST_AGAIN: Final = 10


@dataclass(frozen=True)
class Notice:
    """A notice and what will come of it.

    `received` is the week in which it comes, `ready` the first week that can be planned with it: the
    family has been met. A `late` one is ready on the Monday of that week, when its group is already
    published. `declined`: the family does not want it. From the week `withdraws` on a family that
    still waits no longer does. In a week of `absences` the pupil, if expected, does not come; in
    one of `unreachable` he cannot come when called that same Monday.
    """

    pupil: Pupil
    received: str
    ready: str
    late: bool
    declined: bool
    withdraws: str | None
    absences: frozenset[str]
    unreachable: frozenset[str]

    @property
    def person(self) -> str:
        """The pupil's own code, the same for each of his stays."""
        return person_of(self.pupil.id)


def person_of(stay: str) -> str:
    """Give the pupil's own code from the code of one of his stays."""
    return stay.partition(REPEAT)[0]


@dataclass(frozen=True)
class Year:
    """A year to be lived. `instance` holds every stay of it as a pupil, known before it comes.

    `ill` lists the (practitioner, week) pairs in which one falls ill, known on the Monday.
    """

    seed: int
    instance: Instance
    notices: tuple[Notice, ...]
    ill: frozenset[tuple[str, str]]


def draw_year(settings: YearSettings, seed: int) -> Year:
    """Draw an invented year: the same settings and seed give the same one."""
    return year_of(draw_situation(settings, seed), seed, settings.chances)


def draw_situation(settings: YearSettings, seed: int) -> Instance:
    """Draw the stays asked for in a year, with the workshops and practitioners of `daeet generate`."""
    season = Season.between(settings.first_week, settings.last_week)
    source = Chance(seed).source("situation")
    # Halves of twice as many: varies about as much as the report's 94 and 97 in two years.
    count = sum(source.random() < 1 / 2 for _ in range(2 * settings.pupils))
    pupils = draw_pupils(source, count, season, season.arrival_weights)
    stays = _with_repeats(source, pupils, season, settings.chances.repeats)
    conflicts = draw_conflicts(source, stays, settings.conflict_rate)
    teachers = draw_teachers(source, season, settings.groups_per_week) if settings.workshops else ()
    return Instance(
        format="daeet-instance/1",
        first_week=season.first_week,
        last_week=season.last_week,
        closed_weeks=season.closed_weeks,
        closed_days=season.closed_days,
        groups_per_week=settings.groups_per_week,
        capacity=settings.capacity,
        colleges=COLLEGES,
        pupils=stays,
        conflicts=conflicts,
        timetable=TIMETABLE,
        workshops=WORKSHOPS if settings.workshops else (),
        teachers=teachers,
        teacher_conflicts=draw_teacher_conflicts(source, stays, teachers, settings.conflict_rate),
        policy=POLICY,
    )


def _with_repeats(
    source: random.Random, pupils: Sequence[Pupil], season: Season, repeats: float
) -> tuple[Pupil, ...]:
    """Let pupils be excluded again, a few weeks after their window; sorted by first possible week."""
    known = season.before + season.open_weeks + season.after
    places = {week: place for place, week in enumerate(known)}
    last = places[season.open_weeks[-1]]
    stays = []
    for pupil in pupils:
        stay, number = pupil, 1
        while True:
            stays.append(stay)
            again = places[stay.latest] + source.randint(_SOONEST_AGAIN, _LATEST_AGAIN)
            if source.random() >= repeats or again > last:
                break
            number += 1
            length = source.randint(_SHORTEST_WINDOW, _LONGEST_WINDOW)
            earliest, latest = season.window(known[again], length)
            stay = pupil.model_copy(
                update={
                    "id": f"{pupil.id}{REPEAT}{number}",
                    "earliest": earliest,
                    "latest": latest,
                }
            )
    return tuple(sorted(stays, key=lambda stay: (week_number(stay.earliest), stay.id)))


def year_of(instance: Instance, seed: int, chances: Chances | None = None) -> Year:
    """Make a year of the stays of an instance, for example the service's pseudonymised export.

    What chance holds for a notice depends on the seed and its code alone, and for a practitioner on
    the seed, the code and the week: another policy or another scenario meets the same. Pins and
    announced weeks of the instance belong to a moment, not to a year, and are left out.
    """
    chances = chances or Chances()
    chance = Chance(seed)
    without_a_moment = instance.model_copy(update={"pins": (), "announced": ()})
    return Year(
        seed=seed,
        instance=without_a_moment,
        notices=tuple(_draw_notice(chance, chances, instance, p) for p in instance.pupils),
        ill=frozenset(
            (teacher.id, week)
            for teacher in instance.teachers
            for week in instance.open_weeks
            if chance.happens(chances.ill, "ill", teacher.id, week)
        ),
    )


def _draw_notice(chance: Chance, chances: Chances, instance: Instance, pupil: Pupil) -> Notice:
    lead = chance.lead(pupil.id, urgent=pupil.priority > 1)
    received = _open_week(instance, pupil.earliest, -lead)
    late = lead == 0
    ready = received if late else _open_week(instance, received, chance.meeting(pupil.id) + 1)
    window = [
        week
        for week in weeks_between(pupil.earliest, pupil.latest)
        if week not in instance.closed_week_set
    ]
    later = [week for week in window if week_number(week) > week_number(ready)]
    withdraws = bool(later) and chance.happens(chances.withdraws, "withdraws", pupil.id)
    return Notice(
        pupil=pupil,
        received=received,
        ready=ready,
        late=late,
        declined=chance.happens(chances.declines, "declines", pupil.id),
        withdraws=chance.one_of(later, "withdrawal", pupil.id) if withdraws else None,
        absences=chance.some_of(window, chances.absent, "absent", pupil.id),
        unreachable=chance.some_of(window, 1 - chances.reachable, "unreachable", pupil.id),
    )


def _open_week(instance: Instance, week: str, away: int) -> str:
    """Give the open week so many open weeks after (or before) a week."""
    number, step = week_number(week), 1 if away > 0 else -1
    for _ in range(abs(away)):
        number += step
        while week_from_number(number) in instance.closed_week_set:
            number += step
    return week_from_number(number)
