"""What went wrong with an input, in French: pydantic's errors and the operating system's.

Pydantic and the system speak English; nobody who uses the program should have to read it.
"""

import errno
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from solver.problems import Problem, json_path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_RECEIVED: Final = " ; reçu : {received}."

# One sentence per pydantic error type. The first part is what the models can raise (a test walks
# their schemas), the second what reading a command-line value can raise.
SENTENCES: Final[dict[str, str]] = {
    "missing": "cette valeur est obligatoire et elle manque.",
    "extra_forbidden": "cette clé n'est pas prévue ici.",
    "model_type": "il faut un objet entre accolades" + _RECEIVED,
    "dict_type": "il faut un objet entre accolades" + _RECEIVED,
    "tuple_type": "il faut une liste entre crochets" + _RECEIVED,
    "too_short": "la liste est trop courte ; il faut au moins {min_length} élément(s).",
    "too_long": "la liste est trop longue ; il faut au plus {max_length} éléments.",
    "string_type": "il faut un texte entre guillemets" + _RECEIVED,
    "string_too_long": "le texte est trop long ; il faut au plus {max_length} caractères.",
    "int_type": "il faut un nombre entier" + _RECEIVED,
    "bool_type": "il faut true ou false" + _RECEIVED,
    "greater_than_equal": "il faut au moins {ge}" + _RECEIVED,
    "less_than_equal": "il faut au plus {le}" + _RECEIVED,
    "literal_error": "valeur attendue : {choices}" + _RECEIVED,
    "not_printable": "le texte est vide ou contient un caractère invisible" + _RECEIVED,
    "iso_week": "il faut une semaine qui existe, écrite comme 2026-W48" + _RECEIVED,
    "iso_date": "il faut une date qui existe, écrite comme 2026-11-23" + _RECEIVED,
    "slot": "il faut un créneau, écrit comme tue-3" + _RECEIVED,
    "json_invalid": "le contenu est trop imbriqué ou illisible.",
    "int_parsing": "il faut un nombre entier" + _RECEIVED,
    "int_parsing_size": "le nombre est trop grand.",
    "int_from_float": "il faut un nombre entier" + _RECEIVED,
    "float_parsing": "il faut un nombre" + _RECEIVED,
}
UNKNOWN_ERROR: Final = "cette valeur ne convient pas" + _RECEIVED

_SYSTEM_REASONS: Final[dict[int, str]] = {
    errno.ENOENT: "il n'existe pas",
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
    errno.EISDIR: "c'est un dossier, pas un fichier",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "l'espace disque autorisé est épuisé",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.ELOOP: "ses liens tournent en rond",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.EIO: "le disque répond mal",
}

# French typography puts them inside names and motives.
_NO_BREAK_SPACES: Final = "\u00a0\u202f"

_LONGEST_ECHO: Final = 80
_MAX_PROBLEMS: Final = 50
_KEY_MARK: Final = "[key]"


def printable(text: str, longest: int = _LONGEST_ECHO) -> str:
    """Make a text from the input safe to print on one line: escaped, and cut when long."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(c if _is_safe(c) else c.encode("unicode_escape").decode() for c in cut)


def _is_safe(character: str) -> bool:
    return character.isprintable() or character in _NO_BREAK_SPACES


def describe(value: object) -> str:
    """Say in a few French words what a JSON value is."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"le texte « {printable(value)} »" if value else "un texte vide"
    if isinstance(value, (int, float)):
        return printable(str(value), longest=30)
    return "un objet" if isinstance(value, dict) else "une liste"


def french_sentence(error: "ErrorDetails", received: str | None = None) -> str:
    """Translate one pydantic error; an unknown type gets a plain sentence, never English.

    `received` says what was given; without it, the error's JSON value is described.
    """
    context = dict(error.get("ctx", {}))
    choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    template = SENTENCES.get(error["type"], UNKNOWN_ERROR)
    said = describe(error["input"]) if received is None else received
    return template.format(**context, choices=", ".join(choices), received=said)


def french_problems(errors: Sequence["ErrorDetails"]) -> list[Problem]:
    """Translate pydantic's first fifty errors, with their JSON paths, and count the others."""
    first = [_french_problem(error) for error in errors[:_MAX_PROBLEMS]]
    return first + _and_more(len(errors) - _MAX_PROBLEMS)


def _french_problem(error: "ErrorDetails") -> Problem:
    location, sentence = error["loc"], french_sentence(error)
    if location[-1:] == (_KEY_MARK,) and location[-2] == error["input"]:
        key, location = printable(str(location[-2])), location[:-2]
        sentence = f"clé « {key} » : {sentence}"
    return Problem(printable_path(location), sentence)


def printable_path(location: Iterable[str | int]) -> str:
    """Write a location as a JSON path whose keys are safe to print."""
    return json_path(step if isinstance(step, int) else printable(step) for step in location)


def at_most_fifty(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the first fifty problems, and say how many more there are."""
    remaining = iter(problems)
    first = list(islice(remaining, _MAX_PROBLEMS))
    return first + _and_more(sum(1 for _ in remaining))


def _and_more(count: int) -> list[Problem]:
    if count <= 0:
        return []
    said = "un autre problème." if count == 1 else f"{count} autres problèmes."
    return [Problem("", f"… et {said}")]


def system_reason(error: OSError) -> str:
    """Say in French why the operating system refused a file."""
    number = error.errno or 0
    return _SYSTEM_REASONS.get(number, f"le système refuse (erreur n° {number})")
