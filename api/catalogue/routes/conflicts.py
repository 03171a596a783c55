"""Pupils who must not meet: for the référente alone."""

from typing import Annotated, Final

from fastapi import Path

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import conflicts
from api.catalogue.schemas.conflicts import ConflictEntry, ConflictSheet
from api.errors import NotFound
from api.http.router import Router
from api.notices.schemas import PupilCode
from api.paging import Page, PageWanted
from api.running import Here

router = Router("conflicts")

_REFERENT: Final = only("referent")
InPath = Annotated[PupilCode, Path()]


@router.get("/api/conflicts", _REFERENT)
def list_conflicts(caller: SignedIn, wanted: PageWanted, here: Here) -> Page[ConflictEntry]:
    """List the pairs of pupils who must not meet, in the order in which they were noted."""
    with here.storage.consult(caller.account) as work:
        return conflicts.page(work, wanted)


@router.post("/api/conflicts", _REFERENT, status=201)
def add_conflict(body: ConflictSheet, caller: SignedIn, here: Here) -> ConflictEntry:
    """Note that two pupils must not meet; noted again, it holds until the week given now."""
    with here.storage.write(caller.account) as work:
        return conflicts.add(work, body)


@router.delete("/api/conflicts/{one}/{other}", _REFERENT, status=204, refusals=[NotFound])
def remove_conflict(one: InPath, other: InPath, caller: SignedIn, here: Here) -> None:
    """Let two pupils meet again."""
    with here.storage.write(caller.account) as work:
        conflicts.remove(work, one, other)
