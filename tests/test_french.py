"""What French asks of dates, numbers, lists and names inside a sentence."""

import pytest

from solver.french import (
    date_near,
    day_and_month,
    full_date,
    in_letters,
    listing,
    lower_first,
    monday_near,
    none_of,
    plural,
    short_day_and_month,
    the_week,
    upper_first,
    weekday_and_date,
)
from solver.weeks import monday
from tests.build import W48

FIRST_OF_FEBRUARY = monday("2027-W05")


def test_the_first_of_a_month() -> None:
    assert day_and_month(FIRST_OF_FEBRUARY) == "1er février"
    assert short_day_and_month(FIRST_OF_FEBRUARY) == "1er févr."


def test_every_other_day_is_a_plain_number() -> None:
    assert full_date(monday(W48)) == "23 novembre 2026"
    assert short_day_and_month(monday(W48)) == "23 nov."


def test_a_far_date_says_its_year() -> None:
    assert date_near(monday("2027-W48"), monday(W48)) == "29 novembre 2027"
    assert date_near(monday("2027-W02"), monday(W48)) == "11 janvier"
    assert monday_near("2027-W48", W48) == "29 novembre 2027"
    assert weekday_and_date(monday("2027-W02"), monday(W48)) == "lundi 11 janvier"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 élève"), (1, "1 élève"), (2, "2 élèves"), (20_000, "20000 élèves")]
)
def test_nothing_and_one_are_singular(count: int, said: str) -> None:
    assert plural(count, "élève") == said


def test_a_plural_that_is_more_than_an_s() -> None:
    assert plural(1, "créneau", "créneaux") == "1 créneau"
    assert plural(4, "créneau", "créneaux") == "4 créneaux"


def test_lists() -> None:
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a et b"
    assert listing(["a", "b", "c"]) == "a, b et c"


def test_names_inside_a_sentence() -> None:
    assert lower_first("Groupe de parole") == "groupe de parole"
    assert lower_first("EPS") == "EPS"
    assert upper_first("pas d'atelier") == "Pas d'atelier"


def test_what_does_not_take_place() -> None:
    assert none_of(["Atelier"]) == "pas d'atelier"
    assert none_of(["Groupe de parole"]) == "pas de groupe de parole"
    assert none_of(["Bilan collectif", "Sortie"]) == "ni bilan collectif ni sortie"


def test_a_week_inside_a_sentence() -> None:
    assert the_week("2026-W48") == "la semaine du 23 novembre 2026"


def test_small_numbers_are_written_in_letters() -> None:
    assert in_letters(1, "groupe") == "un groupe"
    assert in_letters(1, "semaine ouverte", feminine=True) == "une semaine ouverte"
    assert in_letters(2, "semaine ouverte", "semaines ouvertes") == "deux semaines ouvertes"
    assert in_letters(10, "jour") == "dix jours"
    assert in_letters(11, "jour") == "11 jours"
    assert in_letters(0, "jour") == "0 jour"
