"""A practitioner's page: their own sessions to come, first names alone, and words where there are none."""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.conftest import Held
from tests.api.people import Client, another_browser
from tests.api.reading_pages import Read
from tests.api.weeks.scene import catalogue, planned, publish, week


@pytest.fixture
def database() -> str:
    """One database is enough: what is read is tested elsewhere."""
    return "sqlite"


@pytest.fixture
def receipts(
    app: FastAPI, college: Client, other_college: Client, referent: Client
) -> list[dict[str, Any]]:
    catalogue(app)
    made = [planned(college, referent, "Camille"), planned(other_college, referent, "Sacha")]
    publish(app, week([receipt["pupil_code"] for receipt in made]))
    return made


def test_one_s_own_sessions_with_hours_place_and_first_names(
    teacher: Client, other_teacher: Client, receipts: list[dict[str, Any]]
) -> None:
    mine = Read(teacher.get("/mes-seances"))
    assert "Semaine du 23 novembre Mardi 24 novembre 9 h – 10 h 15 Atelier écriture" in mine.text
    assert "2 élèves : Camille et Sacha" in mine.text
    assert "cuisine" not in mine.text
    other = Read(other_teacher.get("/mes-seances"))
    assert "Cuisine partagée" in other.text
    assert "écriture" not in other.text


def test_nothing_more_of_a_pupil(teacher: Client, receipts: list[dict[str, Any]]) -> None:
    text = teacher.get("/mes-seances").text
    for secret in ("É.", "tilleuls", "remparts", "insultes", *(r["pupil_code"] for r in receipts)):
        assert secret not in text


def test_no_session_to_come(
    app: FastAPI, teacher: Client, receipts: list[dict[str, Any]], clock: Held
) -> None:
    clock.advance(days=14)
    page = Read(another_browser(app, teacher.account).get("/mes-seances"))
    assert "Aucune séance prévue pour l'instant" in page.text
    assert "Camille" not in page.text


def test_the_page_is_for_those_who_give_workshops(referent: Client, college: Client) -> None:
    for client in (referent, college):
        assert client.get("/mes-seances").status_code == 403
