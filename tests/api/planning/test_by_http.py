"""Monday's questions by HTTP, with the real solver: proposals, publication, a repair, a try, a why-not."""

import time
from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.notices.sending import CANARY
from tests.api.people import Client, refused
from tests.api.planning.world import NEXT, WEEK, add_catalogue, waiting

COLLEGES = ("tilleuls", "remparts", "moulins", "citadelle", "ecluse", "beffroi", "marais")


@pytest.fixture
def database() -> str:
    """One database is enough: what the two do differently is tested elsewhere."""
    return "sqlite"


def done(client: Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Ask, wait for the job, and give it."""
    asked = client.post(path, json=body)
    assert asked.status_code == 202, asked.text
    for _ in range(600):
        job: dict[str, Any] = client.get(f"/api/jobs/{asked.json()['id']}").json()
        if job["state"] not in {"queued", "running"}:
            assert (job["state"], job["failure"]) == ("done", None)
            return job
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def proposals(client: Client, **query: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/api/proposals", params=query).json()["items"]
    return items


def publish(client: Client, week: str = WEEK, number: int = 0) -> dict[str, Any]:
    job = done(client, "/api/proposals", {"week": week})
    best = [each for each in proposals(client, week=week) if each["job"] == job["id"]][number]
    answer = client.post(f"/api/proposals/{best['id']}/acceptance", json={})
    assert answer.status_code == 200, answer.text
    return best


def hosted(plan: dict[str, Any], week: str = WEEK) -> set[str]:
    return {each["pupil"] for each in plan["admissions"] if each["week"] == week}


def test_from_a_question_to_a_published_week(app: FastAPI, referent: Client) -> None:
    add_catalogue(app)
    waiting(app, referent.account, *COLLEGES)
    job = done(referent, "/api/proposals", {"week": WEEK})
    assert len(job["result"]["proposals"]) == 3
    offered = proposals(referent, week=WEEK)
    assert [each["plan"] for each in offered] == [
        each["plan"] for each in job["result"]["proposals"]
    ]
    assert offered[0]["plan"]["status"] == "optimal"
    assert not any(each["stale"] for each in offered)
    assert len({frozenset(hosted(each["plan"])) for each in offered}) == 3
    assert CANARY not in str(job)

    answer = referent.post(f"/api/proposals/{offered[1]['id']}/acceptance", json={})
    assert answer.json() == {"week": WEEK, "number": 1}
    states = {
        item["pupil"]["code"]: item["state"]
        for item in referent.get("/api/notices").json()["items"]
    }
    planned = {code for code, state in states.items() if state == "planned"}
    assert planned == hosted(offered[1]["plan"])
    assert all(each["stale"] for each in proposals(referent, week=WEEK))


def test_a_published_week_is_told_to_later_plans(app: FastAPI, referent: Client) -> None:
    waiting(app, referent.account, *COLLEGES)
    first = hosted(publish(referent, WEEK, number=1)["plan"])
    second = publish(referent, NEXT, number=2)
    assert not first & hosted(second["plan"], NEXT)
    again = done(referent, "/api/proposals", {"week": WEEK})
    told = {**dict.fromkeys(first, WEEK), **dict.fromkeys(hosted(second["plan"], NEXT), NEXT)}
    best = again["result"]["proposals"][0]["plan"]
    weeks = {each["pupil"]: each["week"] for each in best["admissions"]}
    assert {code: weeks[code] for code in told} == told


def test_a_monday_repair_becomes_true_when_it_is_accepted(app: FastAPI, referent: Client) -> None:
    add_catalogue(app)
    waiting(app, referent.account, *COLLEGES)
    absent = sorted(hosted(publish(referent)["plan"]))[0]
    body = {"week": WEEK, "absent": [absent], "away": ["t-sport"]}
    repair = done(referent, "/api/repairs", body)
    assert repair["result"]["families"] == 0
    (proposal,) = [each for each in proposals(referent) if each["job"] == repair["id"]]
    assert absent not in hosted(proposal["plan"])
    answer = referent.post(f"/api/proposals/{proposal['id']}/acceptance", json={})
    assert answer.json() == {"week": WEEK, "number": 2}
    items = referent.get("/api/notices").json()["items"]
    (notice,) = [item["id"] for item in items if item["pupil"]["code"] == absent]
    steps = referent.get(f"/api/notices/{notice}").json()["history"]
    assert [step["after"] for step in steps][-2:] == ["no-show", "waiting"]
    assert steps[-1]["reason"] == "pupil-absent"
    assert referent.get("/api/teachers/t-sport").json()["away_weeks"] == [WEEK]


def test_a_week_that_is_not_published_is_not_repaired(app: FastAPI, referent: Client) -> None:
    waiting(app, referent.account, "tilleuls")
    refused(referent.post("/api/repairs", json={"week": WEEK}), 409, "not-published")


def test_a_move_is_tried_at_once_and_completed_by_a_job(app: FastAPI, referent: Client) -> None:
    waiting(app, referent.account, *COLLEGES)
    best = publish(referent)
    left_out = sorted({each["pupil"] for each in best["plan"]["not_admitted"]} | {
        each["pupil"] for each in best["plan"]["admissions"] if each["week"] != WEEK
    })[0]  # fmt: skip
    move = {"pupil": left_out, "to": WEEK}
    tried = referent.post("/api/tries", json={"week": WEEK, "move": move}).json()
    assert tried["holds"] is False
    assert {each["rule"] for each in tried["breaks"]} == {"capacity"}
    assert referent.post(
        "/api/tries", json={"week": WEEK, "move": {"pupil": left_out, "to": NEXT}}
    ).json()["holds"]
    adjusted = done(referent, "/api/adjustments", {"week": WEEK, "move": move})
    (proposal,) = [each for each in proposals(referent) if each["job"] == adjusted["id"]]
    assert left_out in hosted(proposal["plan"])
    refused(
        referent.post("/api/tries", json={"week": NEXT, "move": {**move, "proposal": best["id"]}}),
        404,
        "not-found",
    )


def test_why_not_and_what_more_would_bring(app: FastAPI, referent: Client) -> None:
    codes = waiting(app, referent.account, *COLLEGES)
    why = done(referent, "/api/explanations", {"week": WEEK, "pupil": codes[0]})
    assert why["result"]["verdict"] in {"admitted", "tie", "worse", "impossible"}
    everybody = done(referent, "/api/explanations", {"week": WEEK})
    assert everybody["result"]["explanations"]
    assert done(referent, "/api/values", {"week": WEEK})["result"]


def test_a_what_if_changes_nothing(app: FastAPI, referent: Client) -> None:
    waiting(app, referent.account, *COLLEGES)
    supposed = done(referent, "/api/proposals", {"week": WEEK, "what_if": {"capacity": 7}})
    offered = [each for each in proposals(referent) if each["job"] == supposed["id"]]
    assert len(hosted(offered[0]["plan"])) == 7
    assert not offered[0]["stale"]
    path = f"/api/proposals/{offered[0]['id']}/acceptance"
    refused(referent.post(path, json={}), 409, "only-what-if")
    assert referent.get("/api/policy").json()["capacity"] == 5


@pytest.mark.parametrize(
    ("path", "body", "problem"),
    [
        ("proposals", {"week": "2026-W52"}, "week"),
        ("proposals", {"week": "2099-W01"}, "week"),
        ("proposals", {"week": WEEK, "seconds": 0}, "seconds"),
        ("proposals", {"week": WEEK, "what_if": {"capacity": 0}}, "what_if.capacity"),
        ("explanations", {"week": WEEK, "pupil": "P-00000000"}, "pupil"),
        ("adjustments", {"week": WEEK, "move": {"pupil": "P-00000000", "to": WEEK}}, "pupil"),
    ],
)
def test_what_cannot_be_asked(
    referent: Client, path: str, body: dict[str, Any], problem: str
) -> None:
    details = refused(referent.post(f"/api/{path}", json=body), 422, "invalid")
    assert [each["path"] for each in details["problems"]] == [problem]
    assert referent.get("/api/jobs").json()["items"] == []


def test_all_of_it_is_the_référente_s(app: FastAPI, college: Client, teacher: Client) -> None:
    for client in (college, teacher):
        refused(client.post("/api/proposals", json={"week": WEEK}), 403, "role-not-allowed")
