"""What-ifs: a few things taken otherwise than they are, for one question; nothing stored is touched."""

from typing import Annotated, Any

from pydantic import Field

from api.catalogue.schemas.policy import PolicyEntry
from api.colleges.schemas import CollegeId
from api.schemas import Items, Week
from solver.instance import Record
from solver.rules import NAMED_ORDERS, OrderName


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


def taken_otherwise(document: dict[str, Any], what_if: WhatIf) -> dict[str, Any]:
    """Give an instance's document with the changes of a what-if; unknown teachers change nothing.

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
    return changed
