"""Those who give workshops."""

from typing import Annotated, Final

from fastapi import Path

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import teachers
from api.catalogue.reading import TEACHERS
from api.catalogue.refusals import TeacherInUse
from api.catalogue.schemas.changes import Change
from api.catalogue.schemas.fields import EntryId
from api.catalogue.schemas.teachers import Availability, TeacherEntry, TeacherSheet
from api.errors import NotFound
from api.http.router import Router
from api.paging import Page, PageWanted
from api.preconditions import ChangedMeanwhile, OnVersion, Tagged
from api.running import Here

router = Router("teachers")

_READERS: Final = only("referent", "teacher")
_WRITERS: Final = only("referent", "teacher")
_REFERENT: Final = only("referent")
InPath = Annotated[EntryId, Path()]


@router.get("/api/teachers", _READERS)
def list_teachers(caller: SignedIn, wanted: PageWanted, here: Here) -> Page[TeacherEntry]:
    """List those who give workshops; each of them finds their own entry alone."""
    with here.storage.read() as work:
        return teachers.page(work, caller, wanted)


@router.get("/api/teachers/{id}", _READERS, refusals=[NotFound])
def show_teacher(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    tagged: Tagged,
    here: Here,
) -> TeacherEntry:
    """Show somebody who gives workshops."""
    with here.storage.read() as work:
        shown = teachers.one(work, caller, id)
    tagged.tag(shown.number)
    return shown.entry


@router.put("/api/teachers/{id}", _REFERENT, refusals=[ChangedMeanwhile])
def put_teacher(
    id: InPath,  # noqa: A002
    body: TeacherSheet,
    caller: SignedIn,
    version: OnVersion,
    here: Here,
) -> TeacherEntry:
    """Add somebody who gives workshops, or replace their entry."""
    with here.storage.write(caller.account) as work:
        version.check(TEACHERS.number(work, id))
        shown = teachers.put(work, id, body)
    version.tag(shown.number)
    return shown.entry


@router.put("/api/teachers/{id}/availability", _WRITERS, refusals=[NotFound, ChangedMeanwhile])
def change_availability(
    id: InPath,  # noqa: A002
    body: Availability,
    caller: SignedIn,
    version: OnVersion,
    here: Here,
) -> TeacherEntry:
    """Say when somebody can give workshops: they themselves or the référente."""
    with here.storage.write(caller.account) as work:
        version.check(teachers.number(work, caller, id))
        shown = teachers.change_availability(work, caller, id, body)
    version.tag(shown.number)
    return shown.entry


@router.delete(
    "/api/teachers/{id}",
    _REFERENT,
    status=204,
    refusals=[NotFound, TeacherInUse, ChangedMeanwhile],
)
def remove_teacher(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    version: OnVersion,
    here: Here,
) -> None:
    """Remove somebody who no longer gives workshops; the history stays."""
    with here.storage.write(caller.account) as work:
        version.check(TEACHERS.found(work, id).number)
        teachers.remove(work, id)


@router.get("/api/teachers/{id}/history", _REFERENT, refusals=[NotFound])
def show_teacher_history(id: InPath, here: Here) -> tuple[Change[TeacherSheet], ...]:  # noqa: A002
    """List the versions of an entry, the newest first."""
    with here.storage.read() as work:
        return TEACHERS.history(work, id)
