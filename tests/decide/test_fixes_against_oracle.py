"""What would let a missing workshop take place, against every change and every set of sessions.

All data are invented (« données inventées »).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from solver.check import check
from solver.decide.missing_workshops import fixes
from solver.instance import Instance, Teacher
from solver.model.minimise import SolveOptions
from solver.plan import Plan, Session
from solver.score import compute_score
from solver.solve import solve
from solver.timetable import DAYS, Slot, parse_slot, span
from tests.build import changed, complete_plan, teacher
from tests.strategies import instances, some

KINDS = ("substitute", "absence", "budget", "slot")
Need = tuple[int, str, int]
"""A group, a workshop, and how many sessions of it the group is to have."""


class Way(NamedTuple):
    """A change, as the instance it makes and the session that it alone allows (None: any)."""

    kind: str
    subjects: tuple[str, ...]
    start: Slot | None
    instance: Instance
    only: Session | None


def with_teacher(made: Instance, number: int, **fields: object) -> Instance:
    teachers = made.model_dump(mode="json")["teachers"]
    teachers[number].update(fields)
    return changed(made, teachers=teachers)


def every_way(made: Instance, week: str, group: int, workshop: str) -> Iterator[Way]:
    """List all single changes about a workshop that a group misses, sensible or not."""
    length = made.workshops_by_id[workshop].length
    ends = made.timetable.slots_per_day - length + 1
    starts = [slot for slot in made.timetable.all_slots() if slot.number <= ends]
    for number, giver in enumerate(made.teachers):
        name = giver.id
        if workshop not in giver.workshops:
            able = with_teacher(made, number, workshops=[*giver.workshops, workshop])
            for start in starts:
                once = Session(
                    week=week, group=group, workshop=workshop, teacher=name, start=str(start)
                )
                yield Way("substitute", (name, week, str(start)), start, able, once)
            continue
        weeks = [other for other in giver.away_weeks if other != week]
        there = with_teacher(made, number, away_weeks=weeks)
        yield Way("absence", (name, week), None, there, None)
        if giver.max_sessions is not None:
            more = with_teacher(made, number, max_sessions=giver.max_sessions + 1)
            yield Way("budget", (name,), None, more, None)
        for start in starts:
            if giver.slots is not None:
                slots = {*giver.slots, *map(str, span(start, length))}
                free = with_teacher(made, number, slots=sorted(slots))
                yield Way("slot", (name, week, str(start)), start, free, None)


def possible(made: Instance, plan: Plan, week: str, giver: Teacher) -> list[Session]:
    """List the sessions that a teacher could give in a week in which nothing else takes place."""
    groups = {admission.group for admission in plan.admissions if admission.week == week}
    options = [
        Session(week=week, group=group, workshop=workshop, teacher=giver.id, start=str(start))
        for group in sorted(groups)
        for workshop in giver.workshops
        for start in made.timetable.all_slots()
    ]
    return [s for s in options if valid(made, plan, [s])]


def valid(made: Instance, plan: Plan, sessions: Sequence[Session]) -> bool:
    return check(made, complete_plan(made, plan.admissions, sessions)).valid


class Found(NamedTuple):
    coverage: int
    comfort: int
    sessions: tuple[Session, ...]


def best(
    made: Instance, plan: Plan, week: str, options: Sequence[Session], need: Need | None = None
) -> Found | None:
    """Try every set of sessions for the week's groups; `need` as in `Need`."""
    admissions = [admission for admission in plan.admissions if admission.week == week]
    given = Counter(s.teacher for s in plan.sessions if s.week != week)
    left = {
        giver.id: giver.max_sessions - given[giver.id]
        for giver in made.teachers
        if giver.max_sessions is not None
    }
    found: Found | None = None
    for sessions in timetables(made, options, left, need):
        score = compute_score(made, admissions, sessions)
        if found is None or (score["coverage"], score["comfort"]) < found[:2]:
            found = Found(score["coverage"], score["comfort"], sessions)
    return found


def timetables(
    made: Instance, options: Sequence[Session], left: dict[str, int], need: Need | None
) -> Iterator[tuple[Session, ...]]:
    """Give every set of sessions in which nobody is at two places, none too often."""
    parts = sorted({(s.group, s.workshop) for s in options})
    if need is not None and need[:2] not in parts:
        return
    partial: list[tuple[Session, ...]] = [()]
    for group, workshop in parts:
        of_part = [s for s in options if (s.group, s.workshop) == (group, workshop)]
        most = made.workshops_by_id[workshop].per_week
        least = need[2] if need is not None and need[:2] == (group, workshop) else 0
        chosen = [c for n in range(least, most + 1) for c in combinations(of_part, n)]
        partial = [
            (*before, *more)
            for before, more in product(partial, chosen)
            if fit(made, (*before, *more), left)
        ]
    yield from partial


def fit(made: Instance, sessions: Sequence[Session], left: dict[str, int]) -> bool:
    taken: Counter[tuple[object, ...]] = Counter()
    for s in sessions:
        start = parse_slot(s.start)
        taken[s.group, s.workshop, start.day] += 1
        for slot in span(start, made.workshops_by_id[s.workshop].length):
            taken.update([(s.group, slot), (s.teacher, slot)])
    given = Counter(s.teacher for s in sessions)
    return max(taken.values(), default=0) <= 1 and all(given[t] <= left[t] for t in left)


def expected(made: Instance, plan: Plan, week: str) -> list[tuple[object, ...]]:
    """Work out from every change what should be offered for the week, in order."""
    here = [s for s in plan.sessions if s.week == week]
    elsewhere = [s for s in plan.sessions if s.week != week]
    usual = [s for giver in made.teachers for s in possible(made, plan, week, giver)]
    hosted = [admission for admission in plan.admissions if admission.week == week]
    least = best(made, plan, week, usual)
    answers: list[tuple[object, ...]] = []
    for group, workshop in product(sorted({a.group for a in hosted}), made.workshops):
        placed = sum((s.group, s.workshop) == (group, workshop.id) for s in here)
        if not workshop.core or placed == workshop.per_week:
            continue
        working = []
        for way in every_way(made, week, group, workshop.id):
            options = [s for s in usual if s.teacher != way.subjects[0]]
            able = way.instance.teachers_by_id[way.subjects[0]]
            new = possible(way.instance, plan, week, able)
            options += [s for s in new if way.only is None or s in usual or s == way.only]
            need = (group, workshop.id, placed + 1)
            found = best(way.instance, plan, week, options, need)
            if found is not None and least is not None and found.coverage < least.coverage:
                assert valid(way.instance, plan, [*elsewhere, *found.sessions])
                working.append((found, way))
        answers += [
            (group, workshop.id, way.kind, way.subjects, found.coverage, found.comfort)
            for found, way in offered(made, working)
        ]
    return answers


def offered(made: Instance, working: list[tuple[Found, Way]]) -> list[tuple[Found, Way]]:
    """Keep the best one of each kind."""
    teachers = list(made.teachers_by_id)

    def cost(each: tuple[Found, Way]) -> tuple[int, ...]:
        found, way = each
        moment = (-1, 0) if way.start is None else (DAYS.index(way.start.day), way.start.number)
        who = 0 if way.kind == "substitute" else 1
        last = (KINDS.index(way.kind), teachers.index(way.subjects[0]))
        return found.coverage, found.comfort, who, *moment, *last

    best_of: dict[str, tuple[Found, Way]] = {}
    for each in sorted(working, key=cost):
        best_of.setdefault(each[1].kind, each)
    return list(best_of.values())


@st.composite
def scarce(draw: st.DrawFn) -> Instance:
    """Draw an instance whose pupils come early, whose workshops count, whose teachers lack time."""
    made = draw(instances(max_pupils=3).filter(lambda made: made.pupils and made.workshops))
    document = made.model_dump(mode="json")
    slots = [str(slot) for slot in made.timetable.all_slots()]
    first = made.open_weeks[:1] or made.horizon[:1]
    names = st.sampled_from([w.id for w in made.workshops])
    teachers = [
        teacher(
            f"t{number}",
            *draw(st.lists(names, max_size=2, unique=True)),
            slots=draw(st.one_of(st.none(), some(slots, 2), some(slots, 4))),
            reluctant_slots=draw(some(slots, 2)),
            away_weeks=draw(st.sampled_from([[], [], first])),
            max_sessions=draw(st.sampled_from([None, 0, 1, 2])),
        )
        for number in range(1, draw(st.integers(2, 3)) + 1)
    ]
    pupils = [
        {**each, "earliest": made.first_week, "college": college["id"]}
        for each, college in zip(document["pupils"], document["colleges"] * 2, strict=False)
    ]
    conflicts = [[each["id"], f"t{number}"] for each in pupils for number in (1, 2)]
    return changed(
        made,
        pupils=[{**each, "latest": made.last_week} for each in pupils],
        pins=[],
        workshops=[
            {**each, "core": draw(st.booleans()) or i == 0}
            for i, each in enumerate(document["workshops"])
        ],
        teachers=teachers,
        teacher_conflicts=draw(some(conflicts, 1)),
    )


@st.composite
def planned(draw: st.DrawFn) -> tuple[Instance, Plan]:
    """Draw an instance and a plan: the best one, now and then with some sessions left out."""
    made = draw(scarce())
    plan = solve(made)
    kept = [s for s in plan.sessions if draw(st.sampled_from([True, True, True, False]))]
    if draw(st.sampled_from([False, False, True])):
        return made, complete_plan(made, plan.admissions, kept)
    return made, plan


@given(planned())
def test_what_is_offered_is_the_best_of_every_change(case: tuple[Instance, Plan]) -> None:
    made, plan = case
    for week in made.open_weeks:
        answers = [
            (
                fix.group, fix.workshop, fix.change.kind, fix.change.subjects,
                fix.coverage, fix.comfort,
            )
            for fix in fixes(made, plan, week, SolveOptions())
        ]  # fmt: skip
        assert answers == expected(made, plan, week)
