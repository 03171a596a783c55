"""Notices: collèges send, amend and withdraw them, the référente moves them on."""

from typing import Annotated, Final

from fastapi import Depends, Header, Path, Query

from api.access.caller import SignedIn
from api.access.roles import only
from api.colleges.schemas import CollegeId
from api.errors import Invalid, NotFound
from api.http.router import Router
from api.notices import expiry, service
from api.notices.refusals import (
    AlreadyPlanned,
    CollegeInactive,
    KeyReused,
    MoveNotAllowed,
    NoticeClosed,
    StayUnderWay,
)
from api.notices.schemas import (
    Confirming,
    Expired,
    Moving,
    NewNotice,
    Notice,
    NoticeWithHistory,
    Receipt,
    RequestKey,
    Stay,
    Which,
    Withdrawing,
)
from api.notices.states import NoticeState
from api.paging import Id, Page, PageWanted
from api.preconditions import ChangedMeanwhile, OnVersion, Tagged
from api.running import Here
from api.schemas import Week

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


async def _which(
    state: Annotated[NoticeState | None, Query()] = None,
    college: Annotated[CollegeId | None, Query()] = None,
    week: Annotated[Week | None, Query(description="The week of the stay.")] = None,
    is_open: Annotated[
        bool | None, Query(alias="open", description="Those not at their end yet, or the others.")
    ] = None,
) -> Which:
    return Which(state=state, college=college, week=week, open=is_open)


@router.post("/api/notices", _COLLEGE, status=201, refusals=_SENDING)
def submit_notice(key: Key, body: NewNotice, caller: SignedIn, here: Here) -> Receipt:
    """Send a notice about a pupil.

    The same key with the same content gives the same receipt and stores nothing more; with another content
    it is refused.
    """
    with here.storage.write(caller.account) as work:
        return service.submit(work, caller, key, body)


@router.post(
    "/api/pupils/{id}/notices",
    _COLLEGE,
    status=201,
    refusals=[NotFound, StayUnderWay, *_SENDING],
)
def submit_notice_again(
    id: InPath,  # noqa: A002
    key: Key,
    body: Stay,
    caller: SignedIn,
    here: Here,
) -> Receipt:
    """Send another notice about a pupil who was announced before, once the one before is at its end."""
    with here.storage.write(caller.account) as work:
        return service.submit_again(work, caller, key, id, body)


@router.get("/api/notices", _READERS)
def list_notices(
    caller: SignedIn,
    wanted: PageWanted,
    here: Here,
    which: Annotated[Which, Depends(_which)],
) -> Page[Notice]:
    """List the notices; a collège finds its own."""
    with here.storage.consult(caller.account) as work:
        return service.notices(work, caller, wanted, which)


@router.get("/api/notices/{id}", _READERS, refusals=[NotFound])
def show_notice(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    tagged: Tagged,
) -> NoticeWithHistory:
    """Show a notice with its history; its `ETag` is its version."""
    with here.storage.consult(caller.account) as work:
        shown = service.notice(work, caller, id)
        tagged.tag(shown.version)
        return shown


@router.put(
    "/api/notices/{id}",
    _READERS,
    refusals=[NotFound, ChangedMeanwhile, AlreadyPlanned, NoticeClosed, Invalid],
)
def amend_notice(
    id: InPath,  # noqa: A002
    body: NewNotice,
    caller: SignedIn,
    here: Here,
    version: OnVersion,
) -> NoticeWithHistory:
    """Amend a notice: its collège until it is planned, afterwards the référente."""
    with here.storage.write(caller.account) as work:
        version.check(service.version(work, caller, id))
        shown = service.amend(work, caller, id, body)
        version.tag(shown.version)
        return shown


@router.post(
    "/api/notices/{id}/withdrawal",
    _COLLEGE,
    refusals=[NotFound, ChangedMeanwhile, AlreadyPlanned],
)
def withdraw_notice(
    id: InPath,  # noqa: A002
    body: Withdrawing,
    caller: SignedIn,
    here: Here,
    version: OnVersion,
) -> NoticeWithHistory:
    """Withdraw one's notice, until it is planned."""
    with here.storage.write(caller.account) as work:
        version.check(service.version(work, caller, id))
        shown = service.withdraw(work, caller, id, body)
        version.tag(shown.version)
        return shown


@router.post(
    "/api/notices/{id}/confirmation",
    _READERS,
    refusals=[NotFound, ChangedMeanwhile, MoveNotAllowed],
)
def confirm_notice(
    id: InPath,  # noqa: A002
    body: Confirming,
    caller: SignedIn,
    here: Here,
    version: OnVersion,
) -> NoticeWithHistory:
    """Confirm a planned stay with the dates that the collège notified.

    They lie in the planned week, Monday to Friday. The référente may do it for the collège.
    """
    with here.storage.write(caller.account) as work:
        version.check(service.version(work, caller, id))
        shown = service.confirm(work, caller, id, body)
        version.tag(shown.version)
        return shown


@router.post("/api/notices/expiry", _REFERENT)
def expire_notices(caller: SignedIn, here: Here) -> Expired:
    """Let the notices expire whose last week is over without a stay.

    The service does so by itself from time to time; this does it at once.
    """
    with here.storage.write(caller.account) as work:
        return Expired(expired=expiry.expire(work))


@router.post(
    "/api/notices/{id}/moves", _REFERENT, refusals=[NotFound, ChangedMeanwhile, MoveNotAllowed]
)
def move_notice(
    id: InPath,  # noqa: A002
    body: Moving,
    caller: SignedIn,
    here: Here,
    version: OnVersion,
) -> NoticeWithHistory:
    """Take a notice to another state."""
    with here.storage.write(caller.account) as work:
        version.check(service.version(work, caller, id))
        shown = service.move(work, caller, id, body)
        version.tag(shown.version)
        return shown
