"""What planning knows of notices: by code, from the moment the pupil waits until the stay is over."""

from typing import Any

from fastapi import FastAPI

from api.running import running
from api.storage import versions
from tests.api.notices.sending import CANARY, NOTICE, PUPIL, move, sent
from tests.api.people import Client


def stays(app: FastAPI) -> dict[str, Any]:
    with running(app).storage.read() as work:
        return {row.key: row.content for row in versions.everything(work, "stay")}


def test_a_pupil_takes_part_from_waiting_on(
    app: FastAPI, college: Client, referent: Client
) -> None:
    receipt = sent(college)
    assert stays(app) == {}
    move(referent, receipt["id"], "waiting")
    assert stays(app) == {
        receipt["pupil_code"]: {
            "notice": receipt["id"],
            "pupil": receipt["pupil_code"],
            "college": "tilleuls",
            "earliest": "2026-W48",
            "latest": "2026-W51",
            "level": "4e",
            "gender": "F",
            "motives": ["insultes"],
            "state": "waiting",
            "week": None,
        }
    }
    assert CANARY not in str(stays(app))


def test_an_amendment_is_known_at_once(app: FastAPI, college: Client, referent: Client) -> None:
    receipt = sent(college)
    move(referent, receipt["id"], "waiting")
    amended = {**NOTICE, "latest": "2026-W50", "pupil": {**PUPIL, "level": "3e"}}
    assert college.put(f"/api/notices/{receipt['id']}", json=amended).status_code == 200
    stay = stays(app)[receipt["pupil_code"]]
    assert (stay["latest"], stay["level"]) == ("2026-W50", "3e")


def test_who_is_withdrawn_takes_no_part_any_more(
    app: FastAPI, college: Client, referent: Client
) -> None:
    receipt = sent(college)
    move(referent, receipt["id"], "waiting")
    body = {"reason": "exclusion-lifted"}
    assert college.post(f"/api/notices/{receipt['id']}/withdrawal", json=body).status_code == 200
    assert stays(app) == {}
