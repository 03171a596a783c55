"""The timetable and the policy: one of each, the contract's until the référente writes hers."""

from typing import Any

import pytest

from api.notices.motives import MOTIVE_LABELS
from solver.rules import LEVELS
from tests.api.catalogue.entries import HOURS, TIMETABLE, paths_of, put, with_teacher
from tests.api.people import Client, refused


class TestTimetable:
    def test_the_contract_s_before_any_other(
        self, referent: Client, teacher: Client, analyst: Client, college: Client
    ) -> None:
        for reader in (referent, teacher, analyst):
            answer = reader.get("/api/timetable")
            assert answer.headers["etag"] == '"0"'
            shown = answer.json()
            assert (shown["slots_per_day"], shown["break_after"]) == (4, [2])
            assert shown["closed_slots"] == shown["fixed"] == []
        refused(college.get("/api/timetable"), 403, "role-not-allowed")
        refused(teacher.put("/api/timetable", json=shown), 403, "role-not-allowed")
        assert referent.get("/api/timetable/history").json() == []
        assert put(referent, "timetable", shown, **{"If-Match": '"0"'}) == shown

    def test_what_is_put_is_read_again(self, referent: Client, actions: Any) -> None:
        assert put(referent, "timetable", TIMETABLE) == TIMETABLE
        assert actions()[-1] == (referent.account, "timetable.changed", "timetable")
        assert referent.get("/api/timetable").json() == TIMETABLE
        stale = referent.put("/api/timetable", json=TIMETABLE, headers={"If-Match": '"0"'})
        refused(stale, 412, "changed-meanwhile")
        (only,) = referent.get("/api/timetable/history").json()
        assert (only["number"], only["by"], only["content"]) == (1, referent.account, TIMETABLE)

    def test_slots_that_somebody_named_stay(self, referent: Client) -> None:
        with_teacher(referent)
        put(referent, "timetable", {**TIMETABLE, "days": ["tue", "mon", "thu"]})
        without = {**TIMETABLE, "days": ["mon", "thu"], "closed_slots": []}
        details = refused(referent.put("/api/timetable", json=without), 409, "slots-in-use")
        assert len(details["problems"]) == 3
        assert all("t-ecriture" in each["message"] for each in details["problems"])

    @pytest.mark.parametrize(
        ("change", "paths"),
        [
            ({"hours": HOURS[:2]}, ["hours"]),
            ({"hours": [*HOURS, HOURS[0]]}, ["hours", "hours[3].start"]),
            ({"hours": [HOURS[1], HOURS[0], HOURS[2]]}, ["hours[1].start"]),
            ({"hours": [HOURS[0], HOURS[1], {"start": "11:00", "end": "11:00"}]}, ["hours[2].end"]),
            ({"hours": [{"start": "8:30", "end": "24:00"}] * 3}, 6),
            ({"fixed": [{"name": "Bilan", "start": "mon-3", "length": 2}]}, ["fixed[0].length"]),
            ({"fixed": [{"name": "Bilan", "start": "wed-1"}]}, ["fixed[0].start"]),
            ({"closed_slots": ["mon-4"]}, ["closed_slots[0]"]),
            ({"days": ["mon", "mon"], "closed_slots": []}, ["days[1]"]),
            ({"days": []}, ["days"]),
            ({"break_after": [4]}, ["break_after[0]"]),
            ({"slots_per_day": 13}, ["slots_per_day"]),
            ({"hours": HOURS * 5}, ["hours"]),
            ({"fixed": TIMETABLE["fixed"] * 51}, ["fixed"]),
        ],
    )
    @pytest.mark.parametrize("database", ["sqlite"])
    def test_what_cannot_be_is_refused_where_it_stands(
        self, referent: Client, change: dict[str, Any], paths: list[str] | int
    ) -> None:
        details = refused(
            referent.put("/api/timetable", json={**TIMETABLE, **change}), 422, "invalid"
        )
        found = paths_of(details)
        assert (len(found) if isinstance(paths, int) else found) == paths
        assert "timetable" not in str(details["problems"])
        assert referent.get("/api/timetable").headers["etag"] == '"0"'


class TestPolicy:
    def test_the_contract_s_before_any_other(
        self, referent: Client, analyst: Client, teacher: Client, college: Client
    ) -> None:
        for reader in (referent, analyst):
            answer = reader.get("/api/policy")
            assert answer.headers["etag"] == '"0"'
            assert answer.json() == {
                "order": list(LEVELS),
                "motive_weights": {},
                "motive_limits": {},
                "lone_gender": 2,
                "level_spread": 1,
                "small_group": 2,
                "capacity": 5,
                "groups_per_week": 1,
                "weeks_ahead": 6,
                "min_school_days": 3,
            }
        for other in (teacher, college):
            refused(other.get("/api/policy"), 403, "role-not-allowed")
        refused(analyst.put("/api/policy", json={}), 403, "role-not-allowed")
        assert referent.get("/api/policy/history").json() == []

    def test_what_is_put_is_read_again(self, referent: Client, actions: Any) -> None:
        body = {
            "order": list(reversed(LEVELS)),
            "motive_weights": dict.fromkeys(MOTIVE_LABELS, 1000),
            "motive_limits": {"vol": 0},
            "capacity": 6,
        }
        shown = put(referent, "policy", body, **{"If-Match": '"0"'})
        assert shown.items() >= body.items()
        assert referent.get("/api/policy").json() == shown
        assert actions()[-1] == (referent.account, "policy.changed", "policy")
        assert [each["content"] for each in referent.get("/api/policy/history").json()] == [shown]
        stale = referent.put("/api/policy", json={}, headers={"If-Match": '"0"'})
        refused(stale, 412, "changed-meanwhile")

    @pytest.mark.parametrize(
        ("change", "path"),
        [
            ({"order": ["unplaced"] * 7}, "order"),
            ({"order": list(LEVELS[:6])}, "order"),
            ({"motive_weights": {"bavardage": 1}}, "motive_weights.bavardage"),
            ({"motive_limits": {"vol": 1001}}, "motive_limits.vol"),
            ({"capacity": 21}, "capacity"),
            ({"groups_per_week": 0}, "groups_per_week"),
            ({"weeks_ahead": 21}, "weeks_ahead"),
            ({"min_school_days": 6}, "min_school_days"),
            ({"lone_gender": "2"}, "lone_gender"),
        ],
    )
    @pytest.mark.parametrize("database", ["sqlite"])
    def test_what_cannot_be_is_refused_where_it_stands(
        self, referent: Client, change: dict[str, Any], path: str
    ) -> None:
        details = refused(referent.put("/api/policy", json=change), 422, "invalid")
        assert paths_of(details) == [path]
