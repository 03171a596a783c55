"""The addresses of calendars: secret, one at a time, revocable, and closed with the account."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.accounts import upkeep
from api.catalogue.reading import TEACHERS
from api.running import running
from api.storage.tables import CalendarAddress
from tests.api.logged import Lines
from tests.api.people import TEACHER, Client, refused
from tests.api.weeks.scene import catalogue

OWN = "/api/calendar-address"
THEIRS = "/api/teachers/t-ecriture/calendar-address"


@pytest.fixture(autouse=True)
def filled(app: FastAPI) -> None:
    catalogue(app)


def made(client: Client, path: str = OWN) -> str:
    """Make an address and give its path."""
    answer = client.post(path)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["path"]
    return found


def gone(anonymous: Client, path: str) -> dict[str, Any]:
    details = refused(anonymous.get(path), 404, "not-found")
    return {**details, "instance": ""}


def test_one_s_own(teacher: Client, anonymous: Client, actions: Any) -> None:
    assert teacher.get(OWN).json() == {
        "teacher": "t-ecriture",
        "active": False,
        "created_at": None,
    }
    path = made(teacher)
    assert anonymous.get(path).status_code == 200
    assert teacher.get(OWN).json()["active"] is True
    assert path.removeprefix("/api/calendars/")[:43] not in teacher.get(OWN).text
    assert actions()[-1][:2] == (teacher.account, "calendar.issued")


def test_a_new_one_ends_the_one_before(
    teacher: Client, other_teacher: Client, anonymous: Client
) -> None:
    others = made(other_teacher)
    first, second = made(teacher), made(teacher)
    unknown = gone(anonymous, "/api/calendars/inconnu.ics")
    assert gone(anonymous, first) == unknown
    assert anonymous.get(second).status_code == 200
    assert teacher.delete(OWN).status_code == 204
    assert gone(anonymous, second) == unknown
    assert anonymous.get(others).status_code == 200
    refused(teacher.delete(OWN), 404, "not-found")


def test_the_référente_makes_and_ends_them_too(
    referent: Client, teacher: Client, anonymous: Client
) -> None:
    path = made(referent, THEIRS)
    assert anonymous.get(path).status_code == 200
    assert referent.get(THEIRS).json()["active"] is True
    assert referent.delete(THEIRS).status_code == 204
    gone(anonymous, path)
    nobody = "/api/teachers/personne/calendar-address"
    for answer in (referent.get(nobody), referent.post(nobody), referent.delete(nobody)):
        refused(answer, 404, "not-found")


def test_nobody_makes_another_s(college: Client, other_teacher: Client, analyst: Client) -> None:
    for client in (college, other_teacher, analyst):
        refused(client.post(THEIRS), 403, "role-not-allowed")


def test_a_disabled_account_closes_it(
    app: FastAPI, teacher: Client, referent: Client, anonymous: Client
) -> None:
    own = made(teacher)
    with running(app).storage.write("tests") as work:
        upkeep.disable(work, TEACHER.login)
    gone(anonymous, own)
    gone(anonymous, made(referent, THEIRS))


def test_somebody_removed_from_the_catalogue_has_none(
    app: FastAPI, teacher: Client, anonymous: Client
) -> None:
    path = made(teacher)
    with running(app).storage.write("tests") as work:
        TEACHERS.remove(work, "t-ecriture")
    gone(anonymous, path)
    refused(teacher.post(OWN), 404, "not-found")


def test_only_a_hash_is_kept_and_nothing_logged(
    lines: Lines, app: FastAPI, teacher: Client, anonymous: Client
) -> None:
    path = made(teacher)
    secret = path.removeprefix("/api/calendars/").removesuffix(".ics")
    assert len(secret) >= 43  # 256 bits
    anonymous.get(path)
    anonymous.get(f"/api/calendars/{secret}x.ics")
    assert secret not in lines.text
    assert lines.all[-1]["route"] == "/api/calendars/{secret}.ics"
    with running(app).storage.read() as work:
        (row,) = work.session.query(CalendarAddress).all()
        assert secret not in str(vars(row))


def test_odd_secrets_open_nothing(anonymous: Client) -> None:
    for odd in ("", "x" * 5000, "%00", "é", "%ed%a0%80", "..", "a/b", "%2e%2e"):
        refused(anonymous.get(f"/api/calendars/{odd}.ics"), 404, "not-found")
