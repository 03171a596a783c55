"""Closures: the school calendar for everybody, the exceptions from the référente."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.catalogue.closures import closures_of
from api.running import running
from solver.school_calendar import Closures, closures
from tests.api.catalogue.entries import paths_of, put
from tests.api.conftest import Held
from tests.api.people import Client, refused


def weeks(client: Client, first: str, last: str) -> Any:
    answer = client.get("/api/closures", params={"from": first, "to": last})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_everybody_reads_the_calendar_and_the_référente_alone_writes(
    referent: Client, college: Client, teacher: Client, analyst: Client
) -> None:
    for reader in (referent, college, teacher, analyst):
        (before, during) = weeks(reader, "2026-W51", "2026-W52")
        assert (before["open"], during["open"]) == (True, False)
        assert during["reasons"] == ["Vacances de Noël"]
        assert (during["source"], during["exceptions"]) == ("calendar", [])
    for other in (college, teacher, analyst):
        answer = other.put("/api/closures/2026-W48", json={"closed": True})
        refused(answer, 403, "role-not-allowed")
        refused(other.delete("/api/closures/2026-W48"), 403, "role-not-allowed")


def test_an_exception_says_by_whom_and_when(
    referent: Client, college: Client, clock: Held, actions: Any
) -> None:
    sheet = {"closed": True, "reason": "Travaux"}
    shown = put(referent, "closures/2026-W48", sheet)
    assert actions()[-1] == (referent.account, "closure.changed", "2026-W48")
    assert shown == {
        "period": "2026-W48",
        **sheet,
        "at": clock.now.isoformat().replace("+00:00", "Z"),
        "by": referent.account,
        "role": "referent",
    }
    (week,) = weeks(college, "2026-W48", "2026-W48")
    assert (week["open"], week["source"], week["exceptions"]) == (False, "exception", [shown])
    assert referent.get("/api/closures/2026-W48").json() == shown
    assert referent.get("/api/closures/2026-W48").headers["etag"] == '"1"'


def test_an_exception_is_replaced_and_removed_on_the_version_that_was_read(
    referent: Client, actions: Any
) -> None:
    put(referent, "closures/2026-W53", {"closed": False}, **{"If-Match": '"0"'})
    path = "/api/closures/2026-W53"
    stale = {"If-Match": '"0"'}
    answer = referent.put(path, json={"closed": True}, headers=stale)
    refused(answer, 412, "changed-meanwhile")
    refused(referent.delete(path, headers=stale), 412, "changed-meanwhile")
    assert weeks(referent, "2026-W53", "2026-W53")[0]["open"]
    assert referent.delete(path, headers={"If-Match": '"1"'}).status_code == 204
    assert actions()[-1] == (referent.account, "closure.removed", "2026-W53")
    assert not weeks(referent, "2026-W53", "2026-W53")[0]["open"]
    refused(referent.get(path), 404, "not-found")
    refused(referent.delete(path), 404, "not-found")
    contents = [each["content"] for each in referent.get(f"{path}/history").json()]
    assert contents == [None, {"closed": False, "reason": None}]


def test_the_policy_says_how_many_days_make_a_week(referent: Client) -> None:
    put(referent, "closures/2026-11-24", {"closed": True})
    assert weeks(referent, "2026-W48", "2026-W48")[0]["open"]
    put(referent, "policy", {"min_school_days": 5})
    assert not weeks(referent, "2026-W48", "2026-W48")[0]["open"]


@pytest.mark.parametrize(
    ("first", "last", "path"),
    [
        ("2016-W01", "2016-W02", ""),
        ("2026-W48", "2026-W47", ""),
        ("2026-W01", "2028-W17", "to"),
        ("2025-W53", "2026-W01", "from"),
        ("2026-W01", "9999-W01", "to"),
        ("2026-1", "2026-W01", "from"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"])
def test_a_period_that_cannot_be_shown_is_refused(
    referent: Client, first: str, last: str, path: str
) -> None:
    answer = referent.get("/api/closures", params={"from": first, "to": last})
    assert paths_of(refused(answer, 422, "invalid")) == [path]


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_hundred_and_twenty_weeks_are_not_too_many(referent: Client) -> None:
    assert len(weeks(referent, "2026-W01", "2028-W15")) == 120


@pytest.mark.parametrize(
    "wrong", ["2025-W53", "2026-W54", "2026-W00", "2026-11-22", "2026-02-30", "1999-W01", "2026"]
)
@pytest.mark.parametrize("database", ["sqlite"])
def test_only_weeks_and_working_days_can_be_exceptions(referent: Client, wrong: str) -> None:
    answer = referent.put(f"/api/closures/{wrong}", json={"closed": True})
    assert paths_of(refused(answer, 422, "invalid")) == ["period"]


def test_a_plan_reads_the_closures_of_any_moment(
    app: FastAPI, referent: Client, clock: Held
) -> None:
    before = clock.now
    clock.advance(hours=1)
    put(referent, "closures/2026-W49", {"closed": True})
    put(referent, "closures/2026-11-24", {"closed": True})
    with running(app).storage.read() as work:
        now = closures_of(work, "2026-W48", "2026-W50", 3)
        then = closures_of(work, "2026-W48", "2026-W50", 3, before)
    assert now == Closures(("2026-W49",), ("2026-11-24",))
    assert then == closures("B", "2026-W48", "2026-W50") == Closures((), ())
