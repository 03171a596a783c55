"""The rules on their page: moved, previewed by the real solver, stored; nothing before the référente says so."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI

from api.catalogue.rule_texts import IN_SHORT, SIZES, WEIGHTS, WORDING
from api.catalogue.schemas.policy import PolicyEntry
from api.planning.preview import Preview
from solver.decide.records import LevelChange
from solver.rules import LEVELS, NAMED_ORDERS
from tests.api.catalogue.entries import put
from tests.api.forms import Fields, fields_of, form, send, went
from tests.api.people import Client
from tests.api.planning.world import add_catalogue, waiting

HERE = "/regles"
DRAFT = "/regles/brouillon"
PREVIEW = "/regles/apercu"


@pytest.fixture
def database() -> str:
    """One database is enough: pages have no queries of their own."""
    return "sqlite"


def order_in(fields: Fields) -> list[str]:
    return [value for name, value in fields if name == "order"]


def test_every_setting_has_its_words() -> None:
    settings = {each.name for each in (*SIZES, *WEIGHTS)} | {
        "order",
        "motive_weights",
        "motive_limits",
    }
    assert settings == set(PolicyEntry.model_fields) == set(WORDING.labels)
    assert set(IN_SHORT) == set(LEVELS)


class TestMoving:
    def test_a_level_goes_up_and_down_and_what_was_typed_stays(self, referent: Client) -> None:
        fields = form(referent, HERE, HERE)
        answer = send(referent, DRAFT, fields, deplacer="monter:cohesion", capacity="4")
        moved = fields_of(answer, HERE)
        assert order_in(moved).index("cohesion") == LEVELS.index("cohesion") - 1
        assert ("capacity", "4") in moved
        back = fields_of(send(referent, DRAFT, moved, deplacer="descendre:cohesion"), HERE)
        assert tuple(order_in(back)) == LEVELS
        assert referent.get("/api/policy/history").json() == []

    def test_the_named_orders_are_one_click_away(self, referent: Client) -> None:
        fields = form(referent, HERE, HERE)
        for name, levels in NAMED_ORDERS.items():
            assert (
                tuple(order_in(fields_of(send(referent, DRAFT, fields, ordre=name), HERE)))
                == levels
            )

    def test_an_order_that_makes_no_sense_is_none(self, referent: Client) -> None:
        answer = send(referent, DRAFT, [("order", "waiting"), ("deplacer", "monter:?")])
        assert tuple(order_in(fields_of(answer, HERE))) == LEVELS
        assert send(referent, HERE, [("order", "waiting")]).status_code == 422


class TestStoring:
    def test_an_untouched_form_changes_nothing(self, referent: Client) -> None:
        put(referent, "policy", {"motive_weights": {"vol": 3}, "motive_limits": {"vol": 1}})
        before = referent.get("/api/policy").json()
        went(send(referent, HERE, form(referent, HERE, HERE)), HERE)
        assert referent.get("/api/policy").json() == before
        assert len(referent.get("/api/policy/history").json()) == 1

    def test_what_was_typed_is_stored(self, referent: Client) -> None:
        fields = form(referent, HERE, HERE)
        typed = {"capacity": "4", "motive_weights.vol": "2", "motive_limits.insultes": "0"}
        went(send(referent, HERE, fields, **typed), HERE)
        stored = referent.get("/api/policy").json()
        assert (stored["capacity"], stored["motive_weights"]) == (4, {"vol": 2})
        assert stored["motive_limits"] == {"insultes": 0}

    def test_a_wrong_number_is_refused_beside_its_field(self, referent: Client) -> None:
        fields = form(referent, HERE, HERE)
        answer = send(
            referent, HERE, fields, **{"capacity": "200", "motive_weights.vol": "beaucoup"}
        )
        assert answer.status_code == 422
        assert 'href="#f-capacity"' in answer.text
        assert 'href="#f-motive_weights.vol"' in answer.text
        assert 'value="beaucoup"' in answer.text

    @pytest.mark.parametrize("path", [HERE, PREVIEW])
    def test_rules_changed_meanwhile_are_not_overwritten_unseen(
        self, referent: Client, path: str
    ) -> None:
        stale = form(referent, HERE, HERE)
        put(referent, "policy", {"capacity": 4})
        answer = send(referent, path, stale, groups_per_week="2")
        assert answer.status_code == 412
        assert "Quelqu'un a modifié ces règles entre-temps" in answer.text
        again = fields_of(answer, HERE)
        assert ("groups_per_week", "2") in again
        went(send(referent, HERE, again), HERE)


def previewed(client: Client, **typed: str) -> str:
    """Ask for a preview, wait for both searches, and give the address of its page."""
    asked = send(client, PREVIEW, form(client, HERE, HERE), **typed)
    assert asked.status_code == 303, asked.text
    location = urlsplit(asked.headers["location"])
    assert location.path.startswith("/recherches/")
    (following,) = parse_qs(location.query)["suite"]
    jobs = parse_qs(urlsplit(following).query)
    assert location.path.endswith(jobs["nouvelles"][0])
    early = client.get(following)
    assert early.status_code in {200, 303}
    for job in (jobs["maintenant"][0], jobs["nouvelles"][0]):
        for _ in range(600):
            if client.get(f"/api/jobs/{job}").json()["state"] not in {"queued", "running"}:
                break
            time.sleep(0.05)
    return f"{following}&recherche={jobs['nouvelles'][0]}"


class TestPreview:
    @pytest.fixture
    def world(self, app: FastAPI, referent: Client) -> None:
        add_catalogue(app)
        waiting(app, referent.account, "tilleuls", "remparts", "moulins")

    @pytest.mark.usefixtures("world")
    def test_it_says_who_would_wait_and_stores_nothing(
        self, referent: Client, actions: Any
    ) -> None:
        path = previewed(referent, capacity="2")
        page = referent.get(path)
        assert page.status_code == 200
        assert "Attendraient <span" in page.text
        assert "Personne : aucun élève ne perd sa place." not in page.text
        assert "moins bien" in page.text
        assert "P-" not in page.text.partition("<main")[2]
        assert "name.read" in {entry[1] for entry in actions()}
        assert referent.get("/api/policy/history").json() == []
        offered = referent.get("/api/proposals").json()["items"]
        assert len(offered) == 2
        assert all(each["what_if"]["policy"] for each in offered), "none of them can be published"
        went(send(referent, HERE, fields_of(page, HERE)), HERE)
        assert referent.get("/api/policy").json()["capacity"] == 2

    @pytest.mark.usefixtures("world")
    def test_plans_that_look_at_other_weeks_are_not_compared_in_points(
        self, referent: Client
    ) -> None:
        path = previewed(referent, weeks_ahead="3")
        assert "les points ne se comparent pas" in referent.get(path).text
        draft = parse_qs(urlsplit(path).query)["nouvelles"][0]
        kept = fields_of(referent.get(f"{HERE}?essai={draft}&version=0"), HERE)
        assert ("weeks_ahead", "3") in kept

    def test_nothing_that_changes_is_said_to_be_nothing(self) -> None:
        levels = (LevelChange(level="waiting", before=3, after=3),)
        nothing = Preview("2026-W48", PolicyEntry(), found=True, staying=("P-1",), levels=levels)
        assert nothing.same
        assert not nothing._replace(leaving=("P-2",)).same
        assert not nothing._replace(levels=(levels[0].model_copy(update={"after": 4}),)).same
        assert not nothing._replace(levels=None).same

    def test_what_is_no_preview_is_not_found(self, referent: Client) -> None:
        nothing = "0" * 24
        answer = referent.get(f"{PREVIEW}?maintenant={nothing}&nouvelles={nothing}")
        assert answer.status_code == 404
