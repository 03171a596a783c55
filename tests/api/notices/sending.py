"""Invented notices (données inventées), and how tests send them."""

from typing import Any, Final, cast
from uuid import uuid4

from fastapi import FastAPI
from httpx2 import Response

from api.access.caller import Caller
from api.errors import Refusal, answer
from api.notices import moving
from api.notices.reasons import ReasonCode
from api.notices.service import found
from api.notices.shown import with_history
from api.notices.states import WITH_WEEK, NoticeState
from api.running import running
from api.storage.tables import Notice
from tests.api.people import Client

CANARY: Final = "Canarine"
STAY: Final[dict[str, Any]] = {
    "days": 5,
    "earliest": "2026-W48",
    "latest": "2026-W51",
    "motives": ["insultes"],
    "note": f"{CANARY} note",
    "contact": f"{CANARY} contact",
}
PUPIL: Final[dict[str, Any]] = {
    "first_name": CANARY,
    "initial": "É",
    "level": "4e",
    "gender": "F",
    "quartier": f"{CANARY} quartier",
    "birth_year": 2013,
}
WEEK: Final = "2026-W49"
NOTICE: Final[dict[str, Any]] = {**STAY, "pupil": PUPIL}


def post(client: Client, body: Any = NOTICE, key: str | None = None) -> Response:
    return client.post("/api/notices", json=body, headers={"Idempotency-Key": key or uuid4().hex})


def sent(client: Client, **changes: Any) -> dict[str, Any]:
    """Send a notice and give its receipt."""
    answer = post(client, {**NOTICE, **changes})
    assert answer.status_code == 201, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


def move(client: Client, notice: str, to: str, **more: Any) -> Response:
    """Move a notice; what has a way of its own, publishing or confirming, is done as that way does it."""
    if to in {"planned", "confirmed"}:
        return _moved(client, notice, cast("NoticeState", to), **more)
    asked = {name: value for name, value in more.items() if name != "week" or value}
    return client.post(f"/api/notices/{notice}/moves", json={"to": to, **asked})


def _moved(
    client: Client,
    notice: str,
    to: NoticeState,
    week: str | None = None,
    reason: ReasonCode | None = None,
) -> Response:
    assert isinstance(client.app, FastAPI)
    referent = Caller(client.account, "referent", None, None, "0" * 24, "session")
    try:
        with running(client.app).storage.write(client.account) as work:
            row = found(work, referent, notice)
            moving.move(work, referent, row, to, week=week, reason=reason)
            shown = with_history(work, referent, row).model_dump_json()
            return Response(200, headers={"ETag": f'"{row.version}"'}, content=shown)
    except Refusal as refusal:
        refused = answer(refusal, "0" * 24)
        return Response(
            refused.status_code, headers=dict(refused.headers), content=bytes(refused.body)
        )


def again(client: Client, pupil: str, key: str | None = None) -> Response:
    """Send another notice about a known pupil."""
    headers = {"Idempotency-Key": key or uuid4().hex}
    return client.post(f"/api/pupils/{pupil}/notices", json=STAY, headers=headers)


def withdraw(client: Client, notice: str) -> None:
    body = {"reason": "sent-by-mistake"}
    answer = client.post(f"/api/notices/{notice}/withdrawal", json=body)
    assert answer.status_code == 200, answer.text


def set_state(app: FastAPI, notice: str, state: NoticeState) -> None:
    """Put a notice into a state, whatever it was in."""
    with running(app).storage.write("tests") as work:
        row = work.session.get_one(Notice, notice)
        row.state, row.week = state, WEEK if state in WITH_WEEK else None
