"""Anything may be sent by anybody: no operation ever fails, and each answers as it is described."""

from typing import Any, Final

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.access.roles import ROLES, Role
from tests.api.people import PEOPLE, Client, anonymous_client, another_browser, browser
from tests.api.test_description import DOCUMENT

OPERATIONS: Final = [
    found.ok()
    for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()
    if isinstance(found, Ok)
]
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
UNGUESSABLE: Final = frozenset(
    {
        "POST /api/login",
        "PUT /api/me/password",
        "DELETE /api/me/sessions/{id}",
        "DELETE /api/me/tokens/{id}",
        "GET /api/colleges/{id}",
        "PUT /api/colleges/{id}",
        "GET /api/jobs/{id}",
        "GET /api/jobs/{id}/events",
        "POST /api/jobs/{id}/cancellation",
        "POST /api/notices",
        "GET /api/notices/{id}",
        "PUT /api/notices/{id}",
        "POST /api/notices/import",
        "POST /api/notices/{id}/confirmation",
        "POST /api/notices/{id}/moves",
        "POST /api/notices/{id}/withdrawal",
        "POST /api/pupils/{id}/erasure",
        "POST /api/pupils/{id}/notices",
        "GET /api/colleges/{id}/history",
        "GET /api/teachers/{id}",
        "PUT /api/teachers/{id}",
        "DELETE /api/teachers/{id}",
        "GET /api/teachers/{id}/history",
        "PUT /api/teachers/{id}/availability",
        "GET /api/workshops/{id}",
        "DELETE /api/workshops/{id}",
        "GET /api/workshops/{id}/history",
        "PUT /api/timetable",
        "GET /api/closures",
        "GET /api/closures/{period}",
        "DELETE /api/closures/{period}",
        "GET /api/closures/{period}/history",
        "POST /api/conflicts",
        "DELETE /api/conflicts/{one}/{other}",
        "POST /api/teacher-conflicts",
        "DELETE /api/teacher-conflicts/{pupil}/{teacher}",
        "GET /api/weeks/{week}",
        "GET /api/weeks/{week}/history",
        "GET /api/calendar-address",
        "POST /api/calendar-address",
        "DELETE /api/calendar-address",
        "GET /api/teachers/{id}/calendar-address",
        "POST /api/teachers/{id}/calendar-address",
        "DELETE /api/teachers/{id}/calendar-address",
        "GET /api/calendars/{secret}.ics",
        "GET /api/instances/{week}",
        "GET /api/exports/instance/{week}",
        "GET /api/indicators",
    }
)
"""They ask for a password, an id, a file, a short period, weeks to come or hours in order: no generator finds them."""

# Of the tries by callers for whom the operation is, a fifth must come through.
EXAMPLES: Final = 25


def send(client: Client, case: Any) -> Any:
    """Send a case as a caller: its own session or token, not a made-up one, goes with it."""
    request = case.as_transport_kwargs(base_url=str(client.base_url))
    del request["cookies"]
    made_up = {k: v for k, v in request.pop("headers").items() if k.lower() != "authorization"}
    headers = {**made_up, **client.headers}
    if isinstance(request.get("data"), (str, bytes)):
        request["content"] = request.pop("data")
    response = client.request(**request, headers=headers)
    response.request.read()  # a file that was sent is a stream, and schemathesis wants to see it
    return response


def ways() -> list[Any]:
    """Pair each operation with what is sent: what it asks for and, where it asks for anything, not that."""
    return [
        pytest.param(operation, mode, id=f"{operation.label} {mode.value}")
        for operation in OPERATIONS
        for mode in GenerationMode
        if mode is GenerationMode.POSITIVE or operation.body or list(operation.iter_parameters())
    ]


@pytest.mark.parametrize(("operation", "mode"), ways())
def test_every_operation_for_every_caller(
    app: FastAPI, operation: Any, mode: GenerationMode
) -> None:
    accounts = {person.role: browser(app, person).account for person in PEOPLE}
    allowed: list[Role | None] = operation.definition.raw["x-roles"] or [None]
    statuses: list[int] = []

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(mode), role=st.sampled_from([*ROLES, None, *allowed * 3]))
    def explore(case: Any, role: Role | None) -> None:
        client = another_browser(app, accounts[role]) if role else anonymous_client(app)
        response = send(client, case)
        case.validate_response(response, checks=CHECKS)
        if role in allowed or None in allowed:
            statuses.append(response.status_code)

    explore()
    if mode is GenerationMode.POSITIVE and operation.label not in UNGUESSABLE:
        assert sum(status < 300 for status in statuses) * 5 >= len(statuses)
