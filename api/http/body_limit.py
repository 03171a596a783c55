"""No request body beyond the setting, whether its length is announced or not."""

from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Answering, TooLarge


class BodyLimit:
    """Refuses a body by its announced length, and stops reading one that turns out too long."""

    def __init__(self, app: ASGIApp, max_bytes: int, answer: Answering) -> None:
        self._app: Final = app
        self._answer: Final = answer
        self._max_bytes: Final = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counting what is read of its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdigit() or int(announced) > self._max_bytes:
            await self._answer(TooLarge(), scope)(scope, receive, send)
            return
        received = 0

        async def receive_and_count() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_bytes:
                # FastAPI passes on this class alone while it reads a body.
                raise HTTPException(TooLarge.status)
            return message

        await self._app(scope, receive_and_count, send)
