"""What a collège reads of where its notice stands: its own pupil's facts, and a fit reason."""

from typing import Any

from fastapi import FastAPI

from api.notices.states import STATES
from api.notices.telling import told
from api.storage.tables import Notice
from tests.api.notices.sending import move, sent
from tests.api.people import Client

ROW = Notice(earliest="2026-W48", latest="2026-W51", week="2026-W49")


def test_every_state_is_said() -> None:
    for state in STATES:
        said = told(ROW, state, None)
        assert said.endswith(".")
        assert said[0].isupper()


def test_the_dates_that_were_notified() -> None:
    row = Notice(week="2026-W49", first_day="2026-11-30", last_day="2026-12-04")
    assert (
        told(row, "confirmed", None) == "Accueil confirmé du 30 novembre 2026 au 4 décembre 2026."
    )
    row = Notice(week="2026-W49", first_day="2026-11-30", last_day="2026-11-30")
    assert told(row, "confirmed", None) == "Accueil confirmé le 30 novembre 2026."
    assert "la semaine du 30 novembre 2026" in told(ROW, "confirmed", None)


def test_one_possible_week_is_one() -> None:
    row = Notice(earliest="2026-W48", latest="2026-W48")
    said = "Votre élève attend une place pour la semaine du 23 novembre 2026."
    assert told(row, "waiting", None) == said


def test_a_deferral_is_said_without_what_concerns_another_pupil(
    app: FastAPI, college: Client, referent: Client
) -> None:
    notice = sent(college)["id"]
    move(referent, notice, "waiting")
    move(referent, notice, "waiting", reason="kept-apart")
    for client in (college, referent):
        shown: dict[str, Any] = client.get(f"/api/notices/{notice}").json()
        assert shown["message"] == (
            "Votre élève attend une place, entre la semaine du 23 novembre 2026 et la semaine du"
            " 14 décembre 2026. Motif : l'équilibre du groupe."
        )
