"""Weeks as the référente reads them."""

import csv
from io import StringIO
from typing import Any

import pytest
from fastapi import FastAPI

from api.weeks.published import Shift
from tests.api.notices.sending import CANARY, move
from tests.api.people import Client, refused
from tests.api.weeks.scene import WEEK, WRITING, catalogue, planned, publish, week


@pytest.fixture
def pupils(
    app: FastAPI, college: Client, other_college: Client, referent: Client
) -> list[dict[str, Any]]:
    """Publish a week of two pupils, and give their receipts."""
    catalogue(app)
    receipts = [
        planned(college, referent, "Camille"),
        planned(other_college, referent, "Sacha", gender="M"),
    ]
    codes = [receipt["pupil_code"] for receipt in receipts]
    changes = [Shift(pupil=code, before=None, after=WEEK) for code in codes]
    publish(app, week(codes, changes=changes), by=referent.account)
    return receipts


def names(places: Any) -> set[tuple[str, str, str]]:
    return {(place["first_name"], place["college"], place["state"]) for place in places}


class TestList:
    def test_open_and_closed_weeks_with_who_is_hosted(
        self, referent: Client, pupils: list[dict[str, Any]], actions: Any
    ) -> None:
        answer = referent.get("/api/weeks", params={"from": WEEK, "count": 6}).json()
        first, *_, closed, last = answer["items"]
        assert [line["week"] for line in answer["items"]] == [
            f"2026-W{number}" for number in range(48, 54)
        ]
        assert (first["open"], first["places"], first["published"]) == (True, 5, 1)
        assert names(first["hosted"]) == {
            ("Camille", "tilleuls", "planned"),
            ("Sacha", "remparts", "planned"),
        }
        assert {place["initial"] for place in first["hosted"]} == {"É"}
        assert (closed["open"], closed["places"], closed["published"]) == (False, 0, 0)
        assert closed["reasons"] == last["reasons"] == ["Vacances de Noël"]
        read = [entry for entry in actions() if entry[1] == "published-week.read"]
        assert {subject for _, _, subject in read} == {pupil["pupil_id"] for pupil in pupils}

    def test_the_present_week_comes_first_if_none_is_named(self, referent: Client) -> None:
        items = referent.get("/api/weeks", params={"count": 1}).json()["items"]
        assert [line["week"] for line in items] == ["2026-W47"]

    def test_who_was_withdrawn_no_longer_comes(
        self, referent: Client, pupils: list[dict[str, Any]]
    ) -> None:
        move(referent, pupils[0]["id"], "withdrawn", reason="pupil-left")
        (line,) = referent.get("/api/weeks", params={"from": WEEK, "count": 1}).json()["items"]
        assert names(line["hosted"]) == {("Sacha", "remparts", "planned")}
        assert line["published"] == 2

    def test_limits(self, referent: Client) -> None:
        for query in (
            "from=2026-W54",
            "from=9999-W52",
            *(f"from={WEEK}&count={n}" for n in (0, 61)),
        ):
            refused(referent.get(f"/api/weeks?{query}"), 422, "invalid")

    def test_the_end_of_the_century(self, referent: Client) -> None:
        answer = referent.get("/api/weeks", params={"from": "2099-W52", "count": 60})
        assert [line["week"] for line in answer.json()["items"]] == ["2099-W52", "2099-W53"]


class TestPublication:
    def test_what_is_published_by_codes_with_its_number(
        self, app: FastAPI, referent: Client, pupils: list[dict[str, Any]]
    ) -> None:
        answer = referent.get(f"/api/weeks/{WEEK}")
        assert answer.headers["etag"] == '"1"'
        shown = answer.json()
        assert (shown["number"], shown["role"], shown["proven"]) == (1, "referent", True)
        assert len(shown["admissions"]) == len(shown["sessions"]) == 2
        assert "Camille" not in answer.text
        publish(app, week([pupils[0]["pupil_code"]]))
        assert referent.get(f"/api/weeks/{WEEK}").headers["etag"] == '"2"'

    def test_a_week_never_published_is_absent(self, referent: Client) -> None:
        for path in ("", "/history"):
            refused(referent.get(f"/api/weeks/{WEEK}{path}"), 404, "not-found")

    def test_the_history_says_what_changed_for_whom(
        self, app: FastAPI, referent: Client, pupils: list[dict[str, Any]]
    ) -> None:
        codes = [pupil["pupil_code"] for pupil in pupils]
        gone = Shift(pupil=codes[1], before=WEEK, after=None)
        publish(app, week(codes[:1], changes=[gone]))
        second, first = referent.get(f"/api/weeks/{WEEK}/history").json()["items"]
        assert [(each["number"], each["pupils"]) for each in (first, second)] == [(1, 2), (2, 1)]
        (change,) = second["changes"]
        assert (change["first_name"], change["before"], change["after"]) == ("Sacha", WEEK, None)
        assert {change["first_name"] for change in first["changes"]} == {"Camille", "Sacha"}


class TestSheet:
    def test_the_grid_the_sessions_and_the_groups(
        self, referent: Client, pupils: list[dict[str, Any]]
    ) -> None:
        answer = referent.get(f"/api/weeks/{WEEK}/sheet")
        sheet = answer.json()
        assert answer.headers["etag"] == '"1"'
        assert [day["date"] for day in sheet["days"]] == [f"2026-11-{n}" for n in range(23, 28)]
        talk = sheet["days"][0]["slots"]
        assert [slot["fixed"] for slot in talk] == ["Groupe de parole"] * 2 + [None] * 2
        assert [slot["closed"] for slot in sheet["days"][2]["slots"]] == [False] * 2 + [True] * 2
        writing, cooking = sheet["sessions"]
        assert (writing["start"], writing["end"], writing["teacher_name"]) == (
            "09:00",
            "10:15",
            "Canarine de l'écriture",
        )
        assert (cooking["start"], cooking["end"], cooking["length"]) == ("13:50", "15:40", 2)
        assert (cooking["place"], cooking["travel_minutes"]) == ("Cuisine partagée", 20)
        (group,) = sheet["groups"]
        assert {pupil["first_name"] for pupil in group["pupils"]} == {"Camille", "Sacha"}

    def test_lost_days_are_said(self, app: FastAPI, referent: Client) -> None:
        sheet = referent.get("/api/weeks/2027-W18/sheet").json()  # Ascension
        assert [day["lost"] is not None for day in sheet["days"]] == [
            False,
            False,
            False,
            True,
            True,
        ]
        assert (sheet["published"], sheet["published_at"], sheet["groups"]) == (0, None, [])

    def test_as_a_table(self, referent: Client, pupils: list[dict[str, Any]], actions: Any) -> None:
        move(referent, pupils[0]["id"], "withdrawn", reason="pupil-left")
        answer = referent.get(f"/api/weeks/{WEEK}/sheet.csv")
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.headers["content-disposition"].startswith("attachment")
        rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row[5] for row in rows[1:]] == [
            "Groupe de parole",
            "Groupe de parole",
            "Atelier écriture",
            "Atelier cuisine",
        ]
        assert rows[3][:5] == ["mardi", "2026-11-24", "09:00", "10:15", "1"]
        assert rows[3][8] == "Sacha É."
        assert (referent.account, "export.read", WEEK) in actions()


class TestStrangers:
    def test_the_référente_alone(
        self, college: Client, teacher: Client, analyst: Client, pupils: list[dict[str, Any]]
    ) -> None:
        paths = ("", f"/{WEEK}", f"/{WEEK}/history", f"/{WEEK}/sheet", f"/{WEEK}/sheet.csv")
        for client in (college, teacher, analyst):
            for path in paths:
                answer = client.get(f"/api/weeks{path}", params={"from": WEEK})
                refused(answer, 403, "role-not-allowed")
                assert CANARY not in answer.text


def test_a_pupil_whose_file_has_gone_is_a_code(app: FastAPI, referent: Client) -> None:
    catalogue(app)
    publish(app, week(["P-EFFACE01"], [WRITING]))
    for path in (f"?from={WEEK}&count=1", f"/{WEEK}/sheet", f"/{WEEK}/sheet.csv"):
        assert referent.get(f"/api/weeks{path}").status_code == 200
    (line,) = referent.get("/api/weeks", params={"from": WEEK, "count": 1}).json()["items"]
    assert [(place["code"], place["first_name"]) for place in line["hosted"]] == [
        ("P-EFFACE01", None)
    ]
