"""What-ifs: a few things taken otherwise than they are, for one question; nothing stored is touched."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from api.catalogue.schemas.policy import PolicyEntry
from api.colleges.schemas import CollegeId
from api.schemas import Items, Week
from solver.instance import Name, Record
from solver.rules import NAMED_ORDERS, OrderName

LiftedKind = Literal[
    "move-pin",
    "lift-ban",
    "lift-conflict",
    "lift-teacher-conflict",
    "raise-motive-limit",
    "extend-window",
]
"""What an explanation finds to be in the way and an instance can do without."""


class Lifted(Record):
    """Something in the way, taken out of it: its kind and its two subjects, as an explanation gives them."""

    kind: LiftedKind
    subjects: Annotated[Items[Name], Field(min_length=2, max_length=2)]


class WhatIf(Record):
    """What is taken otherwise; what is left out stays as it is.

    `policy` stands for the whole stored one; `capacity`, `groups_per_week` and `order` change it further.
    """

    policy: PolicyEntry | None = None
    capacity: Annotated[int, Field(ge=1, le=20)] | None = None
    groups_per_week: Annotated[int, Field(ge=1, le=5)] | None = None
    order: OrderName | None = None
    closed_weeks: Annotated[Items[Week], Field(max_length=60)] = ()
    opened_weeks: Annotated[Items[Week], Field(max_length=60)] = ()
    without_teachers: Annotated[Items[CollegeId], Field(max_length=60)] = ()
    lifted: Annotated[Items[Lifted], Field(max_length=10)] = ()


def taken_otherwise(document: dict[str, Any], what_if: WhatIf) -> dict[str, Any]:
    """Give an instance's document with the changes of a what-if; who or what is unknown changes nothing.

    A whole policy is no change to a document: it decides already which weeks the document is about.
    """
    changed = dict(document)
    for name in ("capacity", "groups_per_week"):
        if (value := getattr(what_if, name)) is not None:
            changed[name] = value
    if what_if.order is not None:
        changed["policy"] = {**document["policy"], "order": list(NAMED_ORDERS[what_if.order])}
    closed = {*document["closed_weeks"], *what_if.closed_weeks} - {*what_if.opened_weeks}
    changed["closed_weeks"] = sorted(closed)
    gone = {*what_if.without_teachers}
    changed["teachers"] = [each for each in document["teachers"] if each["id"] not in gone]
    changed["teacher_conflicts"] = [p for p in document["teacher_conflicts"] if p[1] not in gone]
    for each in what_if.lifted:
        changed.update(_LIFT[each.kind](changed, *each.subjects))
    return changed


def _without_entry(section: str) -> Callable[[dict[str, Any], str, str], dict[str, Any]]:
    """Take a pupil's week out of the weeks to keep or to avoid."""

    def lift(document: dict[str, Any], pupil: str, week: str) -> dict[str, Any]:
        gone = {"pupil": pupil, "week": week}
        return {section: [entry for entry in document[section] if entry != gone]}

    return lift


def _without_pair(section: str) -> Callable[[dict[str, Any], str, str], dict[str, Any]]:
    """Let two meet who are kept apart."""

    def lift(document: dict[str, Any], one: str, other: str) -> dict[str, Any]:
        return {section: [pair for pair in document[section] if {*pair} != {one, other}]}

    return lift


def _one_more_of_motive(document: dict[str, Any], motive: str, _week: str) -> dict[str, Any]:
    """Let a group have one more pupil with a motive; a limit holds for every week, and so does this."""
    limits = document["policy"]["motive_limits"]
    raised = {**limits, motive: limits[motive] + 1} if motive in limits else limits
    return {"policy": {**document["policy"], "motive_limits": raised}}


def _longer_window(document: dict[str, Any], pupil: str, week: str) -> dict[str, Any]:
    """Take a pupil's collège to agree to one more week, and those up to it."""
    return {
        "pupils": [
            {**each, "earliest": min(each["earliest"], week), "latest": max(each["latest"], week)}
            if each["id"] == pupil
            else each
            for each in document["pupils"]
        ]
    }


_LIFT: Final[dict[LiftedKind, Callable[[dict[str, Any], str, str], dict[str, Any]]]] = {
    "move-pin": _without_entry("pins"),
    "lift-ban": _without_entry("bans"),
    "lift-conflict": _without_pair("conflicts"),
    "lift-teacher-conflict": _without_pair("teacher_conflicts"),
    "raise-motive-limit": _one_more_of_motive,
    "extend-window": _longer_window,
}
