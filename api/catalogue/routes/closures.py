"""Closed weeks and lost days."""

from typing import Annotated, Final

from fastapi import Path, Query

from api.access.caller import SignedIn
from api.access.roles import SIGNED_IN, only
from api.catalogue import closures
from api.catalogue.reading import CLOSURES
from api.catalogue.schemas.changes import Change
from api.catalogue.schemas.closures import ClosureEntry, ClosureSheet, Period, WeekShown
from api.catalogue.schemas.fields import Week
from api.errors import NotFound
from api.http.router import Router
from api.preconditions import ChangedMeanwhile, OnVersion, Tagged
from api.running import Here

router = Router("closures")

_REFERENT: Final = only("referent")
InPath = Annotated[Period, Path(description="A week, or a day from Monday to Friday.")]


@router.get("/api/closures", SIGNED_IN)
def list_closures(
    first: Annotated[Week, Query(alias="from")],
    last: Annotated[Week, Query(alias="to", description="At most 120 weeks in all.")],
    here: Here,
) -> tuple[WeekShown, ...]:
    """List the weeks of a period: open or closed, why, and by whom where not by the calendar."""
    with here.storage.read() as work:
        return closures.weeks(work, first, last)


@router.get("/api/closures/{period}", SIGNED_IN, refusals=[NotFound])
def show_closure(period: InPath, tagged: Tagged, here: Here) -> ClosureEntry:
    """Show an exception to the calendar."""
    with here.storage.read() as work:
        shown = closures.one(work, period)
    tagged.tag(shown.number)
    return shown.entry


@router.put("/api/closures/{period}", _REFERENT, refusals=[ChangedMeanwhile])
def put_closure(
    period: InPath, body: ClosureSheet, caller: SignedIn, version: OnVersion, here: Here
) -> ClosureEntry:
    """Note that a week or a day is closed, or open all the same."""
    with here.storage.write(caller.account) as work:
        version.check(CLOSURES.number(work, period))
        shown = closures.put(work, period, body)
    version.tag(shown.number)
    return shown.entry


@router.delete(
    "/api/closures/{period}", _REFERENT, status=204, refusals=[NotFound, ChangedMeanwhile]
)
def remove_closure(period: InPath, caller: SignedIn, version: OnVersion, here: Here) -> None:
    """Remove an exception: the calendar holds again."""
    with here.storage.write(caller.account) as work:
        version.check(CLOSURES.found(work, period).number)
        closures.remove(work, period)


@router.get("/api/closures/{period}/history", _REFERENT, refusals=[NotFound])
def show_closure_history(period: InPath, here: Here) -> tuple[Change[ClosureSheet], ...]:
    """List the versions of an exception, the newest first."""
    with here.storage.read() as work:
        return CLOSURES.history(work, period)
