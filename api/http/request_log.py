"""One line of log per request, its id, and the last resort for faults of the program."""

import time
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.caller import Caller
from api.errors import Answering, as_refusal
from api.logs import described, log
from api.storage.tables import new_id

REQUEST_ID: Final = "X-Request-ID"


class RequestLog:
    """Gives each request an id, logs how it went, and answers where the program fails.

    It must see an exception before Starlette does, whose own last resort hands it on to the server, which
    prints it with its words.
    """

    def __init__(self, app: ASGIApp, answer: Answering) -> None:
        self._app: Final = app
        self._answer: Final = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = scope.setdefault("state", {})["request_id"] = new_id()
        started, status = time.perf_counter(), 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception as error:  # noqa: BLE001 - the last resort: nobody is shown a traceback
            log().error("fault", request=request_id, **described(error))
            if not status:
                await self._answer(as_refusal(error), scope)(scope, receive, send_with_id)
        finally:
            _log(scope, request_id, status, time.perf_counter() - started)


def _log(scope: Scope, request_id: str, status: int, seconds: float) -> None:
    caller: Caller | None = scope["state"].get("caller")
    log().info(
        "request",
        request=request_id,
        method=scope["method"],
        # Never the path itself: it holds ids, and the secret of a calendar's address.
        route=getattr(scope.get("route"), "path", None),
        status=status,
        ms=round(seconds * 1000, 1),
        account=caller.account if caller else None,
    )
