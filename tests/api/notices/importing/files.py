"""Files of invented notices (données inventées), written as collèges may write them."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from api.notices.importing.columns import COLUMNS
from api.notices.motives import MOTIVE_LABELS
from api.notices.schemas import NewNotice
from solver.weeks import monday
from tests.api.notices.sending import NOTICE

HEADINGS: Final = [column.heading for column in COLUMNS]
ONE: Final = NewNotice.model_validate({**NOTICE, "motives": ("insultes", "vol")})

Cells = list[str]


def cells(notice: NewNotice = ONE, /, **changes: str) -> Cells:
    """Write a notice as the cells of a line, with the texts of some fields changed."""
    pupil = notice.pupil
    texts = {
        **{name: str(value) for name, value in pupil},
        "days": str(notice.days),
        "earliest": notice.earliest,
        "latest": f"{monday(notice.latest):%d/%m/%Y}",
        "motives": " / ".join(MOTIVE_LABELS[code] for code in notice.motives),
        "note": notice.note or "",
        "contact": notice.contact,
    }
    return [{**texts, **changes}[column.field] for column in COLUMNS]


def as_csv(
    lines: Sequence[Cells], encoding: str = "utf-8", delimiter: str = ";", head: Cells = HEADINGS
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([head, *lines])
    return text.getvalue().encode(encoding)


def as_xlsx(lines: Sequence[Sequence[Any]], head: Cells = HEADINGS, sheets: int = 1) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for _ in range(sheets):
        sheet = workbook.create_sheet()
        for row, line in enumerate([head, *lines], 1):
            for column, value in enumerate(line, 1):
                cell = sheet.cell(row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # what starts with = is a text here, no formula
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def typed(line: Cells) -> list[Any]:
    """Give the cells of a line as Excel keeps them: whole numbers and days are no texts."""
    values: list[Any] = list(line)
    for heading in ("jours", "année de naissance"):
        values[HEADINGS.index(heading)] = int(line[HEADINGS.index(heading)])
    place = HEADINGS.index("à la semaine")
    day, month, year = line[place].split("/")
    values[place] = date(int(year), int(month), int(day))
    return values


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Replace parts of a workbook: `styles` stands for the part whose name ends so."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            wanted = [data for part, data in parts.items() if name.endswith(f"{part}.xml")]
            new.writestr(name, wanted[0] if wanted else old.read(name))
    return out.getvalue()
