"""Who is there already keeps the place: publishing the week anew, on a Monday or a Wednesday, counts them."""

from datetime import UTC, datetime

import pytest
from fastapi import FastAPI

from tests.api.conftest import Held
from tests.api.notices.sending import STAY
from tests.api.people import COLLEGE, Client, another_browser, browser, refused
from tests.api.planning.test_acceptance import accept, accepted, hosted, reason, states
from tests.api.planning.test_leaving import notice_of
from tests.api.planning.world import NEXT, WEEK, instance, offer, waiting

WEDNESDAY = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)


@pytest.fixture
def database() -> str:
    """One database is enough: what the two do differently is tested elsewhere."""
    return "sqlite"


@pytest.fixture
def clock() -> Held:
    clock = Held()
    clock.now = WEDNESDAY
    return clock


def move(client: Client, code: str, to: str) -> None:
    answer = client.post(f"/api/notices/{notice_of(client, code)}/moves", json={"to": to})
    assert answer.status_code == 200, answer.text


def test_a_week_published_again_keeps_them(app: FastAPI, referent: Client) -> None:
    there, leaves, comes = waiting(app, referent.account, "tilleuls", "remparts", "moulins")
    accepted(referent, offer(app, referent.account, {there: WEEK, leaves: WEEK}))
    move(referent, there, "hosted")
    without = offer(app, referent.account, {comes: WEEK})
    details = refused(accept(referent, without, **reason(leaves)), 409, "breaks-rules")
    assert [problem["path"] for problem in details["problems"]] == ["pin"]
    accepted(referent, offer(app, referent.account, {there: WEEK, comes: WEEK}), **reason(leaves))
    assert hosted(app) == {there, comes}
    assert states(referent)[there] == ("hosted", WEEK)


def test_they_take_part_in_no_other_week(app: FastAPI, referent: Client) -> None:
    (there,) = waiting(app, referent.account, "tilleuls")
    accepted(referent, offer(app, referent.account, {there: WEEK}))
    move(referent, there, "hosted")
    assert [pupil.id for pupil in instance(app, WEEK).pupils] == [there]
    assert instance(app, NEXT).pupils == ()


def test_what_cannot_be_undone_makes_no_plan_impossible(app: FastAPI, referent: Client) -> None:
    """Two who turn out not to be good for each other are both there; a third can still be kept from them."""
    codes = waiting(app, referent.account, "tilleuls", "remparts", "moulins")
    accepted(referent, offer(app, referent.account, dict.fromkeys(codes, WEEK)))
    one, other, third = codes
    for code in (one, other):
        move(referent, code, "hosted")
        assert referent.put(f"/api/wishes/{code}", json={"bans": [WEEK]}).status_code == 200
    for pair in ([one, other], [other, third]):
        assert referent.post("/api/conflicts", json={"pupils": pair}).status_code == 201
    asked = instance(app)
    assert asked.conflict_pairs == (tuple(sorted((other, third))),)
    assert asked.bans == ()
    accepted(referent, offer(app, referent.account, {one: WEEK, other: WEEK}), **reason(third))
    assert hosted(app) == {one, other}


def test_another_stay_waits_until_the_week_is_over(
    app: FastAPI, referent: Client, clock: Held
) -> None:
    college = browser(app, COLLEGE)
    (there,) = waiting(app, college.account, "tilleuls")
    accepted(referent, offer(app, referent.account, {there: WEEK}))
    move(referent, there, "hosted")
    (first,) = college.get("/api/notices").json()["items"]
    path = f"/api/pupils/{first['pupil']['id']}/notices"
    again = college.post(path, json=STAY, headers={"Idempotency-Key": "encore-une-fois"}).json()
    to_wait = f"/api/notices/{again['id']}/moves"
    details = refused(referent.post(to_wait, json={"to": "waiting"}), 409, "move-not-allowed")
    assert "semaine 48" in details["detail"]
    clock.advance(days=5)
    referent = another_browser(app, referent.account)
    assert referent.post(to_wait, json={"to": "waiting"}).status_code == 200
    assert [pupil.id for pupil in instance(app, NEXT).pupils] == [there]
    assert hosted(app) == {there}
