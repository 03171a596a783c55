"""Showing a page: a template with what every page needs around its own content."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.access.caller import Caller
from api.clock import paris_date, utc_now
from api.running import Running
from api.web import french
from api.web.navigation import HOME, MENU, SETTINGS_MENU, place_of
from api.web.said import SAID
from api.web.static_files import address_of

_DONE: Final = "fait"


class Showing(NamedTuple):
    """The request that a page answers; what the template gets besides its own content comes from it."""

    request: Request

    def show(self, template: str, *, status: int = 200, **content: Any) -> HTMLResponse:
        """Fill a template in and answer with it."""
        html = environment().get_template(template).render({**around(self.request), **content})
        return HTMLResponse(html, status)

    def absolute(self, path: str) -> str:
        """Give the whole address of a path of this service, as it was reached."""
        return str(self.request.base_url).rstrip("/") + path

    def here(self, without: str = "") -> str:
        """Give the path and the query of this page, without one of its parameters."""
        query = [each for each in self.request.query_params.multi_items() if each[0] != without]
        return f"{self.request.url.path}?{urlencode(query)}"

    def today(self) -> date:
        """Give the day it is in Lille, by the service's clock."""
        return today(self.request)


def go(path: str, said: str | None = None, **query: str) -> RedirectResponse:
    """Send the reader to a page after an action; it says what was done, by a code of `said.py`."""
    asked = {**query, **({_DONE: said} if said else {})}
    return RedirectResponse(f"{path}?{urlencode(asked)}" if asked else path, 303)


def local(path: str) -> str:
    """Give a path of this service, whatever was asked for.

    Browsers leave out tabs and ends of lines, so that `/<tab>/elsewhere` would lead to another site.
    """
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if ours else "/"


@cache
def environment() -> Environment:
    """Make what fills templates in: everything escaped, anything missing an error."""
    made = Environment(
        loader=PackageLoader("api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(french.FILTERS)
    made.globals.update(french.GLOBALS)
    made.globals["static"] = address_of
    return made


def around(request: Request) -> Mapping[str, Any]:
    """Give what every page needs: who reads, the menu, the day, what was just done."""
    caller = getattr(request.state, "caller", None)
    role = caller.role if isinstance(caller, Caller) else None
    return {
        "caller": caller,
        "home": HOME[role] if role else "/connexion",
        "menu": MENU[role] if role else (),
        "settings_menu": SETTINGS_MENU.get(role, ()) if role else (),
        "path": request.url.path,
        "place": place_of(request.url.path),
        "invented": getattr(request.app.state, "invented", False),
        "said": SAID.get(request.query_params.get(_DONE, "")),
        "today": today(request),
    }


def today(request: Request) -> date:
    """Give the day it is in Lille; by this machine's clock before the service has opened its own."""
    here = getattr(request.app.state, "running", None)
    return paris_date(here.storage.clock() if isinstance(here, Running) else utc_now())


async def _showing(request: Request) -> Showing:
    return Showing(request)


Page = Annotated[Showing, Depends(_showing)]
"""The parameter of every page's handler: `page.show("notices/list.html", notices=…)`."""
