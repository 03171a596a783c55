"""Signing in and out."""

from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from api.access.guard import COOKIE
from api.access.passwords import Passwords
from api.accounts import upkeep
from api.running import running
from api.storage.tables import Credential
from tests.api.conftest import Held
from tests.api.people import COLLEGE, PASSWORD, Client, another_browser, program, refused


def log_in(client: Client, login: str = COLLEGE.login, password: str = PASSWORD) -> Any:
    body = {"login": login, "password": password}
    return client.post("/api/login", json=body, headers={"Sec-Fetch-Site": "same-origin"})


class TestLogIn:
    def test_nobody_is_signed_in_by_default(self, anonymous: Client) -> None:
        details = refused(anonymous.get("/api/me"), 401, "not-signed-in")
        assert details["problems"] == []

    def test_a_wrong_password_an_unknown_login_and_a_closed_account_look_the_same(
        self, app: FastAPI, anonymous: Client, college: Client
    ) -> None:
        answers = [log_in(anonymous, password="autre chose"), log_in(anonymous, login="inconnu")]
        with running(app).storage.write("tests") as work:
            upkeep.disable(work, COLLEGE.login)
        answers.append(log_in(anonymous))
        details = [refused(answer, 401, "wrong-login") for answer in answers]
        assert len({(each["title"], each["detail"]) for each in details}) == 1
        assert all("set-cookie" not in answer.headers for answer in answers)

    def test_an_unknown_login_costs_a_password_check_too(
        self, anonymous: Client, college: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checked: list[bool] = []
        match = Passwords.match

        def counted(self: Passwords, password: str, hashed: str | None) -> bool:
            checked.append(hashed is not None)
            return match(self, password, hashed)

        monkeypatch.setattr(Passwords, "match", counted)
        log_in(anonymous, login="inconnu")
        log_in(anonymous, password="autre chose")
        assert checked == [False, True]

    def test_the_right_password_opens_a_session(self, app: FastAPI, college: Client) -> None:
        fresh = Client(app)
        answer = log_in(fresh)
        assert answer.status_code == 200
        me = {"login": COLLEGE.login, "role": "college", "college": "tilleuls", "teacher": None}
        assert answer.json() == {"id": college.account, **me}
        assert fresh.get("/api/me").json() == answer.json()

    def test_the_cookie_is_as_closed_as_cookies_get(self, app: FastAPI, college: Client) -> None:
        cookie = SimpleCookie(log_in(Client(app)).headers["set-cookie"])[COOKIE]
        assert COOKIE.startswith("__Host-")
        assert cookie["secure"]
        assert cookie["httponly"]
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "lax")
        # A day longer than it opens anything, so that what is sent too late is kept for its writer.
        assert int(cookie["max-age"]) == (12 + 24) * 3600

    def test_the_database_holds_no_secret(self, app: FastAPI, college: Client) -> None:
        cookie = SimpleCookie(log_in(Client(app)).headers["set-cookie"])[COOKIE].value
        with running(app).storage.read() as work:
            for credential in work.session.scalars(select(Credential)):
                assert cookie not in vars(credential).values()

    def test_a_session_ends_by_itself(self, clock: Held, college: Client) -> None:
        clock.advance(hours=11.9)
        assert college.get("/api/me").status_code == 200
        clock.advance(hours=0.2)
        refused(college.get("/api/me"), 401, "not-signed-in")

    def test_ended_sessions_are_forgotten_at_the_next_one(
        self, app: FastAPI, clock: Held, college: Client
    ) -> None:
        clock.advance(hours=12 + 24)
        log_in(Client(app))
        with running(app).storage.read() as work:
            assert len(work.session.scalars(select(Credential)).all()) == 1

    def test_what_happened_is_in_the_trail(
        self, app: FastAPI, anonymous: Client, college: Client, actions: Any
    ) -> None:
        log_in(anonymous, password="autre chose")
        before = len(actions())
        log_in(anonymous)
        (actor, action, _) = actions()[-1]
        assert (actor, action) == (college.account, "session.issued")
        assert len(actions()) == before + 1

    @pytest.mark.parametrize("password", ["\ud800", "é" * 201, "", "\x00"])
    def test_odd_passwords_are_refused_and_never_repeated(
        self, anonymous: Client, password: str
    ) -> None:
        body = f'{{"login": "x", "password": {password!a}}}'.replace("'", '"')
        answer = anonymous.post(
            "/api/login", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code in {401, 422}
        assert "éé" not in answer.text


class TestLimits:
    def test_guessing_is_held_back(self, anonymous: Client, college: Client) -> None:
        for _ in range(10):
            refused(log_in(anonymous, password="autre chose"), 401, "wrong-login")
        answer = log_in(anonymous)
        refused(answer, 429, "too-many-requests")
        assert 0 < int(answer.headers["retry-after"]) <= 900

    def test_unknown_logins_are_held_back_in_the_same_way(self, anonymous: Client) -> None:
        for _ in range(10):
            refused(log_in(anonymous, login="inconnu"), 401, "wrong-login")
        refused(log_in(anonymous, login="inconnu"), 429, "too-many-requests")

    def test_a_right_password_clears_the_count(self, anonymous: Client, college: Client) -> None:
        for _ in range(3):
            for _ in range(9):
                log_in(anonymous, password="autre chose")
            assert log_in(anonymous).status_code == 200


class TestLogOut:
    def test_the_session_ends_at_once(self, app: FastAPI, college: Client) -> None:
        kept = dict(college.cookies)
        answer = college.post("/api/logout")
        assert answer.status_code == 204
        assert "Max-Age=0" in answer.headers["set-cookie"]
        stolen = Client(app)
        stolen.cookies.update(kept)
        refused(stolen.get("/api/me"), 401, "not-signed-in")

    def test_other_sessions_go_on(self, app: FastAPI, college: Client) -> None:
        other = another_browser(app, college.account)
        college.post("/api/logout")
        assert other.get("/api/me").status_code == 200

    def test_a_token_cannot_log_out(self, app: FastAPI, college: Client) -> None:
        answer = program(app, college.account, timedelta(days=1)).post("/api/logout")
        refused(answer, 403, "session-required")
