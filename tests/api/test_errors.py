"""Refusals: problem details in French, and nothing of what happened inside."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import FastAPI, Query
from sqlalchemy import text

from api.access.roles import PUBLIC
from api.app import create_app
from api.http.router import Router
from api.running import Here, running
from api.schemas import Items
from api.settings import Settings
from api.storage.tables import new_id
from solver.instance import Name, Record
from tests.api.people import COLLEGE, Client, anonymous_client, browser, refused

CANARY = "Canarie"


class Body(Record):
    name: Name
    days: int = 1


class Pupil(Record):
    pupil: Body
    many: Items[Body] = ()


def failing() -> Router:
    router = Router("failing")

    @router.get("/api/fault", PUBLIC)
    def fault() -> None:
        """Fail with somebody's name in the words of the exception."""
        raise RuntimeError(CANARY)

    @router.get("/api/broken", PUBLIC)
    def broken(here: Here) -> None:
        """Fail in the database, with somebody's name in the statement."""
        with here.storage.read() as work:
            work.session.execute(text("SELECT :name FROM nowhere"), {"name": CANARY})

    @router.get("/api/number", PUBLIC)
    def number(n: Annotated[int, Query(ge=3)]) -> int:
        """Read a number."""
        return n

    @router.post("/api/pupils", PUBLIC)
    def pupils(body: Pupil) -> Pupil:
        """Read a body."""
        return body

    return router


@pytest.fixture
def client(settings: Settings) -> Iterator[Client]:
    with anonymous_client(create_app(settings, [failing()])) as client:
        assert isinstance(client, Client)
        yield client


class TestFaults:
    @pytest.mark.parametrize("path", ["/api/fault", "/api/broken"])
    def test_a_fault_says_nothing_of_itself(self, client: Client, path: str) -> None:
        answer = client.get(path)
        assert answer.status_code in {500, 503}
        assert CANARY not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["content-security-policy"]

    def test_a_fault_is_internal(self, client: Client) -> None:
        details = refused(client.get("/api/fault"), 500, "internal")
        assert details["instance"].startswith("urn:daeet:request:")

    def test_absent_paths(self, client: Client) -> None:
        refused(client.get("/api/nothing"), 404, "not-found")

    def test_other_methods(self, client: Client) -> None:
        answer = client.delete("/api/fault")
        refused(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == "GET"

    def test_a_full_disk_is_unavailable_and_stores_nothing(self, tmp_path: Path) -> None:
        """A database that may not grow any more behaves like a full disk."""
        settings = Settings(data_dir=tmp_path / "small")
        small = create_app(settings)
        with anonymous_client(small) as anonymous:
            college = browser(small, COLLEGE)
            storage = running(small).storage
            with storage.engines.writing.begin() as connection:
                pages = connection.execute(text("PRAGMA page_count")).scalar_one()
                connection.execute(text(f"PRAGMA max_page_count = {pages + 3}"))
            answers = [college.post("/api/me/tokens", json={"name": "a" * 200}) for _ in range(45)]
            statuses = {answer.status_code for answer in answers}
            assert 503 in statuses
            assert statuses <= {201, 503}
            kept = len(college.get("/api/me/tokens", params={"limit": 200}).json()["items"])
            assert kept == sum(answer.status_code == 201 for answer in answers)
            assert anonymous.get("/health/ready").status_code == 200


class TestInvalid:
    def problems(self, client: Client, body: Any) -> dict[str, str]:
        details = refused(client.post("/api/pupils", json=body), 422, "invalid")
        return {problem["path"]: problem["message"] for problem in details["problems"]}

    def test_each_problem_has_its_place_and_a_french_sentence(self, client: Client) -> None:
        body = {"pupil": {"name": "", "days": "5"}, "many": [{"name": "a"}, {"nom": "b"}]}
        assert self.problems(client, body) == {
            "pupil.name": "le texte est vide ou contient un caractère invisible ; "
            "reçu : un texte vide.",
            "pupil.days": "il faut un nombre entier ; reçu : le texte « 5 ».",
            "many[1].name": "cette valeur est obligatoire et elle manque.",
            "many[1].nom": "cette clé n'est pas prévue ici.",
        }

    @pytest.mark.parametrize("body", [None, [], 3, "x", {"pupil": 3}, {"pupil": {"name": "\x00"}},
                                      {"pupil": {"name": "a" * 201}}, {"pupil": None}])  # fmt: skip
    def test_whatever_is_sent_the_answer_is_french(self, client: Client, body: Any) -> None:
        for message in self.problems(client, body).values():
            assert message.endswith(".")
            assert not {"Input", "should", "valid", "Field", "required"} & set(message.split())

    @pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000, b'{"pupil": NaN}', b""])
    def test_unreadable_bodies(self, client: Client, content: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        answer = client.post("/api/pupils", content=content, headers=headers)
        assert answer.status_code in {400, 422}
        refused(answer, answer.status_code, answer.json()["code"])

    def test_half_a_character_is_refused(self, client: Client) -> None:
        headers = {"Content-Type": "application/json"}
        answer = client.post(
            "/api/pupils", content=b'{"pupil": {"name": "\\ud800"}}', headers=headers
        )
        refused(answer, 422, "invalid")

    def test_a_query_is_read_in_the_same_way(self, client: Client) -> None:
        for query, message in (("x", "entier"), ("2", "au moins 3")):
            details = refused(client.get("/api/number", params={"n": query}), 422, "invalid")
            (problem,) = details["problems"]
            assert problem["path"] == "n"
            assert message in problem["message"]


class TestReadiness:
    def test_alive_and_ready(self, anonymous: Client) -> None:
        for path in ("/health/live", "/health/ready"):
            assert anonymous.get(path).json() == {"status": "ok"}

    def test_alive_but_not_ready_without_its_tables(self, app: FastAPI, anonymous: Client) -> None:
        with running(app).storage.engines.writing.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0'"))
        assert anonymous.get("/health/live").status_code == 200
        refused(anonymous.get("/health/ready"), 503, "unavailable")


def test_an_id_is_no_other_text(app: FastAPI, college: Client) -> None:
    for text_in_path in ("x", "%00", new_id().upper(), new_id() + "0", "%F0%9F%98%80"):
        answer = college.delete(f"/api/me/tokens/{text_in_path}")
        assert answer.status_code in {404, 422}
