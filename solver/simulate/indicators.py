"""What a lived year is judged by: a few numbers, and the same by group of pupils and practitioner."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from solver.instance import Instance, Pupil, Record
from solver.simulate.living import LivedYear
from solver.simulate.state import FINAL_STATES, State

HOURS_PER_SLOT: Final = 1.25
"""How long a slot is where nobody has set other hours: 9:00 to 10:15, and so on."""

_P90: Final = 0.9


class Stay(NamedTuple):
    """What became of a notice. `wait`: open weeks from the first possible week, where hosted."""

    stay: str
    pupil: str
    college: str
    level: str | None
    gender: str | None
    priority: int
    received: str
    earliest: str
    latest: str
    state: State
    week: str | None
    wait: int | None


class GroupWaits(Record):
    """The stays of pupils who have something in common: `by` college, level or gender."""

    by: str
    value: str
    hosted: int
    unplaced: int
    wait_mean: float | None
    wait_p90: int | None
    wait_worst: int | None


class Workload(Record):
    """What a practitioner gave in the year, and the budget of sessions; None where there is none."""

    teacher: str
    sessions: int
    hours: float
    budget: int | None


def stays(lived: LivedYear) -> list[Stay]:
    """Say of each notice what became of it."""
    instance = lived.year.instance
    return [
        Stay(
            stay=notice.pupil.id,
            pupil=notice.person,
            college=notice.pupil.college,
            level=notice.pupil.level,
            gender=notice.pupil.gender,
            priority=notice.pupil.priority,
            received=notice.received,
            earliest=notice.pupil.earliest,
            latest=notice.pupil.latest,
            state=lived.states[notice.pupil.id],
            week=lived.week_of.get(notice.pupil.id),
            wait=_wait(instance, notice.pupil, lived.week_of.get(notice.pupil.id)),
        )
        for notice in lived.year.notices
    ]


def _wait(instance: Instance, pupil: Pupil, week: str | None) -> int | None:
    return None if week is None else instance.open_weeks_waited(pupil.earliest, week)


def indicators(lived: LivedYear) -> dict[str, float | None]:
    """Compute the indicators of a year; None where there is nothing to divide by.

    Counts are of stays, save `pupils`, `girls`, `boys`, `colleges` and `excluded_again`, which are of
    pupils: the first four hosted at least once, the last a share of all who were excluded. Waits are
    in open weeks, over the stays hosted. `seats_used`, `core_covered` and `other_covered` are shares.
    `cohesion` is the mean of the groups', 0 being well balanced. `budget_used` is the highest share
    of a budget of sessions. `proven` is the share of Friday's plans proven the best.
    """
    listed = stays(lived)
    hosted = [stay for stay in listed if stay.state == "hosted"]
    people = {stay.pupil: stay for stay in hosted}.values()
    states = Counter(stay.state for stay in listed)
    notices_of = Counter(stay.pupil for stay in listed)
    groups = [group for week in lived.weeks for group in week.groups]
    sizes = [len(group.pupils) for group in groups]
    instance = lived.year.instance
    seats = len(lived.weeks) * instance.capacity * instance.groups_per_week
    workload = workloads(lived)
    return {
        "notices": len(listed),
        **{state: states[state] for state in FINAL_STATES},
        "pupils": len(people),
        "girls": sum(stay.gender == "F" for stay in people),
        "boys": sum(stay.gender == "M" for stay in people),
        "colleges": len({stay.college for stay in people}),
        "excluded_again": _share(sum(n > 1 for n in notices_of.values()), len(notices_of)),
        **_waits(hosted),
        "groups": len(groups),
        "group_size": _mean(sizes),
        "cohesion": _mean([group.cohesion for group in groups]),
        "seats_used": _share(sum(sizes), seats),
        "core_covered": _covered(lived, len(groups), core=True),
        "other_covered": _covered(lived, len(groups), core=False),
        "hours": sum(each.hours for each in workload),
        "budget_used": max(
            (each.sessions / each.budget for each in workload if each.budget), default=None
        ),
        "absences": sum(len(week.absent) for week in lived.weeks),
        "late_notices": sum(len(week.late) for week in lived.weeks),
        "changed_families": sum(week.changed_families for week in lived.weeks),
        "changed_sessions": sum(week.changed_sessions for week in lived.weeks),
        "proven": _share(sum(week.proven for week in lived.weeks), len(lived.weeks)),
    }


def group_waits(lived: LivedYear) -> list[GroupWaits]:
    """Compute the waits by collège, by level and by gender, over all who are of each."""
    listed = stays(lived)
    of: dict[str, Callable[[Stay], str | None]] = {
        "college": lambda stay: stay.college,
        "level": lambda stay: stay.level,
        "gender": lambda stay: stay.gender,
    }
    found = []
    for by, value_of in of.items():
        groups: defaultdict[str, list[Stay]] = defaultdict(list)
        for stay in listed:
            groups[value_of(stay) or ""].append(stay)
        for value, members in sorted(groups.items()):
            hosted = [stay for stay in members if stay.state == "hosted"]
            unplaced = sum(stay.state == "unplaced" for stay in members)
            found.append(
                GroupWaits.model_validate(
                    {
                        "by": by,
                        "value": value,
                        "hosted": len(hosted),
                        "unplaced": unplaced,
                        **_waits(hosted),
                    }
                )
            )
    return found


def workloads(lived: LivedYear) -> list[Workload]:
    """Count what each practitioner gave."""
    instance = lived.year.instance
    held = [session for week in lived.weeks for session in week.sessions]
    given = Counter(session.teacher for session in held)
    slots: Counter[str] = Counter()
    for session in held:
        slots[session.teacher] += instance.workshops_by_id[session.workshop].length
    return [
        Workload(
            teacher=teacher.id,
            sessions=given[teacher.id],
            hours=slots[teacher.id] * HOURS_PER_SLOT,
            budget=teacher.max_sessions,
        )
        for teacher in instance.teachers
    ]


def _waits(hosted: Iterable[Stay]) -> dict[str, float | None]:
    waits = sorted(stay.wait for stay in hosted if stay.wait is not None)
    return {
        "wait_mean": _mean(waits),
        "wait_p90": waits[math.ceil(_P90 * len(waits)) - 1] if waits else None,
        "wait_worst": waits[-1] if waits else None,
    }


def _covered(lived: LivedYear, groups: int, *, core: bool) -> float | None:
    workshops = lived.year.instance.workshops
    wanted = {workshop.id: workshop.per_week for workshop in workshops if workshop.core == core}
    held = sum(s.workshop in wanted for week in lived.weeks for s in week.sessions)
    return _share(held, groups * sum(wanted.values()))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
