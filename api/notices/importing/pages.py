"""Pages: a collège sends the notices of a file, tried first, then all of them or none."""

import secrets
from typing import Final

from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.errors import Refusal
from api.notices.importing import carrying, service
from api.notices.importing.parsing import parse
from api.notices.importing.refusals import ImportRefused
from api.running import Here
from api.web.forms import Sent
from api.web.router import Pages
from api.web.showing import Page, Showing, go

pages = Pages("notices")

_COLLEGE: Final = only("college")
_HERE: Final = "/avis/import"
_NO_FILE: Final = "Choisissez d'abord un fichier."


@pages.page(_HERE, _COLLEGE)
def import_page(page: Page) -> HTMLResponse:
    """Explain how to send many notices at once, and ask for the file."""
    return _show(page)


@pages.action(f"{_HERE}/essai", _COLLEGE)
def try_import_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Say what the file holds and what is wrong with it; nothing is stored."""
    try:
        file = sent.files.get("file")
        if file is None or not file.filename or not file.size:
            raise ImportRefused(_NO_FILE)
        with file.file as stream:
            parsed = parse(stream.read())
        with here.storage.read() as work:
            tried = service.try_out(work, caller, parsed)
    except Refusal as refusal:
        return _show(page, refusal)
    return page.show(
        "notices/import_tried.html",
        tried=tried,
        carried=carrying.carried(parsed.lines),
        key=secrets.token_hex(16),
    )


@pages.action(_HERE, _COLLEGE)
def import_action(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Store the notices that were tried: all of them or none, once however often this is sent."""
    try:
        parsed = carrying.taken_up(sent["notices"])
        with here.storage.write(caller.account) as work:
            service.store(work, caller, sent["cle"], parsed)
    except Refusal as refusal:
        return _show(page, refusal)
    return go("/mes-eleves", "notices-sent")


def _show(page: Showing, refusal: Refusal | None = None) -> HTMLResponse:
    return page.show(
        "notices/import.html",
        status=int(refusal.status) if refusal else 200,
        refused=refusal.said if refusal else None,
        problems=refusal.problems if refusal else (),
    )
