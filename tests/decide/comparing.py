"""Plans of one instance compared, as the tests of what is said for and against them do."""

from collections.abc import Iterable, Mapping
from typing import Final

from solver.decide.compared import Words, compare
from solver.instance import Instance
from solver.plan import Admission, Session
from tests.build import (
    W48,
    admit,
    complete_plan,
    instance,
    pupil,
    teacher,
)

FREE: Final = {"policy": {"small_group": 0, "lone_gender": 0, "level_spread": 0}}
"""Groups whose balance nothing weighs on."""


def compared(
    made: Instance,
    first: Iterable[Admission],
    other: Iterable[Admission],
    sessions: tuple[Iterable[Session], Iterable[Session]] = ((), ()),
) -> Words:
    return compare(
        made,
        complete_plan(made, first, sessions[0]),
        complete_plan(made, other, sessions[1]),
        W48,
    )


def both_ways(
    made: Instance,
    first: Iterable[Admission],
    other: Iterable[Admission],
    *,
    worse: str,
    better: str,
) -> None:
    """Check what is said of a plan that is worse than the first, and the other way round."""
    first, other = list(first), list(other)
    assert worse in compared(made, first, other).costs
    assert better in compared(made, other, first).strengths


THREE: Final = [admit(code, W48) for code in ("P01", "P02", "P03")]


def four(*fields: Mapping[str, object], **policy: object) -> Instance:
    """Four pupils, of whom the first three or all but the third come; only one thing weighs."""
    weights = {"small_group": 0, "lone_gender": 0, "level_spread": 0, **policy}
    people = [pupil(f"P0{n}", **each) for n, each in enumerate(fields, start=1)]
    return instance(*people, policy=weights)


def with_workshops(*workshops: dict[str, object], groups: int = 1) -> Instance:
    return instance(
        *(pupil(code) for code in ("P01", "P02", "P03")),
        groups_per_week=groups,
        workshops=workshops,
        teachers=[
            teacher("t1", *(str(each["id"]) for each in workshops), reluctant_slots=["fri-1"])
        ],
        **FREE,
    )
