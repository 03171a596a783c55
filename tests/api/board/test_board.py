"""The board: the weeks side by side, who waits, and what moving somebody would do."""

import re

import pytest
from fastapi import FastAPI

from api.running import running
from api.storage import audit
from api.storage.tables import AuditEntry
from tests.api.conftest import Held
from tests.api.notices.sending import sent
from tests.api.people import Client, another_browser
from tests.api.planning.world import NEXT, WEEK, add_catalogue, offer, waiting


@pytest.fixture
def database() -> str:
    """One database is enough: nothing here is done otherwise on the other."""
    return "sqlite"


def week_of_board(page: str, week: str) -> str:
    """Cut a column out of the board."""
    found = re.search(rf'<li class="week[^>]*data-week="{week}".*?data-drop-form', page, re.DOTALL)
    assert found
    return found[0]


class TestBoard:
    def test_who_waits_stands_beside_six_weeks(self, app: FastAPI, referent: Client) -> None:
        add_catalogue(app)
        waiting(app, referent.account, "tilleuls", "remparts", latest=NEXT)
        page = referent.get(f"/semaines?depuis={WEEK}").text
        assert page.count('class="card"') == 2
        assert page.count("data-drop-form") == 6
        assert week_of_board(page, WEEK).count("place libre") == 5

    def test_a_deadline_that_comes_near_is_said_in_words(
        self, app: FastAPI, referent: Client, clock: Held
    ) -> None:
        waiting(app, referent.account, "tilleuls", earliest=WEEK, latest=WEEK)
        assert "dernière possible : 23 nov." in referent.get("/semaines").text
        clock.advance(days=12)
        later = another_browser(app, referent.account)
        assert "plus aucune semaine possible" in later.get("/semaines").text

    def test_who_cannot_be_placed_yet_is_counted(self, referent: Client, college: Client) -> None:
        sent(college)
        assert (
            "1 avis attend une suite avant de pouvoir être placé" in referent.get("/semaines").text
        )

    def test_each_name_shown_is_in_the_trail(self, app: FastAPI, referent: Client) -> None:
        waiting(app, referent.account, "tilleuls")
        referent.get("/semaines")
        with running(app).storage.read() as work:
            newest = work.session.query(AuditEntry).order_by(AuditEntry.sequence.desc()).first()
            assert newest
            assert newest.action == "notice.read"
            assert audit.verify(work.session, running(app).storage.key).intact

    def test_the_weeks_before_and_after_are_one_step_away(self, referent: Client) -> None:
        page = referent.get("/semaines?depuis=2026-W51").text
        assert "/semaines?depuis=2026-W45" in page
        assert "/semaines?depuis=2027-W04" in page
        assert "Vacances de Noël" in page


class TestMoving:
    def test_each_week_says_whether_the_move_holds_and_why_not(
        self, app: FastAPI, referent: Client
    ) -> None:
        add_catalogue(app)
        (first,) = waiting(app, referent.account, "tilleuls", latest=NEXT)
        (second,) = waiting(app, referent.account, "tilleuls", latest=NEXT)
        proposal = offer(app, referent.account, {first: WEEK})
        assert referent.post(f"/api/proposals/{proposal}/acceptance", json={}).status_code == 200
        trials = referent.get(f"/semaines/essais/{second}").json()["weeks"]
        by_week = {trial["week"]: trial for trial in trials}
        assert not by_week[WEEK]["holds"]
        assert by_week[NEXT]["holds"]
        page = referent.get(f"/semaines/deplacer/{second}").text
        assert "ne tient pas tel quel" in page
        assert second not in re.sub(r'(value|href|data-\w+)="[^"]*"', "", page)

    def test_the_week_somebody_is_in_is_not_offered(self, app: FastAPI, referent: Client) -> None:
        add_catalogue(app)
        (code,) = waiting(app, referent.account, "tilleuls", latest=NEXT)
        proposal = offer(app, referent.account, {code: WEEK})
        referent.post(f"/api/proposals/{proposal}/acceptance", json={})
        trials = referent.get(f"/semaines/essais/{code}").json()["weeks"]
        assert [trial["week"] for trial in trials if trial["here"]] == [WEEK]
        assert f'action="/semaines/{WEEK}/deplacement"' not in (
            referent.get(f"/semaines/deplacer/{code}").text
        )

    def test_a_move_asks_for_the_best_plan_with_it_and_tells_nobody(
        self, app: FastAPI, referent: Client
    ) -> None:
        add_catalogue(app)
        (code,) = waiting(app, referent.account, "tilleuls", latest=NEXT)
        answer = referent.post(f"/semaines/{NEXT}/deplacement", data={"eleve": code})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/recherches/")
        assert referent.get("/api/weeks").json()["items"][0]["published"] == 0

    def test_leaving_a_week_already_told_plans_that_week_anew(
        self, app: FastAPI, referent: Client
    ) -> None:
        add_catalogue(app)
        (code,) = waiting(app, referent.account, "tilleuls", latest=NEXT)
        proposal = offer(app, referent.account, {code: WEEK})
        referent.post(f"/api/proposals/{proposal}/acceptance", json={})
        answer = referent.post(f"/semaines/{NEXT}/deplacement", data={"eleve": code})
        assert f"semaines%2F{WEEK}%2Fpropositions" in answer.headers["location"]

    @pytest.mark.parametrize("code", ["P-00000000", "nobody"])
    def test_nobody_is_moved_who_does_not_wait(self, referent: Client, code: str) -> None:
        assert referent.get(f"/semaines/deplacer/{code}").status_code in {404, 422}
        assert referent.post(f"/semaines/{NEXT}/deplacement", data={"eleve": code}).status_code in {
            404,
            422,
        }
