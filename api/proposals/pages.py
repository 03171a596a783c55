"""Pages: asking for proposals of a week, and comparing them."""

from typing import Annotated, Final

from fastapi import Path, Query
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import closures, reading
from api.errors import Refusal
from api.paging import Id
from api.planning import asking
from api.proposals import service
from api.proposals.comparing import compare
from api.proposals.in_the_way import in_the_way
from api.proposals.service import Search
from api.proposals.settings import LONGER, choices, question, supposed
from api.running import Here
from api.schemas import Week
from api.storage.work import Consulting
from api.web.forms import Form, Sent, above, errors_of
from api.web.names import names_of
from api.web.router import Pages
from api.web.showing import Page, Showing, go

pages = Pages("proposals")

_REFERENT: Final = only("referent")
WeekInPath = Annotated[Week, Path()]
Answered = Annotated[Id | None, Query(alias="recherche")]
"""The search that the progress page comes back from."""


@pages.page("/semaines/{week}/propositions", _REFERENT)
def compare_page(
    week: WeekInPath, caller: SignedIn, here: Here, page: Page, job: Answered = None
) -> Response:
    """Put the proposals of a search for a week side by side, those of the newest if none is named.

    A search for one move goes on to the proposal it gave.
    """
    with here.storage.consult(caller.account) as work:
        return _compare(work, page, week, job)


@pages.action("/semaines/{week}/propositions", _REFERENT)
def ask_page(week: WeekInPath, sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Ask for proposals of a week, with things taken otherwise where the form says so."""
    try:
        body = question(week, sent)
        with here.storage.write(caller.account) as work:
            job = asking.ask_proposals(work, caller, body)
    except Refusal as refusal:
        with here.storage.consult(caller.account) as work:
            return _compare(work, page, week, None, refusal, sent)
    here.jobs.wake()
    return go(f"/recherches/{job.id}", suite=f"/semaines/{week}/propositions")


def _compare(
    work: Consulting,
    page: Showing,
    week: str,
    job: str | None,
    refusal: Refusal | None = None,
    sent: Form | None = None,
) -> Response:
    lines = service.lines(work, week)
    wanted = job or (lines[0].job if lines else None)
    found = service.search(work, wanted, week) if wanted else None
    if found is not None and found.job.kind != "propose" and found.proposals:
        said = "adjusted" if found.job.kind == "try" else None
        return go(f"/propositions/{found.proposals[0].id}", said)
    if found is not None and found.job.kind == "try":
        return _no_move(work, page, found)
    options = choices(work, week)
    return page.show(
        "proposals/compare.html",
        status=int(refusal.status) if refusal else 200,
        week=week,
        closed=not closures.weeks(work, week, week)[0].open,
        search=found,
        lines=lines,
        compared=compare(found, reading.timetable(work).hours) if found else None,
        supposed=tuple(supposed(found.what_if, options.teachers))
        if found and found.what_if
        else (),
        names=names_of(work, service.codes_of(found)) if found else {},
        in_the_way=in_the_way(work, found) if found else (),
        options=options,
        longer=LONGER,
        sent=sent or Form((), {}),
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
    )


def _no_move(work: Consulting, page: Showing, found: Search) -> Response:
    """Say why no plan holds a move, or why there is no answer."""
    return page.show(
        "proposals/no_move.html",
        week=found.week,
        search=found,
        in_the_way=in_the_way(work, found),
        names=names_of(work, service.codes_of(found)),
    )
