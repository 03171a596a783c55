"""Pages: the workshops."""

from typing import Annotated, Any, Final

from fastapi import Path
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import reading, workshops
from api.catalogue.lasting import lengths
from api.catalogue.past import Wording, yes_or_no
from api.catalogue.reading import WORKSHOPS
from api.catalogue.schemas.fields import EntryId
from api.catalogue.schemas.workshops import WorkshopEntry, WorkshopSheet
from api.catalogue.slugs import slug
from api.errors import NotFound, Refusal
from api.preconditions import ChangedMeanwhile
from api.running import Here
from api.storage.work import Reading
from api.web.forms import VERSION, Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go

pages = Pages("workshops")

_REFERENT: Final = only("referent")
_HERE: Final = "/ateliers"
_ONE: Final = _HERE + "/{id}"
_NEW: Final[dict[str, Any]] = {
    "name": "",
    "core": False,
    "length": 2,
    "per_week": 1,
    "place": "",
    "travel_minutes": 0,
}
InPath = Annotated[EntryId, Path()]
WORDING: Final = Wording(
    {
        "name": "Nom",
        "core": "Essentiel",
        "length": "Durée en créneaux",
        "per_week": "Séances par semaine",
        "place": "Lieu",
        "travel_minutes": "Trajet en minutes",
    },
    {
        "name": str,
        "core": yes_or_no,
        "length": str,
        "per_week": str,
        "place": lambda place: place or "sur place",
        "travel_minutes": str,
    },
)


@pages.page(_HERE, _REFERENT)
def workshops_page(here: Here, page: Page) -> HTMLResponse:
    """List the workshops, and let one be added."""
    with here.storage.read() as work:
        return _listed(page, work)


@pages.action(_HERE, _REFERENT)
def add_workshop_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Add a workshop."""
    try:
        sheet = read(WorkshopSheet, _asked(sent))
        with here.storage.write(caller.account) as work:
            key = slug(
                sheet.name.removeprefix("Atelier "), {row.key for row in WORKSHOPS.rows(work)}
            )
            workshops.put(work, key, sheet)
    except Refusal as refusal:
        with here.storage.read() as work:
            return _listed(page, work, sent, refusal)
    return go(_HERE, "workshop-added")


@pages.page(_ONE, _REFERENT)
def workshop_page(id: InPath, here: Here, page: Page) -> HTMLResponse:  # noqa: A002
    """Show a workshop, to be changed."""
    with here.storage.read() as work:
        return _shown(page, work, id)


@pages.action(_ONE, _REFERENT)
def change_workshop_page(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Store what was changed of a workshop."""
    try:
        sheet = read(WorkshopSheet, _asked(sent))
        with here.storage.write(caller.account) as work:
            sent.version().check(WORKSHOPS.found(work, id).number)
            workshops.put(work, id, sheet)
    except NotFound:
        raise
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, id, sent, refusal)
    return go(_HERE, "workshop-changed")


@pages.action(f"{_ONE}/retrait", _REFERENT)
def remove_workshop_page(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Remove a workshop that nobody gives any more."""
    try:
        with here.storage.write(caller.account) as work:
            sent.version().check(WORKSHOPS.found(work, id).number)
            workshops.remove(work, id)
    except NotFound:
        raise
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, id, None, refusal)
    return go(_HERE, "workshop-removed")


def _asked(sent: Form) -> dict[str, Any]:
    return {
        "name": sent.text("name"),
        "core": sent.ticked("core"),
        "length": sent.whole("length"),
        "per_week": sent.whole("per_week"),
        "place": sent.text("place"),
        "travel_minutes": sent.whole("travel_minutes"),
    }


def _typed(sent: Form | None, entry: WorkshopEntry | None) -> dict[str, Any]:
    if sent is not None:
        return {**{name: sent[name] for name in _NEW}, "core": sent.ticked("core")}
    return {name: getattr(entry, name) for name in _NEW} if entry else dict(_NEW)


def _refused(refusal: Refusal | None) -> dict[str, Any]:
    return {
        "status": int(refusal.status) if refusal else 200,
        "errors": errors_of(refusal) if refusal else {},
        "above": above(refusal) if refusal else (),
        "labels": WORDING.labels,
    }


def _listed(
    page: Showing, work: Reading, sent: Form | None = None, refusal: Refusal | None = None
) -> HTMLResponse:
    return page.show(
        "catalogue/workshops.html",
        workshops=reading.workshops(work),
        lasting=lengths(reading.timetable(work)),
        typed=_typed(sent, None),
        **_refused(refusal),
    )


def _shown(
    page: Showing,
    work: Reading,
    key: str,
    sent: Form | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    shown = workshops.one(work, key)
    history = WORKSHOPS.history(work, key)
    changed = sent is not None and isinstance(refusal, ChangedMeanwhile)
    return page.show(
        "catalogue/workshop.html",
        workshop=shown.entry,
        lasting=lengths(reading.timetable(work)),
        version=shown.number,
        typed=_typed(sent, shown.entry),
        history=WORDING.lines(history),
        meanwhile=WORDING.since(history, sent[VERSION]) if changed and sent else (),
        **_refused(refusal),
    )
