"""Exports: tables and instances for the référente, pseudonymised instances for analysts."""

from typing import Annotated, Final

from fastapi import Path, Query
from pydantic import AwareDatetime

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue.schemas.fields import Week
from api.errors import Invalid
from api.exports import instances, tables
from api.exports.pseudonyms import Pseudonyms
from api.http.files import CsvFile
from api.http.router import Router
from api.running import Here
from api.schemas import Day
from solver.instance import Instance

router = Router("exports")

_REFERENT: Final = only("referent")
_ANALYST: Final = only("analyst")
InPath = Annotated[Week, Path()]
AsOf = Annotated[
    AwareDatetime | None,
    Query(description="The moment whose situation is asked for; now where it is left out."),
]


@router.get("/api/exports/notices.csv", _REFERENT, refusals=[Invalid], answers=CsvFile)
def export_notices(
    caller: SignedIn,
    here: Here,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
) -> CsvFile:
    """Give the notices sent in a period as a table for a spreadsheet."""
    with here.storage.consult(caller.account) as work:
        content = tables.notices_csv(work, first, last)
    return CsvFile(content, "avis.csv")


@router.get("/api/exports/weeks.csv", _REFERENT, refusals=[Invalid], answers=CsvFile)
def export_weeks(
    caller: SignedIn,
    here: Here,
    first: Annotated[Week | None, Query(alias="from")] = None,
    last: Annotated[Week | None, Query(alias="to")] = None,
) -> CsvFile:
    """Give the published weeks as a table for a spreadsheet, one line for each pupil."""
    with here.storage.consult(caller.account) as work:
        content = tables.weeks_csv(work, first, last)
    return CsvFile(content, "semaines.csv")


@router.get("/api/instances/{week}", _REFERENT, refusals=[Invalid])
def show_instance(week: InPath, caller: SignedIn, here: Here, moment: AsOf = None) -> Instance:
    """Give what the plans of a week are made from, now or at any moment, so that one can be replayed."""
    with here.storage.consult(caller.account) as work:
        return instances.instance(work, week, moment)


@router.get("/api/exports/instance/{week}", _ANALYST, refusals=[Invalid])
def export_instance(week: InPath, caller: SignedIn, here: Here, moment: AsOf = None) -> Instance:
    """Give what the plans of a week are made from, under pseudonyms that stay the same."""
    with here.storage.consult(caller.account) as work:
        found = instances.instance(work, week, moment)
    return instances.without_names(found, Pseudonyms(here.storage.key))
