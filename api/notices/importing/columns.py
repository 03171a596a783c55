"""The columns of a file of notices: their French headings, and how a cell is read."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from api.notices.motives import MOTIVE_LABELS
from api.plain_text import folded
from solver.weeks import week_of


class Column(NamedTuple):
    """A heading, the field it fills, and how its text becomes a value.

    What cannot be read stays a text, for the schema to refuse in its own words.
    """

    heading: str
    field: str
    read: Callable[[str], object] = str
    needed: bool = True


def _whole(text: str) -> object:
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else text


def _level(text: str) -> object:
    return re.sub("^([3-6]) ?(e|eme)?$", r"\1e", folded(text))


def _gender(text: str) -> object:
    return {"f": "F", "fille": "F", "m": "M", "garcon": "M"}.get(folded(text), text)


def _week(text: str) -> object:
    """Read `2026-W48`, or a day of that week: `2026-11-23`, `23/11/2026`."""
    if french := re.fullmatch("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        day, month, year = map(int, french.groups())
    elif iso := re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", text):
        year, month, day = map(int, iso.groups())
    else:
        return text.upper()
    try:
        return week_of(date(year, month, day))
    except ValueError:
        return text


def _words(text: str) -> str:
    return folded(text).replace("-", " ")


_MOTIVES: Final = {
    _words(written): code for code, label in MOTIVE_LABELS.items() for written in (code, label)
}


def _motives(text: str) -> object:
    """Read motives, each by its code or its words, with `/` or `;` between them."""
    written = [each.strip() for each in re.split("[/;]", text)]
    return tuple(_MOTIVES.get(_words(each), each) for each in written if each)


COLUMNS: Final = (
    Column("prénom", "first_name"),
    Column("initiale", "initial", str.upper),
    Column("niveau", "level", _level),
    Column("genre", "gender", _gender),
    Column("quartier", "quartier"),
    Column("année de naissance", "birth_year", _whole),
    Column("jours", "days", _whole),
    Column("de la semaine", "earliest", _week),
    Column("à la semaine", "latest", _week),
    Column("motifs", "motives", _motives),
    Column("note", "note", needed=False),
    Column("contact", "contact"),
)
HEADINGS: Final = {column.field: column.heading for column in COLUMNS}
_BY_WORDS: Final = {folded(column.heading): column for column in COLUMNS}


def column_under(heading: str) -> Column | None:
    """Find the column with a heading, whatever its accents and capitals."""
    return _BY_WORDS.get(folded(heading))
