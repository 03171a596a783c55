"""Splitting the pupils of a week into its groups, held against every way to do it."""

import time
from collections.abc import Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from solver.instance import Instance, Pupil
from solver.model.minimise import SolveOptions
from solver.model.split import smallest_impossible, split
from tests.build import W48, instance, pupil
from tests.strategies import some

CODES = [f"P{n}" for n in range(1, 8)]


@st.composite
def weeks(draw: st.DrawFn) -> Instance:
    """Draw up to seven pupils and the rules about who is together, in a week that may be too small."""
    codes = CODES[: draw(st.integers(2, 7))]
    colleges, motives = st.sampled_from(["a", "b", "c", "d", "e"]), some(["insultes", "vol"], 2)
    pupils = [pupil(code, college=draw(colleges), motives=draw(motives)) for code in codes]
    pairs = [[one, other] for one in codes for other in codes if one < other]
    return instance(
        *pupils,
        groups_per_week=draw(st.integers(1, 2)),
        capacity=draw(st.integers(1, 4)),
        conflicts=draw(some(pairs, 5)),
        policy={"motive_limits": draw(st.dictionaries(st.just("vol"), st.integers(0, 2)))},
    )


def fit(of: Instance, pupils: Sequence[Pupil], groups: tuple[tuple[Pupil, ...], ...]) -> bool:
    """Tell whether the pupils can join these groups, by trying every way."""
    if not pupils:
        return True
    first, *others = pupils
    return any(
        fit(of, others, (*groups[:n], (*group, first), *groups[n + 1 :]))
        for n, group in enumerate(groups)
        if may_share(of, (*group, first))
    )


def may_share(of: Instance, group: Sequence[Pupil]) -> bool:
    codes = {each.id for each in group}
    return (
        len(group) <= of.capacity
        and len({each.college for each in group}) == len(group)
        and not any(codes.issuperset(pair) for pair in of.conflicts)
        and all(
            sum(motive in each.motives for each in group) <= limit
            for motive, limit in of.policy.motive_limits.items()
        )
    )


def can_be_split(of: Instance, codes: Sequence[str]) -> bool:
    pupils = [of.pupils_by_id[code] for code in codes]
    return fit(of, pupils, ((),) * of.groups_per_week)


@given(weeks())
def test_a_week_is_split_where_there_is_any_way_to(made: Instance) -> None:
    codes = [each.id for each in made.pupils]
    found = split(made, W48, codes, SolveOptions(), time.monotonic() + 60)
    assert found.impossible != can_be_split(made, codes)
    if found.admissions is not None:
        assert sorted(a.pupil for a in found.admissions) == codes
        for number in range(1, made.groups_per_week + 1):
            group = [a.pupil for a in found.admissions if a.group == number]
            assert may_share(made, [made.pupils_by_id[code] for code in group])


@given(weeks())
def test_of_those_who_cannot_be_split_each_one_is_needed(made: Instance) -> None:
    codes = [each.id for each in made.pupils]
    assume(not can_be_split(made, codes))
    kept = smallest_impossible(made, W48, codes, SolveOptions(), time.monotonic() + 60)
    assert set(kept) <= set(codes)
    assert not can_be_split(made, kept)
    for left_out in kept:
        assert can_be_split(made, [code for code in kept if code != left_out])


def test_two_pupils_of_a_college_are_told_from_a_hundred_others() -> None:
    made = instance(
        *(pupil(f"P{n:03}", college="a" if n in (30, 77) else f"c{n}") for n in range(100)),
        capacity=100,
    )
    codes = [each.id for each in made.pupils]
    kept = smallest_impossible(made, W48, codes, SolveOptions(), time.monotonic() + 60)
    assert kept == ["P030", "P077"]


def test_out_of_time_whoever_is_left_remains() -> None:
    made = instance(*(pupil(code) for code in CODES), capacity=1)
    assert smallest_impossible(made, W48, CODES, SolveOptions(), time.monotonic()) == CODES
