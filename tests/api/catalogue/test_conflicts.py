"""Who must not meet: the référente alone knows, and the files' audit trail."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.catalogue import reading
from api.running import running
from tests.api.catalogue.entries import paths_of, with_teacher
from tests.api.conftest import Held
from tests.api.notices.sending import sent
from tests.api.people import REFERENT, Client, browser, refused


@pytest.fixture
def pupils(college: Client, other_college: Client) -> dict[str, str]:
    """Announce two pupils: ids by code, sorted by code."""
    receipts = (sent(college), sent(other_college))
    return dict(sorted((each["pupil_code"], each["pupil_id"]) for each in receipts))


def post(client: Client, body: Any, path: str = "conflicts") -> Any:
    answer = client.post(f"/api/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


class TestPupils:
    def test_a_pair_is_noted_once_in_either_order(
        self, app: FastAPI, referent: Client, pupils: dict[str, str], actions: Any, clock: Held
    ) -> None:
        one, other = pupils
        noted = post(referent, {"pupils": [other, one], "until": "2026-W53"})
        assert noted["pupils"] == [one, other]
        assert (noted["by"], noted["role"]) == (referent.account, "referent")
        assert noted["at"].startswith(clock.now.isoformat()[:19])
        assert actions()[-2:] == [
            (referent.account, "conflict.added", pupil) for pupil in pupils.values()
        ]
        again = post(referent, {"pupils": [one, other]})
        assert referent.get("/api/conflicts").json() == {"items": [again], "next": None}
        assert {entry for entry in actions() if entry[1] == "conflict.read"} == {
            (referent.account, "conflict.read", pupil) for pupil in pupils.values()
        }
        with running(app).storage.read() as work:
            (stored,) = reading.CONFLICTS.rows(work)
            assert stored.key == f"{one} {other}"
            assert stored.content == {"pupils": [one, other], "until": None}
            assert [each.pupils for each in reading.conflicts(work)] == [(one, other)]

    def test_a_pair_is_lifted_in_either_order(
        self, referent: Client, pupils: dict[str, str], actions: Any
    ) -> None:
        one, other = pupils
        post(referent, {"pupils": [one, other]})
        assert referent.delete(f"/api/conflicts/{other}/{one}").status_code == 204
        assert [entry[1] for entry in actions()[-2:]] == ["conflict.removed"] * 2
        refused(referent.delete(f"/api/conflicts/{one}/{other}"), 404, "not-found")
        assert referent.get("/api/conflicts").json()["items"] == []

    def test_nobody_else_learns_of_it(
        self,
        referent: Client,
        college: Client,
        teacher: Client,
        analyst: Client,
        pupils: dict[str, str],
    ) -> None:
        """A collège gets the same answers whether there is a conflict or not."""
        one, other = pupils
        notice = college.get("/api/notices").json()
        attempts = [
            ("GET", "/api/conflicts"),
            ("POST", "/api/conflicts"),
            ("DELETE", f"/api/conflicts/{one}/{other}"),
            ("GET", "/api/teacher-conflicts"),
        ]
        post(referent, {"pupils": [one, other]})
        for client in (college, teacher, analyst):
            for method, path in attempts:
                answer = client.request(method, path, json={"pupils": [one, other]})
                refused(answer, 403, "role-not-allowed")
        assert college.get("/api/notices").json() == notice
        assert len(referent.get("/api/conflicts").json()["items"]) == 1

    def test_what_cannot_be_is_refused_where_it_stands(
        self, referent: Client, pupils: dict[str, str]
    ) -> None:
        one, other = pupils
        for body, path in [
            ({"pupils": [one, "P-00000000"]}, "pupils[1]"),
            ({"pupils": [one, one]}, "pupils"),
            ({"pupils": [one]}, "pupils"),
            ({"pupils": [one, other, one]}, "pupils"),
            ({"pupils": [one, other], "until": "2026-W46"}, "until"),
            ({"pupils": [one, other], "until": "2025-W53"}, "until"),
        ]:
            details = refused(referent.post("/api/conflicts", json=body), 422, "invalid")
            assert paths_of(details) == [path]
        assert referent.get("/api/conflicts").json()["items"] == []

    def test_a_week_is_over_when_it_is_over_in_lille(
        self, app: FastAPI, pupils: dict[str, str], clock: Held
    ) -> None:
        """Sunday 22 November, 23:30 in London: Monday of week 48 in Lille."""
        clock.advance(days=2, hours=14, minutes=30)
        referent = browser(app, REFERENT)
        body = {"pupils": list(pupils), "until": "2026-W47"}
        details = refused(referent.post("/api/conflicts", json=body), 422, "invalid")
        assert paths_of(details) == ["until"]
        post(referent, {**body, "until": "2026-W48"})

    def test_the_list_comes_page_by_page(self, referent: Client, college: Client) -> None:
        codes = [sent(college)["pupil_code"] for _ in range(3)]
        for first, second in ((0, 1), (1, 2), (0, 2)):
            post(referent, {"pupils": [codes[first], codes[second]]})
        page = referent.get("/api/conflicts", params={"limit": 2}).json()
        rest = referent.get("/api/conflicts", params={"after": page["next"]}).json()
        pairs = [set(each["pupils"]) for each in (*page["items"], *rest["items"])]
        assert pairs == [set(codes[:2]), set(codes[1:]), {codes[0], codes[2]}]
        assert rest["next"] is None


class TestTeachers:
    def test_a_pupil_is_kept_away_from_somebody(
        self, app: FastAPI, referent: Client, pupils: dict[str, str], actions: Any
    ) -> None:
        with_teacher(referent, "t" * 60)
        code, pupil = next(iter(pupils.items()))
        body = {"pupil": code, "teacher": "t" * 60, "until": "2026-W50"}
        noted = post(referent, body, "teacher-conflicts")
        assert noted.items() >= body.items()
        assert actions()[-1] == (referent.account, "teacher-conflict.added", pupil)
        assert referent.get("/api/teacher-conflicts").json()["items"] == [noted]
        assert actions()[-1] == (referent.account, "teacher-conflict.read", pupil)
        refused(referent.delete(f"/api/teachers/{'t' * 60}"), 409, "teacher-in-use")
        with running(app).storage.read() as work:
            (stored,) = reading.TEACHER_CONFLICTS.rows(work)
            assert (stored.key, stored.content) == (f"{code} {'t' * 60}", body)
        path = f"/api/teacher-conflicts/{code}/{'t' * 60}"
        assert referent.delete(path).status_code == 204
        refused(referent.delete(path), 404, "not-found")
        assert referent.delete(f"/api/teachers/{'t' * 60}").status_code == 204

    def test_both_have_to_exist(self, referent: Client, pupils: dict[str, str]) -> None:
        code = next(iter(pupils))
        for body, path in [
            ({"pupil": code, "teacher": "personne"}, "teacher"),
            ({"pupil": "P-00000000", "teacher": "personne"}, "pupil"),
        ]:
            details = refused(referent.post("/api/teacher-conflicts", json=body), 422, "invalid")
            assert paths_of(details) == [path]
