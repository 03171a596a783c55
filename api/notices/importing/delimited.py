"""The rows of a CSV file, as French spreadsheets write it."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from api.notices.importing.refusals import ImportRefused

# Excel writes the first where French is its language, the second elsewhere; pasted text has tabs.
_DELIMITERS: Final = ";,\t"


def delimited_rows(content: bytes) -> Iterator[list[str]]:
    """Read UTF-8, or else Windows-1252, with the delimiter of the first line; raises ImportRefused."""
    text = _decoded(content)
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), quotechar='"', strict=True
    )
    try:
        yield from rows
    except csv.Error:
        raise ImportRefused(
            f"La ligne {rows.line_num} du fichier est illisible : un guillemet y est mal placé."
        ) from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportRefused("Ce fichier n'est ni un classeur .xlsx ni un texte en UTF-8.")


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)
