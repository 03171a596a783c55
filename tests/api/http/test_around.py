"""Headers, forged requests and long bodies."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from api.app import create_app
from api.http.security_headers import HEADERS
from api.settings import Settings
from tests.api.people import Client, anonymous_client, program, refused


class TestHeaders:
    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [("GET", "/health/live", 200), ("GET", "/nothing", 404), ("GET", "/api/me", 401),
         ("POST", "/health/live", 405), ("POST", "/api/login", 422)],
    )  # fmt: skip
    def test_every_answer_carries_them(
        self, anonymous: Client, method: str, path: str, status: int
    ) -> None:
        answer = anonymous.request(method, path)
        assert answer.status_code == status
        assert HEADERS.items() <= {name: answer.headers.get(name) for name in HEADERS}.items()
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["strict-transport-security"]
        assert "server" not in answer.headers

    def test_scripts_and_styles_come_from_here_alone(self) -> None:
        policy = HEADERS["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';")
        assert "unsafe" not in policy

    def test_plain_http_is_not_told_to_stay_on_https(self, app: FastAPI) -> None:
        client = Client(app)
        answer = client.get("http://testserver/health/live")
        assert "strict-transport-security" not in answer.headers


class TestForgedRequests:
    """The cookie comes by itself; what a browser says of where it comes from decides."""

    @pytest.fixture
    def bare(self, app: FastAPI, college: Client) -> Client:
        """Make a browser with the session's cookie that says nothing by itself."""
        client = Client(app)
        client.cookies.update(college.cookies)
        return client

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "https://testserver"},
            {"Origin": "https://elsewhere.example"},
            {"Origin": "https://testserver.elsewhere.example"},
            {"Origin": "https://testserver:444"},
            {"Origin": "null"},
            {"Origin": "https://[broken"},
            {},
        ],
    )
    def test_are_refused(self, bare: Client, headers: dict[str, str]) -> None:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = bare.request(method, "/api/logout", headers=headers)
            refused(answer, 403, "cross-site")
        assert bare.get("/api/me").status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "https://testserver"},
        ],
    )
    def test_our_own_pages_are_not(self, bare: Client, headers: dict[str, str]) -> None:
        assert bare.post("/api/logout", headers=headers).status_code == 204

    def test_reading_is_always_allowed(self, bare: Client) -> None:
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert bare.get("/api/me", headers=headers).status_code == 200

    def test_a_program_says_nothing_and_comes_in(self, app: FastAPI, college: Client) -> None:
        by_token = program(app, college.account)
        refused(by_token.post("/api/logout"), 403, "session-required")

    def test_nobody_is_signed_in_by_another_site(self, anonymous: Client) -> None:
        headers = {"Sec-Fetch-Site": "cross-site"}
        answer = anonymous.post("/api/login", json={}, headers=headers)
        refused(answer, 403, "cross-site")


class TestLongBodies:
    @pytest.fixture
    def client(self, settings: Settings) -> Iterator[Client]:
        app = create_app(settings.model_copy(update={"max_body_bytes": 1000}))
        with anonymous_client(app) as client:
            assert isinstance(client, Client)
            yield client

    def body(self, length: int) -> bytes:
        start = b'{"login": "x", "password": "'
        return start + b"x" * (length - len(start) - 2) + b'"}'

    @pytest.mark.parametrize("announced", [True, False])
    def test_are_refused(self, client: Client, announced: bool) -> None:
        body = self.body(1001)
        content = body if announced else iter([body[:600], body[600:]])
        headers = {"Content-Type": "application/json"}
        refused(client.post("/api/login", content=content, headers=headers), 413, "too-large")

    def test_the_longest_is_not(self, client: Client) -> None:
        headers = {"Content-Type": "application/json"}
        answer = client.post("/api/login", content=self.body(1000), headers=headers)
        refused(answer, 422, "invalid")

    def test_a_length_that_is_no_number_is_refused(self, client: Client) -> None:
        headers = {"Content-Length": "-5", "Content-Type": "application/json"}
        refused(client.post("/api/login", content=b"{}", headers=headers), 413, "too-large")
