"""Pages: how far a search is, while it runs; nobody waits for it with an empty page."""

import re
from typing import Annotated, Final

from fastapi import Path
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.jobs import service
from api.jobs.refusals import JobEnded
from api.paging import Id
from api.running import Here
from api.web.navigation import place_of
from api.web.router import Pages
from api.web.showing import Page, go, local
from solver.weeks import week_number

pages = Pages("jobs")

_REFERENT: Final = only("referent")
InPath = Annotated[Id, Path()]
_WEEK: Final = re.compile(r"\b20\d\d-W\d\d\b")
SEARCH: Final = "recherche"
"""What the address of the page that asked is given back: the id of the job."""


@pages.page("/recherches/{id}", _REFERENT)
def search_page(id: InPath, here: Here, page: Page, suite: str = "/semaines") -> Response:  # noqa: A002
    """Show how far a search is; once it is done, go where its answer is shown (`suite`)."""
    with here.storage.read() as work:
        job = service.glance(work, id, here.jobs.progress(id))
    if job.state == "done":
        return _onwards(local(suite), id)
    following = local(suite)
    return page.show(
        "jobs/search.html",
        job=job,
        following=following,
        week=_week_in(following),
        place=place_of(following.partition("?")[0]),
    )


@pages.action("/recherches/{id}/annulation", _REFERENT)
def cancel_search(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    suite: str = "/semaines",
) -> RedirectResponse:
    """Cancel a search; one that has ended meanwhile shows its answer."""
    try:
        with here.storage.write(caller.account) as work:
            service.cancel(work, id)
    except JobEnded:
        pass
    return go(f"/recherches/{id}", suite=local(suite))


def _week_in(address: str) -> str | None:
    """Give the week that an address is about, where it names one."""
    found = _WEEK.search(address)
    if found is None:
        return None
    try:
        week_number(found[0])
    except ValueError:
        return None
    return found[0]


def _onwards(following: str, job: str) -> RedirectResponse:
    path, _, query = following.partition("?")
    return RedirectResponse(f"{path}?{query}{'&' if query else ''}{SEARCH}={job}", 303)
