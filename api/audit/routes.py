"""The audit trail."""

from typing import Annotated, Final

from fastapi import Query

from api.access.caller import SignedIn
from api.access.roles import only
from api.audit import service
from api.audit.schemas import Known, Trail, Verified
from api.http.router import Router
from api.paging import LONGEST_PAGE
from api.running import Here

router = Router("audit")

_REFERENT: Final = only("referent")
_HIGHEST: Final = 2**31 - 1


@router.get("/api/audit", _REFERENT)
def show_trail(
    caller: SignedIn,
    here: Here,
    subject: Annotated[Known | None, Query(description="The id of a pupil, or any other.")] = None,
    actor: Annotated[Known | None, Query(description="The login of an account.")] = None,
    before: Annotated[
        int | None, Query(ge=1, le=_HIGHEST, description="The `next` of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = 50,
) -> Trail:
    """Show who read and changed what, the newest first; looking here leaves its own trace."""
    with here.storage.consult(caller.account) as work:
        return service.trail(work, subject=subject, actor=actor, before=before, limit=limit)


@router.post("/api/audit/verification", _REFERENT)
def verify_trail(here: Here) -> Verified:
    """Verify the whole trail: changed, removed or inserted entries show."""
    with here.storage.read() as work:
        return service.verified(work, here.storage.key)
