"""Pages: whoever gives workshops reads when, where and for whom."""

from itertools import groupby

from fastapi.responses import HTMLResponse

from api.access.caller import SignedIn
from api.access.roles import only
from api.running import Here
from api.sessions import service
from api.web.router import Pages
from api.web.showing import Page

pages = Pages("sessions")


@pages.page("/mes-seances", only("teacher"))
def my_sessions_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """List one's sessions from the present week on, week by week."""
    with here.storage.consult(caller.account) as work:
        found = service.sessions(work, caller, None, None).items
    weeks = [(week, list(given)) for week, given in groupby(found, key=lambda each: each.week)]
    return page.show("sessions/mine.html", weeks=weeks, count=len(found))
