"""From a file to notices: every line is read, and everything wrong is said, line by line."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import ValidationError

from api.french_validation import french_sentence
from api.notices.importing.columns import HEADINGS
from api.notices.importing.table import Line, Wrong, read_table
from api.notices.importing.template import EXAMPLE_NOTE
from api.notices.motives import MOTIVE_LABELS
from api.notices.schemas import NewNotice, PupilSheet

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LABELS: Final = ", ".join(MOTIVE_LABELS.values())


class Read(NamedTuple):
    """A line that makes a notice."""

    number: int
    notice: NewNotice


class Parsed(NamedTuple):
    """The lines that make notices, and what is wrong with the others."""

    lines: list[Read]
    wrong: list[Wrong]


def parse(content: bytes) -> Parsed:
    """Read the notices of a file; raises ImportRefused where there is no table to be read."""
    table = read_table(content)
    lines, wrong = [], list(table.wrong)
    for line in table.lines:
        try:
            notice = NewNotice.model_validate(_body(line))
        except ValidationError as error:
            wrong += _wrong(line, error)
            continue
        if notice.note == EXAMPLE_NOTE:
            message = "c'est la ligne d'exemple du modèle : effacez-la."
            wrong.append(Wrong(line.number, HEADINGS["note"], message))
        lines.append(Read(line.number, notice))
    return Parsed(lines, wrong)


def _body(line: Line) -> dict[str, Any]:
    """Give what a line says in the form in which a program would send it."""
    values = {column.field: column.read(text) for column, text in line.cells.items()}
    pupil = {name: values.pop(name) for name in PupilSheet.model_fields if name in values}
    return {**values, "pupil": pupil}


def _wrong(line: Line, error: ValidationError) -> list[Wrong]:
    """Say what is wrong with a line, once for each column."""
    messages: dict[str, str] = {}
    for details in error.errors(include_url=False):
        field = str(next(step for step in details["loc"] if step in HEADINGS))
        messages.setdefault(field, _sentence(field, details))
    return [Wrong(line.number, HEADINGS[field], said) for field, said in messages.items()]


def _sentence(field: str, details: "ErrorDetails") -> str:
    if field == "motives" and details["type"] == "literal_error":
        return f"il faut des motifs de la liste, avec « / » entre eux : {_LABELS}."
    return french_sentence(details)
