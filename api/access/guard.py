"""Deny by default: what stands between a request and its handler."""

from typing import Final

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from api.access.caller import Caller
from api.access.credentials import recognise
from api.access.roles import Audience
from api.errors import NotSignedIn, RoleNotAllowed
from api.running import Running, running

COOKIE: Final = "__Host-daeet"
"""The prefix makes browsers refuse it over plain HTTP, from a subdomain or for a part of the site."""

CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}


async def admit(request: Request, audience: Audience) -> None:
    """Let a request through to its handler, or raise a Refusal; its body has not been read yet.

    The account and its session or token are looked up each time, so a disabled account or a revoked token is
    refused at its very next request.
    """
    here = running(request.app)
    if audience.public:
        here.limits.request(address(request))
        return
    caller = await run_in_threadpool(_caller, here, request)
    if caller is None:
        here.limits.request(address(request))
        raise NotSignedIn(headers=CHALLENGE)
    request.state.caller = caller
    here.limits.request(caller.account)
    if caller.role not in audience.roles:
        raise RoleNotAllowed


async def signed_in(request: Request) -> Caller | None:
    """Say who asks, on a page that is for everybody; nobody where that is not known."""
    return await run_in_threadpool(_caller, running(request.app), request)


def address(request: Request) -> str:
    """Give the network address that a request came from, to count by."""
    return request.client.host if request.client else "?"


def _caller(here: Running, request: Request) -> Caller | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    session = request.cookies.get(COOKIE)
    with here.storage.read() as work:
        if scheme.lower() == "bearer":
            return recognise(work, token.strip(), "token")
        return recognise(work, session, "session") if session else None
