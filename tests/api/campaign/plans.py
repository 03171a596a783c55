"""Plans as no solver makes them: greedy, in the order asked for, and breaking rules where that is wanted."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Final

from solver.check import check
from solver.draft import Draft
from solver.instance import Instance, Pupil
from solver.plan import Admission, NotAdmitted, Plan, Session
from solver.score import outcome_if_not_admitted
from solver.weeks import day_of

LESSON: Final = ("sport", "t-sport", "tue-1")
_TUESDAY: Final = 1


def plan_of(instance: Instance, week: str, wanted: Iterable[str], *, sloppy: bool) -> Plan:
    """Host these pupils in a week, besides those who are pinned anywhere; who does not fit is left out.

    A sloppy plan puts them there whether they fit or not.
    """
    made: list[Admission] = []
    pinned = {pin.pupil: pin.week for pin in instance.pins}
    rest = ((code, week) for code in wanted if code not in pinned)
    for code, where in chain(sorted(pinned.items()), rest):
        groups = range(1, instance.groups_per_week + 1)
        places = (Admission(pupil=code, week=where, group=group) for group in groups)
        place = next((each for each in places if fits(instance, made, each)), None)
        if place is None and (sloppy or code in pinned):
            place = Admission(pupil=code, week=where, group=1)
        if place is not None:
            made.append(place)
    if sloppy:
        return _as_it_is(instance, made)
    return Draft(instance, tuple(made), _lessons(instance, week, made)).to_plan("feasible", {})


def holds(instance: Instance, plan: Plan) -> bool:
    """Tell whether a plan keeps every rule."""
    return check(instance, plan).valid


def fits(instance: Instance, made: Iterable[Admission], new: Admission) -> bool:
    """Tell, in plain words, whether a pupil can join a group."""
    pupil = instance.pupils_by_id[new.pupil]
    group = [
        instance.pupils_by_id[each.pupil]
        for each in made
        if (each.week, each.group) == (new.week, new.group)
    ]
    unwanted = {(ban.pupil, ban.week) for ban in instance.bans}
    return (
        pupil.earliest <= new.week <= pupil.latest
        and new.week not in instance.closed_weeks
        and (new.pupil, new.week) not in unwanted
        and len(group) < instance.capacity
        and all(_can_meet(instance, pupil, other) for other in group)
    )


def _can_meet(instance: Instance, one: Pupil, other: Pupil) -> bool:
    apart = {frozenset(pair) for pair in instance.conflict_pairs}
    return one.college != other.college and frozenset((one.id, other.id)) not in apart


def _lessons(instance: Instance, week: str, made: list[Admission]) -> tuple[Session, ...]:
    """Give the first group of the week its workshop, where the budget still allows it."""
    workshop, teacher, start = LESSON
    first = min((each.group for each in made if each.week == week), default=None)
    (gives,), lost = instance.teachers, instance.closed_days
    if first is None or not gives.max_sessions or day_of(week, _TUESDAY).isoformat() in lost:
        return ()
    return (Session(week=week, group=first, workshop=workshop, teacher=teacher, start=start),)


def _as_it_is(instance: Instance, made: list[Admission]) -> Plan:
    hosted = Counter(each.pupil for each in made)
    return Plan(
        status="feasible",
        admissions=tuple(made),
        not_admitted=tuple(
            NotAdmitted(pupil=pupil.id, outcome=outcome_if_not_admitted(instance, pupil))
            for pupil in instance.pupils
            if pupil.id not in hosted
        ),
    )
