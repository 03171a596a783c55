"""The pages of a week: what is there in each of its states, who came, and paper without too many names."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.running import running
from api.storage import versions
from api.weeks.published import Shift
from tests.api.conftest import Held
from tests.api.notices.sending import move
from tests.api.people import Client, another_browser
from tests.api.reading_pages import Read
from tests.api.weeks.scene import WEEK, WRITING, catalogue, planned, publish, week

PATH = f"/semaines/{WEEK}"


@pytest.fixture
def database() -> str:
    """One database is enough: pages only read what the services give."""
    return "sqlite"


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


def on_monday(app: FastAPI, referent: Client, clock: Held) -> Client:
    clock.now = clock.now.replace(day=23, hour=7)
    return another_browser(app, referent.account)


class TestWeek:
    def test_hours_who_gives_what_and_who_comes(
        self, referent: Client, pupils: list[dict[str, Any]]
    ) -> None:
        page = Read(referent.get(PATH))
        assert "Semaine du 23 novembre" in page.text
        assert "Camille É." in page.text
        assert "prévu, à confirmer" in page.text
        cooking = "Atelier cuisine Canarine du théâtre 13 h 50 – 15 h 40 Cuisine partagée, 20 min de trajet"
        assert cooking in [cell.replace(" , ", ", ") for row in page.rows for cell in row]
        assert "Groupe de parole" in page.text
        assert "fermé" in page.text
        assert WEEK not in page.text
        assert "Présent" not in page.text  # nobody can have come before Monday

    def test_a_lost_talking_group_is_said_at_the_head(
        self, app: FastAPI, referent: Client, pupils: list[dict[str, Any]]
    ) -> None:
        with running(app).storage.write("tests") as work:
            versions.put(work, "closure", "2026-11-23", {"closed": True, "reason": "grève"})
        page = Read(referent.get(PATH))
        assert page.text.index("Groupe de parole : pas cette semaine") < page.text.index(
            "Le groupe"
        )

    def test_what_is_missing_and_the_question_what_would_help(
        self, app: FastAPI, referent: Client, pupils: list[dict[str, Any]]
    ) -> None:
        ask = "Qu'est-ce qui permettrait ces ateliers"
        assert ask not in Read(referent.get(PATH)).text
        publish(app, week([pupil["pupil_code"] for pupil in pupils], [WRITING]))
        assert ask not in Read(referent.get(PATH)).text  # cooking is no core workshop
        publish(app, week([pupil["pupil_code"] for pupil in pupils], []))
        page = Read(referent.get(PATH))
        assert "Atelier écriture : pas de séance." in page.text
        assert ask in page.text
        answer = referent.post(f"{PATH}/ateliers")
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/recherches/")
        assert answer.headers["location"].endswith("suite=%2Fsemaines%2F2026-W48")

    def test_a_week_that_is_not_published(self, referent: Client) -> None:
        page = Read(referent.get(PATH))
        assert "Cette semaine n'est pas encore publiée" in page.text
        assert f"{PATH}/propositions" in page.links
        assert "Signaler une absence" not in page.text

    def test_a_closed_week(self, referent: Client) -> None:
        page = Read(referent.get("/semaines/2026-W52"))
        assert "Semaine fermée" in page.text
        assert "Vacances de Noël." in page.text

    def test_a_week_that_is_over_asks_for_nothing(
        self, app: FastAPI, referent: Client, pupils: list[dict[str, Any]], clock: Held
    ) -> None:
        clock.advance(days=14)
        page = Read(another_browser(app, referent.account).get(PATH))
        assert "Semaine passée" in page.text
        assert "Signaler une absence" not in page.text
        assert "Ce qui manque" not in page.text

    def test_a_week_that_does_not_exist(self, referent: Client) -> None:
        assert referent.get("/semaines/2026-W54").status_code == 422


class TestMonday:
    def test_a_pupil_has_come(
        self, app: FastAPI, referent: Client, pupils: list[dict[str, Any]], clock: Held
    ) -> None:
        referent = on_monday(app, referent, clock)
        notice = referent.get(f"/api/notices/{pupils[0]['id']}").json()
        sent = {"avis": notice["id"], "version": str(notice["version"])}
        answer = referent.post(f"{PATH}/presence", data=sent)
        assert answer.headers["location"] == f"{PATH}?fait=pupil-hosted"
        assert "présent·e" in Read(referent.get(PATH)).text
        assert referent.get(f"/api/notices/{notice['id']}").json()["state"] == "hosted"
        # The same button pressed on a page that was open before: said calmly, nothing done twice.
        again = referent.post(f"{PATH}/presence", data=sent)
        assert again.status_code == 412
        assert "Voici la semaine comme elle est maintenant" in Read(again).text

    def test_an_absence_alone_frees_the_place(
        self, app: FastAPI, referent: Client, pupils: list[dict[str, Any]], clock: Held
    ) -> None:
        referent = on_monday(app, referent, clock)
        page = Read(referent.get(PATH))
        assert f"{PATH}/reparation?absent={pupils[1]['pupil_code']}" in page.links
        version = referent.get(f"/api/notices/{pupils[0]['id']}").json()["version"]
        sent = {"avis": pupils[0]["id"], "version": str(version)}
        assert referent.post(f"{PATH}/absence", data=sent).status_code == 303
        page = Read(referent.get(PATH))
        assert "Le groupe 1 élève" in page.text
        assert "Absents à l'accueil Camille É." in page.text


def test_the_history_says_what_changed_for_whom(
    referent: Client, pupils: list[dict[str, Any]]
) -> None:
    move(referent, pupils[0]["id"], "withdrawn", reason="pupil-left")
    page = Read(referent.get(f"{PATH}/historique"))
    assert [row[0:1] + row[2:] for row in page.rows if "Camille É." in row] == [
        ["Camille É.", "semaine du 23 novembre", "plus dans la semaine"],
        ["Camille É.", "en attente", "semaine du 23 novembre"],
    ]
    assert "Rien n'a été publié" in Read(referent.get("/semaines/2026-W50/historique")).text


def test_the_sheet_names_who_comes_and_whom_to_call(
    referent: Client, pupils: list[dict[str, Any]], actions: Any
) -> None:
    page = Read(referent.get(f"{PATH}/feuille"))
    assert "Camille É." in page.text
    assert "Canarine contact" in page.text
    read = {subject for _, action, subject in actions() if action == "published-week.read"}
    assert read == {pupil["pupil_id"] for pupil in pupils}


def test_the_pupils_sheet_names_nobody_and_says_why_of_nobody(
    referent: Client, pupils: list[dict[str, Any]], actions: Any
) -> None:
    answer = referent.get(f"{PATH}/eleves")
    page = Read(answer)
    assert "Notre semaine" in page.text
    assert "Atelier écriture" in page.text
    assert "#ecriture" in answer.text
    for secret in (
        "Camille",
        "Sacha",
        "Canarine",
        "insultes",
        "tilleuls",
        *(p["pupil_code"] for p in pupils),
    ):
        assert secret not in answer.text
    assert not [each for each in actions() if each[1] == "published-week.read"]


def test_a_workshop_without_a_picture_of_its_own_has_the_general_one(
    app: FastAPI, referent: Client, pupils: list[dict[str, Any]]
) -> None:
    own = WRITING.model_copy(update={"workshop": "percussions"})
    publish(app, week([pupils[0]["pupil_code"]], [own]))
    assert "#atelier" in referent.get(f"{PATH}/eleves").text
