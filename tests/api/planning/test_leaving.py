"""Who no longer comes leaves the published week at once; nobody is placed beside the rules."""

import pytest
from fastapi import FastAPI

from api.running import running
from api.storage import versions
from api.weeks import published
from tests.api.people import Client, refused
from tests.api.planning.test_acceptance import accepted, hosted
from tests.api.planning.world import WEEK, offer, waiting


def notice_of(client: Client, code: str) -> str:
    items = client.get("/api/notices").json()["items"]
    (found,) = [item["id"] for item in items if item["pupil"]["code"] == code]
    return str(found)


@pytest.mark.parametrize(
    ("to", "reason"),
    [("withdrawn", "pupil-left"), ("declined", "family-declines"), ("waiting", "head-asks"),
     ("no-show", None)],
)  # fmt: skip
def test_who_no_longer_comes_leaves_the_published_week(
    app: FastAPI, referent: Client, to: str, reason: str | None
) -> None:
    one, other = waiting(app, referent.account, "tilleuls", "remparts")
    accepted(referent, offer(app, referent.account, {one: WEEK, other: WEEK}))
    body = {"to": to, "reason": reason}
    moved = referent.post(f"/api/notices/{notice_of(referent, one)}/moves", json=body)
    assert moved.status_code == 200, moved.text
    assert hosted(app) == {other}
    with running(app).storage.read() as work:
        newest = versions.history(work, "week", WEEK)[0]
        assert [(s.pupil, s.after) for s in published.read(newest).changes] == [(one, None)]


@pytest.mark.parametrize(
    ("how", "body"),
    [("moves", {"to": "hosted"}),
     ("confirmation", {"first_day": "2026-11-23", "last_day": "2026-11-27"})],
)  # fmt: skip
def test_who_comes_stays_in_it(
    app: FastAPI, referent: Client, how: str, body: dict[str, str]
) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    accepted(referent, offer(app, referent.account, {code: WEEK}))
    answer = referent.post(f"/api/notices/{notice_of(referent, code)}/{how}", json=body)
    assert answer.status_code == 200, answer.text
    assert hosted(app) == {code}


def test_no_stay_is_confirmed_without_its_dates(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    accepted(referent, offer(app, referent.account, {code: WEEK}))
    path = f"/api/notices/{notice_of(referent, code)}/moves"
    details = refused(referent.post(path, json={"to": "confirmed"}), 409, "move-not-allowed")
    assert "dates" in details["detail"]
    assert hosted(app) == {code}


def test_only_publishing_makes_a_notice_planned(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    path = f"/api/notices/{notice_of(referent, code)}/moves"
    details = refused(referent.post(path, json={"to": "planned"}), 409, "move-not-allowed")
    assert "publiée" in details["detail"]
