"""Pages: the figures of a period, exact for the référente, safe for whoever reads them outside."""

from typing import Annotated, Final

from fastapi import Query
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.catalogue.schemas.fields import Week
from api.errors import Invalid, Refusal
from api.exports.pseudonyms import Pseudonyms
from api.http.files import CsvFile
from api.indicators import service
from api.indicators.period import Period, known_years, period_of
from api.indicators.report import report_csv, tables
from api.indicators.schemas import Indicators
from api.indicators.view import Outside, View
from api.running import Here, Running
from api.web.router import Pages
from api.web.showing import Page

pages = Pages("indicators")

_READERS: Final = only("referent", "analyst")
Year = Annotated[int | None, Query(alias="annee", ge=2000, le=2098)]
From = Annotated[Week | None, Query(alias="du")]
To = Annotated[Week | None, Query(alias="au")]
AsOutside = Annotated[bool, Query(alias="dehors")]


@pages.page("/bilan", _READERS)
def report_page(
    caller: SignedIn,
    here: Here,
    page: Page,
    begins: Year = None,
    first: From = None,
    last: To = None,
    outside: AsOutside = False,
) -> HTMLResponse:
    """Show the figures of a period as tables and charts."""
    period = period_of(begins, first, last, page.today())
    found, refused = None, None
    try:
        found = _indicators(here, caller, period, outside)
    except Invalid as refusal:
        refused = refusal
    with here.storage.read() as work:
        years = known_years(work, page.today())
    return page.show(
        "indicators/report.html",
        status=_status(refused),
        period=period,
        years=years,
        found=found,
        tables=tables(found) if found else (),
        refused=refused,
        may_choose=caller.role == "referent",
        least=here.settings.small_count,
    )


@pages.route("GET", "/bilan.csv", _READERS, refusals=[Invalid], described=False, answers=CsvFile)
def report_table(
    caller: SignedIn,
    here: Here,
    page: Page,
    begins: Year = None,
    first: From = None,
    last: To = None,
    outside: AsOutside = False,
) -> Response:
    """Give the same figures as a table for a spreadsheet."""
    period = period_of(begins, first, last, page.today())
    found = _indicators(here, caller, period, outside)
    return CsvFile(report_csv(found), f"bilan-{period.first}-{period.last}.csv")


def _indicators(here: Running, caller: Caller, period: Period, outside: bool) -> Indicators:
    """Read the figures as their reader may see them."""
    seen_from_outside = outside or caller.role != "referent"
    safe = Outside(here.settings.small_count, Pseudonyms(here.storage.key))
    with here.storage.consult(caller.account) as work:
        view = View(safe if seen_from_outside else None)
        return service.indicators(work, view, period.first, period.last)


def _status(refused: Refusal | None) -> int:
    return int(refused.status) if refused else 200
