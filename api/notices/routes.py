"""Notices: collèges send, amend and withdraw them, the référente moves them on."""

from typing import Annotated, Final

from fastapi import Header, Path, Query

from api.access.caller import SignedIn
from api.access.roles import only
from api.errors import Invalid, NotFound
from api.http.router import Router
from api.notices import service
from api.notices.refusals import (
    AlreadyPlanned,
    CollegeInactive,
    KeyReused,
    MoveNotAllowed,
    NoticeClosed,
)
from api.notices.schemas import (
    Moving,
    NewNotice,
    Notice,
    NoticeWithHistory,
    Receipt,
    RequestKey,
    Stay,
    Withdrawing,
)
from api.notices.states import NoticeState
from api.paging import Id, Page, PageWanted
from api.running import Here

router = Router("notices")

_READERS: Final = only("referent", "college")
_COLLEGE: Final = only("college")
_REFERENT: Final = only("referent")
_SENDING: Final = [KeyReused, CollegeInactive, Invalid]
InPath = Annotated[Id, Path()]
Key = Annotated[
    RequestKey,
    Header(
        alias="Idempotency-Key",
        description="Made up anew for each sending; a repeated one is stored once.",
    ),
]


@router.post("/api/notices", _COLLEGE, status=201, refusals=_SENDING)
def submit_notice(key: Key, body: NewNotice, caller: SignedIn, here: Here) -> Receipt:
    """Send a notice about a pupil.

    The same key with the same content gives the same receipt and stores nothing more; with another content
    it is refused.
    """
    with here.storage.write(caller.account) as work:
        return service.submit(work, caller, key, body)


@router.post("/api/pupils/{id}/notices", _COLLEGE, status=201, refusals=[NotFound, *_SENDING])
def submit_notice_again(
    id: InPath,  # noqa: A002
    key: Key,
    body: Stay,
    caller: SignedIn,
    here: Here,
) -> Receipt:
    """Send another notice about a pupil who was announced before."""
    with here.storage.write(caller.account) as work:
        return service.submit_again(work, caller, key, id, body)


@router.get("/api/notices", _READERS)
def list_notices(
    caller: SignedIn,
    wanted: PageWanted,
    here: Here,
    state: Annotated[NoticeState | None, Query()] = None,
) -> Page[Notice]:
    """List the notices; a collège finds its own."""
    with here.storage.write(caller.account) as work:
        return service.notices(work, caller, wanted, state)


@router.get("/api/notices/{id}", _READERS, refusals=[NotFound])
def show_notice(id: InPath, caller: SignedIn, here: Here) -> NoticeWithHistory:  # noqa: A002
    """Show a notice with its history."""
    with here.storage.write(caller.account) as work:
        return service.notice(work, caller, id)


@router.put(
    "/api/notices/{id}", _READERS, refusals=[NotFound, AlreadyPlanned, NoticeClosed, Invalid]
)
def amend_notice(
    id: InPath,  # noqa: A002
    body: NewNotice,
    caller: SignedIn,
    here: Here,
) -> NoticeWithHistory:
    """Amend a notice: its collège until it is planned, afterwards the référente."""
    with here.storage.write(caller.account) as work:
        return service.amend(work, caller, id, body)


@router.post("/api/notices/{id}/withdrawal", _COLLEGE, refusals=[NotFound, AlreadyPlanned])
def withdraw_notice(
    id: InPath,  # noqa: A002
    body: Withdrawing,
    caller: SignedIn,
    here: Here,
) -> NoticeWithHistory:
    """Withdraw one's notice, until it is planned."""
    with here.storage.write(caller.account) as work:
        return service.withdraw(work, caller, id, body)


@router.post("/api/notices/{id}/moves", _REFERENT, refusals=[NotFound, MoveNotAllowed])
def move_notice(
    id: InPath,  # noqa: A002
    body: Moving,
    caller: SignedIn,
    here: Here,
) -> NoticeWithHistory:
    """Take a notice to another state."""
    with here.storage.write(caller.account) as work:
        return service.move(work, caller, id, body)
