"""One's own account: password, sessions, tokens; never anybody else's."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from api.accounts import upkeep
from api.accounts.service import MOST_TOKENS
from api.running import running
from api.storage.tables import new_id
from tests.api.catalogue.entries import with_teacher
from tests.api.conftest import Held
from tests.api.people import COLLEGE, PASSWORD, Client, another_browser, program, refused

NEW_PASSWORD = "un autre secret de quatre mots"


def make_token(client: Client, name: str = "Carnet", **more: Any) -> dict[str, Any]:
    answer = client.post("/api/me/tokens", json={"name": name, **more})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


class TestOthers:
    """Somebody else's session or token looks like one that does not exist."""

    @pytest.mark.parametrize("kind", ["sessions", "tokens"])
    def test_cannot_be_ended(self, kind: str, college: Client, other_college: Client) -> None:
        make_token(other_college)
        theirs = other_college.get(f"/api/me/{kind}").json()["items"][0]["id"]
        details = [
            refused(college.delete(f"/api/me/{kind}/{each}"), 404, "not-found")
            for each in (theirs, new_id())
        ]
        assert details[0]["detail"] == details[1]["detail"]
        assert len(other_college.get(f"/api/me/{kind}").json()["items"]) == 1

    @pytest.mark.parametrize("kind", ["sessions", "tokens"])
    def test_are_not_listed(self, kind: str, college: Client, other_college: Client) -> None:
        make_token(college)
        make_token(other_college)
        ids = [
            {item["id"] for item in client.get(f"/api/me/{kind}").json()["items"]}
            for client in (college, other_college)
        ]
        assert ids[0]
        assert not ids[0] & ids[1]

    def test_a_session_is_not_ended_as_a_token(self, college: Client) -> None:
        session = college.get("/api/me/sessions").json()["items"][0]["id"]
        refused(college.delete(f"/api/me/tokens/{session}"), 404, "not-found")


class TestRefusedAtTheVeryNextRequest:
    def test_a_disabled_account(self, app: FastAPI, college: Client) -> None:
        by_token = program(app, college.account)
        with running(app).storage.write("tests") as work:
            upkeep.disable(work, COLLEGE.login)
        for client in (college, by_token):
            refused(client.get("/api/me"), 401, "not-signed-in")

    def test_reopening_does_not_bring_sessions_back(self, app: FastAPI, college: Client) -> None:
        with running(app).storage.write("tests") as work:
            upkeep.disable(work, COLLEGE.login)
            upkeep.enable(work, COLLEGE.login)
        refused(college.get("/api/me"), 401, "not-signed-in")

    def test_a_reset_account(self, app: FastAPI, college: Client) -> None:
        by_token = program(app, college.account)
        with running(app).storage.write("tests") as work:
            upkeep.reset(work, COLLEGE.login, hashed="")
        for client in (college, by_token):
            refused(client.get("/api/me"), 401, "not-signed-in")

    def test_a_revoked_token(self, app: FastAPI, college: Client) -> None:
        made = make_token(college)
        by_token = Client(app, {"Authorization": f"Bearer {made['token']}"})
        assert by_token.get("/api/me").json()["id"] == college.account
        assert college.delete(f"/api/me/tokens/{made['id']}").status_code == 204
        refused(by_token.get("/api/me"), 401, "not-signed-in")

    def test_a_revoked_session(self, app: FastAPI, college: Client) -> None:
        other = another_browser(app, college.account)
        (session,) = [
            s["id"] for s in college.get("/api/me/sessions").json()["items"] if not s["current"]
        ]
        assert college.delete(f"/api/me/sessions/{session}").status_code == 204
        refused(other.get("/api/me"), 401, "not-signed-in")
        assert college.get("/api/me").status_code == 200


class TestTokens:
    def test_the_secret_is_shown_once(self, college: Client) -> None:
        made = make_token(college)
        assert made["token"].startswith("daeet_")
        (listed,) = college.get("/api/me/tokens").json()["items"]
        assert listed == {key: value for key, value in made.items() if key != "token"}

    def test_a_token_ends_by_itself(self, app: FastAPI, clock: Held, college: Client) -> None:
        by_token = program(app, college.account, timedelta(days=1))
        clock.advance(hours=23)
        assert by_token.get("/api/me").status_code == 200
        clock.advance(hours=1)
        refused(by_token.get("/api/me"), 401, "not-signed-in")

    def test_no_token_outlives_the_setting(self, clock: Held, college: Client) -> None:
        made = make_token(college, days=730)
        assert made["expires_at"][:10] == (clock.now + timedelta(days=365)).date().isoformat()

    def test_a_session_is_no_token_and_a_token_no_session(
        self, app: FastAPI, college: Client
    ) -> None:
        made = make_token(college)
        (cookie,) = college.cookies.items()
        as_token = Client(app, {"Authorization": f"Bearer {cookie[1]}"})
        as_session = Client(app)
        as_session.cookies.set(cookie[0], made["token"])
        for client in (as_token, as_session):
            refused(client.get("/api/me"), 401, "not-signed-in")

    def test_a_token_makes_no_tokens_and_changes_no_password(
        self, app: FastAPI, college: Client
    ) -> None:
        by_token = program(app, college.account)
        body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
        refused(by_token.post("/api/me/tokens", json={"name": "x"}), 403, "session-required")
        refused(by_token.put("/api/me/password", json=body), 403, "session-required")

    def test_there_is_a_most(self, app: FastAPI, college: Client) -> None:
        for _ in range(MOST_TOKENS - 1):
            program(app, college.account)
        make_token(college)
        answer = college.post("/api/me/tokens", json={"name": "x"})
        refused(answer, 409, "too-many-tokens")

    def test_a_list_comes_in_pages(self, app: FastAPI, college: Client) -> None:
        ids = [make_token(college, name=str(number))["id"] for number in range(5)]
        first = college.get("/api/me/tokens", params={"limit": 2}).json()
        second = college.get("/api/me/tokens", params={"limit": 2, "after": first["next"]}).json()
        last = college.get("/api/me/tokens", params={"limit": 2, "after": second["next"]}).json()
        pages = [first, second, last]
        assert [[item["id"] for item in page["items"]] for page in pages] == [
            sorted(ids)[:2],
            sorted(ids)[2:4],
            sorted(ids)[4:],
        ]
        assert last["next"] is None

    def test_the_trail_says_so(self, college: Client, actions: Any) -> None:
        made = make_token(college)
        college.delete(f"/api/me/tokens/{made['id']}")
        assert actions()[-2:] == [
            (college.account, "token.issued", made["id"]),
            (college.account, "token.revoked", made["id"]),
        ]


class TestPassword:
    def test_changing_it(self, app: FastAPI, college: Client, actions: Any) -> None:
        other, by_token = another_browser(app, college.account), program(app, college.account)
        body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
        assert college.put("/api/me/password", json=body).status_code == 204
        assert actions()[-1] == (college.account, "password.changed", college.account)
        refused(other.get("/api/me"), 401, "not-signed-in")
        assert college.get("/api/me").status_code == 200
        assert by_token.get("/api/me").status_code == 200
        for password, status in ((PASSWORD, 401), (NEW_PASSWORD, 200)):
            body = {"login": COLLEGE.login, "password": password}
            assert Client(app).post("/api/login", json=body).status_code == status

    def test_the_present_one_is_asked(self, college: Client) -> None:
        body = {"current_password": "autre chose", "new_password": NEW_PASSWORD}
        refused(college.put("/api/me/password", json=body), 403, "wrong-password")

    def test_guessing_the_present_one_is_held_back(self, college: Client) -> None:
        body = {"current_password": "autre chose", "new_password": NEW_PASSWORD}
        for _ in range(10):
            college.put("/api/me/password", json=body)
        refused(college.put("/api/me/password", json=body), 429, "too-many-requests")

    def test_a_short_one_is_refused_and_not_repeated(self, college: Client) -> None:
        body = {"current_password": PASSWORD, "new_password": "trop-court"}
        answer = college.put("/api/me/password", json=body)
        details = refused(answer, 422, "invalid")
        (problem,) = details["problems"]
        assert problem["path"] == "new_password"
        assert "12" in problem["message"]
        assert "trop-court" not in answer.text


def test_the_page_names_whose_sessions_and_which_college_in_words(
    teacher: Client, college: Client, referent: Client
) -> None:
    with_teacher(referent)
    page = teacher.get("/compte").text
    assert "Intervenant·e écriture" in page
    assert ">t-ecriture<" not in page
    page = college.get("/compte").text
    assert "Collège tilleuls (inventé)" in page
