"""What is wrong with a request, in French: pydantic's errors as problems with their place.

The sentences are those of `solver/french_errors.py`, with the few that only requests need.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from solver import french_errors
from solver.french_errors import at_most_fifty, describe, printable_path
from solver.problems import Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

FRENCH: Final = "french"
"""The type of a PydanticCustomError whose message is a French sentence already."""

_SENTENCES: Final[dict[str, str]] = {
    "model_attributes_type": "il faut un objet entre accolades.",
    "list_type": "il faut une liste entre crochets.",
    "string_too_short": "le texte est trop court ; il faut au moins {min_length} caractère(s).",
    "string_pattern_mismatch": "ce texte n'a pas la forme attendue.",
    "json_invalid": "le contenu est illisible.",
}
_HIDDEN: Final = "une valeur qui n'est pas répétée ici"
_KEY: Final = "[key]"
"""How pydantic says that a key is wrong, and not what stands under it."""
_PLACES: Final = ("body", "query", "path", "header", "cookie")


def french_sentence(error: "ErrorDetails", *, hide: bool = False) -> str:
    """Translate one pydantic error; with `hide`, what was received is not repeated."""
    if error["type"] == FRENCH:
        return error["msg"]
    if error["type"] == "too_short" and not isinstance(error["input"], (list, tuple, dict)):
        # A secret counts its characters as a list counts its items.
        return _SENTENCES["string_too_short"].format(min_length=error["ctx"]["min_length"])
    if error["type"] in _SENTENCES:
        return _SENTENCES[error["type"]].format(**error.get("ctx", {}))
    received = _HIDDEN if hide else describe(error["input"])
    return french_errors.french_sentence(error, received=received)


def french_problems(errors: Sequence["ErrorDetails"]) -> list[Problem]:
    """Translate the errors of a request; a password is never repeated, not even to its owner."""
    return at_most_fifty(_problem(error) for error in errors)


def _problem(error: "ErrorDetails") -> Problem:
    location = error["loc"]
    if location[:1] and location[0] in _PLACES:
        location = location[1:]
    if error["type"] == "json_invalid":
        location = ()
    if location[-1:] == (_KEY,):
        location = location[:-1]
    secret = not location or any("password" in str(step) for step in location)
    return Problem(printable_path(location), french_sentence(error, hide=secret))
