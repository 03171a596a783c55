"""The audit trail as the référente reads it."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from api.running import running
from tests.api.catalogue.entries import put
from tests.api.notices.sending import CANARY, sent
from tests.api.people import COLLEGE, Client


@pytest.fixture
def database() -> str:
    """One database is enough: what the two do differently is tested elsewhere."""
    return "sqlite"


def test_each_act_is_a_sentence_with_names(referent: Client, college: Client) -> None:
    sent(college)
    put(referent, "workshops/cuisine", {"name": "Atelier cuisine"})
    put(referent, "closures/2026-W49", {"closed": True})
    page = referent.get("/journal").text
    assert f"a envoyé un avis pour {CANARY}\u00a0É." in page
    assert "a changé l&#39;atelier « Atelier cuisine »" in page
    assert "a noté une exception au calendrier : la semaine du 30 novembre 2026" in page
    assert f"Collège ({COLLEGE.login})" in page


def test_it_is_filtered_by_who_and_by_pupil(
    referent: Client, college: Client, other_college: Client
) -> None:
    pupil = sent(college)["pupil_id"]
    sent(other_college)
    by_college = referent.get("/journal", params={"personne": COLLEGE.login}).text
    assert by_college.count("a envoyé un avis") == 1
    of_pupil = referent.get("/journal", params={"eleve": pupil}).text
    assert of_pupil.count("a envoyé un avis") == 1


def test_a_name_that_is_looked_for_stands_in_no_address(
    referent: Client, college: Client, other_college: Client
) -> None:
    for client in (college, other_college):
        sent(client)
    form = {"personne": "", "nom": f"{CANARY.upper()} é"}
    address = referent.post("/journal/recherche", data=form).headers["location"]
    assert CANARY.lower() not in address.lower()
    found = referent.get(address).text
    assert found.count("a envoyé un avis") == 2
    assert f"Ce qui concerne <strong>{CANARY}\u00a0É.</strong>" in found
    nobody = referent.post("/journal/recherche", data={**form, "nom": "Personne"}).text
    assert "Rien de tel" in nobody
    assert 'value="Personne"' in nobody
    of_one = referent.post("/journal/recherche", data={"personne": COLLEGE.login, "nom": ""})
    assert of_one.headers["location"] == f"/journal?personne={COLLEGE.login}"
    assert 'method="get"' not in nobody


def test_reading_many_names_is_one_line(referent: Client, college: Client) -> None:
    for _ in range(4):
        sent(college)
    referent.get("/incompatibilites")
    page = referent.get("/journal").text
    assert "a lu les noms de 4 élèves" in page or page.count("a lu les noms de") == 1


def test_names_shown_here_are_recorded_too(referent: Client, college: Client, actions: Any) -> None:
    pupil = sent(college)["pupil_id"]
    referent.get("/journal")
    assert actions()[-2:] == [
        (referent.account, "audit.read", None),
        (referent.account, "name.read", pupil),
    ]


def test_an_older_page_follows(referent: Client) -> None:
    for number in range(101):
        put(referent, "closures/2026-W49", {"closed": True, "reason": f"{number}"})
    page = referent.get("/journal").text
    assert page.count("a noté une exception") <= 100
    assert "avant=" in page
    older = page.partition('href="/journal?&amp;avant=')[2].partition('"')[0]
    assert referent.get(f"/journal?avant={older}").status_code == 200


def test_its_verdict_is_said(app: FastAPI, referent: Client) -> None:
    put(referent, "closures/2026-W49", {"closed": True})
    assert "Le journal est intact" in referent.post("/journal/verification").text
    with running(app).storage.engines.writing.begin() as connection:
        triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in connection.execute(triggers).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE audit_entries SET action = 'x.y' WHERE sequence = 2"))
    page = referent.post("/journal/verification").text
    assert "n&#39;est plus tel qu&#39;il a été écrit" in page or "n'est plus tel" in page
    assert "numéro 2" in page
