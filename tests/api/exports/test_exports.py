"""The référente's tables and instances, and what an analyst gets instead."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from fastapi import FastAPI

from api.catalogue.reading import TEACHERS
from api.running import running
from solver.files import parse_instance
from tests.api.notices.sending import CANARY, NOTICE, PUPIL, move, sent
from tests.api.people import Client, another_browser, refused
from tests.api.weeks.scene import SECRET_NAME, WEEK, catalogue, planned, publish, week

FORMULA = '=HYPERLINK("http://exemple.invalid";"ici")'
INSTANCE = f"/api/instances/{WEEK}"
OUTSIDE = f"/api/exports/instance/{WEEK}"


def rows(client: Client, path: str, **params: str) -> list[list[str]]:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].endswith('.csv"')
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]


class TestTables:
    def test_notices(
        self, referent: Client, college: Client, other_college: Client, actions: Any, clock: Any
    ) -> None:
        first = sent(college, note="deux\nlignes")
        second = sent(other_college, pupil={**PUPIL, "first_name": FORMULA})
        one, other = rows(referent, "/api/exports/notices.csv")
        assert one[:5] == [first["id"], first["pupil_code"], CANARY, "É", "tilleuls"]
        assert (one[9], one[13], one[-1]) == ("insultes", "reçu", "deux\nlignes")
        assert one[17] == "2026-11-20 10:00"  # in Lille
        assert other[2] == f"'{FORMULA}"
        assert [entry for entry in actions() if entry[1] == "export.read"] == [
            (referent.account, "export.read", subject)
            for subject in ("notices.csv", *sorted(r["pupil_id"] for r in (first, second)))
        ]

    def test_notices_of_a_period(
        self, app: FastAPI, referent: Client, college: Client, clock: Any
    ) -> None:
        clock.advance(hours=14, minutes=30)  # half past midnight in Lille, still the 20th in UTC
        referent, college = (another_browser(app, each.account) for each in (referent, college))
        sent(college)
        path = "/api/exports/notices.csv"
        assert len(rows(referent, path, **{"from": "2026-11-21", "to": "2026-11-21"})) == 1
        assert rows(referent, path, to="2026-11-20") == []
        assert rows(referent, path, **{"from": "2026-11-22"}) == []
        for params in ({"from": "hier"}, {"from": "2026-11-22", "to": "2026-11-21"}):
            refused(referent.get(path, params=params), 422, "invalid")

    def test_weeks(self, app: FastAPI, referent: Client, college: Client, actions: Any) -> None:
        catalogue(app)
        receipt = planned(college, referent, "-1+1")
        publish(app, week([receipt["pupil_code"], "P-EFFACE01"]))
        path = "/api/exports/weeks.csv"
        gone, there = sorted(rows(referent, path), key=lambda row: row[8])
        assert there[0] == WEEK
        assert there[4:] == [receipt["pupil_code"], "'-1+1", "É", "tilleuls", "prévu"]
        assert gone[4:] == ["P-EFFACE01", "", "", "", ""]
        assert (referent.account, "export.read", receipt["pupil_id"]) in actions()
        assert rows(referent, path, **{"from": "2026-W49"}) == []
        assert len(rows(referent, path, **{"from": WEEK, "to": WEEK})) == 2

    def test_the_référente_alone(self, college: Client, teacher: Client, analyst: Client) -> None:
        for client in (college, teacher, analyst):
            for path in ("/api/exports/notices.csv", "/api/exports/weeks.csv", INSTANCE):
                refused(client.get(path), 403, "role-not-allowed")


@pytest.fixture
def waiting(
    app: FastAPI, referent: Client, college: Client, other_college: Client
) -> list[dict[str, Any]]:
    """Let three pupils wait, one of them planned, two of them to keep apart."""
    catalogue(app)
    with running(app).storage.write("tests") as work:
        entry = TEACHERS.read(TEACHERS.found(work, "t-theatre"))
        TEACHERS.put(work, "t-theatre", entry.model_copy(update={"college": "remparts"}))
    made = [sent(college), sent(other_college)]
    for receipt in made:
        move(referent, receipt["id"], "waiting")
    made.append(planned(college, referent, CANARY))
    codes = [receipt["pupil_code"] for receipt in made]
    for path, body in (
        ("/api/conflicts", {"pupils": codes[:2]}),
        ("/api/teacher-conflicts", {"pupil": codes[0], "teacher": "t-theatre"}),
    ):
        assert referent.post(path, json=body).status_code == 201
    return made


class TestInstances:
    def test_what_plans_are_made_from(
        self, referent: Client, waiting: list[dict[str, Any]], actions: Any
    ) -> None:
        answer = referent.get(INSTANCE)
        found = parse_instance(answer.content)
        assert {pupil.id for pupil in found.pupils} == {each["pupil_code"] for each in waiting}
        assert [entry.week for entry in found.announced] == [WEEK]
        assert CANARY not in json.dumps([pupil.model_dump() for pupil in found.pupils])
        assert actions()[-1] == (referent.account, "export.read", WEEK)

    def test_at_any_moment(
        self, referent: Client, waiting: list[dict[str, Any]], clock: Any
    ) -> None:
        then = clock.now.isoformat().replace("+00:00", "Z")
        before = referent.get(INSTANCE).content
        clock.advance(hours=1)
        move(referent, waiting[0]["id"], "withdrawn", reason="pupil-left")
        assert referent.get(INSTANCE).content != before
        assert referent.get(INSTANCE, params={"moment": then}).content == before

    def test_moments_to_come_too_old_or_without_a_zone(
        self, referent: Client, analyst: Client
    ) -> None:
        for moment in (
            "2026-11-20T09:00:01Z",
            "2026-11-20",
            "hier",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
        ):
            for client, path in ((referent, INSTANCE), (analyst, OUTSIDE)):
                refused(client.get(path, params={"moment": moment}), 422, "invalid")

    def test_weeks_without_a_calendar(self, referent: Client) -> None:
        refused(referent.get("/api/instances/2000-W01"), 422, "invalid")


class TestOutside:
    def test_pseudonyms_that_can_be_replayed(
        self, referent: Client, analyst: Client, waiting: list[dict[str, Any]]
    ) -> None:
        known = parse_instance(referent.get(INSTANCE).content)
        answer = analyst.get(OUTSIDE)
        found = parse_instance(answer.content)
        assert analyst.get(OUTSIDE).content == answer.content
        for name in ("pupils", "colleges", "teachers", "conflicts", "teacher_conflicts"):
            assert len(getattr(found, name)) == len(getattr(known, name)) > 0
        assert [entry.week for entry in found.announced] == [WEEK]
        assert sorted((p.level, p.gender, p.earliest) for p in found.pupils) == sorted(
            (p.level, p.gender, p.earliest) for p in known.pupils
        )
        ids = [pupil.id for pupil in found.pupils]
        assert ids == sorted(ids)
        assert {teacher.college for teacher in found.teachers} == {None}

    def test_they_stay_the_same_while_things_change(
        self, referent: Client, analyst: Client, waiting: list[dict[str, Any]]
    ) -> None:
        before = parse_instance(analyst.get(OUTSIDE).content)
        move(referent, waiting[0]["id"], "withdrawn", reason="pupil-left")
        after = parse_instance(analyst.get(OUTSIDE).content)
        assert set(after.pupils) < set(before.pupils)
        assert after.colleges == before.colleges
        assert after.teachers == before.teachers

    def test_nobody_can_be_recognised(
        self,
        app: FastAPI,
        referent: Client,
        analyst: Client,
        waiting: list[dict[str, Any]],
        actions: Any,
    ) -> None:
        with running(app).storage.read() as work:
            known = [row.key for row in TEACHERS.rows(work)]
        text = analyst.get(OUTSIDE).text
        secrets = [
            *(receipt[name] for receipt in waiting for name in ("pupil_code", "pupil_id", "id")),
            *(CANARY, SECRET_NAME, "tilleuls", "remparts", *known),
            *(NOTICE["contact"], NOTICE["note"], PUPIL["quartier"]),
        ]
        assert not [secret for secret in secrets if secret in text]
        assert actions()[-1] == (analyst.account, "export.read", WEEK)
        refused(referent.get(OUTSIDE), 403, "role-not-allowed")
