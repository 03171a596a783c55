"""The rules about one pupil and one week: which places a plan may use at all."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from solver.instance import Instance, Pupil
from solver.rules import Element, RuleId
from solver.weeks import week_number

Places = dict[str, list[str]]
"""For each week, in order, the ids of the pupils who may be hosted in it, in the instance's order."""

Weeks = Sequence[str]


def _window(instance: Instance, pupil: Pupil, weeks: Weeks) -> Weeks:
    first = max(week_number(pupil.earliest), week_number(instance.first_week))
    last = min(week_number(pupil.latest), week_number(instance.last_week))
    return [week for week in weeks if first <= week_number(week) <= last]


def _closed_week(instance: Instance, _pupil: Pupil, weeks: Weeks) -> Weeks:
    return [week for week in weeks if week not in instance.closed_week_set]


def _ban(instance: Instance, pupil: Pupil, weeks: Weeks) -> Weeks:
    return [week for week in weeks if (pupil.id, week) not in instance.ban_set]


PLACE_RULES: Final[dict[RuleId, Callable[[Instance, Pupil, Weeks], Weeks]]] = {
    "window": _window,
    "closed-week": _closed_week,
    "ban": _ban,
}
"""Each gives the weeks that it leaves to a pupil, of those it is asked about."""


def elements_forbidding(instance: Instance, pupil: Pupil, week: str) -> list[Element]:
    """List the rule elements that forbid a place, each enough by itself."""
    subjects: dict[RuleId, tuple[str, ...]] = {
        "window": (pupil.id,),
        "closed-week": (week,),
        "ban": (pupil.id, week),
    }
    return [
        (rule, subjects[rule])
        for rule, weeks_left in PLACE_RULES.items()
        if not weeks_left(instance, pupil, [week])
    ]


def allowed_places(instance: Instance, without: Collection[RuleId] = ()) -> Places:
    """List the places that no rule forbids, save the rules of `without`."""
    places: Places = {week: [] for week in instance.horizon}
    for pupil in instance.pupils:
        weeks: Weeks = instance.horizon
        for rule, weeks_left in PLACE_RULES.items():
            if rule not in without:
                weeks = weeks_left(instance, pupil, weeks)
        for week in weeks:
            places[week].append(pupil.id)
    return places
