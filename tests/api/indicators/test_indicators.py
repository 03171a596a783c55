"""Indicators: exact for the référente, without small counts and without names for outsiders."""

from typing import Any, Final

import pytest
from fastapi import FastAPI

from api.running import running
from api.storage import tables
from tests.api.notices.sending import CANARY
from tests.api.people import Client, refused
from tests.api.weeks.scene import COOKING, SECRET_NAME, WEEK, WRITING, catalogue, publish, week

PERIOD: Final = {"from": "2026-W36", "to": "2027-W27"}


def stay(app: FastAPI, sender: Client, number: int, **more: Any) -> str:
    """Store a notice as it stands in the end, and give the pupil's code."""
    told = {
        "college": "tilleuls",
        "level": "4e",
        "gender": "M",
        "quartier": "Wazemmes",
        "birth_year": 2013,
        "state": "hosted",
        "week": WEEK,
        "earliest": WEEK,
        "motives": ["insultes"],
        **more,
    }
    sheet = {name: told.pop(name) for name in ("level", "gender", "quartier", "birth_year")}
    storage = running(app).storage
    code = f"P-{number:08d}"
    with storage.write(sender.account) as work:
        pupil = tables.Pupil(
            code=code, college=told["college"], first_name=CANARY, initial="C", **sheet
        )
        work.session.add(pupil)
        work.session.flush()
        notice = tables.Notice(
            pupil_id=pupil.id,
            account_id=sender.account,
            request_key=f"cle-{number}",
            request_digest="",
            days=5,
            latest="2027-W20",
            note=CANARY,
            contact=CANARY,
            submitted_at=work.now,
            changed_at=work.now,
            **told,
        )
        work.session.add(notice)
    return code


@pytest.fixture
def year(app: FastAPI, college: Client, other_college: Client) -> list[str]:
    """Store nine stays, seven of boys, and one pupil who did not come."""
    catalogue(app)
    many = [stay(app, college, number) for number in range(6)]
    more: list[dict[str, Any]] = [
        {"gender": "F", "quartier": f"Rue {CANARY}", "level": "6e", "birth_year": 2015},
        {"gender": "F", "earliest": "2026-W42", "motives": ["insultes", "vol"]},
        {"college": "remparts", "earliest": "2026-W47"},
    ]
    many += [stay(app, college, 10 + index, **each) for index, each in enumerate(more)]
    many.append(stay(app, college, 20, state="no-show"))
    stay(app, college, 21, state="waiting", week=None)
    stay(app, college, 22, week="2027-W30")
    publish(app, week(many, [WRITING, COOKING]))
    return many


def shown(client: Client, **params: Any) -> Any:
    answer = client.get("/api/indicators", params={**PERIOD, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


def counts(rows: Any) -> dict[str, int | None]:
    return {row["key"]: row["count"] for row in rows if row["count"] != 0}


def test_the_référente_sees_exact_counts(referent: Client, year: list[str], actions: Any) -> None:
    found = shown(referent)
    assert (found["from"], found["to"], found["outside"]) == (*PERIOD.values(), False)
    assert found["hosted"] == {"count": 9, "note": None}
    assert counts(found["genders"]) == {"F": 2, "M": 7}
    assert counts(found["levels"]) == {"4e": 8, "6e": 1}
    assert counts(found["ages"]) == {"13": 8, "11": 1}
    assert counts(found["motives"]) == {"insultes": 9, "vol": 1}
    assert counts(found["quartiers"]) == {"Wazemmes": 8, f"Rue {CANARY}": 1}
    assert counts(found["colleges"]) == {"tilleuls": 8, "remparts": 1}
    assert {row["key"]: row["places"] for row in found["colleges"]} == {
        "tilleuls": 9,
        "remparts": 1,
    }
    assert counts(found["outcomes"]) == {"no-show": 1, "waiting": 1}
    # The autumn holidays, weeks 43 and 44, are no wait: four weeks and one, over nine stays.
    assert found["waits"] == {"mean": 0.56, "worst": 4}
    assert found["places"] > 0
    assert [(row["workshop"], row["sessions"]) for row in found["workshops"]] == [
        ("cuisine", 1),
        ("ecriture", 1),
    ]
    writing, theatre = found["teachers"]
    assert (writing["teacher"], writing["hours"], writing["budget"]) == ("t-ecriture", 1.25, 20)
    assert (theatre["name"], theatre["hours"]) == (SECRET_NAME, 1.83)
    assert actions()[-1] == (referent.account, "export.read", "indicators")


def test_an_analyst_sees_no_small_count(analyst: Client, year: list[str]) -> None:
    found = shown(analyst)
    assert found["hosted"]["count"] == 9
    assert counts(found["genders"]) == {"F": None, "M": None}
    assert counts(found["levels"])["4e"] is None  # shown, it would give the others
    assert counts(found["quartiers"]) == {"autres": None}
    assert set(counts(found["colleges"]).values()) == {None}
    assert "moins de 5" in found["genders"][0]["note"]
    assert [row["places"] for row in found["colleges"]] == [None, None]
    assert set(counts(found["outcomes"]).values()) == {None}
    assert len(found["outcomes"]) == 9
    assert found["waits"] == {"mean": 0.56, "worst": 4}


def test_nor_any_name(analyst: Client, year: list[str]) -> None:
    text = analyst.get("/api/indicators", params=PERIOD).text
    for secret in (CANARY, SECRET_NAME, "tilleuls", "remparts", "t-ecriture", *year):
        assert secret not in text
    instance = analyst.get(f"/api/exports/instance/{WEEK}").json()
    known = {row["key"] for row in shown(analyst)["colleges"]}
    assert known == {row["id"] for row in instance["colleges"]}


def test_the_référente_may_look_as_outsiders_do(
    referent: Client, analyst: Client, year: list[str]
) -> None:
    seen = shown(analyst)
    assert shown(referent, outside=True) == seen
    assert shown(analyst, outside=False) == seen


def test_too_few_to_say_anything(analyst: Client, app: FastAPI, college: Client) -> None:
    for number in range(4):
        stay(app, college, number)
    found = shown(analyst)
    assert found["hosted"]["count"] is None
    assert found["waits"] == {"mean": None, "worst": None}


def test_a_first_week_long_ago_is_no_wait_of_years(
    referent: Client, app: FastAPI, college: Client
) -> None:
    stay(app, college, 1, earliest="2001-W01")
    assert shown(referent)["waits"]["worst"] <= 120


def test_periods_that_are_refused(referent: Client) -> None:
    for params in (
        {"to": "2026-W35"},
        {"to": "2029-W01"},
        {"from": "2000-W01", "to": "2000-W10"},
        {"from": "2026-W60"},
    ):
        answer = referent.get("/api/indicators", params={**PERIOD, **params})
        refused(answer, 422, "invalid")


def test_no_other_role(college: Client, teacher: Client) -> None:
    for client in (college, teacher):
        refused(client.get("/api/indicators", params=PERIOD), 403, "role-not-allowed")
