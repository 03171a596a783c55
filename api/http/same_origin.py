"""Against forged requests: what changes something must come from the service's own pages.

A browser sends the session's cookie with a request that another site made it send. `Sec-Fetch-Site` tells, and
`Origin` in browsers without it. Where a cookie comes with neither, the request is refused. Programs with a token
send neither and no cookie. (The same order of checks as Go's `http.CrossOriginProtection`.)
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import Answering, CrossSite

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN: Final = frozenset({"same-origin", "none"})


class SameOrigin:
    """Refuses unsafe methods that another site may have caused."""

    def __init__(self, app: ASGIApp, answer: Answering) -> None:
        self._app: Final = app
        self._answer: Final = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it before its body is read."""
        forged = (
            scope["type"] == "http"
            and scope["method"] not in _SAFE
            and _may_be_forged(Headers(scope=scope))
        )
        app = self._answer(CrossSite(), scope) if forged else self._app
        await app(scope, receive, send)


def _may_be_forged(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OWN
    origin = headers.get("origin")
    if origin is not None:
        return not _same_host(origin, headers.get("host", ""))
    return "cookie" in headers


def _same_host(origin: str, host: str) -> bool:
    try:
        return bool(host) and urlsplit(origin).netloc == host
    except ValueError:
        return False
