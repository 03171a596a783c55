"""Sending one notice (données inventées) to a real service; loads next to nothing, for clients that are measured."""

import json
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any

from api.clock import paris_date, utc_now
from solver.weeks import week_of

Body = dict[str, Any]


def notice(number: int) -> Body:
    """Make up a notice unlike every other, fit for whatever day it is."""
    today = paris_date(utc_now())
    return {
        "days": 1 + number % 8,
        "earliest": week_of(today + timedelta(weeks=1)),
        "latest": week_of(today + timedelta(weeks=4)),
        "motives": ["insultes"],
        "note": f"Données inventées, avis {number}",
        "contact": f"Vie scolaire, poste {number}",
        "pupil": {
            "first_name": f"Prénom inventé {number}",
            "initial": "B",
            "level": "4e",
            "gender": "F",
            "quartier": "Quartier inventé",
            "birth_year": today.year - 13,
        },
    }


def post(connection: HTTPConnection, token: str, key: str, body: Body) -> tuple[int, Body]:
    """Send a notice once; gives the status and what was answered."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    connection.request("POST", "/api/notices", json.dumps(body).encode(), headers)
    response = connection.getresponse()
    answer: Body = json.loads(response.read())
    return response.status, answer
