"""What would let missing workshops take place: asked of the group as it is published, and of nobody else."""

import pytest
from fastapi import FastAPI

from api.jobs.questions import read_request
from api.planning.refusals import NotPublished
from api.running import running
from api.storage import tables, versions
from api.weeks.fixes import ask_fixes, fixes_of
from solver.decide.propose import propose
from solver.solve import solve
from tests.api.people import Client
from tests.api.planning.world import NEXT, WEEK, add_catalogue, caller, offer, waiting


@pytest.fixture
def database() -> str:
    """One database is enough: what is asked is the same on both."""
    return "sqlite"


def answered(app: FastAPI, account: str) -> str:
    """Ask, answer as the solver's process does, and give the job's id."""
    with running(app).storage.write(account) as work:
        job = ask_fixes(work, caller(account), WEEK).id
        row = work.session.get_one(tables.Job, job)
        instance, _ = read_request("propose", row.request)
        found = propose(instance, solve(instance), WEEK, count=1)
        row.state, row.started_at, row.ended_at = "done", work.now, work.now
        row.result = found.model_dump(mode="json", exclude_none=True)
        row.alive_until = None
        return job


def test_the_group_stays_and_one_change_is_offered(app: FastAPI, referent: Client) -> None:
    add_catalogue(app)
    one, two, _ = waiting(app, referent.account, "tilleuls", "remparts", "moulins")
    proposal = offer(app, referent.account, {one: WEEK, two: WEEK})
    assert referent.post(f"/api/proposals/{proposal}/acceptance", json={}).status_code == 200
    with running(app).storage.write("tests") as work:
        row = versions.present(work, "teacher", "t-sport")
        assert row is not None
        versions.put(work, "teacher", "t-sport", {**(row.content or {}), "away_weeks": [WEEK]})
    job = answered(app, referent.account)
    with running(app).storage.read() as work:
        result = work.session.get_one(tables.Job, job).result or {}
        fixes = fixes_of(work, job, WEEK) or ()
        assert fixes_of(work, job, NEXT) == []
        assert work.session.get(tables.Asked, job) is None
    plan = result["proposals"][0]["plan"]
    assert {(each["pupil"], each["week"]) for each in plan["admissions"]} == {
        (one, WEEK),
        (two, WEEK),
    }
    assert plan["not_admitted"] == []
    assert ("absence", "t-sport") in {
        (fix["change"]["kind"], fix["change"]["subjects"][0]) for fix in fixes
    }
    page = referent.get(f"/semaines/{WEEK}?recherche={job}").text
    assert "Ce qui permettrait ces ateliers" in page
    assert "/intervenants/t-sport" in page


def test_a_week_that_is_not_published_is_not_asked_about(app: FastAPI, referent: Client) -> None:
    with running(app).storage.write(referent.account) as work, pytest.raises(NotPublished):
        ask_fixes(work, caller(referent.account), WEEK)
    assert referent.post(f"/semaines/{WEEK}/ateliers").status_code == 409
