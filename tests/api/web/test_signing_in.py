"""Signing in on the pages: where one goes then, and that nothing typed is lost on the way."""

import json
import re
from html import unescape

import pytest

from api.access.guard import COOKIE
from tests.api.people import PASSWORD, Client


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


def test_what_a_form_had_sent_is_kept_until_it_can_be_sent_again(
    referent: Client, anonymous: Client
) -> None:
    typed = {"eleve": "P-7KX2M9QD", "mot": "l'été « <b>"}
    refused = anonymous.post("/semaines/2026-W49/deplacement", data=typed,
                             headers={"Sec-Fetch-Site": "same-origin"})  # fmt: skip
    assert refused.status_code == 401
    kept = hidden(refused.text, "repris")
    status, _, page = signing_in(anonymous, suite=hidden(refused.text, "suite"), repris=kept)
    assert status == 200
    assert 'action="/semaines/2026-W49/deplacement"' in page
    assert {name: hidden(page, name) for name in typed} == typed
    assert anonymous.cookies.get(COOKIE)
    assert referent.account


def test_a_password_is_never_kept(anonymous: Client) -> None:
    refused = anonymous.post("/compte/mot-de-passe", data={"current_password": "s3cret", "x": "y"},
                             headers={"Sec-Fetch-Site": "same-origin"})  # fmt: skip
    assert json.loads(hidden(refused.text, "repris")) == [["x", "y"]]
    assert "s3cret" not in refused.text


def test_no_field_that_a_password_is_typed_into_is_ever_kept(
    referent: Client, anonymous: Client
) -> None:
    page = referent.get("/compte").text
    asked = re.findall(r'<input[^>]* name="([^"]*)" type="password"', page)
    assert len(asked) == 3
    refused = anonymous.post("/compte/mot-de-passe", data=dict.fromkeys(asked, "s3cret"),
                             headers={"Sec-Fetch-Site": "same-origin"})  # fmt: skip
    assert json.loads(hidden(refused.text, "repris")) == []


@pytest.mark.parametrize("kept", ["{", "3", '{"a": 1}', "[[1, 2]]", '[["a"]]', "[" * 100_000])
def test_what_is_no_form_is_left(referent: Client, anonymous: Client, kept: str) -> None:
    assert signing_in(anonymous, suite="/compte", repris=kept)[:2] == (303, "/compte")
    assert referent.account


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
    assert "Introuvable" in answer.text


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
