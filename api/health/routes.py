"""Public routes: health, and the description of the service."""

from typing import Literal

from fastapi import Request
from fastapi.responses import JSONResponse

from api.access.roles import PUBLIC
from api.health import service
from api.http.description import description_of
from api.http.router import Router
from api.running import Here
from solver.instance import Record

router = Router("health")


class Health(Record):
    """All is well."""

    status: Literal["ok"] = "ok"


@router.get("/health/live", PUBLIC)
async def live() -> Health:
    """Say that the process runs."""
    return Health()


@router.get("/health/ready", PUBLIC)
def ready(here: Here) -> Health:
    """Say that the database answers and has the tables of this version."""
    with here.storage.read() as work:
        service.check(work)
    return Health()


@router.get("/openapi.json", PUBLIC, described=False)
async def openapi(request: Request) -> JSONResponse:
    """Describe the service."""
    return JSONResponse(description_of(request.app))
