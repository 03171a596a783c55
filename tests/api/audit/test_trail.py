"""The référente reads the trail and has it verified."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from api.running import running
from tests.api.notices.sending import CANARY, sent
from tests.api.people import Client, refused
from tests.api.storage.test_audit import tamper


def trail(client: Client, **params: Any) -> Any:
    answer = client.get("/api/audit", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_it_says_who_did_what_on_which_id(college: Client, referent: Client) -> None:
    receipt = sent(college)
    newest = trail(referent)["entries"][0]
    assert (newest["actor"], newest["action"], newest["subject"]) == (
        "college-tilleuls",
        "notice.submitted",
        receipt["pupil_id"],
    )
    assert CANARY not in referent.get("/api/audit").text


def test_looking_leaves_its_own_trace(referent: Client) -> None:
    trail(referent, subject="0" * 24)
    newest = trail(referent)["entries"][0]
    assert (newest["actor"], newest["action"], newest["subject"]) == (
        "referente",
        "audit.read",
        "0" * 24,
    )


def test_page_by_page_newest_first(college: Client, referent: Client) -> None:
    for _ in range(4):
        sent(college)
    whole = trail(referent, limit=200)["entries"]
    assert [each["sequence"] for each in whole] == list(range(len(whole), 0, -1))
    pages, before = list[Any](), {"before": whole[0]["sequence"] + 1}
    while before["before"]:
        page = trail(referent, limit=3, **before)
        pages += page["entries"]
        before = {"before": page["next"]}
    assert pages == whole


def test_of_one_pupil_or_one_actor(college: Client, referent: Client) -> None:
    one, other = sent(college), sent(college)
    referent.get(f"/api/notices/{one['id']}")
    found = trail(referent, subject=one["pupil_id"])["entries"]
    assert [each["action"] for each in found] == ["notice.read", "notice.submitted"]
    found = trail(referent, actor="college-tilleuls")["entries"]
    assert [each["subject"] for each in found[:2]] == [other["pupil_id"], one["pupil_id"]]
    assert trail(referent, actor="tests")["entries"]
    assert trail(referent, actor="nobody")["entries"] == []


@pytest.mark.parametrize("params", [{"before": 0}, {"before": 2**31}, {"limit": 201},
                                    {"subject": ""}, {"actor": "\0"}, {"actor": "é"}])  # fmt: skip
def test_what_cannot_be_asked(referent: Client, params: Any) -> None:
    refused(referent.get("/api/audit", params=params), 422, "invalid")


def test_for_nobody_else(college: Client, teacher: Client, analyst: Client) -> None:
    for client in (college, teacher, analyst):
        refused(client.get("/api/audit"), 403, "role-not-allowed")
        refused(client.post("/api/audit/verification"), 403, "role-not-allowed")


def test_it_is_verified(app: FastAPI, college: Client, referent: Client) -> None:
    sent(college)
    sound = referent.post("/api/audit/verification").json()
    assert (sound["intact"], sound["broken_at"]) == (True, None)
    storage = running(app).storage
    with storage.read() as work:
        count = work.session.execute(text("SELECT count(*) FROM audit_entries")).scalar_one()
    assert sound["sound"] == count
    tamper(storage, "UPDATE audit_entries SET actor = 'x' WHERE sequence = 2")
    assert referent.post("/api/audit/verification").json() == {
        "intact": False,
        "sound": 1,
        "broken_at": 2,
    }
