"""A file as a table: its headings and its lines, whichever kind of file it is."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from api.notices.importing.columns import COLUMNS, Column, column_under
from api.notices.importing.delimited import delimited_rows
from api.notices.importing.refusals import ImportRefused
from api.notices.importing.workbook import SIGNATURE, workbook_rows

MOST_LINES: Final = 500
_MOST_ROWS: Final = 5000  # with the empty ones

# The first bytes of what Excel wrote before 2007, and of a workbook with a password.
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


class Wrong(NamedTuple):
    """One thing wrong with a file: its line as spreadsheets count, its column, a French sentence."""

    line: int
    column: str
    message: str


class Line(NamedTuple):
    """A line with something in it: the text under each column."""

    number: int
    cells: dict[Column, str]


class Table(NamedTuple):
    """The lines of a file, and what is wrong with its headings or beside its columns."""

    lines: list[Line]
    wrong: list[Wrong]


def read_table(content: bytes) -> Table:
    """Read the table of a CSV file or an Excel workbook; raises ImportRefused."""
    rows = _filled_rows(content)
    first = next(rows, None)
    if first is None:
        raise ImportRefused("Ce fichier est vide.")
    columns, wrong = _columns(*first)
    if wrong:
        return Table([], wrong)
    lines: list[Line] = []
    for number, row in rows:
        if len(lines) == MOST_LINES:
            raise ImportRefused(f"Ce fichier a plus de {MOST_LINES} lignes : partagez-le.")
        under = {columns[index]: text for index, text in row.items() if index in columns}
        lines.append(Line(number, under))
        wrong += [
            Wrong(number, f"n° {index}", "cette valeur n'est sous aucun intitulé.")
            for index in row
            if index not in columns
        ]
    if not lines:
        raise ImportRefused("Ce fichier a des intitulés, mais aucune ligne.")
    return Table(lines, wrong)


def _filled_rows(content: bytes) -> Iterator[tuple[int, dict[int, str]]]:
    """Give each row that is not empty with its number, and its cells that are not by theirs."""
    for number, row in enumerate(_rows(content), 1):
        if number > _MOST_ROWS:
            raise ImportRefused(f"Ce fichier a plus de {_MOST_ROWS} lignes, vides comprises.")
        cells = {index: text for index, cell in enumerate(row, 1) if (text := _cleaned(cell))}
        if cells:
            yield number, cells


def _rows(content: bytes) -> Iterator[list[str]]:
    if content.startswith(_OLD_EXCEL):
        raise ImportRefused(
            "Ce classeur est d'un ancien format, ou protégé : enregistrez-le en .xlsx sans mot de passe."
        )
    if content.startswith(SIGNATURE):
        yield from workbook_rows(content, _MOST_ROWS + 1)
    else:
        yield from islice(delimited_rows(content), _MOST_ROWS + 1)


def _cleaned(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _columns(number: int, headings: dict[int, str]) -> tuple[dict[int, Column], list[Wrong]]:
    """Find the column under each heading, and say which are unknown, twice there or missing."""
    columns: dict[int, Column] = {}
    wrong = []
    for index, heading in headings.items():
        column = column_under(heading)
        if column is None:
            wrong.append(Wrong(number, heading, "cet intitulé n'est pas prévu."))
        elif column in columns.values():
            wrong.append(Wrong(number, heading, "cet intitulé est là deux fois."))
        else:
            columns[index] = column
    missing = [column for column in COLUMNS if column.needed and column not in columns.values()]
    wrong += [Wrong(number, column.heading, "cette colonne manque.") for column in missing]
    return columns, wrong
