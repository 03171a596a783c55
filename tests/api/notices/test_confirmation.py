"""Confirming with the dates that were notified, and the version that a change is made on."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from httpx2 import Response

from api.notices.states import STATES
from tests.api.notices.sending import NOTICE, move, sent, set_state
from tests.api.people import Client, refused

WEEK = "2026-W48"
WHOLE = ("2026-11-23", "2026-11-27")


def planned(college: Client, referent: Client, week: str = WEEK, **changes: Any) -> str:
    notice: str = sent(college, **{"latest": "2027-W02", **changes})["id"]
    for to, more in (("waiting", {}), ("planned", {"week": week})):
        assert move(referent, notice, to, **more).status_code == 200
    return notice


def confirm(
    client: Client, notice: str, days: tuple[str, str] = WHOLE, made_on: str | None = None
) -> Response:
    headers = {"If-Match": made_on} if made_on else {}
    body = dict(zip(("first_day", "last_day"), days, strict=True))
    return client.post(f"/api/notices/{notice}/confirmation", json=body, headers=headers)


class TestConfirming:
    def test_the_dates_are_kept_and_shown_with_the_history(
        self, college: Client, referent: Client, actions: Any
    ) -> None:
        notice = planned(college, referent)
        answer = confirm(college, notice).json()
        assert (answer["state"], answer["week"]) == ("confirmed", WEEK)
        for shown in (answer, college.get(f"/api/notices/{notice}").json()):
            assert (shown["first_day"], shown["last_day"]) == WHOLE
            last = shown["history"][-1]
            assert (last["by"], last["after"]) == ("college", "confirmed")
            assert (last["first_day"], last["last_day"]) == WHOLE
        assert (college.account, "notice.confirmed", answer["pupil"]["id"]) in actions()
        refused(confirm(college, notice), 409, "move-not-allowed")

    def test_the_référente_may_do_it_for_them(self, college: Client, referent: Client) -> None:
        answer = confirm(referent, planned(college, referent), ("2026-11-24", "2026-11-24"))
        assert answer.json()["history"][-1]["by"] == "referent"

    def test_only_from_planned(self, app: FastAPI, college: Client) -> None:
        notice = sent(college)["id"]
        for state in set(STATES) - {"planned"}:
            set_state(app, notice, state)
            refused(confirm(college, notice), 409, "move-not-allowed")

    def test_other_days_are_refused(self, college: Client, referent: Client) -> None:
        notice = planned(college, referent, days=3)
        for days, path in (
            (("2026-11-22", "2026-11-24"), "first_day"),
            (("2026-11-23", "2026-11-28"), "last_day"),
            (("2026-11-30", "2026-12-01"), "first_day"),
            (("2026-11-25", "2026-11-24"), "last_day"),
            (("2026-11-23", "2026-11-26"), "last_day"),
            (("2026-11-31", "2026-11-26"), "first_day"),
            (("2026-11-23", "lundi"), "last_day"),
        ):
            details = refused(confirm(college, notice, days), 422, "invalid")
            assert [problem["path"] for problem in details["problems"]] == [path]
        assert college.get(f"/api/notices/{notice}").json()["state"] == "planned"
        assert confirm(college, notice, ("2026-11-25", "2026-11-27")).status_code == 200

    def test_a_week_53_reaches_into_january(self, college: Client, referent: Client) -> None:
        notice = planned(college, referent, "2026-W53")
        refused(confirm(college, notice, ("2026-12-28", "2027-01-04")), 422, "invalid")
        assert confirm(college, notice, ("2026-12-28", "2027-01-01")).status_code == 200

    def test_another_collège_s_looks_like_an_absent_one(
        self, college: Client, other_college: Client, referent: Client
    ) -> None:
        notices = (planned(college, referent), "0" * 24)
        answers = [refused(confirm(other_college, n), 404, "not-found") for n in notices]
        assert {**answers[0], "instance": ""} == {**answers[1], "instance": ""}

    def test_not_for_other_roles(self, teacher: Client) -> None:
        refused(confirm(teacher, "0" * 24), 403, "role-not-allowed")

    def test_the_dates_go_when_the_stay_leaves_its_week(
        self, college: Client, referent: Client
    ) -> None:
        again: dict[str, Any] = {"reason": "head-asks"}
        for to, more, kept in (
            ("planned", {**again, "week": "2026-W50"}, False),
            ("planned", {**again, "week": WEEK}, False),
            ("waiting", again, False),
            ("withdrawn", {"reason": "pupil-left"}, False),
            ("hosted", {}, True),
            ("no-show", {}, True),
        ):
            notice = planned(college, referent)
            confirm(college, notice)
            shown = move(referent, notice, to, **more).json()
            assert (shown["first_day"], shown["last_day"]) == (WHOLE if kept else (None, None))
            before = shown["history"][-2]
            assert (before["first_day"], before["last_day"]) == WHOLE
        shown = move(referent, notice, "waiting", reason="pupil-absent").json()
        assert shown["first_day"] is None

    def test_an_exclusion_does_not_become_shorter_than_its_dates(
        self, college: Client, referent: Client
    ) -> None:
        path = f"/api/notices/{planned(college, referent)}"
        confirm(college, path.rsplit("/", 1)[1], ("2026-11-23", "2026-11-25"))
        details = refused(referent.put(path, json={**NOTICE, "days": 2}), 422, "invalid")
        assert details["problems"][0]["path"] == "days"
        assert referent.put(path, json={**NOTICE, "days": 3}).status_code == 200


class TestVersions:
    def test_each_change_makes_a_new_one(self, college: Client, referent: Client) -> None:
        notice = sent(college)["id"]
        path = f"/api/notices/{notice}"
        changes: list[Callable[[], Response]] = [
            lambda: college.put(path, json=NOTICE),
            lambda: move(referent, notice, "waiting"),
            lambda: move(referent, notice, "planned", week=WEEK),
            lambda: confirm(college, notice),
        ]
        assert college.get(path).headers["etag"] == '"1"'
        for number, change in enumerate(changes, 2):
            answer = change()
            assert (answer.headers["etag"], answer.json()["version"]) == (f'"{number}"', number)
            for reader in (college, referent):
                assert reader.get(path).headers["etag"] == f'"{number}"'

    def test_a_change_on_an_older_one_is_refused(self, college: Client, referent: Client) -> None:
        notice = sent(college)["id"]
        path = f"/api/notices/{notice}"
        old, present = {"If-Match": '"1"'}, {"If-Match": '"2"'}
        assert college.put(path, json=NOTICE, headers=old).status_code == 200
        for client, method, more, body in (
            (college, "PUT", "", NOTICE),
            (college, "POST", "/withdrawal", {"reason": "pupil-left"}),
            (referent, "POST", "/moves", {"to": "waiting"}),
            (college, "POST", "/confirmation", {"first_day": WHOLE[0], "last_day": WHOLE[1]}),
        ):
            answer = client.request(method, path + more, json=body, headers=old)
            refused(answer, 412, "changed-meanwhile")
        assert referent.get(path).headers["etag"] == '"2"'
        moved = referent.post(f"{path}/moves", json={"to": "waiting"}, headers=present)
        assert moved.headers["etag"] == '"3"'

    def test_nobody_learns_the_version_of_another_s(
        self, college: Client, other_college: Client
    ) -> None:
        for notice in (sent(college)["id"], "0" * 24):
            for tag in ('"1"', '"7"', "*"):
                answer = confirm(other_college, notice, made_on=tag)
                refused(answer, 404, "not-found")
