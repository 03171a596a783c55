"""Deny by default: every route says for whom it is, and means it."""

import inspect
from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant

from api.access.caller import SignedIn
from api.access.roles import PUBLIC, ROLES, SIGNED_IN, Audience, Role, only
from api.app import SUBJECTS, UndeclaredRouteError, create_app
from api.http.router import Router, guarded_routes
from api.settings import Settings
from api.storage.tables import new_id
from api.web.router import is_page
from tests.api.people import PEOPLE, Client, anonymous_client, browser, program, refused

PUBLIC_PATHS = {
    "/health/live",
    "/health/ready",
    "/openapi.json",
    "/api/login",
    "/api/calendars/{secret}.ics",
    "/",
    "/connexion",
    "/aide",
    "/accessibilite",
    "/static/{digest}/{name}",
}

BUILT = create_app(Settings())
"""Building opens nothing, so the routes can be listed before any test runs."""


def every_route() -> list[tuple[str, str, Audience]]:
    return [
        (method, route.path, audience)
        for route, audience in guarded_routes(BUILT)
        for method in sorted(route.methods or ())
    ]


def every_operation() -> list[tuple[str, str, Audience]]:
    """List what programs may ask for; the pages are beside."""
    return [each for each in every_route() if not is_page({"path": each[1]})]


def every_page() -> list[tuple[str, str, Audience]]:
    return [each for each in every_route() if is_page({"path": each[1]})]


def path_to_nothing(path: str) -> str:
    code = "P-00000000"
    return path.format(
        id=new_id(),
        period="2026-W48",
        one=code,
        other=code,
        pupil=code,
        teacher="personne",
        code=code,
        week="2026-W48",
        secret="inconnu",
    )


class TestEveryRoute:
    def test_there_are_some(self) -> None:
        assert len(every_route()) > 10

    def test_only_these_are_public(self) -> None:
        assert {path for _, path, audience in every_route() if audience.public} == PUBLIC_PATHS

    def test_nobody_comes_in_without_signing_in(self, anonymous: Client) -> None:
        for method, path, audience in every_operation():
            if not audience.public:
                answer = anonymous.request(method, path_to_nothing(path), content=b"{")
                refused(answer, 401, "not-signed-in")
                assert answer.headers["www-authenticate"] == "Bearer"

    def test_whoever_wants_to_read_a_page_is_asked_to_sign_in(self, anonymous: Client) -> None:
        """What a form had sent is kept meanwhile; `web/test_signing_in.py` follows it to its end."""
        for method, path, audience in every_page():
            if audience.public:
                continue
            answer = anonymous.request(method, path_to_nothing(path))
            if method == "GET":
                assert answer.status_code == 303
                assert answer.headers["location"].startswith("/connexion?suite=/")
            else:
                assert answer.status_code == 401
                assert "Se connecter" in answer.text

    @pytest.mark.parametrize(
        "credential", ["Bearer ", "Bearer daeet_x", "Basic eDp5", "Bearer \u00e9"]
    )
    def test_nobody_comes_in_with_a_bad_token(self, anonymous: Client, credential: str) -> None:
        for method, path, audience in every_operation():
            if not audience.public:
                headers = {b"Authorization": credential.encode("latin-1")}
                answer = anonymous.request(method, path_to_nothing(path), headers=headers)
                refused(answer, 401, "not-signed-in")

    def test_no_role_comes_in_where_another_is_declared(self, app: FastAPI) -> None:
        """The refusal comes before anything sent is looked at."""
        for person in PEOPLE:
            client = browser(app, person)
            for method, path, audience in every_route():
                if not audience.public and person.role not in audience.roles:
                    answer = client.request(method, path_to_nothing(path), content=b"{")
                    if is_page({"path": path}):
                        assert answer.status_code == 403
                        assert "Accès réservé" in answer.text
                    else:
                        refused(answer, 403, "role-not-allowed")

    def test_no_dependency_runs_after_the_answer(self) -> None:
        """What stands after a `yield` runs once the answer has left: too late to store anything."""
        calls = [
            call for route, _ in guarded_routes(BUILT) for call in dependencies(route.dependant)
        ]
        assert calls
        for call in calls:
            assert not inspect.isgeneratorfunction(call)
            assert not inspect.isasyncgenfunction(call)


def dependencies(dependant: Dependant) -> Iterator[object]:
    for each in dependant.dependencies:
        yield each.call
        yield from dependencies(each)


class TestDeclaring:
    def test_an_application_with_an_undeclared_route_is_not_built(self) -> None:
        careless = Router("careless")
        careless.routes.add_api_route("/careless", lambda: "oops")
        with pytest.raises(UndeclaredRouteError, match="/careless"):
            create_app(Settings(), [*SUBJECTS, careless])

    def test_nor_one_with_a_route_of_another_kind(self) -> None:
        careless = Router("careless")
        other = APIRouter()
        other.add_api_route("/other", lambda: "oops")
        careless.routes.include_router(other)
        with pytest.raises(UndeclaredRouteError, match="/other"):
            create_app(Settings(), [careless])


def probes() -> Router:
    """One route per role, one for everybody signed in, one for the whole world."""
    router = Router("probes")

    async def answer(caller: SignedIn) -> str:
        """Say which role came in."""
        return caller.role

    async def hello() -> str:
        """Say hello."""
        return "hello"

    for role in ROLES:
        router.get(f"/api/probe/{role}", only(role))(answer)
    router.get("/api/probe/signed-in", SIGNED_IN)(answer)
    router.get("/api/probe/public", PUBLIC)(hello)
    return router


class TestRoles:
    @pytest.mark.parametrize("by_token", [False, True])
    def test_each_role_opens_its_own_routes_and_no_other(
        self, settings: Settings, by_token: bool
    ) -> None:
        app = create_app(settings, [probes()])
        with anonymous_client(app) as anonymous:
            assert anonymous.get("/api/probe/public").json() == "hello"
            refused(anonymous.get("/api/probe/signed-in"), 401, "not-signed-in")
            for person in PEOPLE:
                client = browser(app, person)
                client = program(app, client.account) if by_token else client
                assert opened(client) == {person.role, "signed-in", "public"}


def opened(client: Client) -> set[Role | str]:
    names = (*ROLES, "signed-in", "public")
    return {name for name in names if client.get(f"/api/probe/{name}").status_code == 200}
