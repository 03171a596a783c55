"""Tables for a spreadsheet: nothing is taken for a formula, everything is read again as it was."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.exports.csv_text import csv_text

FORMULAS = ("=", "+", "-", "@", "\t", "\r")

cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
risky = st.builds(str.__add__, st.sampled_from([*FORMULAS, "\n", " =", ";=", '"=', "'="]), cells)


def read(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";", strict=True))


@given(st.lists(st.lists(cells | risky | st.integers(0) | st.none(), min_size=1)))
@example([["=1+1", '=HYPERLINK("http://x";"y")', "-1", "+33 3 20", "@x", " =1", "\ufeff=1"]])
def test_no_cell_is_a_formula_and_none_is_lost(rows: list[list[str | int | None]]) -> None:
    shown = read(csv_text(["Titre"], rows))
    assert shown[0] == ["Titre"]
    assert len(shown) == len(rows) + 1
    for row, original in zip(shown[1:], rows, strict=True):
        for cell, was in zip(row, original, strict=True):
            assert not cell.startswith(FORMULAS)
            assert not cell.lstrip(" \u00a0\u202f\ufeff").startswith(FORMULAS)
            assert cell in {str(was or ""), f"'{was}", str(was)}


def test_what_is_harmless_stays_as_it_is() -> None:
    row: list[str | int | None] = [
        "L'Écluse",
        "a=b",
        "3 - 4",
        "03 20 00 00 00",
        "",
        "'cité",
        12,
        None,
    ]
    assert read(csv_text(["a"] * 8, [row]))[1] == [
        *["L'Écluse", "a=b", "3 - 4", "03 20 00 00 00", "", "'cité"],
        *["12", ""],
    ]


def test_a_french_spreadsheet_opens_it() -> None:
    content = csv_text(["Prénom", "Âge"], [["Zoé", 12]])
    assert content == '\ufeff"Prénom";"Âge"\r\n"Zoé";"12"\r\n'.encode()


@pytest.mark.parametrize("text", ['a;"b"', "deux\nlignes", "deux\r\nlignes", '"', ";", "a\x00b"])
def test_separators_and_quotes_stay_in_their_cell(text: str) -> None:
    assert read(csv_text(["a", "b"], [[text, "x"]]))[1] == [text, "x"]
