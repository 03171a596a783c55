"""The report's page: exact for the référente, without small counts outside, by school year and week."""

import csv
from datetime import date
from io import StringIO

import pytest
from fastapi import FastAPI

from api.indicators.period import period_of, school_year_of
from api.settings import Settings
from tests.api.indicators.test_indicators import stay
from tests.api.notices.sending import CANARY
from tests.api.people import Client
from tests.api.reading_pages import Read
from tests.api.weeks.scene import SECRET_NAME, catalogue, publish, week

TODAY = date(2026, 11, 20)


@pytest.fixture
def database() -> str:
    """One database is enough: what is counted is tested elsewhere."""
    return "sqlite"


@pytest.fixture
def year(app: FastAPI, college: Client, other_college: Client) -> list[str]:
    """Store eight stays of boys and one of a girl, in a published week."""
    catalogue(app)
    codes = [stay(app, college, number, week="2026-W47") for number in range(8)]
    girl = {"gender": "F", "college": "remparts", "quartier": f"Rue {CANARY}"}
    codes.append(stay(app, other_college, 20, week="2026-W47", **girl))
    publish(app, week(codes), "2026-W47")
    return codes


def lines(answer_text: str) -> dict[tuple[str, str], str]:
    rows = csv.reader(StringIO(answer_text.lstrip("\ufeff")), delimiter=";")
    return {(table, line): count for table, line, count, _ in rows}


def test_the_référente_reads_exact_figures(referent: Client, year: list[str]) -> None:
    answer = referent.get("/bilan")
    page = Read(answer)
    assert ["Filles", "1"] in page.rows
    assert ["Garçons", "8"] in page.rows
    assert ["Collège remparts (inventé)", "1", "1"] in page.rows
    assert "masqué" not in page.text.replace("petits nombres masqués", "")
    assert '<svg class="bars" role="img"' in answer.text
    assert "filles : 1 ; garçons : 8." in answer.text
    assert "style=" not in answer.text


@pytest.mark.parametrize("who", ["referent", "analyst"])
def test_outside_no_small_count_and_no_name(
    referent: Client, analyst: Client, year: list[str], who: str
) -> None:
    client, path = {"referent": (referent, "/bilan?dehors=1"), "analyst": (analyst, "/bilan")}[who]
    answer = client.get(path)
    page = Read(answer)
    assert ["Filles", "masqué"] in page.rows
    assert ["Garçons", "masqué"] in page.rows  # shown, it would give the girls
    secrets = (CANARY, SECRET_NAME, "tilleuls", "remparts", *year)
    taken = client.get(path.replace("/bilan", "/bilan.csv")).text
    for secret in secrets:
        assert secret not in answer.text
        assert secret not in taken
    assert lines(taken)["Filles et garçons", "filles"] == ""


def test_an_analyst_cannot_ask_for_the_exact_figures(analyst: Client, year: list[str]) -> None:
    for path in ("/bilan?dehors=0", "/bilan.csv?dehors=0"):
        assert "masqué" in analyst.get(path).text
    assert "Montrer ce qui peut sortir" not in Read(analyst.get("/bilan")).text


def test_the_table_to_take_away_says_the_same(referent: Client, year: list[str]) -> None:
    answer = referent.get("/bilan.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    found = lines(answer.text)
    assert found["Accueils", "élèves accueillis"] == "9"
    assert found["Filles et garçons", "filles"] == "1"
    assert found["Places données par collège", "Collège remparts (inventé)"] == "1"
    assert found["Heures par intervenant·e", "Canarine de l'écriture"] == "1,25"


def test_no_cell_is_taken_for_a_formula(app: FastAPI, college: Client, referent: Client) -> None:
    stay(app, college, 1, quartier="=1+1", week="2026-W47")
    assert '"\'=1+1"' in referent.get("/bilan.csv").text


def test_a_reversed_period_is_refused_and_can_be_chosen_anew(referent: Client) -> None:
    answer = referent.get("/bilan?annee=2026&du=2026-W48&au=2026-W40")
    page = Read(answer)
    assert page.status == 422
    assert "La dernière semaine choisie vient avant la première." in page.text
    assert '<option value="2026-W48" selected>' in answer.text
    assert referent.get("/bilan.csv?annee=2026&du=2026-W48&au=2026-W40").status_code == 422


class TestPeriod:
    def test_a_school_year_begins_with_september(self) -> None:
        assert school_year_of("2026-W35").label == "2025-2026"
        assert school_year_of("2026-W36").label == "2026-2027"
        assert school_year_of("2026-W53").label == "2026-2027"
        weeks = school_year_of("2026-W48").weeks
        assert (weeks[0], weeks[-1], len(weeks)) == ("2026-W36", "2027-W34", 52)

    def test_the_present_year_goes_up_to_now_another_to_its_end(self) -> None:
        now = period_of(None, None, None, TODAY)
        assert (now.first, now.last) == ("2026-W36", "2026-W47")
        before = period_of(2025, None, None, TODAY)
        assert (before.first, before.last) == ("2025-W36", "2026-W35")

    def test_weeks_of_another_year_count_as_not_given(self) -> None:
        changed = period_of(2025, "2026-W40", "2026-W45", TODAY)
        assert (changed.first, changed.last) == ("2025-W36", "2026-W35")
        kept = period_of(2026, "2026-W40", "2026-W45", TODAY)
        assert (kept.first, kept.last) == ("2026-W40", "2026-W45")


def test_no_other_role(college: Client, teacher: Client) -> None:
    for client in (college, teacher):
        for path in ("/bilan", "/bilan.csv", "/exports"):
            assert client.get(path).status_code == 403


def test_the_limit_shown_is_the_one_that_holds(analyst: Client, year: list[str]) -> None:
    assert f"moins de {Settings().small_count}" in Read(analyst.get("/bilan")).text
