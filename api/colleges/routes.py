"""The catalogue of collèges."""

from typing import Annotated, Final

from fastapi import Path

from api.access.caller import SignedIn
from api.access.roles import only
from api.colleges import service
from api.colleges.refusals import CollegeTaken
from api.colleges.schemas import College, CollegeChange, CollegeId, NewCollege
from api.errors import NotFound
from api.http.router import Router
from api.paging import Page, PageWanted
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
def add_college(body: NewCollege, caller: SignedIn, here: Here) -> College:
    """Add a collège."""
    with here.storage.write(caller.account) as work:
        return service.add(work, body)


@router.get("/api/colleges/{id}", _READERS, refusals=[NotFound])
def show_college(id: InPath, caller: SignedIn, here: Here) -> College:  # noqa: A002
    """Show a collège."""
    with here.storage.read() as work:
        return service.college(work, caller, id)


@router.put("/api/colleges/{id}", _REFERENT, refusals=[NotFound])
def change_college(
    id: InPath,  # noqa: A002
    body: CollegeChange,
    caller: SignedIn,
    here: Here,
) -> College:
    """Rename a collège, deactivate it or reactivate it."""
    with here.storage.write(caller.account) as work:
        return service.change(work, id, body)
