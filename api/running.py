"""What a running service holds: opened when it starts, closed when it stops, never at import."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.access.limits import Limits
from api.access.passwords import Passwords
from api.clock import Clock
from api.settings import Settings
from api.storage.work import Storage, open_storage


@dataclass(frozen=True)
class Running:
    """The settings of a running service and what was opened with them."""

    settings: Settings
    storage: Storage
    passwords: Passwords
    limits: Limits


def start(settings: Settings, clock: Clock) -> Running:
    """Open everything; raises StorageError where the database cannot be used."""
    return Running(
        settings,
        open_storage(settings, clock),
        Passwords(),
        Limits(settings.requests_per_minute, settings.login_attempts),
    )


def running(app: FastAPI) -> Running:
    """Give what the lifespan of an application has opened."""
    opened = app.state.running
    assert isinstance(opened, Running)  # noqa: S101 - the lifespan puts it there
    return opened


async def _here(request: Request) -> Running:
    return running(request.app)


Here = Annotated[Running, Depends(_here)]
"""The parameter of every handler: `here.storage`, `here.settings`."""
