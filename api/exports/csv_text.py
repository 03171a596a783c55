"""Tables for a spreadsheet, written so that no cell is taken for a formula.

Semicolons and a byte order mark are what a French spreadsheet expects; every cell is quoted. What a spreadsheet
would work out or pass on to another program gets an apostrophe before it (OWASP, "CSV Injection").
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

Cell = str | int | None

_BYTE_ORDER_MARK: Final = "\ufeff"
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # fmt: skip


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table with its header."""
    text = StringIO(_BYTE_ORDER_MARK, newline="")
    text.seek(0, 2)
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _safe(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    # Some programs look at the first character, others at the first that is not blank.
    risky = text.startswith(_FORMULAS) or text.lstrip(" \u00a0\u202f\ufeff").startswith(_FORMULAS)
    return f"'{text}" if risky else text
