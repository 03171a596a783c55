"""Signing in and out, and one's own account."""

from datetime import timedelta
from typing import Annotated

from fastapi import Path, Request, Response

from api.access.caller import SignedIn
from api.access.credentials import REMEMBERED
from api.access.guard import COOKIE, address
from api.access.roles import PUBLIC, SIGNED_IN
from api.accounts import service
from api.accounts.refusals import SessionRequired, TooManyTokens, WrongLogin, WrongPassword
from api.accounts.schemas import IssuedToken, LogIn, Me, NewToken, PasswordChange, Session, Token
from api.errors import NotFound
from api.http.router import Router
from api.paging import Id, Page, PageWanted
from api.running import Here

router = Router("accounts")


@router.post("/api/login", PUBLIC, refusals=[WrongLogin])
def log_in(body: LogIn, request: Request, response: Response, here: Here) -> Me:
    """Open a session: the answer sets a cookie that lasts as long as the setting says."""
    account = service.known(here, body, address(request))
    hours = here.settings.session_hours
    with here.storage.write(account) as work:
        me, session = service.open_session(work, account, hours)
    set_cookie(response, session.secret, hours)
    return me


@router.post("/api/logout", SIGNED_IN, status=204, refusals=[SessionRequired])
def log_out(caller: SignedIn, response: Response, here: Here) -> None:
    """End the session in use."""
    with here.storage.write(caller.account) as work:
        service.close_session(work, caller)
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")


@router.get("/api/me", SIGNED_IN)
def me(caller: SignedIn, here: Here) -> Me:
    """Say who is signed in."""
    with here.storage.read() as work:
        return service.me(work, caller)


@router.put("/api/me/password", SIGNED_IN, status=204, refusals=[WrongPassword, SessionRequired])
def change_password(body: PasswordChange, request: Request, caller: SignedIn, here: Here) -> None:
    """Change one's password; every other session ends, tokens stay."""
    hashed = service.new_password_hash(here, caller, body, address(request))
    with here.storage.write(caller.account) as work:
        service.change_password(work, caller, hashed)


@router.get("/api/me/sessions", SIGNED_IN)
def list_sessions(caller: SignedIn, wanted: PageWanted, here: Here) -> Page[Session]:
    """List one's open sessions."""
    with here.storage.read() as work:
        return service.sessions(work, caller, wanted)


@router.delete("/api/me/sessions/{id}", SIGNED_IN, status=204, refusals=[NotFound, SessionRequired])
def revoke_session(id: Annotated[Id, Path()], caller: SignedIn, here: Here) -> None:  # noqa: A002
    """End one of one's sessions."""
    with here.storage.write(caller.account) as work:
        service.revoke(work, caller, "session", id)


@router.get("/api/me/tokens", SIGNED_IN)
def list_tokens(caller: SignedIn, wanted: PageWanted, here: Here) -> Page[Token]:
    """List one's tokens for programs."""
    with here.storage.read() as work:
        return service.tokens(work, caller, wanted)


@router.post("/api/me/tokens", SIGNED_IN, status=201, refusals=[TooManyTokens, SessionRequired])
def make_token(body: NewToken, caller: SignedIn, here: Here) -> IssuedToken:
    """Make a token for a program; its secret is in this answer and nowhere else."""
    with here.storage.write(caller.account) as work:
        return service.make_token(work, caller, body, here.settings.token_days)


@router.delete("/api/me/tokens/{id}", SIGNED_IN, status=204, refusals=[NotFound, SessionRequired])
def revoke_token(id: Annotated[Id, Path()], caller: SignedIn, here: Here) -> None:  # noqa: A002
    """End one of one's tokens."""
    with here.storage.write(caller.account) as work:
        service.revoke(work, caller, "token", id)


def set_cookie(response: Response, secret: str, hours: int) -> None:
    """Give a browser its session, which opens pages for so many hours.

    The browser keeps it a little longer, so that what a form sends too late can be kept for its writer.
    """
    kept = timedelta(hours=hours) + REMEMBERED
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(kept.total_seconds()),
        secure=True,
        httponly=True,
        samesite="lax",
    )
