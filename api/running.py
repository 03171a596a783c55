"""What a running service holds: opened when it starts, closed when it stops, never at import."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.access.limits import Limits
from api.access.passwords import Passwords
from api.clock import Clock
from api.forgetting import upkeep
from api.forgetting.clock import leapt_from
from api.forgetting.daily import Daily
from api.jobs.runner import Runner, WhenDone
from api.jobs.states import JobKind
from api.logs import log
from api.settings import Settings
from api.storage.work import SERVICE, Storage, open_storage


@dataclass(frozen=True)
class Running:
    """The settings of a running service and what was opened with them."""

    settings: Settings
    storage: Storage
    passwords: Passwords
    limits: Limits
    jobs: Runner
    upkeep: Daily
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set once the service is about to stop: answers that go on have to end."""


def start(
    settings: Settings,
    clock: Clock,
    solver: Sequence[str],
    when_done: Mapping[JobKind, WhenDone],
) -> Running:
    """Open everything, and begin to take jobs; raises StorageError where the database cannot be used."""
    storage = open_storage(settings, clock)
    opened = Running(
        settings,
        storage,
        Passwords(),
        Limits(settings.requests_per_minute, settings.login_attempts),
        Runner(storage, settings, when_done, solver),
        Daily(lambda: _keep_up(storage, settings)),
    )
    opened.jobs.start()
    if settings.upkeep == "on":
        opened.upkeep.start()
    return opened


def stop(opened: Running) -> None:
    """Give running jobs back to the queue and close everything."""
    opened.stopping.set()
    opened.upkeep.stop()
    opened.jobs.stop()
    opened.storage.close()


def about_to_stop(app: FastAPI) -> None:
    """Have the answers that go on end, so that the service need not wait for them."""
    opened = getattr(app.state, "running", None)
    if isinstance(opened, Running):
        opened.stopping.set()


def _keep_up(storage: Storage, settings: Settings) -> None:
    with storage.read() as work:
        leapt = leapt_from(work)
    if leapt is not None:
        log().error("upkeep-clock-leapt", last_use=leapt.isoformat())
        return
    done = upkeep.run(storage, settings, SERVICE)
    log().info("upkeep", **{each.name: each.number for each in done})


def running(app: FastAPI) -> Running:
    """Give what the lifespan of an application has opened."""
    opened = app.state.running
    assert isinstance(opened, Running)  # noqa: S101 - the lifespan puts it there
    return opened


async def _here(request: Request) -> Running:
    return running(request.app)


Here = Annotated[Running, Depends(_here)]
"""The parameter of every handler: `here.storage`, `here.settings`."""
