"""The pages' routes: the same guard as the rest, and answers that a person reads."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from fastapi.responses import HTMLResponse
from starlette.types import Scope

from api.access.roles import Audience
from api.http.router import Router

Handler = TypeVar("Handler", bound=Callable[..., Any])

_PROGRAMS: Final = ("/api/", "/health/", "/openapi.json")


class Pages(Router):
    """The pages of a subject. They stand beside the description of the service, not in it."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"pages-{tag}")

    def page(self, path: str, audience: Audience) -> Callable[[Handler], Handler]:
        """Declare a page to read."""
        return self.route("GET", path, audience, described=False, answers=HTMLResponse)

    def action(self, path: str, audience: Audience) -> Callable[[Handler], Handler]:
        """Declare what a form does; it answers with a redirection once it is done."""
        return self.route("POST", path, audience, described=False, answers=HTMLResponse)


def is_page(scope: Scope) -> bool:
    """Tell whether a request came from somebody reading pages, and not from a program."""
    path: str = scope["path"]
    return not path.startswith(_PROGRAMS)
