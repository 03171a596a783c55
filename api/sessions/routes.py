"""Sessions: practitioners read their own, the référente reads all."""

from typing import Annotated

from fastapi import Query

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue.schemas.fields import Week
from api.errors import Invalid
from api.http.router import Router
from api.running import Here
from api.sessions import service
from api.sessions.schemas import GivenSessions

router = Router("sessions")


@router.get("/api/sessions", only("referent", "teacher"), refusals=[Invalid])
def list_given_sessions(
    caller: SignedIn,
    here: Here,
    first: Annotated[Week | None, Query(alias="from")] = None,
    last: Annotated[Week | None, Query(alias="to")] = None,
) -> GivenSessions:
    """List the sessions of published weeks with who comes; a practitioner finds their own alone.

    Without `from`, from the present week on.
    """
    with here.storage.consult(caller.account) as work:
        return service.sessions(work, caller, first, last)
