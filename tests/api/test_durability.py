"""What is acknowledged is stored: when the first byte of an answer leaves, others can read what it says."""

from typing import Any

from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.running import running
from api.settings import Settings
from api.storage.engine import open_engines
from api.storage.tables import AuditEntry
from tests.api.people import SITE, Client

ENTRIES = select(func.count()).select_from(AuditEntry)


class Witness:
    """Counts, from outside, what is stored at the moment each answer starts."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        self._app = app
        self._engines = open_engines(settings)
        self.seen: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_look(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.seen.append(self.count())
            await send(message)

        await self._app(scope, receive, send_and_look)

    def count(self) -> int:
        with self._engines.reading.connect() as connection:
            return connection.execute(ENTRIES).scalar_one()

    def close(self) -> None:
        self._engines.close()


def test_every_change_is_stored_before_its_answer_starts(
    app: FastAPI, settings: Settings, college: Client, referent: Client
) -> None:
    witness = Witness(app, settings)
    client = TestClient(
        witness, base_url=SITE, headers=dict(college.headers), cookies=college.cookies
    )
    token: dict[str, Any] = client.post("/api/me/tokens", json={"name": "x"}).json()
    client.delete(f"/api/me/tokens/{token['id']}")
    client.post("/api/logout")
    first = witness.seen[0]
    assert witness.seen == [first, first + 1, first + 2]
    with running(app).storage.read() as work:
        assert work.session.scalar(ENTRIES) == witness.seen[-1]
    witness.close()
