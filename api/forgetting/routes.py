"""Forgetting: the référente erases a file on request, and sees which go by themselves."""

from typing import Annotated, Final

from fastapi import Path, Query

from api.access.caller import SignedIn
from api.access.roles import only
from api.errors import NotFound
from api.forgetting import service
from api.forgetting.ledger import complete_ledger
from api.forgetting.refusals import StayPlanned
from api.forgetting.schemas import Erasing, Erasure, Retention
from api.http.router import Router
from api.paging import Id
from api.running import Here

router = Router("forgetting")

_REFERENT: Final = only("referent")


@router.post("/api/pupils/{id}/erasure", _REFERENT, refusals=[NotFound, StayPlanned])
def erase_pupil(
    id: Annotated[Id, Path()],  # noqa: A002
    body: Erasing,
    caller: SignedIn,
    here: Here,
) -> Erasure:
    """Erase a pupil's file for good.

    The pupil, its notices and their history, its versions and conflicts go; anonymous yearly figures stay, and
    so does the audit trail, which holds ids only. A backup restored later is rid of the file again.
    """
    with here.storage.write(caller.account) as work:
        erased = service.erase(work, id, body)
    complete_ledger(here.storage, here.settings.data_dir)
    return erased


@router.get("/api/retention", _REFERENT)
def show_retention(
    here: Here,
    days: Annotated[
        int, Query(ge=0, le=800, description="How many days ahead to look; 0 for what is due now.")
    ] = 30,
) -> Retention:
    """Say which pupils' files go by themselves soon, and when. Nothing is erased by asking."""
    with here.storage.read() as work:
        return service.files(work, here.settings, days)
