"""Pages: what may be taken out of the service, and how far each file can be passed on."""

from typing import Final

from fastapi.responses import HTMLResponse

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import closures
from api.errors import Invalid
from api.indicators.period import school_year_of
from api.running import Here
from api.web.router import Pages
from api.web.showing import Page
from solver.weeks import week_of

pages = Pages("exports")

_READERS: Final = only("referent", "analyst")


@pages.page("/exports", _READERS)
def exports_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """List what may be taken, with what it holds and for whom it is fit."""
    present = week_of(page.today())
    weeks = school_year_of(present).weeks
    with here.storage.read() as work:
        try:
            shown = closures.weeks(work, weeks[0], weeks[-1])
        except Invalid:
            shown = ()
    return page.show(
        "exports/exports.html",
        weeks=[each.week for each in shown if each.open],
        first=weeks[0],
        present=present,
        is_analyst=caller.role == "analyst",
    )
