"""Notices whose last week is over expire, by the program's hand, and no others."""

from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI

from api.notices.expiry import expire
from api.notices.states import STATES, NoticeState
from api.running import running
from tests.api.conftest import Held
from tests.api.notices.sending import sent, set_state
from tests.api.people import Client, another_browser, refused

EXPIRING: set[NoticeState] = {"received", "family-met", "waiting", "no-show"}


def expired(app: FastAPI) -> int:
    with running(app).storage.write("entretien") as work:
        return expire(work)


def test_only_those_without_a_stay_to_come(
    app: FastAPI, college: Client, clock: Held, actions: Any
) -> None:
    notices: dict[NoticeState, dict[str, Any]] = {state: sent(college) for state in STATES}
    for state, receipt in notices.items():
        set_state(app, receipt["id"], state)
    clock.now = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)
    assert (expired(app), expired(app)) == (4, 0)
    college = another_browser(app, college.account)
    for state, receipt in notices.items():
        shown = college.get(f"/api/notices/{receipt['id']}").json()
        assert shown["state"] == ("expired" if state in EXPIRING else state)
        if state in EXPIRING:
            last = shown["history"][-1]
            assert (last["before"], last["after"], last["by"]) == (state, "expired", None)
            assert (last["reason"], shown["week"], shown["version"]) == (None, None, 2)
            assert ("entretien", "notice.expired", receipt["pupil_id"]) in actions()


def test_on_the_monday_after_by_the_clock_of_paris(
    app: FastAPI, college: Client, clock: Held
) -> None:
    sent(college, latest="2026-W53")
    clock.now = datetime(2027, 1, 3, 22, 59, tzinfo=UTC)
    assert expired(app) == 0
    clock.advance(minutes=1)
    assert expired(app) == 1


def test_the_référente_does_it_at_once(
    app: FastAPI, college: Client, referent: Client, clock: Held, actions: Any
) -> None:
    receipt = sent(college, latest="2026-W48")
    clock.advance(days=14)
    college, referent = (another_browser(app, each.account) for each in (college, referent))
    assert referent.post("/api/notices/expiry").json() == {"expired": 1}
    assert referent.post("/api/notices/expiry").json() == {"expired": 0}
    assert actions()[-1] == (referent.account, "notice.expired", receipt["pupil_id"])
    refused(college.post("/api/notices/expiry"), 403, "role-not-allowed")
