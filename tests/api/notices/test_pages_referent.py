"""The référente's pages: the inbox, one notice in full, her decisions, the letters, erasing on request."""

import re
from typing import Any

import pytest
from fastapi import FastAPI

from api.notices.inbox import A_PAGE, BOXES, STATES_IN
from api.notices.offered import offers
from api.notices.states import MOVES, STATES, NoticeState
from api.running import running
from api.storage.tables import Notice
from tests.api.notices.sending import NOTICE, PUPIL, move, sent, set_state
from tests.api.notices.test_pages_college import chosen, field, text
from tests.api.people import Client


def named(college: Client, name: str, **changes: Any) -> str:
    receipt = sent(college, pupil={**PUPIL, "first_name": name}, **changes)
    return str(receipt["id"])


def listed(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/demandes/[0-9a-f]{24}">(\w+)', page)


class TestInbox:
    def test_nothing_to_do_is_a_state_of_its_own(self, referent: Client) -> None:
        assert "Rien à voir pour l'instant" in text(referent.get("/demandes"))

    def test_every_state_stands_in_one_box(self) -> None:
        assert sorted(state for box in BOXES for state in STATES_IN[box]) == sorted(STATES)

    def test_the_most_pressing_come_first_and_say_so(
        self, college: Client, referent: Client
    ) -> None:
        named(college, "Abel", latest="2026-W52")
        named(college, "Basile", latest="2026-W49")
        named(college, "Driss", latest="2026-W48")
        move(referent, named(college, "Alma"), "waiting")
        page = text(referent.get("/demandes"))
        assert listed(page) == ["Driss", "Basile", "Abel"]
        assert "Dernière chance : la semaine prochaine" in page
        assert "Plus que 2 semaines" in page
        assert 'À voir <span class="count">3</span>' in page
        assert 'En attente <span class="count">1</span>' in page

    def test_filters_hold_for_the_counts_too(
        self, college: Client, other_college: Client, referent: Client
    ) -> None:
        named(college, "Abel", earliest="2026-W48", latest="2026-W49")
        named(other_college, "Basile", earliest="2026-W50", latest="2026-W51")
        page = text(referent.get("/demandes?college=remparts"))
        assert listed(page) == ["Basile"]
        assert 'À voir <span class="count">1</span>' in page
        assert listed(text(referent.get("/demandes?semaine=2026-W49"))) == ["Abel"]
        nothing = text(referent.get("/demandes?semaine=2026-W49&college=remparts"))
        assert "Rien ne correspond ici" in nothing

    def test_long_lists_come_on_several_sheets(
        self, app: FastAPI, college: Client, referent: Client
    ) -> None:
        for _ in range(A_PAGE + 1):
            named(college, "Abel")
        first, second = (text(referent.get(f"/demandes?feuille={n}")) for n in (1, 2))
        assert (len(listed(first)), len(listed(second))) == (A_PAGE, 1)
        assert "Feuille 1 sur 2" in first

    def test_each_file_shown_leaves_a_trace(
        self, college: Client, referent: Client, actions: Any
    ) -> None:
        receipt = sent(college)
        referent.get("/demandes")
        assert (referent.account, "notice.read", receipt["pupil_id"]) in actions()


class TestOneNotice:
    @pytest.mark.parametrize("state", STATES)
    def test_it_offers_the_moves_of_its_state_and_no_other(
        self, app: FastAPI, college: Client, referent: Client, state: NoticeState
    ) -> None:
        notice = sent(college)["id"]
        set_state(app, notice, state)
        page = text(referent.get(f"/demandes/{notice}"))
        offered = set(re.findall(r'name="to" value="([^"]+)"', page))
        mine = {to for before, to in MOVES if before == state} - {"expired", "planned", "confirmed"}
        assert offered == mine == {offer.to for offer in offers(state)}
        assert ("/confirmation" in page) == ((state, "confirmed") in MOVES)
        assert ("/pourquoi/" in page) == (state == "waiting")

    def test_the_family_is_met_and_the_pupil_waits(self, college: Client, referent: Client) -> None:
        notice = sent(college)["id"]
        for version, to in (("1", "family-met"), ("2", "waiting")):
            body = {"version": version, "to": to, "reason": ""}
            answer = referent.post(f"/demandes/{notice}/passage", data=body)
            assert answer.headers["location"] == f"/demandes/{notice}?fait=notice-moved"
        page = text(referent.get(f"/demandes/{notice}"))
        told = re.findall(r'steps__what">([^<]+)<', page)
        assert told == ["Mis en liste d'attente", "Famille rencontrée", "Avis envoyé"]

    def test_a_deferral_needs_a_reason_of_its_kind(self, college: Client, referent: Client) -> None:
        notice = sent(college)["id"]
        move(referent, notice, "waiting")
        path, body = f"/demandes/{notice}/passage", {"version": "2", "to": "waiting"}
        for reason in ("", "exclusion-lifted", "inconnu"):
            page = text(referent.post(path, data={**body, "reason": reason}), 422)
            assert 'id="e-reason-waiting"' in page
            assert '<details class="more" open>' in page
        assert referent.post(path, data={**body, "reason": "kept-apart"}).status_code == 303
        page = text(referent.get(f"/demandes/{notice}"))
        assert "Motif : des élèves à ne pas réunir." in page
        assert "l'équilibre du groupe" in page  # what its collège reads

    def test_a_change_meanwhile_moves_nothing(self, college: Client, referent: Client) -> None:
        notice = sent(college)["id"]
        move(referent, notice, "family-met")
        body = {"version": "1", "to": "declined", "reason": "family-declines"}
        page = text(referent.post(f"/demandes/{notice}/passage", data=body), 412)
        assert "Quelqu'un a modifié cet avis entre-temps" in page
        assert "Famille rencontrée" in page
        assert referent.get(f"/api/notices/{notice}").json()["state"] == "family-met"

    def test_the_dates_are_confirmed_for_the_college(
        self, college: Client, referent: Client
    ) -> None:
        notice = sent(college)["id"]
        move(referent, notice, "waiting")
        move(referent, notice, "planned", week="2026-W49")
        body = {"version": "3", "first_day": "2026-11-30", "last_day": "2026-12-03"}
        assert referent.post(f"/demandes/{notice}/confirmation", data=body).status_code == 303
        assert "Dates confirmées : du 30 novembre au 3 décembre" in text(
            referent.get(f"/demandes/{notice}")
        )

    def test_it_is_amended_by_the_référente_too(self, college: Client, referent: Client) -> None:
        notice = sent(college)["id"]
        page = text(referent.get(f"/demandes/{notice}/modification"))
        values = {name: field(page, name) for name in ("pupil.first_name", "days", "version")}
        assert values == {"pupil.first_name": "Canarine", "days": "5", "version": "1"}

    def test_wishes_are_kept_and_a_week_that_was_not_agreed_is_refused(
        self, college: Client, referent: Client
    ) -> None:
        notice = sent(college)["id"]
        move(referent, notice, "waiting")
        path = f"/demandes/{notice}/souhaits"
        body = {"version": "0", "priority": "2", "pin": "2026-W49", "bans": ["2026-W50"]}
        assert referent.post(path, data=body).status_code == 303
        page = text(referent.get(f"/demandes/{notice}"))
        assert (chosen(page, "priority"), chosen(page, "pin")) == ("2", "2026-W49")
        assert 'name="bans" value="2026-W50" checked' in page
        refused = {**body, "version": "1", "pin": "2027-W10"}
        assert 'id="e-pin"' in text(referent.post(path, data=refused), 422)
        assert "entre-temps" in text(referent.post(path, data=body), 412)

    def test_a_closed_week_is_no_week_to_keep_somebody_in(
        self, college: Client, referent: Client
    ) -> None:
        notice = sent(college, earliest="2026-W51", latest="2027-W01")["id"]
        page = text(referent.get(f"/demandes/{notice}"))
        assert re.findall(r'name="bans" value="(.*?)"', page) == ["2026-W51", "2027-W01"]

    def test_possible_duplicates_and_earlier_stays_are_linked(
        self, app: FastAPI, college: Client, referent: Client
    ) -> None:
        first, second = sent(college)["id"], sent(college)["id"]
        page = text(referent.get(f"/demandes/{second}"))
        assert "Peut-être le même élève" in page
        assert f'href="/demandes/{first}"' in page

    def test_history_ends_with_the_second_school_year_after(
        self, app: FastAPI, college: Client, referent: Client
    ) -> None:
        receipts = [sent(college)]
        set_state(app, receipts[0]["id"], "hosted")
        again = college.post(
            f"/api/pupils/{receipts[0]['pupil_id']}/notices",
            json={name: value for name, value in NOTICE.items() if name != "pupil"},
            headers={"Idempotency-Key": "k" * 20},
        ).json()["id"]
        link = f'href="/demandes/{receipts[0]["id"]}"'
        assert link in text(referent.get(f"/demandes/{again}"))
        with running(app).storage.write("tests") as work:
            row = work.session.get_one(Notice, receipts[0]["id"])
            row.earliest = row.latest = "2024-W34"
        assert link not in text(referent.get(f"/demandes/{again}"))


class TestLetters:
    def test_both_are_there_to_be_copied(self, college: Client, referent: Client) -> None:
        notice = sent(college)["id"]
        page = text(referent.get(f"/demandes/{notice}/lettre"))
        assert page.count("<textarea") == 2
        assert "insultes" not in page
        assert "le collège tilleuls" in page


class TestErasing:
    def test_it_is_asked_once_more_and_then_done(self, college: Client, referent: Client) -> None:
        receipt = sent(college)
        path = f"/demandes/{receipt['id']}/effacement"
        page = text(referent.get(path))
        assert "Ce qui s'efface" in page
        assert "Ce qui reste" in page
        assert 'id="e-reason"' in text(referent.post(path, data={"reason": ""}), 422)
        answer = referent.post(path, data={"reason": "asked-by-family"})
        assert answer.headers["location"] == "/demandes?fait=file-erased"
        assert referent.get(f"/demandes/{receipt['id']}").status_code == 404

    def test_a_planned_stay_stands_in_the_way(
        self, app: FastAPI, college: Client, referent: Client
    ) -> None:
        notice = sent(college)["id"]
        set_state(app, notice, "planned")
        body = {"reason": "asked-by-family"}
        page = text(referent.post(f"/demandes/{notice}/effacement", data=body), 409)
        assert "Retirez-le d'abord de sa semaine" in page
