"""Reading files: whatever the format, the same notices; whatever is wrong is said by line and column."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.notices.importing import table, workbook
from api.notices.importing.columns import HEADINGS as HEADING_OF
from api.notices.importing.parsing import parse
from api.notices.importing.refusals import ImportRefused
from api.notices.importing.table import Wrong
from api.notices.importing.template import template
from api.notices.motives import MOTIVE_LABELS
from api.notices.schemas import NewNotice, PupilSheet
from solver.instance import CLASS_LEVELS
from tests.api.notices.importing.files import HEADINGS, ONE, as_csv, as_xlsx, cells, repacked, typed

# What Windows-1252 knows too, with all that a CSV file or a spreadsheet could take for its own.
SEEN = "abcÉéçœ€'’\" =+-@;,/\t#0123456789()«»\u00a0"


def texts(longest: int, alphabet: str = SEEN) -> st.SearchStrategy[str]:
    drawn = st.text(st.sampled_from(alphabet), min_size=1, max_size=longest).map(str.strip)
    return drawn.filter(lambda text: bool(text) and "\t" not in text)


PUPILS = st.builds(
    PupilSheet,
    first_name=texts(60),
    initial=st.sampled_from("ABÉÀÞ"),
    level=st.sampled_from(CLASS_LEVELS),
    gender=st.sampled_from("FM"),
    quartier=texts(100),
    birth_year=st.integers(2000, 2100),
)
WEEKS = st.sampled_from(["2026-W48", "2026-W53", "2027-W01"])
NOTICES = st.builds(
    lambda weeks, **more: NewNotice(earliest=min(weeks), latest=max(weeks), **more),
    weeks=st.tuples(WEEKS, WEEKS),
    days=st.integers(1, 8),
    motives=st.lists(st.sampled_from(sorted(MOTIVE_LABELS)), min_size=1, max_size=9).map(tuple),
    note=st.none() | texts(500, SEEN.replace("\t", "\n")).filter(lambda note: note.isprintable()),
    contact=texts(200),
    pupil=PUPILS,
)
FILES = st.lists(NOTICES, min_size=1, max_size=4)


def read(content: bytes) -> list[NewNotice]:
    parsed = parse(content)
    assert parsed.wrong == []
    return [line.notice for line in parsed.lines]


def refusal(content: bytes) -> str:
    with pytest.raises(ImportRefused) as refused:
        parse(content)
    return refused.value.said


def wrong(**changes: str) -> list[Wrong]:
    parsed = parse(as_csv([cells(), cells(**changes)]))
    assert all(each.line == 3 for each in parsed.wrong)
    return parsed.wrong


WHOLE = (as_csv([cells()]), as_xlsx([cells()]))
"""Sound files; made once, since a workbook holds the time at which it was written."""


class TestWhatIsWrittenIsRead:
    @settings(max_examples=60, deadline=None)
    @given(
        FILES,
        st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
        st.sampled_from(";,\t"),
        st.permutations(range(len(HEADINGS))),
    )
    def test_csv(
        self, notices: list[NewNotice], encoding: str, delimiter: str, order: list[int]
    ) -> None:
        lines = [[cells(notice)[place] for place in order] for notice in notices]
        head = [HEADINGS[place] for place in order]
        assert read(as_csv(lines, encoding, delimiter, head)) == notices

    @settings(max_examples=25, deadline=None)
    @given(FILES, st.booleans())
    def test_xlsx(self, notices: list[NewNotice], as_excel_keeps_it: bool) -> None:
        lines: list[Any] = [cells(notice) for notice in notices]
        written = as_xlsx([typed(line) for line in lines] if as_excel_keeps_it else lines)
        assert read(written) == notices

    def test_a_note_may_have_lines(self) -> None:
        for content in (as_csv([cells(note="a\r\nb")]), as_xlsx([cells(note="a\nb")])):
            assert read(content)[0].note == "a\nb"

    def test_empty_lines_and_columns_do_not_count(self) -> None:
        empty = [""] * len(HEADINGS)
        for write in (as_csv, as_xlsx):
            parsed = parse(write([empty, [*cells(), "", " "], empty, cells(), empty]))
            assert [line.number for line in parsed.lines] == [3, 5]

    def test_headings_without_accents_and_capitals(self) -> None:
        head = ["Prenom", "INITIALE", " niveau ", "genre", "Quartier", "annee  de naissance", "jours",
                "De la semaine", "a la semaine", "MOTIFS", "note", "contact"]  # fmt: skip
        assert read(as_csv([cells()], head=head)) == [ONE]

    def test_a_file_without_the_column_of_notes(self) -> None:
        place = HEADINGS.index("note")
        head, line = ([*row[:place], *row[place + 1 :]] for row in (HEADINGS, cells()))
        assert read(as_csv([line], head=head)) == [ONE.model_copy(update={"note": None})]

    @pytest.mark.parametrize(
        ("field", "text", "value"),
        [
            ("earliest", "2026-w53", "2026-W53"),
            ("earliest", "28/12/2026", "2026-W53"),
            ("earliest", "1/1/2027", "2026-W53"),
            ("earliest", "2027-01-04", "2027-W01"),
            ("motives", "VOL", ("vol",)),
            ("motives", "Degradation de materiel;violence-physique", None),
            ("motives", "vol / / vol", ("vol", "vol")),
        ],
    )
    def test_people_write_as_they_do(self, field: str, text: str, value: Any) -> None:
        value = value or ("degradation", "violence-physique")
        assert (
            getattr(read(as_csv([cells(**{"latest": "2027-W02", field: text})]))[0], field) == value
        )

    @pytest.mark.parametrize(
        ("field", "text", "value"),
        [
            ("initial", "é", "É"),
            ("level", "6ème", "6e"),
            ("level", "3E", "3e"),
            ("level", "5", "5e"),
            ("gender", "garçon", "M"),
            ("gender", "Fille", "F"),
        ],
    )
    def test_and_so_of_the_pupil(self, field: str, text: str, value: str) -> None:
        assert (
            getattr(read(as_csv([cells(**{"latest": "2027-W02", field: text})]))[0].pupil, field)
            == value
        )

    def test_what_a_formula_came_to_is_what_counts(self) -> None:
        """The text of a formula is nothing that a person sees in the sheet."""
        line: list[Any] = list(cells())
        assert read(as_xlsx([line])) == [ONE]
        assert read(as_csv([cells(first_name="=1+1")]))[0].pupil.first_name == "=1+1"

    def test_the_template_is_read_but_not_taken(self) -> None:
        parsed = parse(template())
        assert [line.notice.pupil.first_name for line in parsed.lines] == ["Camille"]
        assert [(each.line, each.column) for each in parsed.wrong] == [(2, "note")]
        assert "données inventées" in template().decode("utf-8-sig")


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("field", "text", "said"),
        [
            ("first_name", "", "obligatoire"),
            ("first_name", "a" * 61, "au plus 60"),
            ("first_name", "a\u200bb", "invisible"),
            ("initial", "BB", "forme attendue"),
            ("level", "2de", "6e, 5e, 4e, 3e"),
            ("gender", "x", "F, M"),
            ("birth_year", "treize", "nombre entier"),
            ("birth_year", "1999", "au moins 2000"),
            ("birth_year", "²", "nombre entier"),
            ("days", "9", "R511-13"),
            ("days", "0", "au moins 1"),
            ("days", "5.5", "nombre entier"),
            ("earliest", "2025-W53", "semaine qui existe"),
            ("earliest", "31/11/2026", "semaine qui existe"),
            ("latest", "lundi", "semaine qui existe"),
            ("latest", "23/11/26", "semaine qui existe"),
            ("motives", "bagarre", "harcèlement"),
            ("motives", "vol, insultes", "harcèlement"),
            ("motives", "/", "trop courte"),
            ("motives", "vol/" * 10, "au plus 9"),
            ("note", "a" * 501, "au plus 500"),
            ("contact", "", "obligatoire"),
        ],
    )
    def test_is_said_by_line_and_column(self, field: str, text: str, said: str) -> None:
        (one,) = wrong(**{field: text})
        assert one.column == HEADING_OF[field]
        assert said in one.message

    def test_everything_at_once(self) -> None:
        parsed = parse(as_csv([cells(days="x", level="x"), cells(), cells(gender="")]))
        found = {(each.line, each.column) for each in parsed.wrong}
        assert found == {(2, "jours"), (2, "niveau"), (4, "genre")}
        assert [line.number for line in parsed.lines] == [3]

    def test_headings(self) -> None:
        head = ["nom", "prénom", *HEADINGS[:-1]]
        said = {(each.column, each.message) for each in parse(as_csv([cells()], head=head)).wrong}
        assert said == {
            ("nom", "cet intitulé n'est pas prévu."),
            ("prénom", "cet intitulé est là deux fois."),
            ("contact", "cette colonne manque."),
        }

    def test_a_value_beside_the_columns(self) -> None:
        (one,) = parse(as_csv([[*cells(), "", "oups"]])).wrong
        assert (one.line, one.column) == (2, "n° 14")


class TestLimits:
    @pytest.mark.parametrize("write", [as_csv, as_xlsx])
    def test_so_many_lines_and_no_more(self, write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(table, "MOST_LINES", 3)
        assert len(read(write([cells()] * 3))) == 3
        assert "plus de 3 lignes" in refusal(write([cells()] * 4))

    @pytest.mark.parametrize("write", [as_csv, as_xlsx])
    def test_nothing_is_lost_behind_empty_lines(
        self, write: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(table, "_MOST_ROWS", 10)
        empty = [[""] * len(HEADINGS)]
        assert len(read(write([cells(), *empty * 7, cells()]))) == 2
        assert "vides comprises" in refusal(write([cells(), *empty * 8, cells()]))

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "vide"),
            (b"\xef\xbb\xbf\n \n", "vide"),
            (as_csv([]), "aucune ligne"),
            (as_xlsx([]), "aucune ligne"),
            (as_xlsx([], head=[]), "vide"),
            (as_xlsx([cells()], sheets=2), "plusieurs feuilles"),
            (as_xlsx([cells()], sheets=6), "trop grand"),
            (as_csv([cells()]) + b'"never closed', "guillemet"),
            (b"\x81", "UTF-8"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"),
            (b"PK\x03\x04 and nothing more", "n'a pas pu être lu"),
            (as_xlsx([cells()])[:-100], "n'a pas pu être lu"),
            (repacked(as_xlsx([cells()]), sheet1=b"<worksheet"), "n'a pas pu être lu"),
            (as_xlsx([[*cells(), *[""] * 200, "x"]]), "trop grand"),
        ],
        # A workbook holds the time at which it was written: no name for a test.
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_file_that_is_none(self, content: bytes, said: str) -> None:
        assert said in refusal(content)

    def test_a_workbook_is_unpacked_within_bounds(self) -> None:
        good = as_xlsx([cells()])
        assert read(good) == [ONE]
        big = repacked(good, theme1=b"a" * (workbook.MOST_BYTES + 1))
        assert len(big) < 20_000
        assert "trop grand" in refusal(big)
        many = repacked(good, theme1=b"<a/>" * (workbook.MOST_TAGS + 1))
        assert "trop grand" in refusal(many)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
    def test_a_workbook_has_no_document_type(self, encoding: str) -> None:
        entity = '<!DOCTYPE x [<!ENTITY a "b">]><sst/>'.encode(encoding)
        assert "n'a pas pu être lu" in refusal(repacked(as_xlsx([cells()]), theme1=entity))

    def test_a_row_may_call_itself_far_away(self) -> None:
        """openpyxl would go there row by row, or build a row of so many cells."""
        names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        for row, column in ((99_999_999_999, "A1"), (1, "ZZZ1")):
            cell = f'<row r="{row}"><c r="{column}"><v>1</v></c></row>'
            sheet = f"<worksheet {names}><sheetData>{cell}</sheetData></worksheet>"
            assert refusal(repacked(as_xlsx([cells()]), sheet1=sheet.encode()))

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_a_damaged_file_is_read_or_refused(self, data: st.DataObject) -> None:
        content = bytearray(data.draw(st.sampled_from(WHOLE)))
        for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
            content[place] = data.draw(st.integers(0, 255))
        with suppress(ImportRefused):
            parse(bytes(content))
