"""Pages: the audit trail in French, filtered, page by page, and its verification."""

from collections.abc import Sequence
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Query
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.audit import service, view
from api.audit.schemas import Verified
from api.paging import Id
from api.running import Here, Running
from api.schemas import Sought
from api.web.forms import Sent
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.french import listing

pages = Pages("audit")

_REFERENT: Final = only("referent")
_HERE: Final = "/journal"
_HIGHEST: Final = 2**31 - 1
_MOST_CALLED: Final = 50
"""Pupils of one name that an address lists; a collège has not as many."""
_A_PAGE: Final = 100
"""Acts of one moment are one line, so that a page has fewer lines than that."""


@pages.page(_HERE, _REFERENT)
def trail_page(
    caller: SignedIn,
    here: Here,
    page: Page,
    personne: Annotated[Sought, Query(max_length=60)] = "",
    eleve: Annotated[list[Id] | None, Query(max_length=_MOST_CALLED)] = None,
    avant: Annotated[int | None, Query(ge=1, le=_HIGHEST)] = None,
) -> HTMLResponse:
    """Show who read and changed what, the newest first; of one person, of some pupils."""
    return _shown(page, here, caller, personne=personne, eleves=eleve, avant=avant)


@pages.action(f"{_HERE}/recherche", _REFERENT)
def search_trail_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Look for pupils by their name. It stands in no address: browsers and proxies keep those."""
    person, name = sent["personne"], sent["nom"]
    found: Sequence[str] | None = None
    if name.strip():
        with here.storage.read() as work:
            found = view.pupils_called(work, name)[:_MOST_CALLED]
        if not found:
            return _shown(page, here, caller, personne=person, nom=name, eleves=())
    return go(f"{_HERE}?{_filters(person, found)}")


@pages.action(f"{_HERE}/verification", _REFERENT)
def verify_trail_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Verify the whole trail and say what was found; nothing is changed."""
    with here.storage.read() as work:
        verdict = service.verified(work, here.storage.key)
    return _shown(page, here, caller, verdict=verdict)


def _shown(
    page: Showing,
    here: Running,
    caller: SignedIn,
    *,
    personne: str = "",
    nom: str = "",
    eleves: Sequence[str] | None = None,
    avant: int | None = None,
    verdict: Verified | None = None,
) -> HTMLResponse:
    """Show a part of the trail; no pupils at all (`eleves` empty) is another thing than whichever (None)."""
    pupil = eleves[0] if eleves and len(eleves) == 1 else None
    with here.storage.consult(caller.account) as work:
        trail = service.trail(
            work,
            subject=pupil,
            actor=personne or None,
            before=avant,
            limit=_A_PAGE,
            among=None if pupil else eleves,
        )
        lines = view.lines(work, trail.entries)
        people = view.accounts(work)
    names = {each.id: each.name for line in lines for each in line.pupils}
    return page.show(
        "audit/trail.html",
        lines=lines,
        following=trail.next,
        people=people,
        person=personne,
        name=nom,
        pupil=pupil,
        about=listing(list(dict.fromkeys(names.get(each, "cet élève") for each in eleves or ()))),
        before=avant,
        filters=_filters(personne, eleves),
        verdict=verdict,
    )


def _filters(person: str, pupils: Sequence[str] | None) -> str:
    """Write what the trail is filtered by, for an address."""
    return urlencode(
        {name: value for name, value in {"personne": person, "eleve": pupils}.items() if value},
        doseq=True,
    )
