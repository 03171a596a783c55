"""The board, moving somebody, and a search under way."""

import json
from typing import Final

from sqlalchemy import select

from api.access.caller import Caller
from api.demo.logins import LOGINS
from api.jobs import service as jobs
from api.planning import asking
from api.planning.schemas import AskProposals
from api.storage.tables import Account
from tests.pages.browsing import Reader
from tests.pages.gallery import Scene
from tests.pages.site import NEXT_WEEK

REFERENT: Final = LOGINS["referent"]


def _move(reader: Reader) -> None:
    reader.page.get_by_role("link", name="Déplacer vers…").first.click()


def _search(reader: Reader) -> None:
    """Look for a plan; what the service tells of it is said by this test, so that the page stays as it is."""
    progress = {"label": "Attente", "level": "waiting", "value": 33, "bound": 29}
    told = f"retry: 60000\n\nevent: progress\ndata: {json.dumps({'progress': progress})}\n\n"
    reader.page.route(
        "**/events", lambda route: route.fulfill(content_type="text/event-stream", body=told)
    )
    _move(reader)
    reader.page.get_by_role("button", name="Chercher").first.click()


def _cancelled(reader: Reader) -> None:
    with reader.site.storage.write("tests") as work:
        account = work.session.scalars(select(Account.id).where(Account.login == REFERENT)).one()
        caller = Caller(account, "referent", None, None, "", "session")
        asked = asking.ask_proposals(work, caller, AskProposals(week=NEXT_WEEK))
        jobs.cancel(work, asked.id)
    reader.open(f"/recherches/{asked.id}")


SCENES: Final = (
    Scene("recherche-en-cours", REFERENT, "/semaines", _search),
    Scene("recherche-arretee", REFERENT, "/semaines", _cancelled),
    Scene("semaine", REFERENT, "/semaines"),
    Scene("semaine-vacances", REFERENT, "/semaines?depuis=2026-W51"),
    Scene("semaine-passees", REFERENT, "/semaines?depuis=2026-W40"),
    Scene("semaine-deplacer", REFERENT, "/semaines", _move),
)
