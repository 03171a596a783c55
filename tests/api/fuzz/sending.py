"""The operations of the description, and how cases made up for them are made to fit and sent."""

import os
from asyncio import Runner
from copy import deepcopy
from typing import Any, Final

import schemathesis
from httpx2 import ASGITransport, AsyncClient
from hypothesis import HealthCheck, settings
from schemathesis.core.result import Ok

from api.access.guard import COOKIE
from api.access.roles import ROLES, Role
from tests.api.fuzz.fits import FITS
from tests.api.fuzz.places import PLACES, named_by
from tests.api.fuzz.seeding import EVERYBODY
from tests.api.fuzz.world import Owner, World
from tests.api.people import SITE
from tests.api.test_description import DOCUMENT

OPERATIONS: Final = [
    found.ok()
    for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()
    if isinstance(found, Ok)
]
SOAK: Final = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
FEW: Final = settings(
    max_examples=60 if SOAK else 2, suppress_health_check=list(HealthCheck), database=None
)
VERY_FEW: Final = settings(FEW, max_examples=20 if SOAK else 1)
SIGNING_IN: Final = ("authorization", "cookie")
SAME_SITE: Final = {"Sec-Fetch-Site": "same-origin"}
CALLERS: Final[tuple[Role | None, ...]] = (*ROLES, None)


def allowed(operation: Any) -> list[Role | None]:
    """Say for whom an operation is; nobody in particular where it is public."""
    return operation.definition.raw["x-roles"] or [None]


def logins(role: Role | None) -> list[str]:
    """Name the accounts of a role: one's own, then another's."""
    return [person.login for person in EVERYBODY if person.role == role]


def owner_of(world: World, role: Role | None, *, another: bool = False) -> Owner:
    """Give whoever is signed in as a role, or another of the same role."""
    return world.seeded.owners[logins(role)[another]] if role else Owner()


class Callers:
    """Sends cases as each role: signed in from the start, and again where a case has ended the session."""

    def __init__(self, world: World, loop: Runner) -> None:
        self._world: Final = world
        self._loop: Final = loop
        # Without the threads and the event loop that a test client starts for each request.
        self._client: Final = AsyncClient(transport=ASGITransport(world.app), base_url=SITE)
        self._sessions: Final = {
            role: world.seeded.sessions[logins(role)[0]] for role in CALLERS if role is not None
        }

    def send(self, role: Role | None, case: Any) -> Any:
        """Send a case with the caller's session, not a made-up one."""
        answer = self._sent(role, case)
        if answer.status_code == 401 and role is not None:
            owner = owner_of(self._world, role)
            _, self._sessions[role] = self._world.credential(owner, "session")
            answer = self._sent(role, case)
        return answer

    def _sent(self, role: Role | None, case: Any) -> Any:
        request = case.as_transport_kwargs(base_url=SITE)
        del request["cookies"]
        request["files"] = [_part(each) for each in request.get("files") or ()] or None
        if isinstance(request.get("data"), (str, bytes)):
            request["content"] = request.pop("data")
        request["headers"] = {
            **{k: v for k, v in request["headers"].items() if k.lower() not in SIGNING_IN},
            **({"Cookie": f"{COOKIE}={self._sessions[role]}", **SAME_SITE} if role else {}),
        }
        return self.request(**request)

    def request(self, *request: Any, **content: Any) -> Any:
        """Send a request as it is."""
        self._client.cookies.clear()
        made = self._client.build_request(*request, **content)
        made.read()  # a file is sent as a stream, and schemathesis wants to see it afterwards
        return self._loop.run(self._client.send(made))


def _part(part: tuple[str, tuple[Any, ...]]) -> Any:
    """Write as text what is sent as a file and is none."""
    name, (file_name, content, *more) = part
    text = content if isinstance(content, (str, bytes)) else str(content)
    return name, (file_name, text, *more)


def fitted(world: World, owner: Owner, case: Any) -> Any:
    """Make of a case one that an owner could send: it names things there are, the owner's if anybody's."""
    fitting = case.derive()
    fitting.body = _whole(deepcopy(case.body))
    fitting.headers.pop("If-Match", None)
    if place := PLACES.get(named_by(case.path)):
        fitting.path_parameters = dict(place.of(world, owner))
    if fit := FITS.get(case.operation.label):
        fit(world, owner, fitting)
    return fitting


def asks(operation: Any) -> bool:
    """Tell whether an operation asks for anything: then a request may fit or not."""
    return bool(operation.body or list(operation.iter_parameters()))


def _whole(body: Any) -> Any:
    """Write 4.0 as 4: the same to JSON Schema, not to the service."""
    if isinstance(body, dict):
        return {name: _whole(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_whole(value) for value in body]
    return int(body) if isinstance(body, float) and body.is_integer() else body
