"""Help stands where it is needed: folded away on the page, with a link to the very place of the help of one's role."""

import re

import pytest
from fastapi import FastAPI

from tests.api.catalogue.entries import with_teacher
from tests.api.people import Client
from tests.api.planning.world import WEEK, offer, waiting


@pytest.fixture
def database() -> str:
    """One database is enough: nothing here is done otherwise on the other."""
    return "sqlite"


def helped(client: Client, path: str) -> str:
    """Give the place of the help that a page leads to, which has to be there for the same reader."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    (place,) = re.findall(r'href="/aide#([a-z]+)"', answer.text)
    assert '<details class="help">' in answer.text
    assert f'id="{place}"' in client.get("/aide").text, place
    return str(place)


def test_the_referente_finds_it_beside_her_work(app: FastAPI, referent: Client) -> None:
    (code,) = waiting(app, referent.account, "tilleuls")
    made = offer(app, referent.account, {code: WEEK})
    places = {
        "/semaines": "semaine",
        f"/semaines/{WEEK}/propositions": "propositions",
        f"/propositions/{made}": "propositions",
        f"/pourquoi/{code}?semaine={WEEK}": "pourquoi",
        "/demandes": "demandes",
        "/incompatibilites": "incompatibilites",
        "/regles": "regles",
        "/bilan": "bilan",
    }
    assert {path: helped(referent, path) for path in places} == places
    assert referent.post(f"/propositions/{made}/publication").status_code == 303
    assert helped(referent, f"/semaines/{WEEK}") == "lundi"
    assert helped(referent, f"/semaines/{WEEK}/reparation") == "lundi"


def test_so_do_a_college_a_practitioner_and_an_analyst(
    referent: Client, college: Client, teacher: Client, analyst: Client
) -> None:
    with_teacher(referent)
    assert helped(college, "/mes-eleves") == helped(college, "/avis/nouveau") == "avis"
    assert helped(teacher, "/mes-disponibilites") == "disponibilites"
    assert helped(teacher, "/mon-calendrier") == "adresse"
    assert helped(analyst, "/bilan") == "bilan"
