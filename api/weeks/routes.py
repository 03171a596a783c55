"""Weeks as the référente reads them: lists, publications, the sheet on the wall."""

from typing import Annotated, Final

from fastapi import Path, Query

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue.schemas.fields import Week
from api.clock import paris_date
from api.errors import Invalid, NotFound
from api.http.files import CsvFile
from api.http.router import Router
from api.preconditions import Tagged
from api.running import Here
from api.weeks import service
from api.weeks.schemas import History, Publication, Weeks, WeekSheet
from api.weeks.sheet import sheet, sheet_csv
from solver.weeks import week_of

router = Router("weeks")

_REFERENT: Final = only("referent")
_MOST: Final = 60
InPath = Annotated[Week, Path()]


@router.get("/api/weeks", _REFERENT, refusals=[Invalid])
def list_weeks(
    caller: SignedIn,
    here: Here,
    first: Annotated[Week | None, Query(alias="from")] = None,
    count: Annotated[int, Query(ge=1, le=_MOST)] = 12,
) -> Weeks:
    """List weeks from one on, the present one if none is named: their places, who is hosted."""
    with here.storage.consult(caller.account) as work:
        return service.weeks(work, first or week_of(paris_date(work.now)), count)


@router.get("/api/weeks/{week}", _REFERENT, refusals=[NotFound])
def show_published_week(week: InPath, tagged: Tagged, here: Here) -> Publication:
    """Show what is published of a week, by the pupils' codes."""
    with here.storage.read() as work:
        shown = service.publication(work, week)
    tagged.tag(shown.number)
    return shown


@router.get("/api/weeks/{week}/history", _REFERENT, refusals=[NotFound])
def show_week_history(week: InPath, caller: SignedIn, here: Here) -> History:
    """List the publications of a week, the newest first, with what each changed for whom."""
    with here.storage.consult(caller.account) as work:
        return service.history(work, week)


@router.get("/api/weeks/{week}/sheet", _REFERENT, refusals=[Invalid])
def show_week_sheet(week: InPath, caller: SignedIn, tagged: Tagged, here: Here) -> WeekSheet:
    """Lay out a week: its days and hours, its sessions, its groups with first names."""
    with here.storage.consult(caller.account) as work:
        shown = sheet(work, week)
    tagged.tag(shown.published)
    return shown


@router.get("/api/weeks/{week}/sheet.csv", _REFERENT, refusals=[Invalid], answers=CsvFile)
def export_week_sheet(week: InPath, caller: SignedIn, here: Here) -> CsvFile:
    """Give the week sheet as a table for a spreadsheet."""
    with here.storage.consult(caller.account) as work:
        work.record("export.read", week)
        shown = sheet(work, week)
    return CsvFile(sheet_csv(shown), f"semaine-{week}.csv")
