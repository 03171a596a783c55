"""Pages: the secret address of one's own calendar."""

from typing import Final

from fastapi.responses import HTMLResponse, RedirectResponse

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.calendars import service
from api.running import Here
from api.storage.work import Reading
from api.web.router import Pages
from api.web.showing import Page, Showing, go

pages = Pages("calendars")

_TEACHER: Final = only("teacher")
_HERE: Final = "/mon-calendrier"


@pages.page(_HERE, _TEACHER)
def calendar_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Say what a calendar address is, and whether there is one."""
    with here.storage.read() as work:
        return _shown(page, work, caller)


@pages.action(_HERE, _TEACHER)
def make_address_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Make an address, and show it this once: it stands in no link and in no history."""
    with here.storage.write(caller.account) as work:
        made = service.make(work, caller, service.own(caller))
    with here.storage.read() as work:
        return _shown(page, work, caller, made.path)


@pages.action(f"{_HERE}/fin", _TEACHER)
def revoke_address_page(caller: SignedIn, here: Here) -> RedirectResponse:
    """End the address."""
    with here.storage.write(caller.account) as work:
        service.revoke(work, service.own(caller))
    return go(_HERE, "address-revoked")


def _shown(page: Showing, work: Reading, caller: Caller, made: str | None = None) -> HTMLResponse:
    return page.show(
        "calendars/calendar.html",
        calendar=service.address(work, service.own(caller)),
        address=made and page.absolute(made),
    )
