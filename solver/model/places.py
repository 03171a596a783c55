"""The rules about one pupil and one week: which places a plan may use at all."""

from collections.abc import Callable, Collection
from typing import Final

from solver.instance import Instance, Pupil
from solver.rules import Element, RuleId
from solver.weeks import week_number

Places = dict[str, list[str]]
"""For each week, in order, the ids of the pupils who may be hosted in it, in the instance's order."""


def _outside_window(instance: Instance, pupil: Pupil, week: str) -> bool:
    number = week_number(week)
    return not week_number(pupil.earliest) <= number <= week_number(
        pupil.latest
    ) or not week_number(instance.first_week) <= number <= week_number(instance.last_week)


def _in_closed_week(instance: Instance, _pupil: Pupil, week: str) -> bool:
    return week in instance.closed_week_set


def _banned(instance: Instance, pupil: Pupil, week: str) -> bool:
    return (pupil.id, week) in instance.ban_set


PlaceRule = Callable[[Instance, Pupil, str], bool]
PLACE_RULES: Final[dict[RuleId, PlaceRule]] = {
    "window": _outside_window,
    "closed-week": _in_closed_week,
    "ban": _banned,
}
"""Each tells whether it forbids hosting a pupil in a week."""


def elements_forbidding(instance: Instance, pupil: Pupil, week: str) -> list[Element]:
    """List the rule elements that forbid a place, each enough by itself."""
    subjects: dict[RuleId, tuple[str, ...]] = {
        "window": (pupil.id,),
        "closed-week": (week,),
        "ban": (pupil.id, week),
    }
    return [
        (rule, subjects[rule])
        for rule, forbids in PLACE_RULES.items()
        if forbids(instance, pupil, week)
    ]


def allowed_places(instance: Instance, without: Collection[RuleId] = ()) -> Places:
    """List the places that no rule forbids, save the rules of `without`."""
    rules = [forbids for rule, forbids in PLACE_RULES.items() if rule not in without]
    return {
        week: [
            pupil.id
            for pupil in instance.pupils
            if not any(forbids(instance, pupil, week) for forbids in rules)
        ]
        for week in instance.horizon
    }
