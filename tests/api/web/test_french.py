"""How pages write what people read."""

import re
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from api.web import french
from solver.decide.outsider import Outsider, OwnView, text_for
from solver.plan import Outcome

NEAR = date(2026, 11, 26)


def test_a_week_is_its_monday() -> None:
    assert french.week("2026-W49", NEAR) == "semaine du 30 novembre"
    assert french.week("2026-W49") == "semaine du 30 novembre 2026"
    assert french.week("2028-W02", NEAR) == "semaine du 10 janvier 2028"
    assert french.week("2026-W53", NEAR) == "semaine du 28 décembre"


def test_a_moment_is_that_of_lille() -> None:
    assert french.at(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juillet à 0\u00a0h\u00a030"
    assert french.at(datetime(2026, 1, 1, 8, 0, tzinfo=UTC)) == "1er janvier à 9\u00a0h"


def test_numbers_have_a_comma_and_thin_spaces() -> None:
    assert [french.number(n) for n in (0, 12.5, 1200, 1200.25, 3.0)] == [
        "0", "12,5", "1\u202f200", "1\u202f200,25", "3",
    ]  # fmt: skip


def test_the_solver_s_codes_become_words() -> None:
    said = french.named("P-7KX2M9QD et P-00000000 partagent « vol ».", {"P-7KX2M9QD": "Camille B."})
    assert said == "Camille B. et P-00000000 partagent «\u00a0vol\u00a0»."
    names = {"P-7KX2M9QD": "Abel I.", "P-00000000": "Élodie B."}
    said = french.named("L'accueil de P-7KX2M9QD ; il faut que P-00000000 vienne.", names)
    assert said == "L'accueil d'Abel I. ; il faut qu'Élodie B. vienne."
    assert french.codes_in([said, "de P-7KX2M9QD"]) == {"P-7KX2M9QD"}
    said = french.named("2 élèves au plus pour le motif « violence-physique ».", {})
    assert "«\u00a0violence physique\u00a0»" in said


def test_weeks_are_told_by_their_monday_and_not_by_their_number() -> None:
    near = date(2026, 12, 10)
    for said, wanted in (
        (
            "P est en semaine 49 (du 30 novembre) dans le plan.",
            "P est la semaine du 30 novembre dans le plan.",
        ),
        (
            "Prévenir de l'absence en semaine 50 ; rien.",
            "Prévenir de l'absence la semaine du 7 décembre ; rien.",
        ),
        ("ne plus écarter P de la semaine 2", "ne plus écarter P de la semaine du 11 janvier"),
        ("la semaine 53", "la semaine du 28 décembre"),
        ("une semaine 4e", "une semaine 4e"),
        ("attend 2 semaines", "attend 2 semaines"),
        ("la semaine du 30 novembre", "la semaine du 30 novembre"),
    ):
        assert french.dated(said, near) == wanted


def test_an_initial_at_the_end_of_a_sentence_has_one_stop() -> None:
    names = {"P-7KX2M9QD": "Camille\u00a0B."}
    assert french.named("À garder pour P-7KX2M9QD.", names) == "À garder pour Camille\u00a0B."
    assert french.named("Ni P-00000000. Ni rien.", names) == "Ni P-00000000. Ni rien."
    assert french.named("P-7KX2M9QD, P-7KX2M9QD…", names) == "Camille\u00a0B., Camille\u00a0B.…"


@pytest.mark.parametrize("reader", get_args(Outsider))
@pytest.mark.parametrize(
    "asked", ["2026-W46", "2026-W48", "2026-W49", "2026-W51", "2026-W53", "2027-W02"]
)
@pytest.mark.parametrize(
    ("planned", "outcome"),
    [("2026-W48", None), ("2026-W50", None), (None, "carried-over"), (None, "unplaced")],
)
def test_what_an_outsider_reads_names_mondays_and_changes_nothing_else(
    reader: Outsider, asked: str, planned: str | None, outcome: Outcome | None
) -> None:
    view = OwnView(
        earliest="2026-W48", latest="2026-W53", week=asked, week_is_closed=asked == "2026-W49",
        first_week="2026-W48", last_week="2026-W51", planned=planned, outcome=outcome,
    )  # fmt: skip
    text = text_for(view, reader)
    said = french.dated(french.named(text, {}), date(2026, 11, 20))
    assert not re.search(r"semaine \d|jusqu'la|jusqu'en|en la ", said), said
    mondays = re.findall(r"\(du ([^)]*)\)", text)
    assert all(f"semaine du {monday}" in said for monday in mondays)
    assert said.count("semaine du") == len(mondays)
