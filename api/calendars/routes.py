"""Calendars: their secret addresses, and what these open."""

import hashlib
from typing import Annotated, Final

from fastapi import Path, Request, Response

from api.access.caller import SignedIn
from api.access.roles import PUBLIC, only
from api.calendars import service
from api.calendars.events import REFRESH, events
from api.calendars.schemas import Address, NewAddress
from api.catalogue.schemas.fields import EntryId
from api.errors import NotFound
from api.http.files import CalendarFile
from api.http.router import Router
from api.running import Here

router = Router("calendars")

_TEACHER: Final = only("teacher")
_REFERENT: Final = only("referent")
InPath = Annotated[EntryId, Path()]
# Described, not checked: whatever is no secret is not found, like an unknown one.
Secret = Annotated[str, Path(json_schema_extra={"pattern": "^[A-Za-z0-9_-]{43}$"})]


@router.get("/api/calendar-address", _TEACHER, refusals=[NotFound])
def show_calendar_address(caller: SignedIn, here: Here) -> Address:
    """Tell whether one's calendar has an address; the address itself is not shown again."""
    with here.storage.read() as work:
        return service.address(work, service.own(caller))


@router.post("/api/calendar-address", _TEACHER, status=201, refusals=[NotFound])
def make_calendar_address(caller: SignedIn, here: Here) -> NewAddress:
    """Make a new secret address for one's calendar; the one before ends at once."""
    with here.storage.write(caller.account) as work:
        return service.make(work, caller, service.own(caller))


@router.delete("/api/calendar-address", _TEACHER, status=204, refusals=[NotFound])
def revoke_calendar_address(caller: SignedIn, here: Here) -> None:
    """End the secret address of one's calendar."""
    with here.storage.write(caller.account) as work:
        service.revoke(work, service.own(caller))


@router.get("/api/teachers/{id}/calendar-address", _REFERENT, refusals=[NotFound])
def show_teacher_calendar_address(id: InPath, here: Here) -> Address:  # noqa: A002
    """Tell whether somebody's calendar has an address."""
    with here.storage.read() as work:
        return service.address(work, id)


@router.post("/api/teachers/{id}/calendar-address", _REFERENT, status=201, refusals=[NotFound])
def make_teacher_calendar_address(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
) -> NewAddress:
    """Make a new secret address for somebody's calendar; the one before ends at once."""
    with here.storage.write(caller.account) as work:
        return service.make(work, caller, id)


@router.delete("/api/teachers/{id}/calendar-address", _REFERENT, status=204, refusals=[NotFound])
def revoke_teacher_calendar_address(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
) -> None:
    """End the secret address of somebody's calendar."""
    with here.storage.write(caller.account) as work:
        service.revoke(work, id)


@router.get(service.PATH, PUBLIC, refusals=[NotFound], answers=CalendarFile, unchanged=True)
def read_calendar(secret: Secret, request: Request, here: Here) -> Response:
    """Give the calendar that a secret address opens: workshop, place and number of pupils, no name."""
    # The library takes time to load, and most starts of the service serve no calendar at once.
    from api.calendars.ics import calendar

    with here.storage.read() as work:
        found = events(work, here.storage.key, service.opened_by(work, secret))
    content = calendar(found)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    seconds = int(REFRESH.total_seconds())
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={seconds}"}
    known = request.headers.get("If-None-Match", "")
    if tag in {each.strip().removeprefix("W/") for each in known.split(",")}:
        return Response(status_code=304, headers=headers)
    return CalendarFile(content, headers=headers)
