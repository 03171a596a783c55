"""Asking about a pupil and a week, in random situations where something stands in the way.

All data are invented (« données inventées »).
"""

from typing import Final

from hypothesis import settings
from hypothesis import strategies as st

from solver.decide.explain import Explanation, explain
from solver.instance import Instance
from solver.solve import SolveOptions, solve
from tests.build import W48, W49, W50, at, instance, pupil, teacher, workshop
from tests.strategies import some

W51: Final = "2026-W51"

ORDERS: Final = (
    ("unplaced", "disruption", "carried", "waiting", "coverage", "cohesion", "comfort"),
    ("unplaced", "disruption", "carried", "coverage", "waiting", "cohesion", "comfort"),
    ("coverage", "cohesion", "unplaced", "disruption", "carried", "waiting", "comfort"),
)


def explained(made: Instance, code: str = "P01", week: str = W48, seed: int = 0) -> Explanation:
    """Explain a pupil and a week in the best plan, which must exist."""
    options = SolveOptions(seed=seed)
    explanation = explain(made, solve(made, options), code, week, options)
    assert explanation is not None
    return explanation


def fewer(times: int) -> int:
    """Give a part of the examples of the profile in use, for tests that take longer."""
    return max(1, settings().max_examples // times)


@st.composite
def alike(draw: st.DrawFn) -> Instance:
    """Draw pupils so much alike that many plans are equally good."""
    codes = [f"P0{n}" for n in range(1, draw(st.sampled_from([4, 5, 3])) + 1)]
    weeks = st.sampled_from([W48, W48, W49, W50])
    return instance(
        *(
            pupil(
                code,
                college=draw(st.sampled_from(["tilleuls", "remparts", code])),
                earliest=draw(st.sampled_from([W48, W48, W49])),
                latest=draw(st.sampled_from([W50, W50, W51])),
            )
            for code in codes
        ),
        last_week=W50,
        capacity=draw(st.integers(1, 2)),
        groups_per_week=draw(st.sampled_from([1, 1, 2])),
        announced=[at(code, draw(weeks)) for code in codes if not draw(st.integers(0, 3))],
        policy={"order": draw(st.sampled_from(ORDERS)), "small_group": 0},
    )


@st.composite
def crowded(draw: st.DrawFn) -> Instance:
    """Draw pupils who nearly all want the first week, in which P01 is to be asked about.

    Most are pinned there, and rules of every kind that can be given up stand in P01's way.
    """
    codes = [f"P0{n}" for n in range(1, draw(st.sampled_from([3, 4, 2, 4])) + 1)]
    weeks = st.sampled_from([W48, W48, W48, W49])
    stays = [at(code, week) for code in codes for week in (W48, W49)]
    pairs = [[one, other] for one in codes for other in codes if one < other]
    teachers = draw(st.sampled_from([[], ["t1"], ["t1", "t2"]]))
    barred = [[code, name] for code in codes for name in teachers]
    return instance(
        *(
            pupil(
                code,
                college=draw(st.sampled_from([code, code, "tilleuls"])),
                earliest=draw(weeks),
                latest=draw(st.sampled_from([W49, W49, W50])),
                priority=draw(st.integers(1, 3)),
                motives=draw(some(["absences", "insultes"], 2)),
                gender=draw(st.sampled_from(["F", "M"])),
                level=draw(st.sampled_from([None, "6e", "3e"])),
            )
            for code in codes
        ),
        pins=[at(code, draw(weeks)) for code in codes[1:] if draw(st.integers(0, 2))]
        + [at("P01", W49)] * (draw(st.integers(0, 4)) == 4),
        conflicts=draw(some(pairs, 3)),
        bans=draw(some(stays, 2)),
        announced=[at(code, draw(weeks)) for code in codes if not draw(st.integers(0, 3))],
        capacity=draw(st.integers(max(1, len(codes) - 2), len(codes))),
        groups_per_week=draw(st.sampled_from([1, 1, 2])),
        workshops=[workshop("w")] if teachers else [],
        teachers=[
            teacher(name, "w", away_weeks=draw(some([W48, W49], 1)), slots=["mon-1"])
            for name in teachers
        ],
        teacher_conflicts=draw(some(barred, 3)),
        policy={
            "order": draw(st.sampled_from(ORDERS)),
            "motive_limits": draw(st.sampled_from([{}, {"absences": 1}, {"insultes": 0}])),
            "motive_weights": draw(st.sampled_from([{}, {"absences": 3, "insultes": 2}])),
            "small_group": draw(st.sampled_from([0, 2])),
        },
    )
