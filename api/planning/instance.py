"""The instance of a week, from what is stored: now, or as it stood at any moment, so that a plan can be replayed.

It holds codes of pupils and no name.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from api.catalogue import reading as catalogue
from api.catalogue.closures import closures_of
from api.catalogue.schemas.policy import PolicyEntry
from api.catalogue.school_weeks import school_year
from api.planning.what_if import WhatIf, taken_otherwise
from api.planning.wishes import holds
from api.storage import versions
from api.storage.work import Reading
from api.weeks import published
from solver.files import parse_instance
from solver.instance import MAX_WEEKS, Instance
from solver.weeks import monday, week_from_number, week_number

_FORMAT: Final = "daeet-instance/1"

_LONGEST_WAIT: Final = 78
"""Weeks before the first one of which the closed ones are looked up."""
_THERE: Final = "hosted"
"""The state of a notice whose pupil has come."""
_FIRM: Final = frozenset({"confirmed", _THERE})
"""Those in which the week does not change any more."""


def instance_of(
    work: Reading, week: str, moment: datetime | None = None, what_if: WhatIf | None = None
) -> Instance:
    """Give the instance for planning a week, with the weeks after it that the policy looks at.

    Pupils who are told an earlier week are not in it. Raises InputError where the school calendar of
    those weeks is not known.
    """
    supposed = what_if.policy if what_if else None
    document = _document(work, week, moment, supposed or catalogue.policy(work, moment))
    if what_if is not None:
        document = taken_otherwise(document, what_if)
    return parse_instance(json.dumps(document).encode())


@dataclass(frozen=True)
class _Pupils:
    """The stays that take part, with what is wished for them."""

    stays: Mapping[str, Mapping[str, Any]]
    wishes: Mapping[str, Mapping[str, Any]]

    def entries(self) -> list[dict[str, Any]]:
        return [
            {
                "id": code,
                "priority": self._wish(code).get("priority", 1),
                **{
                    name: stay[name]
                    for name in ("college", "earliest", "latest", "level", "gender", "motives")
                },
            }
            for code, stay in self.stays.items()
        ]

    def announced(self) -> list[dict[str, str]]:
        return [_entry(code, stay["week"]) for code, stay in self.stays.items() if stay["week"]]

    def pins(self, first: str, closed: Collection[str]) -> list[dict[str, str]]:
        """Pin who is there already, whom their collège has confirmed, and those the référente wants kept.

        A week to which the head of school agrees no more, or that is closed since, is not kept: no plan at all could be made.
        """
        pins = {}
        for code, stay in self.stays.items():
            if stay["state"] in _FIRM:
                pins[code] = stay["week"]
                continue
            pin = self._wish(code).get("pin")
            if pin and pin >= first and holds(stay, pin) and pin not in closed:
                pins[code] = pin
        return [_entry(code, week) for code, week in pins.items()]

    def bans(self) -> list[dict[str, str]]:
        return [
            _entry(code, week)
            for code, stay in self.stays.items()
            if stay["state"] != _THERE
            for week in self._wish(code).get("bans", ())
        ]

    def can_be_kept_apart(self, codes: Collection[str]) -> bool:
        """Tell whether all of these pupils take part, and not all of them are there already."""
        return self.stays.keys() >= {*codes} and any(
            self.stays[code]["state"] != _THERE for code in codes
        )

    def _wish(self, code: str) -> Mapping[str, Any]:
        return self.wishes.get(code, {})


def _document(
    work: Reading, week: str, moment: datetime | None, policy: PolicyEntry
) -> dict[str, Any]:
    pupils = _pupils(work, week, moment)
    last = _last_week(week, policy.weeks_ahead, pupils)
    earliest = _first_waited(week, pupils)
    closed = closures_of(work, earliest, last, policy.min_school_days, moment)
    timetable = catalogue.timetable(work, moment)
    there = pupils.stays.keys()
    teachers = _teachers(work, week, moment)
    rules = policy.model_dump(mode="json")
    return {
        "format": _FORMAT,
        "first_week": week,
        "last_week": last,
        "closed_weeks": list(closed.closed_weeks),
        "closed_days": [day for day in closed.closed_days if day >= monday(week).isoformat()],
        "groups_per_week": rules.pop("groups_per_week"),
        "capacity": rules.pop("capacity"),
        "colleges": _colleges(work, pupils, teachers, moment),
        "pupils": pupils.entries(),
        "conflicts": [
            list(each.pupils)
            for each in catalogue.conflicts(work, moment)
            if pupils.can_be_kept_apart(each.pupils) and (each.until is None or each.until >= week)
        ],
        "pins": pupils.pins(week, closed.closed_weeks),
        "bans": pupils.bans(),
        "announced": pupils.announced(),
        "timetable": timetable.model_dump(mode="json", exclude={"hours"}),
        "workshops": [
            each.model_dump(mode="json", exclude={"place", "travel_minutes"})
            for each in catalogue.workshops(work, moment)
        ],
        "teachers": teachers,
        "teacher_conflicts": [
            [each.pupil, each.teacher]
            for each in catalogue.teacher_conflicts(work, moment)
            if each.pupil in there and (each.until is None or each.until >= week)
        ],
        "policy": {name: rules[name] for name in rules.keys() - {"weeks_ahead", "min_school_days"}},
    }


def _pupils(work: Reading, week: str, moment: datetime | None) -> _Pupils:
    """Gather the pupils who wait or are told a week from this one on, and those who are there in this week."""
    stays = {row.key: row.content for row in versions.everything(work, "stay", moment)}
    wishes = {row.key: row.content for row in versions.everything(work, "wish", moment)}
    ahead = {code: stay for code, stay in stays.items() if stay and _takes_part(stay, week)}
    return _Pupils(ahead, {code: wish for code, wish in wishes.items() if wish})


def _takes_part(stay: Mapping[str, Any], week: str) -> bool:
    if stay["state"] == _THERE:
        return bool(stay["week"] == week)
    return stay["latest"] >= week and (stay["week"] is None or stay["week"] >= week)


def _last_week(week: str, weeks_ahead: int, pupils: _Pupils) -> str:
    """Look as far as the policy says, and at every week that was told or is to be kept."""
    named = [entry["week"] for entry in (*pupils.announced(), *pupils.pins(week, ()))]
    furthest = max([week_number(week) + weeks_ahead - 1, *map(week_number, named)])
    return week_from_number(min(furthest, week_number(week) + MAX_WEEKS - 1))


def _first_waited(week: str, pupils: _Pupils) -> str:
    """Say since when closed weeks count in what pupils have waited: at most a year and a half before.

    A window that begins long ago must not ask for a school calendar that nobody knows.
    """
    since: list[str] = [week, *(stay["earliest"] for stay in pupils.stays.values())]
    return max(min(since), week_from_number(week_number(week) - _LONGEST_WAIT))


def _colleges(
    work: Reading, pupils: _Pupils, teachers: list[dict[str, Any]], moment: datetime | None
) -> list[dict[str, str]]:
    names = {
        row.key: row.content["name"]
        for row in versions.everything(work, "college", moment)
        if row.content
    }
    needed = {stay["college"] for stay in pupils.stays.values()}
    needed.update(each["college"] for each in teachers if each["college"])
    return [{"id": each, "name": names.get(each, each)} for each in sorted(needed | names.keys())]


def _teachers(work: Reading, week: str, moment: datetime | None) -> list[dict[str, Any]]:
    """List the practitioners, their budgets less what the published weeks before have taken of it."""
    given = Counter(
        session.teacher
        for earlier, content in published.all_weeks(work, moment)
        if school_year(earlier) == school_year(week) and earlier < week
        for session in content.sessions
    )
    listed = []
    for teacher in catalogue.teachers(work, moment):
        entry = teacher.model_dump(mode="json")
        if teacher.max_sessions is not None:
            entry["max_sessions"] = max(0, teacher.max_sessions - given[teacher.id])
        listed.append(entry)
    return listed


def _entry(pupil: str, week: str) -> dict[str, str]:
    return {"pupil": pupil, "week": week}
