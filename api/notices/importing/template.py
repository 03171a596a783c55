"""The file that a collège starts from: the headings and one invented line."""

import csv
import io
from typing import Final

from api.notices.importing.columns import COLUMNS

EXAMPLE_NOTE: Final = "Exemple à effacer (données inventées)"
_EXAMPLE: Final = {
    "first_name": "Camille",
    "initial": "B",
    "level": "5e",
    "gender": "F",
    "quartier": "Quartier inventé",
    "birth_year": "2014",
    "days": "5",
    "earliest": "23/11/2026",
    "latest": "18/12/2026",
    "motives": "insultes / perturbation des cours",
    "note": EXAMPLE_NOTE,
    "contact": "Vie scolaire, 03 20 00 00 00",
}


def template() -> bytes:
    """Write the template as a French spreadsheet opens it: semicolons, and a mark for UTF-8."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";")
    rows.writerow(column.heading for column in COLUMNS)
    rows.writerow(_EXAMPLE[column.field] for column in COLUMNS)
    return text.getvalue().encode("utf-8-sig")
