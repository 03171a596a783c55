"""Hypothesis strategies for small instances: good input in which every rule may play a part.

All data are invented (« données inventées »).
"""

import json
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

from solver.instance import CLASS_LEVELS, Instance
from solver.plan import Admission, LevelScore, NotAdmitted, Plan, Session
from solver.rules import LEVELS
from solver.weeks import day_of, week_from_number, week_number
from tests.build import read_instance

Document = dict[str, object]
Value = TypeVar("Value")

MOTIVES = ("insultes", "violence-physique", "absences")
FIRST_WEEKS = ("2026-W48", "2026-W52", "2026-W53", "2020-W53")


@st.composite
def instances(draw: st.DrawFn, max_pupils: int = 5, pinned: bool = False) -> Instance:
    """Draw an instance small enough for the exhaustive search of `tests.oracle`.

    With `pinned`, pins are drawn more often and more of them.
    """
    first = week_number(draw(st.sampled_from(FIRST_WEEKS)))
    length = draw(st.sampled_from([2, 3, 1]))
    near = [week_from_number(first + i) for i in range(-2, length + 2)]
    horizon = near[2 : 2 + length]
    codes = draw(ids("P0", [count for count in (4, 5, 3, 4, 5, 2, 3, 1, 0) if count <= max_pupils]))
    document: Document = {
        "format": "daeet-instance/1",
        "first_week": horizon[0],
        "last_week": horizon[-1],
        "closed_weeks": draw(rarely(some(near, 2))),
        "closed_days": draw(
            rarely(some([day_of(w, i).isoformat() for w in horizon for i in range(5)], 4))
        ),
        "groups_per_week": draw(st.sampled_from([1, 2])),
        "capacity": draw(st.sampled_from([2, 3, 1])),
        "policy": draw(policies()),
        **draw(people(codes, near, 3 if pinned else 2)),
        **draw(workshops_and_teachers(codes, near)),
    }
    return read_instance(json.dumps(document))


@st.composite
def people(draw: st.DrawFn, codes: Sequence[str], weeks: Sequence[str], pins: int) -> Document:
    """Draw the pupils, their collèges, and all that is said about a pupil and a week or another."""
    colleges = draw(ids("c", [4, 5, 3, 2]))
    stays = [{"pupil": code, "week": week} for code in codes for week in weeks]
    pairs = [[one, other] for one in codes for other in codes if one != other]
    announced = some(stays, 2).filter(
        lambda listed: len({s["pupil"] for s in listed}) == len(listed)
    )
    return {
        "colleges": [{"id": name, "name": f"Collège inventé {name}"} for name in colleges],
        "pupils": [draw(pupils(code, colleges, weeks)) for code in codes],
        "conflicts": draw(some(pairs, 2)),
        # Most instances are feasible: pins are what makes the others not so.
        "pins": draw(some(stays, pins) if pins > 2 else rarely(some(stays, pins))),
        "bans": draw(some(stays, 3)),
        "announced": draw(announced),
    }


@st.composite
def pupils(draw: st.DrawFn, code: str, colleges: Sequence[str], weeks: Sequence[str]) -> Document:
    """Draw a pupil, whose window may reach outside the horizon on both sides or miss it."""
    earliest = draw(st.sampled_from([2, 1, 2, 2, 0, *range(len(weeks))]))
    latest = draw(st.sampled_from(range(earliest, len(weeks))))
    return {
        "id": code,
        "college": draw(st.sampled_from(colleges)),
        "earliest": weeks[earliest],
        "latest": weeks[latest],
        "priority": draw(st.integers(1, 3)),
        "level": draw(st.sampled_from([None, *CLASS_LEVELS])),
        "gender": draw(st.sampled_from(["F", "M", None])),
        "motives": draw(some(MOTIVES, 2)),
    }


@st.composite
def workshops_and_teachers(draw: st.DrawFn, codes: Sequence[str], weeks: Sequence[str]) -> Document:
    """Draw a small grid, up to two workshops and up to two teachers."""
    days = draw(st.sampled_from([["mon", "tue"], ["thu", "wed"], ["fri"]]))
    slots_per_day = draw(st.sampled_from([2, 3, 3, 1]))
    slots = [f"{day}-{number}" for day in days for number in range(1, slots_per_day + 1)]
    workshops = draw(ids("w", [1, 2, 2, 0]))
    teachers = draw(ids("t", [1, 2, 2, 0]))
    conflicts = [[code, teacher] for code in codes for teacher in teachers]
    return {
        "timetable": {
            "days": days,
            "slots_per_day": slots_per_day,
            "break_after": draw(some(range(1, slots_per_day + 1), 1)),
            "closed_slots": draw(rarely(some(slots, 1))),
            "fixed": [
                {"name": "Moment fixe", "start": slot} for slot in draw(rarely(some(slots, 1)))
            ],
        },
        "workshops": [
            {
                "id": name,
                "name": f"Atelier {name}",
                "core": draw(st.booleans()),
                "length": draw(st.integers(1, 2)),
                "per_week": draw(st.integers(1, 2)),
            }
            for name in workshops
        ],
        "teachers": [
            {
                "id": name,
                "name": f"Intervenant·e {name}",
                "workshops": draw(st.sampled_from([workshops, workshops[:1], workshops[1:]])),
                "slots": draw(st.one_of(st.none(), st.none(), some(slots, len(slots)))),
                "reluctant_slots": draw(some(slots, 2)),
                "away_weeks": draw(rarely(some(weeks, 2))),
                "max_sessions": draw(st.sampled_from([None, None, 2, 1, 3, 0])),
            }
            for name in teachers
        ],
        "teacher_conflicts": draw(rarely(some(conflicts, 2))),
    }


@st.composite
def policies(draw: st.DrawFn) -> Document:
    """Draw an order of the levels, motive weights and limits, and the penalties of cohesion."""
    limited = draw(some(MOTIVES, 1))
    weighted = draw(some(MOTIVES, 2))
    return {
        "order": draw(st.one_of(st.just(list(LEVELS)), st.permutations(LEVELS))),
        "motive_weights": {motive: draw(st.integers(0, 5)) for motive in weighted},
        "motive_limits": {motive: draw(st.integers(0, 2)) for motive in limited},
        "lone_gender": draw(st.integers(0, 3)),
        "level_spread": draw(st.integers(0, 3)),
        "small_group": draw(st.integers(0, 3)),
    }


def ids(prefix: str, counts: Sequence[int]) -> st.SearchStrategy[list[str]]:
    """Draw how many things there are, from a list that says how often each count comes, and name them."""
    return st.sampled_from(counts).map(lambda count: [f"{prefix}{i}" for i in range(1, count + 1)])


def some(values: Sequence[Value], at_most: int) -> st.SearchStrategy[list[Value]]:
    """Draw a few of the values, each once; none where there are none."""
    if not values:
        return st.just([])
    indices = st.lists(st.sampled_from(range(len(values))), max_size=at_most, unique=True)
    return indices.map(lambda chosen: [values[i] for i in chosen])


def rarely(listed: st.SearchStrategy[list[Value]]) -> st.SearchStrategy[list[Value]]:
    """Draw nothing at all half of the time, so that enough remains possible."""
    return st.booleans().flatmap(lambda wanted: listed if wanted else st.just([]))


@st.composite
def plans(draw: st.DrawFn, made: Instance) -> Plan:
    """Draw a plan that need not make any sense: unknown ids, repetitions, impossible moments."""
    codes = st.sampled_from([*made.pupils_by_id, "P99"])
    weeks = st.sampled_from([*made.horizon, "2026-W45", "2030-W01"])
    groups = st.integers(1, 3)
    starts = [f"{day}-{number}" for day in ("mon", "thu", "fri") for number in (1, 2, 3, 48)]
    levels = st.builds(
        LevelScore,
        level=st.sampled_from(LEVELS),
        value=st.integers(-1, 9),
        bound=st.none() | st.integers(0, 9),
    )
    stays = st.builds(Admission, pupil=codes, week=weeks, group=groups)
    left_out = st.builds(
        NotAdmitted, pupil=codes, outcome=st.sampled_from(["unplaced", "carried-over"])
    )
    sessions = st.builds(
        Session,
        week=weeks,
        group=groups,
        workshop=st.sampled_from([*made.workshops_by_id, "w9"]),
        teacher=st.sampled_from([*made.teachers_by_id, "t9"]),
        start=st.sampled_from(starts),
    )
    return Plan(
        status=draw(st.sampled_from(["optimal", "feasible", "infeasible", "unknown"])),
        admissions=tuple(draw(st.lists(stays, max_size=8))),
        not_admitted=tuple(draw(st.lists(left_out, max_size=4))),
        sessions=tuple(draw(st.lists(sessions, max_size=6))),
        score=tuple(draw(st.lists(levels, max_size=4))),
    )
