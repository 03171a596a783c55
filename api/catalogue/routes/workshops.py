"""Workshops."""

from typing import Annotated, Final

from fastapi import Path

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import workshops
from api.catalogue.reading import WORKSHOPS
from api.catalogue.refusals import WorkshopInUse
from api.catalogue.schemas.changes import Change
from api.catalogue.schemas.fields import EntryId
from api.catalogue.schemas.workshops import WorkshopEntry, WorkshopSheet
from api.errors import NotFound
from api.http.router import Router
from api.paging import Page, PageWanted
from api.preconditions import ChangedMeanwhile, OnVersion, Tagged
from api.running import Here

router = Router("workshops")

_READERS: Final = only("referent", "teacher", "analyst")
_REFERENT: Final = only("referent")
InPath = Annotated[EntryId, Path(examples=["cuisine"])]


@router.get("/api/workshops", _READERS)
def list_workshops(wanted: PageWanted, here: Here) -> Page[WorkshopEntry]:
    """List the workshops."""
    with here.storage.read() as work:
        return workshops.page(work, wanted)


@router.get("/api/workshops/{id}", _READERS, refusals=[NotFound])
def show_workshop(id: InPath, tagged: Tagged, here: Here) -> WorkshopEntry:  # noqa: A002
    """Show a workshop."""
    with here.storage.read() as work:
        shown = workshops.one(work, id)
    tagged.tag(shown.number)
    return shown.entry


@router.put("/api/workshops/{id}", _REFERENT, refusals=[ChangedMeanwhile])
def put_workshop(
    id: InPath,  # noqa: A002
    body: WorkshopSheet,
    caller: SignedIn,
    version: OnVersion,
    here: Here,
) -> WorkshopEntry:
    """Add or replace a workshop."""
    with here.storage.write(caller.account) as work:
        version.check(WORKSHOPS.number(work, id))
        shown = workshops.put(work, id, body)
    version.tag(shown.number)
    return shown.entry


@router.delete(
    "/api/workshops/{id}",
    _REFERENT,
    status=204,
    refusals=[NotFound, WorkshopInUse, ChangedMeanwhile],
)
def remove_workshop(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    version: OnVersion,
    here: Here,
) -> None:
    """Remove a workshop that nobody gives any more; the history stays."""
    with here.storage.write(caller.account) as work:
        version.check(WORKSHOPS.found(work, id).number)
        workshops.remove(work, id)


@router.get("/api/workshops/{id}/history", _REFERENT, refusals=[NotFound])
def show_workshop_history(
    id: InPath,  # noqa: A002
    here: Here,
) -> tuple[Change[WorkshopSheet], ...]:
    """List the versions of a workshop, the newest first."""
    with here.storage.read() as work:
        return WORKSHOPS.history(work, id)
