"""The rows of an Excel workbook: the only file that knows openpyxl.

A workbook is a zip archive that somebody sends: what it says of its own size is not believed, and it is unpacked
within bounds before openpyxl sees it.
"""

import warnings
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from threading import Lock
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from api.notices.importing.refusals import ImportRefused

SIGNATURE: Final = b"PK\x03\x04"

# A sheet of 500 notices unpacks to half a million bytes and some 30 000 tags.
MOST_BYTES: Final = 8_000_000
MOST_TAGS: Final = 200_000
_MOST_PARTS: Final = 1000
_MOST_SHEETS: Final = 5  # they may all be one and the same part, read again and again
_MOST_COLUMNS: Final = 100
# No workbook has a document type; one can make a small text grow without end.
_DOCUMENT_TYPES: Final = tuple(
    "<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")
)

_one_at_a_time: Final = Lock()
"""Keeps the memory low, and `warnings` can only be silenced for everybody at once."""


def workbook_rows(content: bytes, most: int) -> list[list[str]]:
    """Read the first `most` rows of a workbook's only sheet as text; raises ImportRefused."""
    with _one_at_a_time, warnings.catch_warnings():
        # openpyxl warns in English of whatever it leaves out: styles, lists of choices.
        warnings.simplefilter("ignore")
        try:
            return _rows(_unpacked(content), most)
        except ImportRefused:
            raise
        except Exception as error:
            # openpyxl fails in its own way at every place where a workbook can be damaged.
            raise _damaged() from error


def _unpacked(content: bytes) -> BytesIO:
    """Unpack an archive into one without compression, counting as it goes."""
    room, tags, plain = MOST_BYTES, MOST_TAGS, BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(plain, "w", ZIP_STORED) as unpacked:
        if len(packed.infolist()) > _MOST_PARTS:
            raise _too_big()
        for part in packed.infolist():
            # Other kinds of compression are unpacked at once, however much comes out.
            if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                raise _damaged()
            with packed.open(part) as stream:
                data = stream.read(room + 1)
            room, tags = room - len(data), tags - data.count(b"<")
            if room < 0 or tags < 0:
                raise _too_big()
            if any(mark in data for mark in _DOCUMENT_TYPES):
                raise _damaged()
            unpacked.writestr(part.filename, data)
    return plain


def _rows(plain: BytesIO, most: int) -> list[list[str]]:
    from openpyxl import load_workbook

    workbook = load_workbook(plain, read_only=True, data_only=True, keep_links=False)
    try:
        if len(workbook.worksheets) > _MOST_SHEETS:
            raise _too_big()
        filled = [rows for sheet in workbook.worksheets if any(rows := _of_sheet(sheet, most))]
    finally:
        workbook.close()
    if len(filled) > 1:
        raise ImportRefused("Ce classeur a plusieurs feuilles remplies : n'en laissez qu'une.")
    return filled[0] if filled else []


def _of_sheet(sheet: Any, most: int) -> list[list[str]]:
    """Read the rows of a sheet; one without a value is empty."""
    sheet.reset_dimensions()  # what a sheet says of its size is often wrong
    return [_texts(row) for row in islice(sheet.iter_rows(values_only=True), most)]


def _texts(row: tuple[Any, ...]) -> list[str]:
    if any(value is not None for value in row[_MOST_COLUMNS:]):
        raise _too_big()
    texts = [_text(value) for value in row[:_MOST_COLUMNS]]
    return texts if any(texts) else []


def _text(value: object) -> str:
    """Write a value as a person would type it; what a formula came to is a value like others."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _damaged() -> ImportRefused:
    return ImportRefused(
        "Ce classeur n'a pas pu être lu : il est abîmé, protégé, ou n'est pas au format .xlsx."
    )


def _too_big() -> ImportRefused:
    return ImportRefused(
        "Ce classeur est trop grand : copiez les seules lignes à envoyer dans un classeur neuf."
    )
