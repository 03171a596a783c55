"""Server-sent events: the state at once, each change, an end; and signs of life in between."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from api.jobs.events import Progress
from api.jobs.schemas import Job
from api.jobs.stream import follow
from api.storage.tables import new_id
from tests.api.test_description import DOCUMENT

ID = new_id()
PATH = "/api/jobs/{id}/events"


def job(state: Any, value: int | None = None) -> Job:
    return Job(
        id=ID,
        kind="propose",
        state=state,
        state_label="x",
        created_at=datetime.now(UTC),
        started_at=None,
        ended_at=None,
        deadline_seconds=60,
        attempts=1,
        progress=None if value is None else Progress(label="Attente", value=value),
        failure=None,
    )


def followed(*seen: Job | None, stopping: Callable[[], bool] = bool, **times: float) -> list[str]:
    """Follow a job that looks like this, one look after the other; the last one for ever."""
    looks: Iterator[Job | None] = iter(seen)
    last: list[Job | None] = [None]

    async def look() -> Job | None:
        last[0] = next(looks, last[0])
        return last[0]

    async def all_events(of: Callable[[], Awaitable[Job | None]]) -> list[str]:
        times.setdefault("every", 0)
        return [event async for event in follow(of, stopping, **times)]

    return [event.split("\n")[0] for event in asyncio.run(all_events(look))]


def test_each_change_once_until_the_end() -> None:
    running = job("running", 12)
    seen = [job("queued"), running, running, job("running", 9), job("done")]
    assert followed(*seen) == ["retry: 2000", *["event: progress"] * 3, "event: done"]


def test_whoever_comes_late_gets_the_end_at_once() -> None:
    for state in ("done", "failed", "cancelled"):
        assert followed(job(state)) == ["retry: 2000", f"event: {state}"]


def test_signs_of_life() -> None:
    events = followed(job("queued"), heartbeat=0.01, longest=0.2, every=0.005)
    assert events[:3] == ["retry: 2000", "event: progress", ": "]


def test_it_ends_when_the_service_stops() -> None:
    assert followed(job("queued"), stopping=lambda: True) == ["retry: 2000", "event: progress"]


def test_it_ends_where_the_job_is_gone() -> None:
    assert followed(job("queued"), None) == ["retry: 2000", "event: progress"]


def test_the_description_says_what_each_event_is() -> None:
    content = DOCUMENT["paths"][PATH]["get"]["responses"]["200"]["content"]
    assert content.keys() == {"text/event-stream"}
    event = content["text/event-stream"]["schema"]
    assert (event["type"], event["required"]) == ("object", ["event", "data"])
    assert event["properties"]["data"]["contentSchema"] == {"$ref": "#/components/schemas/Job"}
