"""`/openapi.json`: what the service offers, to whom, with every answer."""

from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.access.guard import COOKIE
from api.errors import ProblemDetails
from api.http.router import guarded_routes

_ABOUT = """\
The service of a DAEET: collèges submit notices, the référente plans and publishes, practitioners and analysts read \
what is theirs.

Sign in by `POST /api/login` (a session, in a cookie) or send a token made at `/api/me/tokens` as a bearer. A request with \
the cookie that changes anything must carry `Sec-Fetch-Site` or `Origin`, as browsers do by themselves. Refusals are \
`application/problem+json` (RFC 9457): rely on `code`.
"""


def describe(app: FastAPI) -> dict[str, Any]:
    """Describe every route of an application."""
    document = get_openapi(
        title=app.title, version=app.version, description=_ABOUT, routes=app.routes
    )
    components = document.setdefault("components", {})
    schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    components.setdefault("schemas", {}).update(schema.pop("$defs"), ProblemDetails=schema)
    components["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
        "token": {"type": "http", "scheme": "bearer"},
    }
    for route, audience in guarded_routes(app):
        if route.include_in_schema:
            for method in route.methods or ():
                operation = document["paths"][route.path_format][method.lower()]
                operation["x-roles"] = sorted(audience.roles)
    return document


@cache
def description_of(app: FastAPI) -> dict[str, Any]:
    """Describe an application once: its routes never change."""
    return describe(app)
