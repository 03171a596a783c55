"""Refusals as pages: what went wrong, in plain words, and the way back. Programs get problem details instead."""

from typing import Final
from urllib.parse import quote

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from api.access.guard import COOKIE
from api.drafts import resuming
from api.errors import NotSignedIn, Refusal, as_refusal
from api.errors import answer as problem_details
from api.running import running
from api.web.forms import SECRET, Form, form_of
from api.web.router import is_page
from api.web.showing import Showing

LOGIN: Final = "/connexion"

_ON_PAGES: Final[dict[str, tuple[str, str]]] = {
    "not-found": (
        "Page introuvable",
        "Cette page n'existe pas, ou n'existe plus, ou n'est pas pour votre compte.",
    ),
    "role-not-allowed": ("Accès réservé", "Cette page n'est pas pour votre compte."),
    "method-not-allowed": (
        "Page introuvable",
        "Cette page ne s'ouvre pas directement : elle suit un formulaire.",
    ),
}
"""In the place of the titles and the words that programs read."""


def answer(refusal: Refusal, scope: Scope) -> Response:
    """Answer with a page or with problem details, whichever the request is for."""
    if not is_page(scope):
        return problem_details(refusal, scope["state"]["request_id"])
    return _page(refusal, Request(scope))


async def refuse(request: Request, error: Exception) -> Response:
    """Answer a request whose handler raised.

    Whoever is not signed in is sent to do so; what a form had sent is kept for after that.
    """
    refusal = as_refusal(error)
    if not (is_page(request.scope) and isinstance(refusal, NotSignedIn)):
        return answer(refusal, request.scope)
    if request.method != "POST":
        return RedirectResponse(f"{LOGIN}?suite={quote(_wanted(request))}", 303)
    try:
        form = await form_of(request)
    except (HTTPException, Refusal) as unreadable:
        return answer(as_refusal(unreadable), request.scope)
    kept = await run_in_threadpool(_keep, request, form)
    return Showing(request).show(
        "accounts/login.html",
        status=int(refusal.status),
        login="",
        refused=None,
        ended=True,
        following=_wanted(request) if kept else "/",
        kept=kept or "",
    )


def _keep(request: Request, form: Form) -> str | None:
    """Keep the fields of a form for whoever was signed in; a password is not among them."""
    fields = [field for field in form.fields if SECRET not in field[0]]
    return resuming.keep(running(request.app).storage, request.cookies.get(COOKIE), fields)


def _wanted(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _page(refusal: Refusal, request: Request) -> Response:
    title, said = _ON_PAGES.get(refusal.code, (refusal.title, refusal.detail))
    shown = Showing(request).show(
        "refusal.html",
        status=int(refusal.status),
        title=title,
        # What was said of this very case is better than what is said of all.
        said=said if refusal.said == refusal.detail else refusal.said,
        problems=refusal.problems,
    )
    shown.headers.update(refusal.headers)
    return shown
