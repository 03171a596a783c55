"""What was read of a file, carried by the page between the trial and the sending: the service keeps nothing meanwhile."""

from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from api.notices.importing.parsing import Parsed, Read
from api.notices.importing.refusals import ImportRefused
from api.notices.importing.table import MOST_LINES
from api.notices.schemas import NewNotice

_LINES = TypeAdapter(list[tuple[int, NewNotice]])
_LOST = "La liste des avis n'est pas arrivée entière. Choisissez le fichier de nouveau."


def carried(lines: Sequence[Read]) -> str:
    """Write the notices of a file for the page to send back."""
    return _LINES.dump_json([(line.number, line.notice) for line in lines]).decode()


def taken_up(text: str) -> Parsed:
    """Read what a page sent back, with the same care as anything that comes from outside; raises ImportRefused."""
    try:
        lines = _LINES.validate_json(text)
    except ValidationError:
        raise ImportRefused(_LOST) from None
    if not lines or len(lines) > MOST_LINES:
        raise ImportRefused(_LOST)
    return Parsed([Read(number, notice) for number, notice in lines], [])
