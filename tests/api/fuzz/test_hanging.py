"""The service while a solver hangs: whatever is read, by whoever may read it, is answered."""

import time
from typing import Final

import pytest
from httpx2 import Response

from api.access.guard import COOKIE
from api.access.roles import ROLES
from tests.api.fuzz.places import PLACES, named_by
from tests.api.fuzz.sending import logins, owner_of
from tests.api.fuzz.world import World
from tests.api.jobs.asking import PATIENCE
from tests.api.people import Client
from tests.api.test_routes import every_route

ASKED: Final = {
    "/api/closures": {"from": "2026-W48", "to": "2026-W50"},
    "/api/indicators": {"from": "2026-W36", "to": "2026-W50"},
}
"""What some paths cannot be read without."""


@pytest.fixture
def database() -> str:
    """One database is enough: who waits for whom is decided before it."""
    return "sqlite"


def signed_in(world: World, login: str | None) -> Client:
    client = Client(world.app, {"Sec-Fetch-Site": "same-origin"})
    if login is not None:
        client.cookies.set(COOKIE, world.seeded.sessions[login])
    return client


def running_job(world: World, client: Client) -> str:
    """Ask a question that the solver never answers, and wait until it works on it."""
    job = world.queued_job(world.seeded.owners["referente"])
    limit = time.monotonic() + PATIENCE
    while state_of(client, job) != "running":
        assert time.monotonic() < limit
        time.sleep(0.01)
    return job


def state_of(client: Client, job: str) -> str:
    state: str = client.get(f"/api/jobs/{job}").json()["state"]
    return state


def test_every_kind_of_reading_is_answered_meanwhile(world: World) -> None:
    referent = signed_in(world, "referente")
    hangs = running_job(world, referent)
    answers: dict[str, Response] = {}
    for method, path, audience in every_route():
        if method == "GET" and path.startswith(("/api/", "/health/")):
            role = next((each for each in ROLES if each in audience.roles), None)
            owner = owner_of(world, role)
            named = PLACES[named_by(path)].of(world, owner) if "{" in path else {}
            client = signed_in(world, logins(role)[0] if role else None)
            answers[path] = client.get(path.format(**named), params=ASKED.get(path))
    assert len(answers) > 40
    assert {path: answer.text for path, answer in answers.items() if answer.is_error} == {}
    assert state_of(referent, hangs) == "running"
