"""The catalogue of collèges."""

from typing import Annotated, Final

from fastapi import Path

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue.schemas.changes import Change
from api.colleges import service
from api.colleges.refusals import CollegeTaken
from api.colleges.schemas import College, CollegeChange, CollegeId, NewCollege
from api.errors import NotFound
from api.http.router import Router
from api.paging import Page, PageWanted
from api.preconditions import ChangedMeanwhile, OnVersion, Tagged
from api.running import Here

router = Router("colleges")

_READERS: Final = only("referent", "college")
_REFERENT: Final = only("referent")
InPath = Annotated[CollegeId, Path()]


@router.get("/api/colleges", _READERS)
def list_colleges(caller: SignedIn, wanted: PageWanted, here: Here) -> Page[College]:
    """List the collèges; the account of a collège finds its own alone."""
    with here.storage.read() as work:
        return service.colleges(work, caller, wanted)


@router.post("/api/colleges", _REFERENT, status=201, refusals=[CollegeTaken])
def add_college(body: NewCollege, caller: SignedIn, tagged: Tagged, here: Here) -> College:
    """Add a collège."""
    with here.storage.write(caller.account) as work:
        shown = service.add(work, body)
    tagged.tag(shown.number)
    return shown.entry


@router.get("/api/colleges/{id}", _READERS, refusals=[NotFound])
def show_college(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    tagged: Tagged,
    here: Here,
) -> College:
    """Show a collège."""
    with here.storage.read() as work:
        shown = service.college(work, caller, id)
    tagged.tag(shown.number)
    return shown.entry


@router.put("/api/colleges/{id}", _REFERENT, refusals=[NotFound, ChangedMeanwhile])
def change_college(
    id: InPath,  # noqa: A002
    body: CollegeChange,
    caller: SignedIn,
    version: OnVersion,
    here: Here,
) -> College:
    """Rename a collège, deactivate it or reactivate it."""
    with here.storage.write(caller.account) as work:
        version.check(service.number(work, id))
        shown = service.change(work, id, body)
    version.tag(shown.number)
    return shown.entry


@router.get("/api/colleges/{id}/history", _REFERENT, refusals=[NotFound])
def show_college_history(
    id: InPath,  # noqa: A002
    here: Here,
) -> tuple[Change[CollegeChange], ...]:
    """List the versions of a collège, the newest first."""
    with here.storage.read() as work:
        return service.history(work, id)
