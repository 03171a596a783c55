"""Pupils to keep away from somebody's workshops: for the référente alone."""

from typing import Annotated, Final

from fastapi import Path

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import teacher_conflicts
from api.catalogue.schemas.conflicts import TeacherConflictEntry, TeacherConflictSheet
from api.catalogue.schemas.fields import EntryId
from api.errors import NotFound
from api.http.router import Router
from api.notices.schemas import PupilCode
from api.paging import Page, PageWanted
from api.running import Here

router = Router("teacher-conflicts")

_REFERENT: Final = only("referent")


@router.get("/api/teacher-conflicts", _REFERENT)
def list_teacher_conflicts(
    caller: SignedIn, wanted: PageWanted, here: Here
) -> Page[TeacherConflictEntry]:
    """List the pupils to keep away from somebody, in the order in which they were noted."""
    with here.storage.consult(caller.account) as work:
        return teacher_conflicts.page(work, wanted)


@router.post("/api/teacher-conflicts", _REFERENT, status=201)
def add_teacher_conflict(
    body: TeacherConflictSheet, caller: SignedIn, here: Here
) -> TeacherConflictEntry:
    """Keep a pupil away from somebody's workshops; noted again, until the week given now."""
    with here.storage.write(caller.account) as work:
        return teacher_conflicts.add(work, body)


@router.delete(
    "/api/teacher-conflicts/{pupil}/{teacher}", _REFERENT, status=204, refusals=[NotFound]
)
def remove_teacher_conflict(
    pupil: Annotated[PupilCode, Path()],
    teacher: Annotated[EntryId, Path()],
    caller: SignedIn,
    here: Here,
) -> None:
    """Let a pupil come to somebody's workshops again."""
    with here.storage.write(caller.account) as work:
        teacher_conflicts.remove(work, pupil, teacher)
