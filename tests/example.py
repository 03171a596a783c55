"""The contract's example instance, for tests that spoil one thing in it."""

import copy
from collections.abc import Sequence
from typing import Any, Final

_EXAMPLE: Final[dict[str, Any]] = {
    "format": "daeet-instance/1",
    "first_week": "2026-W48",
    "last_week": "2027-W02",
    "closed_weeks": ["2026-W52", "2026-W53"],
    "closed_days": ["2027-01-06"],
    "groups_per_week": 1,
    "capacity": 5,
    "colleges": [
        {"id": "tilleuls", "name": "Collège des Tilleuls"},
        {"id": "remparts", "name": "Collège des Remparts"},
    ],
    "pupils": [
        {
            "id": "P01",
            "college": "tilleuls",
            "earliest": "2026-W48",
            "latest": "2026-W51",
            "priority": 1,
            "level": "4e",
            "gender": "F",
            "motives": ["insultes"],
        },
        {"id": "P02", "college": "remparts", "earliest": "2026-W47", "latest": "2026-W50"},
        {"id": "P03", "college": "remparts", "earliest": "2026-W49", "latest": "2027-W03"},
    ],
    "conflicts": [["P01", "P02"]],
    "pins": [{"pupil": "P02", "week": "2026-W48"}],
    "bans": [{"pupil": "P03", "week": "2026-W49"}],
    "announced": [{"pupil": "P01", "week": "2026-W49"}],
    "timetable": {
        "days": ["mon", "tue", "wed", "thu", "fri"],
        "slots_per_day": 4,
        "break_after": [2],
        "closed_slots": ["wed-3", "wed-4"],
        "fixed": [{"name": "Groupe de parole", "start": "mon-1", "length": 2}],
    },
    "workshops": [
        {"id": "ecriture", "name": "Atelier écriture", "core": True, "length": 2, "per_week": 1}
    ],
    "teachers": [
        {
            "id": "t-ecriture",
            "name": "Intervenant·e écriture",
            "college": "tilleuls",
            "workshops": ["ecriture"],
            "slots": ["tue-1", "tue-2"],
            "reluctant_slots": ["tue-1"],
            "away_weeks": ["2026-W50"],
            "max_sessions": 12,
        }
    ],
    "teacher_conflicts": [["P01", "t-ecriture"]],
    "policy": {
        "order": [
            "unplaced", "disruption", "carried", "waiting", "coverage", "cohesion", "comfort",
        ],
        "motive_weights": {"violence-physique": 3},
        "motive_limits": {"violence-physique": 2},
        "lone_gender": 2,
        "level_spread": 1,
        "small_group": 2,
    },
}  # fmt: skip

Location = Sequence[str | int]


def example(at: Location = (), value: object = None) -> dict[str, Any]:
    """Copy the example, with `value` put in one place of it where a place is given."""
    document = copy.deepcopy(_EXAMPLE)
    if at:
        parent_of(document, at)[at[-1]] = value
    return document


def example_without(at: Location) -> dict[str, Any]:
    """Copy the example with one place removed."""
    document = copy.deepcopy(_EXAMPLE)
    del parent_of(document, at)[at[-1]]
    return document


def parent_of(document: Any, at: Location) -> Any:
    """Give the object or list that holds a place."""
    for step in at[:-1]:
        document = document[step]
    return document


def places(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """List every place of a document, the whole first."""
    steps: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    return [at, *(found for step, child in steps for found in places(child, (*at, step)))]
