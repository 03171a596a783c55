"""Pages: a collège writes a notice, with a draft that the service keeps, and sends it."""

import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Final, NamedTuple

from fastapi import Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.clock import PARIS
from api.drafts import service as drafts
from api.drafts.refusals import DraftTooLong
from api.errors import Refusal
from api.notices import choices, form, own, service
from api.notices.refusals import KeyReused
from api.notices.schemas import Pupil, Receipt
from api.paging import Id
from api.running import Here, Running
from api.storage.work import Writing
from api.web import french
from api.web.forms import Form, Sent, above, errors_of
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.problems import Problem

pages = Pages("notices")

_COLLEGE: Final = only("college")
_NEW: Final = "/avis/nouveau"
_LIST: Final = "/mes-eleves"
_SENT_BEFORE: Final = (
    "un avis est déjà parti depuis cette page, avec un autre contenu. Pour le corriger, ouvrez « Mes élèves » ;"
    " si celui-ci en est bien un autre, envoyez-le de nouveau."
)
_ALREADY_SENT: Final = "Cet avis est déjà envoyé."
_KEY: Final = "cle"
_ABOUT: Final = "eleve"
_AS_TEXT: Final = "text/plain"
"""What the page's script asks for, which shows a sentence where it stands."""


class _Writing(NamedTuple):
    """A notice being written: about whom, what stands in its fields, the key of its sending."""

    about: str
    typed: form.Typed
    key: str


@pages.page(_NEW, _COLLEGE)
def new_notice_page(
    caller: SignedIn,
    here: Here,
    page: Page,
    eleve: Annotated[Id | None, Query()] = None,
) -> HTMLResponse:
    """Show the form of a notice, with the draft where there is one."""
    about = eleve or drafts.NEW_PUPIL
    with here.storage.read() as work:
        kept = drafts.draft(work, caller.account, about)
        contact = own.last_contact(work, caller)
    fields = form.whole(kept.content) if kept else form.empty(contact)
    writing = _Writing(about, fields, fields.get(_KEY) or _new_key())
    return _show(page, here, caller, writing, kept=kept)


@pages.action(_NEW, _COLLEGE)
def send_notice_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Send a notice; its draft has then done its part. What is refused is kept as a draft."""
    writing = _written(sent)
    _check_about(here, caller, writing)
    try:
        with here.storage.write(caller.account) as work:
            receipt = _send(sent, writing, caller, work)
            drafts.forget(work, writing.about)
    except Refusal as refusal:
        if isinstance(refusal, KeyReused):
            writing = writing._replace(key=_new_key())
        # A draft that is too long stays where it is: in the page.
        kept = None
        with suppress(DraftTooLong):
            kept = _keep(here, caller, writing)
        return _show(page, here, caller, writing, kept=kept, refusal=refusal)
    return go(f"/avis/{receipt.id}", "notice-sent")


@pages.action("/avis/brouillon", _COLLEGE)
def keep_draft_page(
    sent: Sent, caller: SignedIn, here: Here, page: Page, request: Request
) -> Response:
    """Keep what is typed so far; the page's script gets a sentence, a person the form again."""
    writing = _written(sent)
    as_text = request.headers.get("accept", "").startswith(_AS_TEXT)
    _check_about(here, caller, writing)
    try:
        kept = _keep(here, caller, writing)
    except DraftTooLong as refusal:
        if as_text:
            return PlainTextResponse(refusal.said, int(refusal.status))
        return _show(page, here, caller, writing, refusal=refusal)
    if as_text:
        return PlainTextResponse(_said(kept, page) if kept else _ALREADY_SENT)
    return go(_NEW, "draft-kept" if kept else None, **_query(writing.about))


@pages.action("/avis/brouillon/effacement", _COLLEGE)
def remove_draft_page(sent: Sent, caller: SignedIn, here: Here) -> Response:
    """Remove the draft, and stay on the page where that was asked."""
    about = sent[_ABOUT]
    with here.storage.write(caller.account) as work:
        drafts.forget(work, about)
    if sent["depuis"] == _LIST:
        return go(_LIST, "draft-removed")
    return go(_NEW, "draft-removed", **_query(about))


def _check_about(here: Running, caller: Caller, writing: _Writing) -> None:
    """Raise NotFound where the notice is to be about a pupil of another collège, or about nobody."""
    if writing.about:
        with here.storage.consult(caller.account) as work:
            own.known_pupil(work, caller, writing.about)


def _send(sent: Form, writing: _Writing, caller: Caller, work: Writing) -> Receipt:
    if writing.about:
        stay = form.stay_of(sent)
        return service.submit_again(work, caller, writing.key, writing.about, stay)
    return service.submit(work, caller, writing.key, form.notice_of(sent))


def _keep(here: Running, caller: Caller, writing: _Writing) -> drafts.Kept | None:
    """Keep a draft, unless it was sent while its last words were on the way; raises DraftTooLong."""
    with here.storage.write(caller.account) as work:
        if service.was_sent(work, caller, writing.key):
            return None
        return drafts.keep(work, {**writing.typed, _KEY: writing.key}, writing.about)


def _show(
    page: Showing,
    here: Running,
    caller: Caller,
    writing: _Writing,
    *,
    kept: drafts.Kept | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    pupil: Pupil | None = None
    fields = writing.typed
    with here.storage.consult(caller.account) as work:
        if writing.about:
            pupil = own.known_pupil(work, caller, writing.about)
        weeks = choices.open_weeks(work, (fields["earliest"], fields["latest"]))
    return page.show(
        "notices/new.html",
        status=int(refusal.status) if refusal else 200,
        form=form,
        pupil=pupil,
        about=writing.about,
        key=writing.key,
        values=fields,
        weeks=weeks,
        kept=_said(kept, page) if kept else None,
        errors=errors_of(refusal) if refusal else {},
        above=_above(refusal) if refusal else (),
    )


def _above(refusal: Refusal) -> Sequence[Problem]:
    return [Problem("", _SENT_BEFORE)] if isinstance(refusal, KeyReused) else above(refusal)


def _written(sent: Form) -> _Writing:
    about = sent[_ABOUT]
    key = sent.text(_KEY)
    return _Writing(about, form.typed(sent), key if key and _is_key(key) else _new_key())


def _query(about: str) -> Mapping[str, str]:
    return {_ABOUT: about} if about else {}


def _said(kept: drafts.Kept, page: Showing) -> str:
    here = kept.at.astimezone(PARIS)
    if here.date() == page.today():
        return f"Brouillon enregistré à {french.hour(here.strftime('%H:%M'))}."
    return f"Brouillon enregistré le {french.at(kept.at, page.today())}."


def _new_key() -> str:
    """Make the key of a sending: the same notice sent twice is stored once."""
    return secrets.token_hex(16)


def _is_key(text: str) -> bool:
    return re.fullmatch("[!-~]{8,100}", text) is not None
