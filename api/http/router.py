"""Our own router: no route without an audience, and every route described with all its answers."""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from inspect import getdoc
from typing import Any, Final, TypeVar

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.datastructures import Default
from fastapi.dependencies.models import Dependant
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute, iter_route_contexts

from api.access.guard import admit
from api.access.roles import Audience
from api.errors import (
    MEDIA_TYPE,
    BadRequest,
    CrossSite,
    InternalFault,
    Invalid,
    NotSignedIn,
    Refusal,
    RoleNotAllowed,
    TooLarge,
    TooManyRequests,
    Unavailable,
    example,
)
from solver.instance import Record

Handler = TypeVar("Handler", bound=Callable[..., Any])
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class GuardedRoute(APIRoute):
    """A route that admits its audience before anything of the request's body is read."""

    audience: Audience | None = None

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Put the guard before FastAPI's own handling."""
        answer = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            assert self.audience is not None  # noqa: S101 - `create_app` refuses a route without
            await admit(request, self.audience)
            return await answer(request)

        return guarded


class Router:
    """The routes of a subject. Every one says for whom it is and which refusals are its own."""

    def __init__(self, tag: str) -> None:
        self.routes: Final = APIRouter(tags=[tag], route_class=GuardedRoute)

    def get(self, path: str, audience: Audience, **options: Any) -> Callable[[Handler], Handler]:
        """Declare a handler that reads; `options` as for `route`."""
        return self.route("GET", path, audience, **options)

    def post(self, path: str, audience: Audience, **options: Any) -> Callable[[Handler], Handler]:
        """Declare a handler that makes or does something; `options` as for `route`."""
        return self.route("POST", path, audience, **options)

    def put(self, path: str, audience: Audience, **options: Any) -> Callable[[Handler], Handler]:
        """Declare a handler that replaces; `options` as for `route`."""
        return self.route("PUT", path, audience, **options)

    def patch(self, path: str, audience: Audience, **options: Any) -> Callable[[Handler], Handler]:
        """Declare a handler that changes a part; `options` as for `route`."""
        return self.route("PATCH", path, audience, **options)

    def delete(self, path: str, audience: Audience, **options: Any) -> Callable[[Handler], Handler]:
        """Declare a handler that removes; `options` as for `route`."""
        return self.route("DELETE", path, audience, **options)

    def route(
        self,
        method: str,
        path: str,
        audience: Audience,
        *,
        status: int = 200,
        refusals: Sequence[type[Refusal]] = (),
        described: bool = True,
        answers: type[Response] | None = None,
        unchanged: bool = False,
        events: type[Record] | None = None,
    ) -> Callable[[Handler], Handler]:
        """Declare a handler; its docstring becomes its description, its name the operation's.

        `status` is that of success, `refusals` are those that this handler may raise itself; the common ones
        are added. `described` puts it into `/openapi.json`. `answers` is the form of
        success, where it is not JSON. `unchanged`: 304 may answer whoever has the present version.
        `events`: what the data of each server-sent event is, where these are the answer.
        """

        def declare(handler: Handler) -> Handler:
            summary, _, more = (getdoc(handler) or "").partition("\n")
            self.routes.add_api_route(
                path,
                handler,
                methods=[method],
                status_code=status,
                summary=summary.rstrip("."),
                description=more.strip(),
                operation_id=handler.__name__,
                include_in_schema=described,
                response_class=answers or Default(JSONResponse),
            )
            route = self.routes.routes[-1]
            assert isinstance(route, GuardedRoute)  # noqa: S101 - the router's own route class
            route.audience = audience
            route.openapi_extra = {"security": _security(audience)}
            route.responses = _responses([*refusals, *_common(route, audience)])
            if unchanged:
                route.responses[304] = {"description": "Not Modified"}
            if events:
                route.responses[status] = _events_of(events)
            return handler

        return declare


def undeclared(app: FastAPI) -> list[str]:
    """Name every way into the application that has no audience: there must be none."""
    return [
        f"{route.path}"
        for route in iter_route_contexts(app.routes)
        if not isinstance(route.original_route, GuardedRoute)
        or route.original_route.audience is None
    ]


def guarded_routes(app: FastAPI) -> Iterator[tuple[GuardedRoute, Audience]]:
    """Walk every route with its audience."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, GuardedRoute) and route.audience is not None:
            yield route, route.audience


def _common(route: GuardedRoute, audience: Audience) -> Iterator[type[Refusal]]:
    """List the refusals that come from around the handlers."""
    if not audience.public:
        yield from (NotSignedIn, RoleNotAllowed)
    if not set(route.methods or ()) <= SAFE_METHODS:
        yield from (CrossSite, TooLarge)
    if route.body_field:
        yield BadRequest
    if route.body_field or _reads_parameters(route.dependant):
        yield Invalid
    yield from (TooManyRequests, InternalFault, Unavailable)


def _reads_parameters(dependant: Dependant) -> bool:
    own = dependant.path_params or dependant.query_params or dependant.header_params
    return bool(own) or any(_reads_parameters(each) for each in dependant.dependencies)


def _responses(refusals: Sequence[type[Refusal]]) -> dict[int | str, dict[str, Any]]:
    responses: dict[int | str, dict[str, Any]] = {}
    for refusal in sorted(set(refusals), key=lambda r: (r.status, r.code)):
        response = responses.setdefault(
            int(refusal.status),
            {
                "description": refusal.status.phrase,
                "content": {
                    MEDIA_TYPE: {
                        "schema": {"$ref": "#/components/schemas/ProblemDetails"},
                        "examples": {},
                    }
                },
            },
        )
        response["content"][MEDIA_TYPE]["examples"][refusal.code] = {"value": example(refusal)}
    return responses


def _events_of(data: type[Record]) -> dict[str, Any]:
    """Describe each event of a stream: before version 3.2, OpenAPI leaves it to the schema of the whole."""
    told = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {"$ref": f"#/components/schemas/{data.__name__}"},
    }
    event = {
        "type": "object",
        "properties": {"event": {"type": "string"}, "data": told},
        "required": ["event", "data"],
    }
    return {"content": {"text/event-stream": {"schema": event}}}


def _security(audience: Audience) -> list[dict[str, list[str]]]:
    return [] if audience.public else [{"session": []}, {"token": []}]
