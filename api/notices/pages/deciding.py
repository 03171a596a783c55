"""Pages: what the référente decides about a notice; nothing moves without her."""

from collections.abc import Callable
from typing import Annotated, Final

from fastapi import Path
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.errors import Invalid, Refusal
from api.forgetting import service as forgetting
from api.forgetting.ledger import complete_ledger
from api.forgetting.schemas import Erasing
from api.notices import inbox, service
from api.notices.pages.amending import amended, show_form
from api.notices.pages.inbox import show_notice
from api.notices.schemas import Confirming, Moving
from api.paging import Id
from api.planning import wishes
from api.planning.wishes import Wish
from api.running import Here, Running
from api.storage.work import Writing
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.problems import Problem

pages = Pages("notices")

_REFERENT: Final = only("referent")
InPath = Annotated[Id, Path()]
_ERASURES: Final = (
    ("asked-by-family", "La famille le demande"),
    ("asked-by-college", "Le collège le demande"),
    ("sent-by-mistake", "L'avis a été envoyé par erreur"),
)
_NO_REASON: Final = "il faut choisir un motif."


@pages.action("/demandes/{id}/passage", _REFERENT)
def move_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Take a notice to another state."""

    def change(work: Writing) -> None:
        service.move(work, caller, id, _moving(sent))

    return _done(page, here, caller, id, sent, change, "notice-moved")


@pages.action("/demandes/{id}/confirmation", _REFERENT)
def confirm_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Confirm the dates of a stay for the collège, which said them otherwise."""

    def change(work: Writing) -> None:
        days = {name: sent.text(name) for name in Confirming.model_fields}
        service.confirm(work, caller, id, read(Confirming, days))

    return _done(page, here, caller, id, sent, change, "stay-confirmed")


@pages.action("/demandes/{id}/souhaits", _REFERENT)
def wish_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Say how urgent a pupil's place is, which week to keep, which ones to avoid."""
    try:
        with here.storage.write(caller.account) as work:
            code = service.pupil_code(work, caller, id)
            wishes.change(work, code, _wish(sent), sent.version())
    except Refusal as refusal:
        return show_notice(page, here, caller, id, sent, refusal)
    return go(f"/demandes/{id}", "wish-kept")


@pages.page("/demandes/{id}/modification", _REFERENT)
def amend_page(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Show the form that amends a notice."""
    return show_form(page, here, caller, id, f"/demandes/{id}")


@pages.action("/demandes/{id}/modification", _REFERENT)
def amend_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Amend a notice."""
    return amended(page, here, caller, id, f"/demandes/{id}", sent)


@pages.page("/demandes/{id}/effacement", _REFERENT)
def erasing_page(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Say what goes and what stays when a file is erased, and ask once more."""
    return _erasing(page, here, caller, id)


@pages.action("/demandes/{id}/effacement", _REFERENT)
def erase_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Erase a pupil's file for good."""
    try:
        reason = sent.text("reason")
        if reason is None:
            raise Invalid(problems=[Problem("reason", _NO_REASON)])
        body = read(Erasing, {"reason": reason})
        with here.storage.write(caller.account) as work:
            forgetting.erase(work, service.pupil_id(work, caller, id), body)
    except Refusal as refusal:
        return _erasing(page, here, caller, id, refusal)
    complete_ledger(here.storage, here.settings.data_dir)
    return go("/demandes", "file-erased")


def _done(
    page: Showing,
    here: Running,
    caller: Caller,
    wanted: str,
    sent: Form,
    change: Callable[[Writing], None],
    said: str,
) -> Response:
    """Change a notice on the version that was looked at; a refusal shows the notice as it is now."""
    try:
        with here.storage.write(caller.account) as work:
            sent.version().check(service.version(work, caller, wanted))
            change(work)
    except Refusal as refusal:
        return show_notice(page, here, caller, wanted, sent, refusal)
    return go(f"/demandes/{wanted}", said)


def _moving(sent: Form) -> Moving:
    try:
        return read(Moving, {"to": sent.text("to"), "reason": sent.text("reason")})
    except Invalid as refusal:
        if sent.text("reason") is None:
            raise
        raise Invalid(problems=[Problem("reason", _NO_REASON)]) from refusal


def _wish(sent: Form) -> Wish:
    return read(
        Wish,
        {
            "priority": sent.whole("priority"),
            "pin": sent.text("pin"),
            "bans": sent.several("bans"),
        },
    )


def _erasing(
    page: Showing, here: Running, caller: Caller, wanted: str, refusal: Refusal | None = None
) -> HTMLResponse:
    with here.storage.consult(caller.account) as work:
        notice = service.notice(work, caller, wanted)
        before = inbox.before(work, notice.pupil.id, notice.id)
    return page.show(
        "notices/erasing.html",
        status=int(refusal.status) if refusal else 200,
        notice=notice,
        notices=1 + len(before),
        reasons=_ERASURES,
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
    )
