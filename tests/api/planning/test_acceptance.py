"""Accepting a proposal: one winner, against what is true now, and everybody's notice follows."""

from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response

from api.running import running
from api.storage import versions
from api.weeks import published
from solver.plan import Admission, NotAdmitted, Plan
from tests.api.conftest import Held
from tests.api.people import Client, another_browser, refused
from tests.api.planning.world import NEXT, WEEK, add_catalogue, offer, waiting


def accept(client: Client, proposal: str, **reasons: str) -> Response:
    return client.post(
        f"/api/proposals/{proposal}/acceptance",
        json={"reasons": {code.replace("_", "-"): reason for code, reason in reasons.items()}},
    )


def accepted(client: Client, proposal: str, **reasons: str) -> int:
    answer = accept(client, proposal, **reasons)
    assert answer.status_code == 200, answer.text
    number: int = answer.json()["number"]
    return number


def states(client: Client) -> dict[str, tuple[str, str | None]]:
    items = client.get("/api/notices").json()["items"]
    return {item["pupil"]["code"]: (item["state"], item["week"]) for item in items}


def hosted(app: FastAPI, week: str = WEEK) -> set[str]:
    with running(app).storage.read() as work:
        return {place.pupil for place in published.present(work, week)[1].admissions}


def reason(code: str, why: str = "group-balance") -> dict[str, str]:
    return {code.replace("-", "_"): why}


def test_it_publishes_the_week_and_tells_the_collèges(
    app: FastAPI, referent: Client, actions: Any
) -> None:
    comes, waits = waiting(app, referent.account, "tilleuls", "remparts")
    assert accepted(referent, offer(app, referent.account, {comes: WEEK})) == 1
    assert hosted(app) == {comes}
    assert states(referent) == {comes: ("planned", WEEK), waits: ("waiting", None)}
    assert (referent.account, "week.published", WEEK) in actions()


def test_only_the_week_asked_for_is_published(app: FastAPI, referent: Client) -> None:
    now, later = waiting(app, referent.account, "tilleuls", "remparts")
    accepted(referent, offer(app, referent.account, {now: WEEK, later: NEXT}))
    assert states(referent)[later] == ("waiting", None)
    assert hosted(app, NEXT) == set()


def test_a_second_acceptance_is_told_what_the_first_changed(app: FastAPI, referent: Client) -> None:
    one, other = waiting(app, referent.account, "tilleuls", "remparts")
    first, second = (offer(app, referent.account, {code: WEEK}) for code in (one, other))
    accepted(referent, first)
    details = refused(accept(referent, second), 409, "published-meanwhile")
    assert [problem["path"] for problem in details["problems"]] == [one]
    assert "prévu en semaine 48" in details["problems"][0]["message"]
    refused(accept(referent, first), 409, "published-meanwhile")
    assert hosted(app) == {one}


@pytest.mark.parametrize("stale", ["pupil", "catalogue", "wish"])
def test_a_proposal_is_stale_once_anything_changed(
    app: FastAPI, referent: Client, stale: str
) -> None:
    add_catalogue(app)
    (code,) = waiting(app, referent.account, "tilleuls")
    proposal = offer(app, referent.account, {code: WEEK})
    path = f"/api/proposals/{proposal}"
    assert referent.get(path).json()["stale"] is False
    if stale == "pupil":
        waiting(app, referent.account, "remparts")
    elif stale == "wish":
        referent.put(f"/api/wishes/{code}", json={"bans": [WEEK]})
    else:
        with running(app).storage.write("tests") as work:
            versions.put(work, "workshop", "sport", None)
            versions.put(work, "teacher", "t-sport", None)
    shown = referent.get(path).json()
    assert shown["stale"] is True
    assert shown["changed"]
    details = refused(accept(referent, proposal), 412, "stale-proposal")
    assert [problem["message"] for problem in details["problems"]] == [
        change["message"] for change in shown["changed"]
    ]
    assert hosted(app) == set()


def test_what_changed_and_changed_back_is_no_change(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    proposal = offer(app, referent.account, {code: WEEK})
    for bans in ([WEEK], []):
        referent.put(f"/api/wishes/{code}", json={"bans": bans})
    assert accepted(referent, proposal) == 1


def test_a_plan_that_breaks_a_rule_is_not_published(app: FastAPI, referent: Client) -> None:
    one, two = waiting(app, referent.account, "tilleuls", "tilleuls")
    wrong = Plan(
        status="feasible",
        admissions=tuple(Admission(pupil=code, week=WEEK, group=1) for code in (one, two)),
    )
    details = refused(
        accept(referent, offer(app, referent.account, {}, plan=wrong)), 409, "breaks-rules"
    )
    assert [problem["path"] for problem in details["problems"]] == ["college"]
    assert states(referent)[one] == ("waiting", None)


def test_a_plan_that_forgets_a_pupil_is_not_published(app: FastAPI, referent: Client) -> None:
    waiting(app, referent.account, "tilleuls")
    forgetful = Plan(status="feasible")
    refused(accept(referent, offer(app, referent.account, {}, plan=forgetful)), 409, "breaks-rules")


def test_a_what_if_is_never_published(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    proposal = offer(app, referent.account, {code: WEEK}, what_if={"capacity": 6})
    refused(accept(referent, proposal), 409, "only-what-if")


def test_a_week_that_is_over_is_not_published(app: FastAPI, referent: Client, clock: Held) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    # Still Sunday in London, already Monday in Lille.
    for day, hour, status in ((29, 22, 200), (29, 23, 409)):
        proposal = offer(app, referent.account, {code: WEEK})
        clock.now = clock.now.replace(day=day, hour=hour, minute=30)
        answer = accept(another_browser(app, referent.account), proposal)
        assert answer.status_code == status, answer.text
    refused(answer, 409, "week-over")


class TestPublishingAgain:
    def test_who_loses_the_week_needs_a_reason(self, app: FastAPI, referent: Client) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        accepted(referent, offer(app, referent.account, {one: WEEK}))
        proposal = offer(app, referent.account, {other: WEEK})
        details = refused(accept(referent, proposal), 422, "invalid")
        assert [problem["path"] for problem in details["problems"]] == [f"reasons.{one}"]
        needless = {**reason(one), **reason(other)}
        details = refused(accept(referent, proposal, **needless), 422, "invalid")
        assert [problem["path"] for problem in details["problems"]] == [f"reasons.{other}"]
        assert accepted(referent, proposal, **reason(one, "kept-apart")) == 2
        assert states(referent) == {one: ("waiting", None), other: ("planned", WEEK)}

    def test_history_tells_what_changed_for_whom(self, app: FastAPI, referent: Client) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        accepted(referent, offer(app, referent.account, {one: WEEK}))
        accepted(referent, offer(app, referent.account, {other: WEEK}), **reason(one))
        with running(app).storage.read() as work:
            newest, first = versions.history(work, "week", WEEK)
            assert [shift.pupil for shift in published.read(first).changes] == [one]
            changes = {
                shift.pupil: (shift.before, shift.after) for shift in published.read(newest).changes
            }
        assert changes == {one: (WEEK, None), other: (None, WEEK)}

    def test_a_pupil_who_changes_weeks_leaves_the_other_one(
        self, app: FastAPI, referent: Client
    ) -> None:
        one, other = waiting(app, referent.account, "tilleuls", "remparts")
        next_week = offer(app, referent.account, {one: NEXT, other: NEXT}, week=NEXT)
        accepted(referent, next_week)
        moved = offer(app, referent.account, {one: WEEK, other: NEXT})
        accepted(referent, moved, **reason(one, "head-asks"))
        assert (hosted(app, WEEK), hosted(app, NEXT)) == ({one}, {other})
        assert states(referent) == {one: ("planned", WEEK), other: ("planned", NEXT)}


def test_the_plan_keeps_count_of_those_left_out(app: FastAPI, referent: Client) -> None:
    """The whole plan is checked, not only the week that is published."""
    one, two = waiting(app, referent.account, "tilleuls", "remparts")
    wrong = Plan(
        status="feasible",
        admissions=(Admission(pupil=one, week=WEEK, group=1),),
        not_admitted=(NotAdmitted(pupil=two, outcome="carried-over"),),
    )
    refused(accept(referent, offer(app, referent.account, {}, plan=wrong)), 409, "breaks-rules")


def test_only_the_référente_accepts(app: FastAPI, referent: Client, college: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    proposal = offer(app, referent.account, {code: WEEK})
    refused(accept(college, proposal), 403, "role-not-allowed")
    refused(accept(referent, "0" * 24), 404, "not-found")
