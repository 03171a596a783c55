"""The timetable."""

from typing import Final

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import timetable
from api.catalogue.refusals import SlotsInUse
from api.catalogue.schemas.changes import Change
from api.catalogue.schemas.timetable import TimetableEntry
from api.http.router import Router
from api.preconditions import ChangedMeanwhile, OnVersion, Tagged
from api.running import Here

router = Router("timetable")

_READERS: Final = only("referent", "teacher", "analyst")
_REFERENT: Final = only("referent")


@router.get("/api/timetable", _READERS)
def show_timetable(tagged: Tagged, here: Here) -> TimetableEntry:
    """Show the timetable."""
    with here.storage.read() as work:
        shown = timetable.one(work)
    tagged.tag(shown.number)
    return shown.entry


@router.put("/api/timetable", _REFERENT, refusals=[SlotsInUse, ChangedMeanwhile])
def put_timetable(
    body: TimetableEntry, caller: SignedIn, version: OnVersion, here: Here
) -> TimetableEntry:
    """Replace the timetable."""
    with here.storage.write(caller.account) as work:
        version.check(timetable.number(work))
        shown = timetable.put(work, body)
    version.tag(shown.number)
    return shown.entry


@router.get("/api/timetable/history", _REFERENT)
def show_timetable_history(here: Here) -> tuple[Change[TimetableEntry], ...]:
    """List the versions of the timetable, the newest first; none while it is the default one."""
    with here.storage.read() as work:
        return timetable.history(work)
