"""The pages of the catalogue, as somebody without scripts uses them."""

from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI

from api.catalogue import apart, reading
from api.catalogue.lasting import lengths
from api.catalogue.schemas.timetable import DEFAULT_TIMETABLE, Hours
from api.running import running
from tests.api.catalogue.entries import TEACHER, TIMETABLE, put, with_teacher
from tests.api.conftest import Held
from tests.api.forms import fields_of, form, send, went
from tests.api.notices.sending import sent
from tests.api.people import Client, another_browser


@pytest.fixture
def database() -> str:
    """One database is enough: pages have no queries of their own."""
    return "sqlite"


@pytest.fixture
def pupils(college: Client, other_college: Client) -> list[str]:
    """Announce two pupils, and give their codes."""
    return sorted(sent(each)["pupil_code"] for each in (college, other_college))


def teacher_of(app: FastAPI, key: str = "t-ecriture") -> Any:
    with running(app).storage.read() as work:
        return next(each for each in reading.teachers(work) if each.id == key)


class TestWhoMustNotMeet:
    HERE = "/incompatibilites"

    def test_a_pair_is_noted_changed_and_taken_back(
        self, app: FastAPI, referent: Client, pupils: list[str]
    ) -> None:
        one, other = pupils
        blank = form(referent, self.HERE, self.HERE)
        went(send(referent, self.HERE, blank, pupil=other, other=one), self.HERE)
        assert referent.get("/api/conflicts").json()["items"][0]["pupils"] == [one, other]
        path = f"{self.HERE}/{one}/{other}"
        noted = form(referent, self.HERE, f"{path}/fin")
        went(send(referent, f"{path}/fin", noted, until="2026-W50"), self.HERE)
        assert referent.get("/api/conflicts").json()["items"][0]["until"] == "2026-W50"
        noted = form(referent, self.HERE, f"{path}/retrait")
        went(send(referent, f"{path}/retrait", noted), self.HERE)
        assert referent.get("/api/conflicts").json()["items"] == []

    def test_a_pupil_and_somebody_who_gives_workshops(
        self, referent: Client, pupils: list[str]
    ) -> None:
        with_teacher(referent)
        blank = form(referent, self.HERE, self.HERE)
        chosen = {"pupil": pupils[0], "other": "intervenant:t-ecriture"}
        went(send(referent, self.HERE, blank, **chosen), self.HERE)
        assert "Intervenant·e écriture" in referent.get(self.HERE).text
        path = f"{self.HERE}/{pupils[0]}/intervenant/t-ecriture"
        for action, typed in (("fin", {"until": "2026-W49"}), ("retrait", {})):
            fields = form(referent, self.HERE, f"{path}/{action}")
            went(send(referent, f"{path}/{action}", fields, **typed), self.HERE)
        assert referent.get("/api/teacher-conflicts").json()["items"] == []

    def test_the_same_pupil_twice_is_refused_beside_the_field(
        self, referent: Client, pupils: list[str]
    ) -> None:
        answer = send(referent, self.HERE, [], pupil=pupils[0], other=pupils[0])
        assert answer.status_code == 422
        assert "Il faut deux élèves différents." in answer.text
        assert f'value="{pupils[0]}" selected' in answer.text

    def test_what_somebody_else_changed_is_not_overwritten_unseen(
        self, referent: Client, pupils: list[str]
    ) -> None:
        referent.post("/api/conflicts", json={"pupils": pupils})
        path = f"{self.HERE}/{pupils[0]}/{pupils[1]}"
        stale = form(referent, self.HERE, f"{path}/fin")
        referent.post("/api/conflicts", json={"pupils": pupils, "until": "2026-W52"})
        for action in ("fin", "retrait"):
            answer = send(referent, f"{path}/{action}", stale, until="2026-W50")
            assert answer.status_code == 412
            assert "entre-temps" in answer.text
        again = fields_of(answer, f"{path}/fin")
        went(send(referent, f"{path}/fin", again, until="2026-W50"), self.HERE)

    def test_each_name_read_is_in_the_trail(
        self, referent: Client, pupils: list[str], actions: Any
    ) -> None:
        referent.get(self.HERE)
        assert [entry[1] for entry in actions()][-2:] == ["name.read", "name.read"]


class TestThoseWhoGiveWorkshops:
    HERE = "/intervenants/t-ecriture"

    def test_somebody_is_added_changed_and_removed(self, app: FastAPI, referent: Client) -> None:
        put(referent, "workshops/ecriture", {"name": "Atelier écriture"})
        new = "/intervenants/nouveau"
        blank = form(referent, new, new)
        typed = {
            "name": "Intervenant·e écriture",
            "workshops": ["ecriture"],
            "max_sessions": 9,
            "slot.mon-1": "no",
        }
        went(
            send(referent, new, blank, **typed),
            "/intervenants/t-intervenante-ecriture",
        )
        made = teacher_of(app, "t-intervenante-ecriture")
        assert (made.workshops, made.max_sessions) == (("ecriture",), 9)
        assert made.slots[:2] == ("mon-2", "mon-3")
        path = f"/intervenants/{made.id}"
        went(send(referent, path, form(referent, path, path), max_sessions=""), path)
        assert teacher_of(app, made.id).max_sessions is None
        assert "Séances par année scolaire : 9 → aucun." in referent.get(path).text
        gone = form(referent, path, f"{path}/retrait")
        went(send(referent, f"{path}/retrait", gone), "/intervenants")

    def test_the_same_name_twice_makes_two_entries(self, app: FastAPI, referent: Client) -> None:
        for _ in range(2):
            send(referent, "/intervenants/nouveau", [], name="Intervenant·e sport")
        with running(app).storage.read() as work:
            keys = [each.id for each in reading.teachers(work)]
        assert keys == ["t-intervenante-sport", "t-intervenante-sport-2"]

    def test_a_wrong_number_is_refused_and_nothing_typed_is_lost(self, referent: Client) -> None:
        with_teacher(referent)
        fields = form(referent, self.HERE, self.HERE)
        answer = send(referent, self.HERE, fields, max_sessions="trop", name="Autre nom")
        assert answer.status_code == 422
        assert 'value="trop"' in answer.text
        assert 'value="Autre nom"' in answer.text
        assert "field--wrong" in answer.text

    def test_the_grid_untouched_changes_nothing(self, app: FastAPI, referent: Client) -> None:
        """Slots that the timetable closes for now, and absences that are over, stay as they were."""
        put(referent, "timetable", TIMETABLE)
        put(referent, "workshops/ecriture", {"name": "Atelier écriture"})
        sheet = {
            **TEACHER,
            "slots": ["mon-1", "tue-1", "thu-3"],
            "reluctant_slots": ["tue-1", "thu-3"],
            "away_weeks": ["2026-W40", "2026-W50"],
        }
        put(referent, "teachers/t-ecriture", sheet)
        before = teacher_of(app)
        went(send(referent, self.HERE, form(referent, self.HERE, self.HERE)), self.HERE)
        assert teacher_of(app) == before

    def test_an_address_is_shown_once(self, referent: Client) -> None:
        with_teacher(referent)
        made = referent.post(f"{self.HERE}/calendrier")
        assert "https://testserver/api/calendars/" in made.text
        page = referent.get(self.HERE).text
        assert "/api/calendars/" not in page
        went(referent.post(f"{self.HERE}/calendrier/fin"), self.HERE)


class TestOnesOwnTimes:
    HERE = "/mes-disponibilites"

    def test_an_absence_is_noted_by_the_practitioner(
        self, app: FastAPI, referent: Client, teacher: Client
    ) -> None:
        with_teacher(referent)
        fields = form(teacher, self.HERE, self.HERE)
        typed = {"away_weeks": ["2026-W49", "2026-W50"], "slot.tue-1": "yes", "slot.mon-1": "avoid"}
        went(send(teacher, self.HERE, fields, **typed), self.HERE)
        entry = teacher_of(app)
        assert entry.away_weeks == ("2026-W49", "2026-W50")
        assert entry.slots == ("mon-1", "tue-1", "tue-2")
        assert entry.reluctant_slots == ("mon-1",)
        assert entry.max_sessions == 12

    def test_what_the_référente_changed_meanwhile_is_said_and_what_was_typed_kept(
        self, referent: Client, teacher: Client
    ) -> None:
        with_teacher(referent)
        stale = form(teacher, self.HERE, self.HERE)
        put(referent, "teachers/t-ecriture", {**TEACHER, "name": "Un autre nom"})
        answer = send(teacher, self.HERE, stale, away_weeks=["2026-W49"])
        assert answer.status_code == 412
        assert "Nom : Intervenant·e écriture → Un autre nom." in answer.text
        again = fields_of(answer, self.HERE)
        assert ("away_weeks", "2026-W49") in again
        went(send(teacher, self.HERE, again), self.HERE)

    def test_nobody_finds_somebody_else_s(self, referent: Client, other_teacher: Client) -> None:
        with_teacher(referent)
        assert other_teacher.get(self.HERE).status_code == 404
        assert other_teacher.post(self.HERE).status_code == 404

    def test_one_s_address_is_made_shown_once_and_ended(
        self, referent: Client, teacher: Client
    ) -> None:
        with_teacher(referent)
        here = "/mon-calendrier"
        assert "Pas encore d'adresse" in teacher.get(here).text
        assert "/api/calendars/" in teacher.post(here).text
        page = teacher.get(here).text
        assert "Adresse en service" in page
        assert "/api/calendars/" not in page
        went(teacher.post(f"{here}/fin"), here)


class TestTheCalendar:
    WEEK = "/calendrier/2026-W49"

    def test_a_year_is_shown_week_by_week(self, referent: Client) -> None:
        page = referent.get("/calendrier").text
        assert "Vacances de Noël" in page
        assert "sauf mercredi 11 novembre : Armistice" in page
        assert "estimée" in referent.get("/calendrier?annee=2028").text

    def test_a_day_is_closed_and_opened_again(self, referent: Client) -> None:
        fields = form(referent, self.WEEK, self.WEEK)
        typed = {"period": "2026-12-03", "what": "fermer", "reason": "Journée banalisée"}
        went(send(referent, self.WEEK, fields, **typed), self.WEEK)
        assert "fermé, Journée banalisée" in referent.get(self.WEEK).text
        path = f"{self.WEEK}/exceptions/2026-12-03/retrait"
        went(send(referent, path, form(referent, self.WEEK, path)), self.WEEK)
        assert "Journée banalisée" not in referent.get(self.WEEK).text

    def test_another_s_exception_is_not_overwritten_unseen(self, referent: Client) -> None:
        stale = form(referent, self.WEEK, self.WEEK)
        put(referent, "closures/2026-W49", {"closed": True, "reason": "Grève"})
        answer = send(referent, self.WEEK, stale, what="ouvrir")
        assert answer.status_code == 412
        assert "Grève" in answer.text

    @pytest.mark.parametrize("typed", [{"what": ""}, {"what": "fermer", "period": "2026-12-10"}])
    def test_what_is_not_chosen_is_asked_for(self, referent: Client, typed: dict[str, str]) -> None:
        answer = send(referent, self.WEEK, form(referent, self.WEEK, self.WEEK), **typed)
        assert answer.status_code == 422
        assert "hoisissez" in answer.text
        assert referent.get("/api/closures/2026-W49").status_code == 404


def test_the_list_comes_leaf_by_leaf_and_a_pupil_s_notes_are_found_on_any(
    app: FastAPI, referent: Client, pupils: list[str], monkeypatch: pytest.MonkeyPatch, actions: Any
) -> None:
    monkeypatch.setattr(apart, "A_PAGE", 1)
    with_teacher(referent)
    one, other = pupils
    referent.post("/api/conflicts", json={"pupils": pupils})
    referent.post("/api/teacher-conflicts", json={"pupil": other, "teacher": "t-ecriture"})
    read = len(actions())
    newest = referent.get("/incompatibilites").text
    assert "Feuille 1 sur 2" in newest
    assert f'id="{other}-t-ecriture"' in newest
    assert f'id="{one}-{other}"' not in newest
    assert "conflict.read" not in {action for _, action, _ in actions()[read:]}
    assert f'id="{one}-{other}"' in referent.get("/incompatibilites?feuille=2").text
    of_one = referent.get(f"/incompatibilites?eleve={one}").text
    assert f'id="{one}-{other}"' in of_one
    assert "Feuille" not in of_one


def test_what_is_over_is_told_apart(
    app: FastAPI, referent: Client, pupils: list[str], clock: Held
) -> None:
    referent.post("/api/conflicts", json={"pupils": pupils, "until": "2026-W48"})
    assert "Terminées" not in referent.get("/incompatibilites").text
    clock.advance(days=14)
    later = another_browser(app, referent.account)
    assert "Terminées (1)" in later.get("/incompatibilites").text


def test_slots_in_a_row_last_hours_that_a_break_is_not_part_of() -> None:
    """Four slots of an hour and a quarter, a break after the second: three in a row there never are."""
    assert lengths(DEFAULT_TIMETABLE) == {1: "1\u00a0h\u00a015", 2: "2\u00a0h\u00a030"}
    longer = (*DEFAULT_TIMETABLE.hours[:3], Hours(start="14:45", end="15:45"))
    uneven = DEFAULT_TIMETABLE.model_copy(update={"hours": longer})
    assert lengths(uneven)[1] == "de 1\u00a0h à 1\u00a0h\u00a015"


class TestWorkshops:
    def test_one_is_added_changed_and_removed(self, referent: Client) -> None:
        here = "/ateliers"
        went(send(referent, here, form(referent, here, here), name="Atelier théâtre-forum"), here)
        path = "/ateliers/theatre-forum"
        went(send(referent, path, form(referent, path, path), core="1", per_week="2"), here)
        stored = referent.get("/api/workshops/theatre-forum").json()
        assert (stored["core"], stored["per_week"], stored["length"]) == (True, 2, 2)
        assert "Essentiel : non → oui." in referent.get(path).text
        gone = form(referent, path, f"{path}/retrait")
        went(send(referent, f"{path}/retrait", gone), here)

    def test_one_that_somebody_gives_stays(self, referent: Client) -> None:
        with_teacher(referent)
        path = "/ateliers/ecriture"
        answer = send(referent, f"{path}/retrait", form(referent, path, f"{path}/retrait"))
        assert answer.status_code == 409
        assert "Quelqu'un anime encore cet atelier" in unescape(answer.text)

    def test_a_wrong_length_is_refused_beside_its_field(self, referent: Client) -> None:
        answer = send(referent, "/ateliers", [], name="Atelier", length="11", per_week="1")
        assert answer.status_code == 422
        assert "Durée en créneaux</a>" in answer.text

    def test_changed_meanwhile(self, referent: Client) -> None:
        put(referent, "workshops/cuisine", {"name": "Atelier cuisine"})
        path = "/ateliers/cuisine"
        stale = form(referent, path, path)
        put(referent, "workshops/cuisine", {"name": "Atelier cuisine", "per_week": 2})
        answer = send(referent, path, stale, place="Ailleurs")
        assert answer.status_code == 412
        assert "Séances par semaine : 1 → 2." in answer.text


class TestTimetable:
    HERE = "/emploi-du-temps"

    def test_an_untouched_form_changes_nothing(self, referent: Client) -> None:
        put(referent, "timetable", TIMETABLE)
        before = referent.get("/api/timetable").json()
        went(send(referent, self.HERE, form(referent, self.HERE, self.HERE)), self.HERE)
        assert referent.get("/api/timetable").json() == before

    def test_a_slot_and_a_moment_are_added(self, referent: Client) -> None:
        fields = form(referent, self.HERE, self.HERE)
        starts = ["09:00", "10:15", "13:30", "14:45", "16:00"]
        ends = ["10:15", "11:30", "14:45", "16:00", "16:45"]
        moment = {
            "fixed.name": ["Bilan", ""],
            "fixed.day": ["fri", "mon"],
            "fixed.slot": ["5", "1"],
            "fixed.length": ["1", "1"],
        }
        went(send(referent, self.HERE, fields, start=starts, end=ends, **moment), self.HERE)
        stored = referent.get("/api/timetable").json()
        assert stored["slots_per_day"] == 5
        assert stored["fixed"] == [{"name": "Bilan", "start": "fri-5", "length": 1}]

    def test_hours_that_overlap_are_refused_beside_them(self, referent: Client) -> None:
        fields = form(referent, self.HERE, self.HERE)
        answer = send(referent, self.HERE, fields, start=["09:00", "09:30"], end=["10:00", "10:30"])
        assert answer.status_code == 422
        assert "Le créneau précédent ne finit qu'à 10:00." in unescape(answer.text)
        assert 'value="09:30"' in answer.text

    def test_slots_that_somebody_needs_stay(self, referent: Client) -> None:
        with_teacher(referent)
        fields = form(referent, self.HERE, self.HERE)
        answer = send(referent, self.HERE, fields, days=["mon"])
        assert answer.status_code == 409
        assert "t-ecriture" in answer.text


class TestColleges:
    HERE = "/colleges"

    def test_one_is_added_renamed_and_deactivated(self, referent: Client) -> None:
        added = send(referent, self.HERE, [], name="Collège des Érables")
        went(added, self.HERE)
        path = f"{self.HERE}/erables"
        fields = form(referent, self.HERE, path)
        went(send(referent, path, fields, name="Collège du Canal", active=None), self.HERE)
        stored = referent.get("/api/colleges/erables").json()
        assert stored == {"id": "erables", "name": "Collège du Canal", "active": False}

    def test_changed_meanwhile(self, referent: Client) -> None:
        send(referent, self.HERE, [], name="Collège des Érables")
        path = f"{self.HERE}/erables"
        stale = form(referent, self.HERE, path)
        put(referent, "colleges/erables", {"name": "Collège du Canal"})
        answer = send(referent, path, stale, name="Collège du Moulin")
        assert answer.status_code == 412
        assert 'value="Collège du Moulin"' in answer.text

    def test_no_name_is_no_collège(self, referent: Client) -> None:
        assert send(referent, self.HERE, [], name=" ").status_code == 422
