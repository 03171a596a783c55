"""The clock: set back while notices come in, and at midnight in Lille, whatever the season."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from api.running import running
from api.storage import audit
from tests.api.conftest import Held
from tests.api.notices.sending import NOTICE, PUPIL, move, post, sent
from tests.api.people import COLLEGE, Client, browser, refused

ONE_MINUTE = timedelta(minutes=1)


def test_a_clock_that_is_set_back(
    app: FastAPI, clock: Held, college: Client, referent: Client, actions: Any
) -> None:
    first = post(college, key="cle-numero-1")
    notice = first.json()["id"]
    before = clock.now
    for hours in (-3, 1, -20):
        clock.advance(hours=hours)
        sent(college)
        assert post(college, key="cle-numero-1").json() == first.json()
        refused(post(college, {**NOTICE, "days": 1}, key="cle-numero-1"), 409, "key-reused")
    for to in ("family-met", "waiting"):
        clock.advance(minutes=-5)
        assert move(referent, notice, to).status_code == 200
    assert clock.now < before

    shown = college.get(f"/api/notices/{notice}").json()
    assert [step["after"] for step in shown["history"]] == ["received", "family-met", "waiting"]
    listed = college.get("/api/notices").json()["items"]
    assert len({item["id"] for item in listed}) == len(listed) == 4
    assert sum(action == "notice.submitted" for _, action, _ in actions()) == 4
    with running(app).storage.read() as work:
        assert audit.verify(work.session, running(app).storage.key).intact


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize(
    ("week", "midnight"),
    [
        ("2026-W42", "2026-10-18T22:00Z"),  # the last Sunday of summer time
        ("2026-W43", "2026-10-25T23:00Z"),  # clocks went back that night
        ("2026-W53", "2027-01-03T23:00Z"),
        ("2027-W11", "2027-03-21T23:00Z"),  # the last Sunday of winter time
        ("2027-W12", "2027-03-28T22:00Z"),  # clocks went forward that night
    ],
)
def test_a_week_is_over_at_midnight_in_lille(
    app: FastAPI, clock: Held, week: str, midnight: str
) -> None:
    clock.now = datetime.fromisoformat(midnight) - ONE_MINUTE
    college = browser(app, COLLEGE)
    body = {**NOTICE, "earliest": week, "latest": week}
    assert post(college, body).status_code == 201
    clock.now += ONE_MINUTE
    details = refused(post(college, body), 422, "invalid")
    assert [problem["path"] for problem in details["problems"]] == ["latest"]


@pytest.mark.parametrize("database", ["sqlite"])
def test_no_week_is_further_off_than_a_year(college: Client, referent: Client) -> None:
    """One notice could otherwise fill each page about it with all the weeks of all times."""
    for latest in ("2027-W48", "2099-W50", "9999-W52"):
        details = refused(post(college, {**NOTICE, "latest": latest}), 422, "invalid")
        assert [problem["path"] for problem in details["problems"]] == ["latest"]
    kept = post(college, {**NOTICE, "earliest": "0001-W01", "latest": "2027-W47"})
    assert kept.status_code == 201
    page = referent.get(f"/demandes/{kept.json()['id']}").text
    assert "semaine du 1 janvier 1" not in page
    assert len(page) < 100_000


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_year_is_over_at_midnight_in_lille(app: FastAPI, clock: Held) -> None:
    clock.now = datetime.fromisoformat("2026-12-31T22:59Z")
    college = browser(app, COLLEGE)
    body = {**NOTICE, "latest": "2027-W02", "pupil": {**PUPIL, "birth_year": 2005}}
    assert post(college, body).status_code == 201
    clock.now += ONE_MINUTE
    refused(post(college, body), 422, "invalid")
