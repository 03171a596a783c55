"""What the référente wants of a pupil's place, and what is left of it when the collège changes its mind."""

import pytest
from fastapi import FastAPI

from tests.api.notices.sending import NOTICE
from tests.api.people import Client, refused
from tests.api.planning.test_acceptance import accepted
from tests.api.planning.test_leaving import notice_of
from tests.api.planning.world import NEXT, WEEK, instance, offer, waiting


@pytest.fixture
def database() -> str:
    """One database is enough: nothing here is asked in a way of its own."""
    return "sqlite"


def narrow(client: Client, code: str, earliest: str, latest: str) -> None:
    """Change the weeks to which the head of school agrees."""
    body = {**NOTICE, "earliest": earliest, "latest": latest}
    answer = client.put(f"/api/notices/{notice_of(client, code)}", json=body)
    assert answer.status_code == 200, answer.text


def test_a_week_the_collège_no_longer_agrees_to_is_not_kept(
    app: FastAPI, referent: Client, college: Client
) -> None:
    """Its word goes first; plans go on without the wish, and the référente reads why."""
    (code,) = waiting(app, referent.account, "tilleuls")
    path = f"/api/wishes/{code}"
    kept = referent.put(path, json={"priority": 2, "pin": NEXT}).json()
    assert (kept["pin"], kept["not_kept"]) == (NEXT, None)
    assert [pin.week for pin in instance(app).pins] == [NEXT]
    narrow(college, code, WEEK, WEEK)
    assert instance(app).pins == ()
    for shown in (referent.get(path).json(), *referent.get("/api/wishes").json()):
        assert shown["pin"] == NEXT
        assert "n'accepte plus cette semaine" in shown["not_kept"]
    accepted(referent, offer(app, referent.account, {code: WEEK}))


def test_it_is_kept_again_once_the_collège_agrees_again(
    app: FastAPI, referent: Client, college: Client
) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    assert referent.put(f"/api/wishes/{code}", json={"pin": NEXT}).status_code == 200
    narrow(college, code, WEEK, WEEK)
    narrow(college, code, WEEK, NEXT)
    assert [pin.week for pin in instance(app).pins] == [NEXT]
    assert referent.get(f"/api/wishes/{code}").json()["not_kept"] is None


def test_a_week_it_does_not_agree_to_cannot_be_wished(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls", earliest=WEEK, latest=WEEK)
    details = refused(referent.put(f"/api/wishes/{code}", json={"pin": NEXT}), 422, "invalid")
    assert [problem["path"] for problem in details["problems"]] == ["pin"]


def test_a_closed_week_cannot_be_wished(app: FastAPI, referent: Client) -> None:
    """It would contradict every plan, and so block all planning."""
    (code,) = waiting(app, referent.account, "tilleuls", latest="2027-W02")
    details = refused(referent.put(f"/api/wishes/{code}", json={"pin": "2026-W53"}), 422, "invalid")
    assert "fermé" in details["problems"][0]["message"]


def test_a_week_closed_since_is_not_kept(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    path = f"/api/wishes/{code}"
    assert referent.put(path, json={"pin": NEXT}).status_code == 200
    closing = {"closed": True, "reason": "Locaux indisponibles"}
    assert referent.put(f"/api/closures/{NEXT}", json=closing).status_code == 200
    assert instance(app).pins == ()
    assert "est fermé cette semaine-là" in referent.get(path).json()["not_kept"]
    accepted(referent, offer(app, referent.account, {code: WEEK}))
