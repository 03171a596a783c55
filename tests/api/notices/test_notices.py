"""Notices: who may send and read them, what is refused, what a repeated sending does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI

from api.notices.motives import MOTIVE_LABELS
from api.notices.reasons import REASONS
from api.notices.states import FINAL, OPEN
from tests.api.conftest import Held
from tests.api.notices.sending import (
    NOTICE,
    PUPIL,
    STAY,
    again,
    move,
    post,
    sent,
    set_state,
    withdraw,
)
from tests.api.people import Client, another_browser, refused

PLANNED = {"week": "2026-W48"}


def ids(client: Client, **params: Any) -> list[str]:
    return [item["id"] for item in client.get("/api/notices", params=params).json()["items"]]


def planned(college: Client, referent: Client) -> str:
    notice: str = sent(college)["id"]
    for to, more in (("waiting", {}), ("planned", PLANNED)):
        assert move(referent, notice, to, **more).status_code == 200
    return notice


class TestStrangers:
    def test_nobody_without_signing_in(self, anonymous: Client) -> None:
        refused(post(anonymous), 401, "not-signed-in")
        refused(anonymous.get("/api/notices"), 401, "not-signed-in")

    def test_another_collège_s_looks_like_an_absent_one(
        self, college: Client, other_college: Client
    ) -> None:
        notice = sent(college)
        absent = "0" * 24
        for path, body in (("", NOTICE), ("/withdrawal", {"reason": "pupil-left"})):
            seen = []
            for each in (notice["id"], absent):
                method = "POST" if path else "PUT"
                answer = other_college.request(method, f"/api/notices/{each}{path}", json=body)
                seen.append({**refused(answer, 404, "not-found"), "instance": ""})
                refused(other_college.get(f"/api/notices/{each}"), 404, "not-found")
            assert seen[0] == seen[1]
        for pupil in (notice["pupil_id"], absent):
            headers = {"Idempotency-Key": "12345678"}
            path = f"/api/pupils/{pupil}/notices"
            answer = other_college.post(path, json=STAY, headers=headers)
            refused(answer, 404, "not-found")
        assert ids(other_college) == []
        assert ids(college) == [notice["id"]]

    def test_other_roles(self, teacher: Client, analyst: Client) -> None:
        for client in (teacher, analyst):
            refused(client.get("/api/notices"), 403, "role-not-allowed")


class TestSending:
    def test_what_is_sent_is_kept(self, college: Client, actions: Any) -> None:
        receipt = sent(college)
        shown = college.get(f"/api/notices/{receipt['id']}").json()
        assert {key: shown[key] for key in STAY} == STAY
        assert {key: shown["pupil"][key] for key in PUPIL} == PUPIL
        assert shown["pupil"]["code"] == receipt["pupil_code"]
        assert (shown["state"], shown["state_label"], shown["week"]) == ("received", "reçu", None)
        assert [step["after"] for step in shown["history"]] == ["received"]
        assert actions()[-2:] == [
            (college.account, "notice.submitted", receipt["pupil_id"]),
            (college.account, "notice.read", receipt["pupil_id"]),
        ]

    def test_the_same_key_and_content_give_the_same_answer(self, college: Client) -> None:
        first = post(college, key="cle-numero-1")
        withdrawal = {"reason": "sent-by-mistake"}
        college.post(f"/api/notices/{first.json()['id']}/withdrawal", json=withdrawal)
        again = post(college, key="cle-numero-1")
        assert (again.status_code, again.json()) == (201, first.json())
        assert len(ids(college)) == 1

    def test_the_same_key_with_another_content_is_refused(self, college: Client) -> None:
        post(college, key="cle-numero-1")
        answer = post(college, {**NOTICE, "days": 4}, key="cle-numero-1")
        refused(answer, 409, "key-reused")

    def test_a_key_is_its_account_s_own(self, college: Client, other_college: Client) -> None:
        one, other = (post(client, key="cle-numero-1") for client in (college, other_college))
        assert one.json()["id"] != other.json()["id"]

    def test_fifty_at_once_make_one_notice(self, college: Client) -> None:
        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda _: post(college, key="cle-numero-1"), range(50)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.text for answer in answers}) == 1
        assert len(ids(college)) == 1

    def test_a_key_is_needed(self, college: Client) -> None:
        details = refused(college.post("/api/notices", json=NOTICE), 422, "invalid")
        assert details["problems"][0]["path"] == "Idempotency-Key"

    def test_a_pupil_comes_back(self, college: Client) -> None:
        first = sent(college)
        withdraw(college, first["id"])
        answers = [again(college, first["pupil_id"], key="12345678") for _ in range(2)]
        assert answers[0].json() == answers[1].json()
        assert answers[0].json()["pupil_code"] == first["pupil_code"]
        assert answers[0].json()["id"] != first["id"]
        assert len(ids(college)) == 2

    def test_a_pupil_has_one_open_stay(self, college: Client, app: FastAPI) -> None:
        first = sent(college)
        for state in OPEN:
            set_state(app, first["id"], state)
            refused(again(college, first["pupil_id"]), 409, "stay-under-way")
        for state in FINAL:
            set_state(app, first["id"], state)
            second = again(college, first["pupil_id"], key=f"cle-{state}")
            assert second.status_code == 201
            assert again(college, first["pupil_id"], key=f"cle-{state}").json() == second.json()
            withdraw(college, second.json()["id"])
        assert len(ids(college)) == 1 + len(FINAL)

    def test_two_at_once_for_one_pupil_make_one(self, college: Client) -> None:
        first = sent(college)
        withdraw(college, first["id"])
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: again(college, first["pupil_id"]), range(8)))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7

    def test_the_week_is_over_at_midnight_in_paris(
        self, app: FastAPI, college: Client, clock: Held
    ) -> None:
        clock.now = datetime(2026, 12, 20, 22, 59, tzinfo=UTC)
        college = another_browser(app, college.account)
        sent(college)
        clock.advance(minutes=1)
        details = refused(post(college), 422, "invalid")
        assert details["problems"][0]["path"] == "latest"

    def test_a_deactivated_collège_sends_nothing(self, college: Client, referent: Client) -> None:
        referent.put("/api/colleges/tilleuls", json={"name": "Tilleuls", "active": False})
        refused(post(college), 409, "college-inactive")

    def test_more_than_eight_days_quotes_the_law(self, college: Client) -> None:
        assert post(college, {**NOTICE, "days": 8}).status_code == 201
        details = refused(post(college, {**NOTICE, "days": 9}), 422, "invalid")
        assert "Code de l'éducation, R511-13" in details["problems"][0]["message"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("days", 0),
            ("earliest", "2026-W54"),
            ("latest", "2026-W47"),
            ("latest", "2025-W53"),
            ("motives", []),
            ("motives", ["autre"]),
            ("motives", ["vol"] * 10),
            ("note", "a" * 501),
            ("note", " "),
            ("note", "a\x00"),
            ("contact", ""),
            ("contact", "a" * 201),
            ("pupil.first_name", ""),
            ("pupil.first_name", "a" * 61),
            ("pupil.initial", "BB"),
            ("pupil.initial", "b"),
            ("pupil.level", "2de"),
            ("pupil.gender", "X"),
            ("pupil.quartier", "a" * 101),
            ("pupil.birth_year", 2004),
            ("pupil.birth_year", 2019),
            ("pupil.birth_year", "2013"),
        ],
    )
    def test_limits(self, college: Client, field: str, value: Any) -> None:
        name = field.removeprefix("pupil.")
        changed = {"pupil": {**PUPIL, name: value}} if name in PUPIL else {name: value}
        details = refused(post(college, {**NOTICE, **changed}), 422, "invalid")
        assert {p["path"].split("[")[0] for p in details["problems"]} == {field}

    @pytest.mark.parametrize(
        "changes",
        [
            {"days": 1},
            {"note": None},
            {"note": "deux\nlignes"},
            {"note": "a" * 500},
            {"earliest": "2026-W47", "latest": "2026-W47"},
            {"latest": "2026-W53"},
            {"pupil": {**PUPIL, "first_name": "a" * 60, "birth_year": 2005}},
        ],
    )
    def test_just_within_the_limits(self, college: Client, changes: dict[str, Any]) -> None:
        sent(college, **changes)


class TestLists:
    def test_the_référente_reads_all_by_state_and_in_pages(
        self, referent: Client, college: Client, other_college: Client, actions: Any
    ) -> None:
        made = [sent(each)["id"] for each in (college, other_college, college)]
        move(referent, made[1], "waiting")
        assert sorted(ids(referent)) == sorted(made)
        assert ids(referent, state="waiting") == [made[1]]
        assert ids(college, state="waiting") == []
        first = referent.get("/api/notices", params={"limit": 2}).json()
        assert ids(referent, after=first["next"]) == sorted(made)[2:]
        assert actions()[-1][:2] == (referent.account, "notice.read")

    def test_by_collège_week_and_what_is_open(
        self, app: FastAPI, referent: Client, college: Client, other_college: Client
    ) -> None:
        one, two, three = (sent(each)["id"] for each in (college, college, other_college))
        set_state(app, one, "planned")
        set_state(app, two, "hosted")
        assert ids(referent, week="2026-W49") == sorted([one, two])
        assert ids(referent, week="2026-W49", open="true") == [one]
        assert ids(referent, open="true", college="remparts") == [three]
        assert ids(referent, open="false") == [two]
        assert ids(referent, week="2026-W53") == ids(referent, college="absent") == []
        assert ids(college, college="remparts") == ids(college, college="absent") == []
        assert sorted(ids(college, college="tilleuls")) == sorted([one, two])
        for params in ({"week": "2026-W54"}, {"open": "peut-être"}, {"college": "!"}):
            refused(referent.get("/api/notices", params=params), 422, "invalid")

    def test_the_fixed_lists_come_with_their_words(
        self, referent: Client, college: Client, teacher: Client, anonymous: Client
    ) -> None:
        motives = teacher.get("/api/motives").json()["items"]
        assert {each["code"]: each["label"] for each in motives} == MOTIVE_LABELS
        seen = {
            client: {each["code"]: each for each in client.get("/api/reasons").json()["items"]}
            for client in (referent, college, teacher)
        }
        assert set(seen[referent]) == set(REASONS)
        assert set(seen[referent]) - set(seen[college]) == {"kept-apart"}
        assert seen[college] == seen[teacher]
        assert seen[college]["other-help"]["kinds"] == ["refusal", "withdrawal"]
        assert "réunir" not in college.get("/api/reasons").text
        refused(anonymous.get("/api/reasons"), 401, "not-signed-in")


class TestSimilar:
    def seen(self, client: Client, notice: str) -> list[str]:
        similar: list[str] = client.get(f"/api/notices/{notice}").json()["similar"]
        return similar

    def test_the_same_name_and_level_in_the_same_collège(
        self, college: Client, other_college: Client, referent: Client
    ) -> None:
        one = sent(college)["id"]
        two = sent(college, pupil={**PUPIL, "first_name": "CÂNARINE", "initial": "E"})["id"]
        others = [{"level": "5e"}, {"initial": "F"}, {"first_name": f"{PUPIL['first_name']} B"}]
        apart = [sent(college, pupil={**PUPIL, **each})["id"] for each in others]
        elsewhere = sent(other_college)["id"]
        for client in (college, referent):
            assert (self.seen(client, one), self.seen(client, two)) == ([two], [one])
            assert all(self.seen(client, each) == [] for each in apart)
        assert self.seen(other_college, elsewhere) == self.seen(referent, elsewhere) == []

    def test_only_open_ones_of_another_pupil(self, college: Client) -> None:
        one, two = sent(college), sent(college)
        withdraw(college, one["id"])
        assert self.seen(college, two["id"]) == []
        third = again(college, one["pupil_id"]).json()["id"]
        assert self.seen(college, one["id"]) == self.seen(college, third) == [two["id"]]


class TestAmending:
    def test_a_collège_amends_and_withdraws_until_planned(
        self, college: Client, actions: Any
    ) -> None:
        notice = sent(college)
        path = f"/api/notices/{notice['id']}"
        amended = college.put(path, json={**NOTICE, "days": 3, "pupil": {**PUPIL, "level": "3e"}})
        assert (amended.json()["days"], amended.json()["pupil"]["level"]) == (3, "3e")
        assert actions()[-1] == (college.account, "notice.amended", notice["pupil_id"])
        gone = college.post(f"{path}/withdrawal", json={"reason": "exclusion-lifted"}).json()
        assert gone["state"] == "withdrawn"
        assert gone["history"][-1]["by"] == "college"
        assert gone["history"][-1]["reason_label"] == "l'exclusion est levée"
        refused(college.put(path, json=NOTICE), 409, "already-planned")

    def test_afterwards_the_référente_does(self, college: Client, referent: Client) -> None:
        path = f"/api/notices/{planned(college, referent)}"
        for answer in (
            college.put(path, json=NOTICE),
            college.post(f"{path}/withdrawal", json={"reason": "pupil-left"}),
        ):
            assert "appelez la référente" in refused(answer, 409, "already-planned")["detail"]
        assert referent.put(path, json={**NOTICE, "days": 2}).json()["days"] == 2
        beyond = referent.put(path, json={**NOTICE, "earliest": "2026-W49"})
        refused(beyond, 422, "invalid")
        move(referent, path.rsplit("/", 1)[1], "withdrawn", reason="pupil-left")
        refused(referent.put(path, json=NOTICE), 409, "notice-closed")

    def test_a_withdrawal_needs_a_reason_for_withdrawing(self, college: Client) -> None:
        path = f"/api/notices/{sent(college)['id']}/withdrawal"
        refused(college.post(path, json={"reason": "group-full"}), 422, "invalid")
