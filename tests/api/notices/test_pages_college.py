"""A collège's pages: a notice is written, kept, sent once; followed, amended, withdrawn and confirmed."""

import re
from html import unescape
from typing import Any, Final

from fastapi import FastAPI
from httpx2 import Response

from api.drafts.service import draft
from api.notices.importing.template import template
from api.running import running
from tests.api.conftest import Held
from tests.api.notices.sending import move, sent, set_state
from tests.api.people import Client

FORM: Final[dict[str, Any]] = {
    "cle": "k" * 32,
    "eleve": "",
    "pupil.first_name": "Camille",
    "pupil.initial": "b",
    "pupil.level": "5e",
    "pupil.gender": "F",
    "pupil.quartier": "Fives",
    "pupil.birth_year": "2014",
    "days": "5",
    "earliest": "2026-W48",
    "latest": "2026-W50",
    "motives": ["insultes", "vol"],
    "note": "Première ligne.\r\nSeconde.",
    "contact": "Vie scolaire, 03 00 00 00 00",
}
WORDS: Final = ("Camille", "Fives", "2014", "Première ligne.", "Vie scolaire, 03 00 00 00 00")


def send(client: Client, **changes: Any) -> Response:
    return client.post("/avis/nouveau", data={**FORM, **changes})


def field(html: str, name: str) -> str:
    """Give what stands in a field of a page."""
    found = re.search(rf'name="{re.escape(name)}"[^>]* value="([^"]*)"', html)
    assert found is not None, name
    return unescape(found[1])


def chosen(html: str, name: str) -> str:
    """Give what is chosen in a list of a page, nothing where its first, empty choice is."""
    options = re.search(rf'name="{name}".*?</select>', html, re.DOTALL)
    assert options is not None, name
    found = re.search(r'value="([^"]*)" selected', options[0])
    return found[1] if found else ""


def text(answer: Response, status: int = 200) -> str:
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def notices(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/notices").json()["items"]
    return found


def kept(app: FastAPI, client: Client, about: str = "") -> Any:
    with running(app).storage.read() as work:
        return draft(work, client.account, about)


class TestWriting:
    def test_a_notice_is_sent_and_shown(self, college: Client) -> None:
        answer = send(college)
        (notice,) = notices(college)
        assert answer.headers["location"] == f"/avis/{notice['id']}?fait=notice-sent"
        assert notice["pupil"]["initial"] == "B"
        assert notice["note"] == "Première ligne.\nSeconde."
        assert notice["motives"] == ["insultes", "vol"]
        page = text(college.get(answer.headers["location"]))
        assert "L'avis est envoyé." in page
        assert "Camille\u00a0B." in page

    def test_sending_the_same_page_again_stores_nothing_more(self, college: Client) -> None:
        first, second = send(college), send(college)
        assert first.headers["location"] == second.headers["location"]
        assert len(notices(college)) == 1

    def test_another_content_from_a_page_that_was_sent_gets_a_new_key(
        self, college: Client
    ) -> None:
        send(college)
        page = text(send(college, days="3"), 409)
        assert "un avis est déjà parti depuis cette page" in page.lower()
        assert field(page, "cle") != FORM["cle"]
        assert field(page, "days") == "3"

    def test_open_weeks_are_offered_in_words_and_closed_ones_left_out(
        self, college: Client, referent: Client
    ) -> None:
        referent.put("/api/closures/2026-W50", json={"closed": True})
        page = text(college.get("/avis/nouveau"))
        assert "semaine du 30 novembre" in page
        assert "semaine du 7 décembre" not in page
        assert "semaine du 21 décembre" not in page  # Christmas

    def test_whom_to_reach_is_there_from_the_notice_before(self, college: Client) -> None:
        send(college)
        page = text(college.get("/avis/nouveau"))
        assert field(page, "contact") == FORM["contact"]
        assert field(page, "pupil.first_name") == ""


class TestBegun:
    """What was begun and not sent is found again on the page that lists one's pupils, by its writer alone."""

    def test_it_is_resumed_or_erased(self, app: FastAPI, college: Client) -> None:
        assert "Un avis commencé" not in text(college.get("/mes-eleves"))
        college.post("/avis/brouillon", data={**FORM, "pupil.first_name": "Commencée"})
        page = text(college.get("/mes-eleves"))
        assert "Un avis commencé pour <strong>Commencée\u00a0B.</strong>" in page
        assert 'href="/avis/nouveau"' in page
        fields = {"eleve": "", "depuis": "/mes-eleves"}
        gone = college.post("/avis/brouillon/effacement", data=fields)
        assert gone.headers["location"] == "/mes-eleves?fait=draft-removed"
        assert kept(app, college) is None
        assert "Un avis commencé" not in text(college.get("/mes-eleves"))

    def test_of_a_known_pupil(self, college: Client) -> None:
        send(college)
        (notice,) = notices(college)
        about = notice["pupil"]["id"]
        college.post("/avis/brouillon", data={"eleve": about, "days": "3"})
        page = text(college.get("/mes-eleves"))
        assert "Un avis commencé pour <strong>Camille\u00a0B.</strong>" in page
        assert f'href="/avis/nouveau?eleve={about}"' in page

    def test_nobody_else_s(self, college: Client, other_college: Client) -> None:
        other_college.post("/avis/brouillon", data=FORM)
        assert "Un avis commencé" not in text(college.get("/mes-eleves"))

    def test_what_a_form_sent_too_late_is_none(self, college: Client, clock: Held) -> None:
        clock.advance(hours=13)
        assert college.post("/avis/nouveau", data=FORM).status_code == 401
        clock.advance(hours=-13)
        assert "Un avis commencé" not in text(college.get("/mes-eleves"))


class TestRefused:
    def test_each_error_stands_beside_its_field_and_nothing_typed_is_lost(
        self, college: Client
    ) -> None:
        page = text(send(college, days="12", **{"pupil.level": "", "motives": []}), 422)
        beside = dict(re.findall(r'id="e-([^"]+)"><svg.*?</svg>([^<]+)<', page))
        assert set(beside) == {"days", "pupil.level", "motives"}
        assert "R511-13" in beside["days"]
        assert beside["motives"] == "Il faut au moins un motif."
        for word in WORDS:
            assert word in page
        assert (chosen(page, "earliest"), chosen(page, "latest")) == ("2026-W48", "2026-W50")
        assert field(page, "cle") == FORM["cle"]
        assert notices(college) == []

    def test_everything_empty_is_said_without_jargon(self, college: Client) -> None:
        page = text(college.post("/avis/nouveau", data={}), 422)
        for jargon in ("crochets", "guillemets", "valeur attendue", "pupil.first_name :"):
            assert jargon not in page

    def test_weeks_in_the_wrong_order_are_said_at_the_last_one(self, college: Client) -> None:
        page = text(send(college, earliest="2026-W50", latest="2026-W48"), 422)
        assert 'id="e-latest"' in page

    def test_they_are_said_together_with_all_that_is_wrong_elsewhere(self, college: Client) -> None:
        answer = send(college, earliest="2026-W50", latest="2026-W48", days="12")
        page = text(answer, 422)
        beside = dict(re.findall(r'id="e-([^"]+)"><svg.*?</svg>([^<]+)<', page))
        assert set(beside) == {"days", "latest"}
        assert beside["latest"] == "La dernière semaine vient avant la première."

    def test_what_was_refused_is_there_in_another_browser(
        self, app: FastAPI, college: Client
    ) -> None:
        send(college, days="12")
        page = text(college.get("/avis/nouveau"))
        assert field(page, "days") == "12"
        assert "Brouillon enregistré à 10\u00a0h." in page


class TestDraft:
    def test_the_script_keeps_it_and_hears_when(
        self, app: FastAPI, college: Client, clock: Held
    ) -> None:
        clock.advance(minutes=5)
        answer = college.post("/avis/brouillon", data=FORM, headers={"Accept": "text/plain"})
        assert text(answer) == "Brouillon enregistré à 10\u00a0h\u00a005."
        assert notices(college) == []
        page = text(college.get("/avis/nouveau"))
        for word in WORDS:
            assert word in page
        assert field(page, "cle") == FORM["cle"]

    def test_the_button_does_so_without_scripts(self, college: Client) -> None:
        answer = college.post("/avis/brouillon", data=FORM)
        assert answer.headers["location"] == "/avis/nouveau?fait=draft-kept"
        college.post("/avis/brouillon/effacement", data=FORM)
        assert field(text(college.get("/avis/nouveau")), "pupil.first_name") == ""

    def test_it_goes_once_sent_and_late_words_do_not_bring_it_back(
        self, app: FastAPI, college: Client
    ) -> None:
        college.post("/avis/brouillon", data=FORM)
        send(college)
        assert kept(app, college) is None
        late = college.post("/avis/brouillon", data=FORM, headers={"Accept": "text/plain"})
        assert text(late) == "Cet avis est déjà envoyé."
        assert kept(app, college) is None

    def test_one_that_is_too_long_is_said(self, app: FastAPI, college: Client) -> None:
        body = {**FORM, "note": "a" * 30_000}
        answer = college.post("/avis/brouillon", data=body, headers={"Accept": "text/plain"})
        assert "trop long" in text(answer, 422)
        assert "trop long" in text(college.post("/avis/brouillon", data=body), 422)
        assert kept(app, college) is None

    def test_nobody_else_sees_it(self, college: Client, other_college: Client) -> None:
        college.post("/avis/brouillon", data=FORM)
        assert "Camille" not in text(other_college.get("/avis/nouveau"))


class TestComingAgain:
    def test_a_pupil_who_came_before_needs_no_sheet(self, app: FastAPI, college: Client) -> None:
        receipt = sent(college)
        set_state(app, receipt["id"], "hosted")
        address = f"/avis/nouveau?eleve={receipt['pupil_id']}"
        assert address in text(college.get("/mes-eleves"))
        page = text(college.get(address))
        assert "Canarine\u00a0É." in page
        assert 'name="pupil.first_name"' not in page
        answer = send(college, eleve=receipt["pupil_id"])
        assert answer.status_code == 303
        assert {each["pupil"]["id"] for each in notices(college)} == {receipt["pupil_id"]}
        assert address not in text(college.get("/mes-eleves"))

    def test_one_still_under_way_is_refused_with_what_was_typed(self, college: Client) -> None:
        receipt = sent(college)
        page = text(send(college, eleve=receipt["pupil_id"]), 409)
        assert "un avis qui n'est pas clos" in page
        assert "Première ligne." in page

    def test_another_s_pupil_is_not_found(
        self, app: FastAPI, college: Client, other_college: Client
    ) -> None:
        pupil = sent(other_college)["pupil_id"]
        assert college.get(f"/avis/nouveau?eleve={pupil}").status_code == 404
        for path in ("/avis/nouveau", "/avis/brouillon"):
            answer = college.post(path, data={**FORM, "eleve": pupil})
            assert answer.status_code == 404
            assert "Canarine" not in answer.text
        assert kept(app, college, pupil) is None


class TestFollowing:
    def test_there_is_something_to_do_where_nobody_was_sent(self, college: Client) -> None:
        assert "Aucun avis en cours" in text(college.get("/mes-eleves"))

    def test_the_dates_of_a_planned_stay_are_asked_and_confirmed(
        self, college: Client, referent: Client
    ) -> None:
        notice = sent(college)["id"]
        move(referent, notice, "waiting")
        move(referent, notice, "planned", week="2026-W49")
        page = text(college.get("/mes-eleves"))
        assert "À faire maintenant" in page
        assert "la semaine du 30 novembre" in page
        assert (chosen(page, "first_day"), chosen(page, "last_day")) == (
            "2026-11-30",
            "2026-12-04",
        )
        days = {"version": "3", "first_day": "2026-12-01", "last_day": "2026-12-04"}
        wrong = {**days, "first_day": "2026-12-04", "last_day": "2026-12-01"}
        refused = text(college.post(f"/avis/{notice}/confirmation", data=wrong), 422)
        assert "Le dernier jour vient avant le premier." in refused
        assert chosen(refused, "first_day") == "2026-12-04"
        assert college.post(f"/avis/{notice}/confirmation", data=days).status_code == 303
        after = text(college.get("/mes-eleves"))
        assert "À faire maintenant" not in after
        assert "Accueil confirmé du 1er décembre 2026 au 4 décembre 2026." in after

    def test_a_deferral_is_told_without_any_other_pupil(
        self, college: Client, referent: Client
    ) -> None:
        notice = sent(college)["id"]
        move(referent, notice, "waiting")
        move(referent, notice, "waiting", reason="kept-apart")
        for path in ("/mes-eleves", f"/avis/{notice}"):
            page = text(college.get(path))
            assert "l'équilibre du groupe" in page
            assert "réunir" not in page

    def test_one_s_notice_is_amended_until_it_is_planned(
        self, app: FastAPI, college: Client
    ) -> None:
        notice = sent(college)["id"]
        page = text(college.get(f"/avis/{notice}/modifier"))
        assert field(page, "pupil.quartier") == "Canarine quartier"
        answer = college.post(f"/avis/{notice}/modifier", data={**FORM, "version": "1"})
        assert answer.headers["location"] == f"/avis/{notice}?fait=notice-amended"
        assert notices(college)[0]["pupil"]["first_name"] == "Camille"
        set_state(app, notice, "planned")
        page = text(college.get(f"/avis/{notice}/modifier"))
        assert "appelez la référente" in page
        assert "<textarea" not in page

    def test_a_change_meanwhile_is_shown_beside_what_was_typed(self, college: Client) -> None:
        notice = sent(college)["id"]
        first = {**FORM, "version": "1"}
        college.post(f"/avis/{notice}/modifier", data={**first, "days": "2"})
        page = text(college.post(f"/avis/{notice}/modifier", data={**first, "days": "3"}), 412)
        assert "Quelqu'un a modifié cet avis entre-temps" in page
        assert field(page, "days") == "3"
        assert "<dt>Durée de l'exclusion, à présent</dt><dd>2</dd>" in page
        assert field(page, "version") == "2"

    def test_one_s_notice_is_withdrawn_with_a_reason(self, college: Client) -> None:
        notice = sent(college)["id"]
        assert "exclusion est levée" in text(college.get(f"/avis/{notice}/retrait"))
        body = {"version": "1", "reason": ""}
        assert 'id="e-reason"' in text(college.post(f"/avis/{notice}/retrait", data=body), 422)
        body["reason"] = "exclusion-lifted"
        answer = college.post(f"/avis/{notice}/retrait", data=body)
        assert answer.headers["location"] == "/mes-eleves?fait=notice-withdrawn"
        assert notices(college)[0]["state"] == "withdrawn"

    def test_every_file_shown_leaves_a_trace(self, college: Client, actions: Any) -> None:
        receipt = sent(college)
        before = actions().count((college.account, "notice.read", receipt["pupil_id"]))
        college.get("/mes-eleves")
        after = actions().count((college.account, "notice.read", receipt["pupil_id"]))
        assert after == before + 1


class TestFile:
    def file(self, content: bytes) -> dict[str, tuple[str, bytes, str]]:
        return {"file": ("avis.csv", content, "text/csv")}

    def content(self, **changes: str) -> bytes:
        lines = template().decode("utf-8-sig").replace("Exemple à effacer (données inventées)", "")
        for before, after in changes.items():
            lines = lines.replace(before, after)
        return lines.encode()

    def test_it_is_tried_first_and_sent_all_at_once(self, college: Client) -> None:
        page = college.post("/avis/import/essai", files=self.file(self.content())).text
        assert "1 avis prêt à partir" in page
        assert notices(college) == []
        body = {"cle": field(page, "cle"), "notices": field(page, "notices")}
        for _ in range(2):
            answer = college.post("/avis/import", data=body)
            assert answer.headers["location"] == "/mes-eleves?fait=notices-sent"
        assert [each["pupil"]["first_name"] for each in notices(college)] == ["Camille"]

    def test_errors_are_said_by_line_and_column(self, college: Client) -> None:
        wrong = self.content(insultes="bavardage")
        page = text(college.post("/avis/import/essai", files=self.file(wrong)), 422)
        assert "Ligne 2, motifs" in page

    def test_no_file_and_a_list_that_was_tampered_with_are_refused(self, college: Client) -> None:
        empty = college.post("/avis/import/essai", files={"file": ("", b"")})
        assert "Choisissez d'abord un fichier." in text(empty, 422)
        for content in ("", "[]", "[[1, {}]]", "{"):
            answer = college.post("/avis/import", data={"cle": "k" * 32, "notices": content})
            assert "Choisissez le fichier de nouveau." in text(answer, 422)
        assert notices(college) == []
