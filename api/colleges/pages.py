"""Pages: the partner collèges."""

from typing import Annotated, Final

from fastapi import Path
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.catalogue.slugs import slug
from api.colleges import service
from api.colleges.schemas import CollegeChange, CollegeId, NewCollege
from api.errors import NotFound, Refusal
from api.paging import LONGEST_PAGE, Wanted
from api.preconditions import ChangedMeanwhile
from api.running import Here
from api.storage.work import Reading
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go

pages = Pages("colleges")

_REFERENT: Final = only("referent")
_HERE: Final = "/colleges"
_KIND: Final = "Collège "
_ALL: Final = Wanted(after=None, limit=LONGEST_PAGE)


@pages.page(_HERE, _REFERENT)
def colleges_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """List the collèges, and let one be added."""
    with here.storage.read() as work:
        return _shown(page, work, caller)


@pages.action(_HERE, _REFERENT)
def add_college_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Add a collège."""
    try:
        body = read(CollegeChange, {"name": sent.text("name")})
        with here.storage.write(caller.account) as work:
            taken = {each.id for each in service.colleges(work, caller, _ALL).items}
            key = slug(body.name.removeprefix(_KIND).removeprefix("des "), taken)
            service.add(work, NewCollege(id=key, name=body.name))
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, caller, sent, refusal)
    return go(_HERE, "college-added")


@pages.action(_HERE + "/{id}", _REFERENT)
def change_college_page(
    id: Annotated[CollegeId, Path()],  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Rename a collège, deactivate it or reactivate it."""
    try:
        body = read(CollegeChange, {"name": sent.text("name"), "active": sent.ticked("active")})
        with here.storage.write(caller.account) as work:
            sent.version().check(service.number(work, id))
            service.change(work, id, body)
    except NotFound:
        raise
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, caller, sent, refusal, about=id)
    return go(_HERE, "college-changed")


def _shown(
    page: Showing,
    work: Reading,
    caller: Caller,
    sent: Form | None = None,
    refusal: Refusal | None = None,
    about: str | None = None,
) -> HTMLResponse:
    """Show the page; `about` is the collège that a refusal is about, none where it is about a new one."""
    listed = service.colleges(work, caller, _ALL).items
    return page.show(
        "colleges/colleges.html",
        status=int(refusal.status) if refusal else 200,
        colleges=[(each, service.number(work, each.id)) for each in listed],
        typed=sent or Form((), {}),
        about=about,
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
        meanwhile=isinstance(refusal, ChangedMeanwhile),
    )
