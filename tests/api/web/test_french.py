"""How pages write what people read."""

from datetime import UTC, date, datetime

from api.web import french

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
