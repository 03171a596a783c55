"""Sessions: a practitioner's own, with the first names of who comes, and nothing of others."""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.notices.sending import move
from tests.api.people import Client, another_browser, refused
from tests.api.weeks.scene import WEEK, catalogue, planned, publish, week


@pytest.fixture
def receipts(
    app: FastAPI, college: Client, other_college: Client, referent: Client
) -> list[dict[str, Any]]:
    catalogue(app)
    made = [planned(college, referent, "Camille"), planned(other_college, referent, "Sacha")]
    publish(app, week([receipt["pupil_code"] for receipt in made]))
    return made


def items(client: Client, **params: str) -> Any:
    answer = client.get("/api/sessions", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_each_finds_their_own(
    referent: Client,
    teacher: Client,
    other_teacher: Client,
    receipts: list[dict[str, Any]],
    actions: Any,
) -> None:
    (mine,) = items(teacher)
    assert {key: mine[key] for key in ("week", "date", "start", "end", "workshop_name")} == {
        "week": WEEK,
        "date": "2026-11-24",
        "start": "09:00",
        "end": "10:15",
        "workshop_name": "Atelier écriture",
    }
    assert (mine["pupils"], mine["count"], mine["place"]) == (["Camille", "Sacha"], 2, None)
    assert actions()[-2:] == [
        (teacher.account, "session.read", pupil)
        for pupil in sorted(receipt["pupil_id"] for receipt in receipts)
    ]
    (other,) = items(other_teacher)
    assert (other["workshop"], other["place"]) == ("cuisine", "Cuisine partagée")
    assert [each["teacher"] for each in items(referent)] == ["t-ecriture", "t-theatre"]


def test_first_names_alone(teacher: Client, receipts: list[dict[str, Any]]) -> None:
    text = teacher.get("/api/sessions").text
    assert "É" not in text
    assert not [each for each in receipts if each["pupil_code"] in text]
    assert "tilleuls" not in text


def test_who_no_longer_comes_is_not_named(
    referent: Client, teacher: Client, receipts: list[dict[str, Any]]
) -> None:
    move(referent, receipts[0]["id"], "withdrawn", reason="pupil-left")
    assert [each["pupils"] for each in items(teacher)] == [["Sacha"]]
    move(referent, receipts[1]["id"], "no-show")
    assert items(teacher) == []


def test_a_later_publication_replaces_the_earlier(
    app: FastAPI, teacher: Client, receipts: list[dict[str, Any]]
) -> None:
    publish(app, week([receipts[0]["pupil_code"]], []))
    assert items(teacher) == []


def test_from_the_present_week_on_or_for_a_period(
    app: FastAPI, teacher: Client, receipts: list[dict[str, Any]], clock: Any
) -> None:
    clock.advance(days=9)  # a Sunday: the week is not over
    teacher = another_browser(app, teacher.account)
    assert len(items(teacher)) == 1
    clock.advance(days=1)
    teacher = another_browser(app, teacher.account)
    assert items(teacher) == []
    assert len(items(teacher, **{"from": WEEK, "to": WEEK})) == 1
    assert items(teacher, **{"from": "2026-W40", "to": "2026-W47"}) == []
    assert len(items(teacher, **{"from": "2026-W01"})) == 1
    reversed_period = {"from": WEEK, "to": "2026-W47"}
    refused(teacher.get("/api/sessions", params=reversed_period), 422, "invalid")


def test_first_names_go_when_the_week_after_is_over(
    app: FastAPI, referent: Client, teacher: Client, receipts: list[dict[str, Any]], clock: Any
) -> None:
    for days, named in ((16, True), (1, False)):
        clock.advance(days=days)  # to the Sunday of the week after, then to the Monday
        (mine,) = items(another_browser(app, teacher.account), **{"from": WEEK})
        assert (bool(mine["pupils"]), mine["count"]) == (named, 2)
    assert items(another_browser(app, referent.account), **{"from": WEEK})[0]["pupils"]


def test_no_other_role(college: Client, analyst: Client) -> None:
    for client in (college, analyst):
        refused(client.get("/api/sessions"), 403, "role-not-allowed")
