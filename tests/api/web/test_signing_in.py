"""Signing in on the pages: where one goes then, and that nothing typed is lost on the way."""

import re
from html import unescape
from typing import Final

import pytest
from fastapi import FastAPI

from api.drafts import service as drafts
from api.running import running
from tests.api.conftest import Held
from tests.api.people import COLLEGE, PASSWORD, Client, anonymous_client


@pytest.fixture
def database() -> str:
    """One database is enough: nothing here is done otherwise on the other."""
    return "sqlite"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def signing_in(anonymous: Client, login: str = "referente", **more: str) -> tuple[int, str, str]:
    fields = {"login": login, "password": PASSWORD, **more}
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = anonymous.post("/connexion", data=fields, headers=headers)
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_everybody_begins_where_their_work_is(
    referent: Client, college: Client, teacher: Client, analyst: Client, anonymous: Client
) -> None:
    for client, home in (
        (referent, "/semaines"), (college, "/mes-eleves"), (teacher, "/mes-seances"),
        (analyst, "/bilan"), (anonymous, "/connexion"),
    ):  # fmt: skip
        assert client.get("/").headers["location"] == home


def test_one_goes_where_one_wanted_to(referent: Client, anonymous: Client) -> None:
    asked = anonymous.get("/semaines?depuis=2026-W50")
    assert asked.status_code == 303
    page = anonymous.get(asked.headers["location"]).text
    assert hidden(page, "suite") == "/semaines?depuis=2026-W50"
    assert signing_in(anonymous, suite="/semaines?depuis=2026-W50")[:2] == (
        303,
        "/semaines?depuis=2026-W50",
    )
    assert referent.account


@pytest.mark.parametrize(
    "elsewhere",
    ["https://ailleurs.example", "//ailleurs.example", "/\\x", "", "/\t/ailleurs.example"],
)
def test_never_to_another_site(referent: Client, anonymous: Client, elsewhere: str) -> None:
    assert signing_in(anonymous, suite=elsewhere)[:2] == (303, "/")
    assert referent.account


def too_late(client: Client, clock: Held, path: str, typed: dict[str, str]) -> str:
    """Let the session end while a form is filled in, send it, and give the page that asks to sign in."""
    clock.advance(hours=13)
    refused = client.post(path, data=typed)
    assert refused.status_code == 401
    return refused.text


MOVE: Final = "/semaines/2026-W49/deplacement"
TYPED: Final = {"eleve": "P-7KX2M9QD", "mot": "l'été « <b>"}


class TestAFormSentAfterTheSessionHasEnded:
    def test_it_is_kept_until_it_can_be_sent_again(self, referent: Client, clock: Held) -> None:
        asked = too_late(referent, clock, MOVE, TYPED)
        kept = {"suite": hidden(asked, "suite"), "repris": hidden(asked, "repris")}
        assert signing_in(referent, password="non", **kept)[0] == 401
        status, _, page = signing_in(referent, **kept)
        assert status == 200
        assert f'action="{MOVE}"' in page
        assert {name: hidden(page, name) for name in TYPED} == TYPED
        assert signing_in(referent, **kept)[:2] == (303, "/")

    def test_somebody_else_at_the_same_screen_sees_nothing_of_it(
        self, app: FastAPI, referent: Client, college: Client, clock: Held
    ) -> None:
        asked = too_late(referent, clock, MOVE, TYPED)
        assert "P-7KX2M9QD" not in asked
        assert "l&#39;été" not in asked
        kept = {"suite": hidden(asked, "suite"), "repris": hidden(asked, "repris")}
        status, to, page = signing_in(referent, login=COLLEGE.login, **kept)
        assert (status, to) == (303, "/")
        assert "P-7KX2M9QD" not in page
        assert signing_in(anonymous_client(app), **kept)[0] == 200
        assert college.account

    def test_a_draft_of_one_s_own_is_no_way_to_it(self, referent: Client, clock: Held) -> None:
        too_late(referent, clock, MOVE, TYPED)
        assert signing_in(referent, suite="/compte", repris="0" * 24)[:2] == (303, "/")

    def test_whoever_it_was_is_not_guessed(self, anonymous: Client) -> None:
        refused = anonymous.post(MOVE, data=TYPED, headers={"Sec-Fetch-Site": "same-origin"})
        assert (hidden(refused.text, "repris"), hidden(refused.text, "suite")) == ("", "/")
        assert "P-7KX2M9QD" not in refused.text
        assert "reconnectez-vous dans un autre onglet" in refused.text

    def test_no_password_is_ever_kept(self, app: FastAPI, referent: Client, clock: Held) -> None:
        page = referent.get("/compte").text
        asked = re.findall(r'<input[^>]* name="([^"]*)" type="password"', page)
        assert len(asked) == 3
        typed = {**dict.fromkeys(asked, "s3cret"), "x": "y"}
        assert "s3cret" not in too_late(referent, clock, "/compte/mot-de-passe", typed)
        with running(app).storage.read() as work:
            kept = drafts.draft(work, referent.account, drafts.RESUMED)
        assert kept is not None
        assert kept.content["fields"] == [["x", "y"]]


def test_a_wrong_password_says_so_and_keeps_the_login(referent: Client, anonymous: Client) -> None:
    status, _, page = signing_in(anonymous, password="pas celui-là")
    assert status == 401
    assert 'value="referente"' in page
    assert "pas celui-là" not in page
    assert referent.account


def test_after_signing_out_nothing_opens(referent: Client) -> None:
    assert referent.post("/deconnexion").headers["location"] == "/connexion?fait=signed-out"
    referent.cookies.clear()
    assert referent.get("/semaines").status_code == 303


def test_a_page_that_does_not_exist_says_so_in_french(referent: Client) -> None:
    answer = referent.get("/nulle-part")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Page introuvable" in answer.text
    assert "identifiant" not in answer.text


def test_a_page_of_somebody_else_s_work_says_so_in_plain_words(college: Client) -> None:
    answer = college.get("/semaines")
    assert answer.status_code == 403
    assert "Cette page n&#39;est pas pour votre compte." in answer.text
    assert "fonction" not in answer.text


def test_a_form_from_another_site_is_refused_as_a_page(referent: Client) -> None:
    answer = referent.post("/deconnexion", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "ne vient pas des pages du service" in answer.text


def test_files_of_the_pages_are_kept_for_good_and_only_under_their_own_name(
    anonymous: Client,
) -> None:
    page = anonymous.get("/connexion").text
    found = re.search(r'href="(/static/[0-9a-f]{12}/base.css)"', page)
    assert found
    answer = anonymous.get(found[1])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    assert anonymous.get("/static/000000000000/base.css").status_code == 404
    assert anonymous.get("/static/000000000000/..%2F__init__.py").status_code == 404
