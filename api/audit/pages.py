"""Pages: the audit trail in French, filtered, page by page, and its verification."""

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Query
from fastapi.responses import HTMLResponse

from api.access.caller import SignedIn
from api.access.roles import only
from api.audit import service, view
from api.audit.schemas import Verified
from api.paging import Id
from api.running import Here, Running
from api.schemas import Sought
from api.web.router import Pages
from api.web.showing import Page, Showing

pages = Pages("audit")

_REFERENT: Final = only("referent")
_HERE: Final = "/journal"
_HIGHEST: Final = 2**31 - 1
_A_PAGE: Final = 100
"""Acts of one moment are one line, so that a page has fewer lines than that."""


@pages.page(_HERE, _REFERENT)
def trail_page(
    caller: SignedIn,
    here: Here,
    page: Page,
    personne: Annotated[Sought, Query(max_length=60)] = "",
    nom: Annotated[Sought, Query(max_length=80)] = "",
    eleve: Annotated[Id | None, Query()] = None,
    avant: Annotated[int | None, Query(ge=1, le=_HIGHEST)] = None,
) -> HTMLResponse:
    """Show who read and changed what, the newest first; of one person, of one pupil."""
    return _shown(page, here, caller, personne=personne, nom=nom, eleve=eleve, avant=avant)


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
    eleve: str | None = None,
    avant: int | None = None,
    verdict: Verified | None = None,
) -> HTMLResponse:
    with here.storage.consult(caller.account) as work:
        among = view.pupils_called(work, nom) if nom.strip() and not eleve else None
        trail = service.trail(
            work,
            subject=eleve,
            actor=personne or None,
            before=avant,
            limit=_A_PAGE,
            among=among,
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
        pupil=eleve,
        pupil_name=names.get(eleve, "cet élève") if eleve else "",
        before=avant,
        filters=urlencode(_filled(personne=personne, nom=nom, eleve=eleve)),
        verdict=verdict,
    )


def _filled(**filters: str | None) -> dict[str, str]:
    return {name: value for name, value in filters.items() if value}
