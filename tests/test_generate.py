"""Synthetic situations: believable, sound, and the same for the same arguments."""

import hashlib
import os
import subprocess
import sys
from itertools import combinations
from typing import Any

import pytest

import solver.generate.pupils
from solver.files import to_json
from solver.generate import generate, generate_next_week, generate_year
from solver.generate.colleges import COLLEGES, SHARES, are_invented
from solver.generate.pupils import apportion
from solver.instance import CLASS_LEVELS, College, Instance, Pupil, Teacher
from solver.problems import InputError
from solver.references import find_problems
from solver.school_calendar import closures
from solver.timetable import Slot, crosses_break, span
from solver.weeks import week_number
from tests.build import W48

REAL_NAMES = ("Franklin", "Makeba", "Verlaine", "Louise Michel")


def share_a_week(one: Pupil, other: Pupil) -> bool:
    return week_number(max(one.earliest, other.earliest)) <= week_number(
        min(one.latest, other.latest)
    )


def can_come(of: Instance, pupil: Pupil) -> bool:
    first, last = week_number(pupil.earliest), week_number(pupil.latest)
    return any(first <= week_number(week) <= last for week in of.open_weeks)


@pytest.mark.parametrize(
    ("pupils", "weeks", "groups", "rate", "workshops"),
    [
        (0, 1, 1, 0.0, True),
        (1, 1, 1, 1.0, True),
        (12, 6, 1, 0.03, True),
        (30, 10, 1, 0.03, True),
        (97, 36, 1, 0.03, False),
        (1000, 20, 10, 0.01, True),
        (120, 4, 100, 0.5, True),
    ],
)
def test_every_size_gives_a_sound_instance(
    pupils: int, weeks: int, groups: int, rate: float, workshops: bool
) -> None:
    made = generate(
        pupils=pupils,
        weeks=weeks,
        groups=groups,
        conflict_rate=rate,
        workshops=workshops,
        seed=5,
    )
    assert list(find_problems(made)) == []
    assert len(made.pupils) == pupils
    assert len(made.open_weeks) == weeks
    assert made.groups_per_week == groups
    assert bool(made.workshops) == bool(made.teachers) == workshops
    assert all(can_come(made, pupil) for pupil in made.pupils)


def test_same_arguments_same_instance_and_another_seed_another_one() -> None:
    made = generate(pupils=30, weeks=10, seed=7)
    assert generate(pupils=30, weeks=10, seed=7) == made
    assert generate(pupils=30, weeks=10, seed=8) != made


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_gives_the_same_instance(hash_seed: str) -> None:
    program = (
        "import sys; from solver.files import to_json; from solver.generate import generate;"
        "sys.stdout.buffer.write(to_json(generate(pupils=40, weeks=8, groups=3, seed=4)).encode())"
    )
    made = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    ).stdout
    here = to_json(generate(pupils=40, weeks=8, groups=3, seed=4)).encode()
    assert hashlib.sha256(made).digest() == hashlib.sha256(here).digest()


def test_a_share_of_the_pairs_that_no_file_could_hold_is_refused_before_any_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = generate(pupils=40, weeks=1, conflict_rate=1.0)
    pairs = len([1 for one, other in combinations(made.pupils, 2) if share_a_week(one, other)])
    monkeypatch.setattr(solver.generate.pupils, "MAX_PAIRS", pairs)
    assert generate(pupils=40, weeks=1, conflict_rate=1.0) == made
    monkeypatch.setattr(solver.generate.pupils, "MAX_PAIRS", pairs - 1)
    with pytest.raises(InputError) as refusal:
        generate(pupils=40, weeks=1, conflict_rate=1.0)
    assert str(refusal.value).startswith(f"conflict_rate : cette part fait {pairs} paires")


def test_the_pupils_do_not_depend_on_the_workshops() -> None:
    bare = generate(pupils=30, weeks=10, workshops=False, seed=2)
    full = generate(pupils=30, weeks=10, workshops=True, seed=2)
    assert (bare.pupils, bare.conflicts, bare.announced) == (
        full.pupils,
        full.conflicts,
        full.announced,
    )
    assert bare.teacher_conflicts == ()


@pytest.mark.parametrize(
    ("weeks", "last_week"), [(1, W48), (4, "2026-W51"), (5, "2027-W01"), (6, "2027-W02")]
)
def test_weeks_counts_open_weeks_and_closures_come_on_top(weeks: int, last_week: str) -> None:
    made = generate(pupils=5, weeks=weeks, first_week=W48)
    assert made.last_week == last_week
    assert len(made.open_weeks) == weeks


def test_closures_are_those_of_zone_b() -> None:
    made = generate_year()
    expected = closures("B", made.first_week, made.last_week)
    assert made.closed_days == expected.closed_days
    assert set(expected.closed_weeks) <= set(made.closed_weeks)


def test_holidays_just_before_the_period_do_not_count_as_waiting() -> None:
    made = generate(pupils=40, weeks=2, first_week="2026-W45", seed=1)
    assert {"2026-W43", "2026-W44"} <= set(made.closed_weeks)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("pupils", -1),
        ("pupils", 20_001),
        ("weeks", 0),
        ("weeks", 121),
        ("groups", 0),
        ("groups", 101),
        ("conflict_rate", -0.1),
        ("conflict_rate", 1.1),
        ("conflict_rate", float("nan")),
        ("first_week", "2027-W53"),
        ("first_week", "novembre"),
        ("first_week", "0001-W01"),
    ],
)
def test_an_argument_out_of_bounds_is_refused_by_name(argument: str, value: object) -> None:
    arguments: dict[str, Any] = {"pupils": 3, "weeks": 2, argument: value}
    with pytest.raises(InputError) as refusal:
        generate(**arguments)
    assert [problem.path for problem in refusal.value.problems] == [argument]


def test_a_period_longer_than_an_instance_may_be_is_refused() -> None:
    with pytest.raises(InputError) as refusal:
        generate(pupils=3, weeks=110)
    assert [problem.path for problem in refusal.value.problems] == ["weeks"]


def test_a_conflict_rate_of_zero_sets_nobody_apart() -> None:
    made = generate(pupils=40, weeks=5, conflict_rate=0.0, seed=3)
    assert made.conflicts == ()
    assert made.teacher_conflicts == ()


def test_a_conflict_rate_of_one_sets_everybody_who_could_meet_apart() -> None:
    made = generate(pupils=40, weeks=5, conflict_rate=1.0, seed=3)
    assert set(made.conflicts) == {
        (one.id, other.id)
        for one, other in combinations(made.pupils, 2)
        if one.college != other.college and share_a_week(one, other)
    }


def test_the_conflict_rate_is_a_share_of_the_pairs_who_could_meet() -> None:
    made = generate(pupils=400, weeks=10, conflict_rate=0.1, seed=3)
    could = sum(
        one.college != other.college and share_a_week(one, other)
        for one, other in combinations(made.pupils, 2)
    )
    assert 0.09 <= len(made.conflicts) / could <= 0.11
    assert len(set(made.conflicts)) == len(made.conflicts)


def test_the_seven_workshops_are_those_of_the_scheme() -> None:
    made = generate(pupils=3, weeks=2)
    assert [(workshop.id, workshop.core) for workshop in made.workshops] == [
        ("ecriture", True),
        ("physique-chimie", True),
        ("theatre", True),
        ("sport", True),
        ("numerique", False),
        ("mercredi", False),
        ("cuisine", False),
    ]
    assert [moment.name for moment in made.timetable.fixed] == [
        "Groupe de parole",
        "Bilan collectif",
        "Bilans individuels",
    ]


@pytest.mark.parametrize("seed", range(10))
def test_practitioners_are_believable(seed: int) -> None:
    made = generate(pupils=10, weeks=4, groups=4, seed=seed)
    for teacher in made.teachers:
        assert teacher.name.startswith("Intervenant·e ")
        assert set(teacher.reluctant_slots) < set(teacher.slots or ())
        if teacher.workshops == ("mercredi",):
            assert teacher.slots == ("wed-1", "wed-2")
        away = {"theatre", "cuisine"}.intersection(teacher.workshops)
        assert (teacher.college is None) == bool(away)


@pytest.mark.parametrize("seed", range(20))
def test_a_week_without_absence_has_room_for_all_seven_workshops(seed: int) -> None:
    made = generate(pupils=3, weeks=2, seed=seed)
    assert fits(made, made.teachers, frozenset())


def fits(of: Instance, teachers: tuple[Teacher, ...], taken: frozenset[Slot]) -> bool:
    if not teachers:
        return True
    length = of.workshops_by_id[teachers[0].workshops[0]].length
    free = of.timetable.usable_slots & (teachers[0].free_slots or frozenset()) - taken
    return any(
        fits(of, teachers[1:], taken.union(span(start, length)))
        for start in free
        if free.issuperset(span(start, length))
        and not crosses_break(start, length, of.timetable.break_after)
    )


@pytest.mark.parametrize("seed", range(10))
def test_what_is_announced_can_be_kept_as_far_as_one_can_tell_beforehand(seed: int) -> None:
    made = generate(pupils=60, weeks=6, groups=2, seed=seed)
    assert made.announced
    for entry in made.announced:
        pupil = made.pupils_by_id[entry.pupil]
        assert entry.week in made.open_weeks[:2]
        assert week_number(pupil.earliest) < week_number(made.first_week)
        assert week_number(entry.week) <= week_number(pupil.latest)
    colleges = [made.pupils_by_id[entry.pupil].college for entry in made.announced]
    assert len(set(colleges)) == len(colleges)


def test_a_year_is_the_one_of_the_report() -> None:
    year = generate_year()
    assert (year.first_week, year.last_week) == ("2026-W36", "2027-W27")
    assert len(year.pupils) == 97
    assert sum(pupil.gender == "F" for pupil in year.pupils) == 17
    assert sum(pupil.gender == "M" for pupil in year.pupils) == 80
    assert {pupil.college for pupil in year.pupils} == {college.id for college in COLLEGES}
    levels = [pupil.level for pupil in year.pupils]
    assert all(levels.count(level) >= 10 for level in CLASS_LEVELS)
    assert all(can_come(year, pupil) for pupil in year.pupils)


def test_next_week_is_a_situation_worth_planning() -> None:
    made = generate_next_week()
    assert (made.first_week, made.last_week) == ("2026-W48", "2027-W02")
    assert len(made.open_weeks) == 6
    assert len(made.pupils) == 14
    assert len(made.colleges) == 11
    assert len(made.workshops) == 7
    assert len(made.announced) == 1
    assert len(made.conflicts) >= 3
    assert len(made.teacher_conflicts) >= 1
    assert any(teacher.away_weeks for teacher in made.teachers)
    waiting = [
        pupil for pupil in made.pupils if week_number(pupil.earliest) <= week_number("2026-W48")
    ]
    assert len(waiting) > made.capacity
    assert sum(pupil.gender == "F" for pupil in made.pupils) >= 2


def test_no_real_name_is_ever_used() -> None:
    text = to_json(generate_year()) + to_json(generate_next_week())
    assert not any(name in text for name in REAL_NAMES)


def test_only_the_invented_colleges_count_as_invented_data() -> None:
    assert are_invented(COLLEGES)
    assert are_invented(COLLEGES[:2])
    assert not are_invented(())
    assert not are_invented([*COLLEGES, College(id="c", name="Collège ajouté")])
    assert not are_invented([College(id=COLLEGES[0].id, name="Un autre nom")])


def test_shares_are_dealt_out_in_full() -> None:
    assert sum(SHARES) == 97
    assert apportion(97, SHARES) == list(SHARES)
    assert apportion(10, (1, 1, 1)) == [4, 3, 3]
    assert apportion(0, (2, 3)) == [0, 0]
