"""An invented catalogue (données inventées), and how tests write into it."""

from typing import Any, Final

from tests.api.people import Client

WRITING: Final[dict[str, Any]] = {"name": "Atelier écriture", "core": True, "length": 2}
TEACHER: Final[dict[str, Any]] = {
    "name": "Intervenant·e écriture",
    "college": None,
    "workshops": ["ecriture"],
    "slots": ["tue-1", "tue-2"],
    "reluctant_slots": ["tue-1"],
    "away_weeks": ["2026-W50"],
    "max_sessions": 12,
}
AVAILABILITY: Final[dict[str, Any]] = {
    "slots": None,
    "reluctant_slots": ["fri-4"],
    "away_weeks": ["2026-W53"],
}
HOURS: Final = [
    {"start": "08:30", "end": "09:25"},
    {"start": "09:30", "end": "10:25"},
    {"start": "10:40", "end": "11:35"},
]
TIMETABLE: Final[dict[str, Any]] = {
    "days": ["mon", "tue", "thu"],
    "slots_per_day": 3,
    "break_after": [2],
    "closed_slots": ["thu-3"],
    "fixed": [{"name": "Groupe de parole", "start": "mon-1", "length": 2}],
    "hours": HOURS,
}


def put(client: Client, path: str, body: Any, **headers: str) -> dict[str, Any]:
    """Write something that is accepted, and give what was answered."""
    answer = client.put(f"/api/{path}", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def with_teacher(referent: Client, id: str = "t-ecriture") -> None:  # noqa: A002
    """Write a workshop and who gives it."""
    put(referent, "workshops/ecriture", WRITING)
    put(referent, f"teachers/{id}", TEACHER)


def paths_of(details: dict[str, Any]) -> list[str]:
    """List where the problems of a refusal are."""
    return [problem["path"] for problem in details["problems"]]
