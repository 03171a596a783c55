"""From bytes to a JSON document that is sound: readable text, no repeated key, plain numbers.

The standard parser quietly keeps the last of two equal keys and accepts NaN; both are mistakes
in a file written by hand, so they are found here with their path, before any model looks.
"""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple, NoReturn

from solver.french_errors import at_most_fifty, printable, printable_path
from solver.problems import InputError, Problem

_MAX_DIGITS: Final = 18
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_MAYBE_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class Document(NamedTuple):
    """A sound JSON document: its bytes, without a byte order mark, and what they say."""

    data: bytes
    value: object


def read_document(data: bytes, name: str) -> Document:
    """Read a JSON document and make sure that it is sound.

    `name` is how messages call the source. Raises InputError with every problem of the first
    kind met: unreadable as text, unreadable as JSON, then what is unsound inside.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    text = _decode(data, name)
    if not text.strip():
        _refuse(f"{name} est vide.")
    hooks = _Hooks()
    try:
        value = json.loads(
            text,
            object_pairs_hook=hooks.pairs,
            parse_constant=hooks.constant,
            parse_int=hooks.integer,
        )
    except json.JSONDecodeError as error:
        _refuse(
            f"{name} n'est pas du JSON : ligne {error.lineno}, colonne {error.colno},"
            f" {_JSON_REASONS.get(error.msg, 'la suite est illisible')}."
        )
    except RecursionError:
        _refuse(f"{name} a trop de niveaux imbriqués.")
    if hooks.suspicious or _MAYBE_SURROGATE.search(text):
        problems = at_most_fifty(_unsound(value))
        if problems:
            raise InputError(problems)
    return Document(data, value)


_JSON_REASONS: Final[dict[str, str]] = {
    "Expecting value": "il manque une valeur",
    "Expecting property name enclosed in double quotes": "il manque une clé entre guillemets",
    "Illegal trailing comma before end of object": "il y a une virgule de trop",
    "Illegal trailing comma before end of array": "il y a une virgule de trop",
    "Expecting ':' delimiter": "il manque deux-points",
    "Expecting ',' delimiter": "il manque une virgule",
    "Extra data": "il y a du texte en trop après la fin",
    "Unterminated string starting at": "un texte n'est pas refermé par un guillemet",
    "Invalid control character at": "un texte contient un caractère interdit",
}


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse(f"{name} n'est pas en UTF-8 (ligne {line}).")


def _refuse(message: str) -> NoReturn:
    raise InputError([Problem("", message)]) from None


class _Repeated(NamedTuple):
    """Stands for an object that has some key twice: what it holds, and those keys."""

    members: dict[str, object]
    keys: list[str]


class _BadNumber(NamedTuple):
    """Stands for a number that is not one, or is absurdly long."""

    message: str


class _Hooks:
    """Put a mark in the document where something is unsound, and remember that there is one."""

    def __init__(self) -> None:
        self.suspicious = False

    def pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object] | _Repeated:
        members = dict(pairs)
        if len(members) == len(pairs):
            return members
        self.suspicious = True
        counts = Counter(key for key, _ in pairs)
        return _Repeated(members, [key for key, count in counts.items() if count > 1])

    def constant(self, text: str) -> _BadNumber:
        self.suspicious = True
        return _BadNumber(f"{text} n'est pas un nombre accepté.")

    def integer(self, text: str) -> int | _BadNumber:
        digits = len(text.removeprefix("-"))
        if digits <= _MAX_DIGITS:
            return int(text)
        self.suspicious = True
        return _BadNumber(f"ce nombre a {digits} chiffres : c'est beaucoup trop.")


def _unsound(document: object) -> Iterator[Problem]:
    """Walk a parsed document, without recursion, and give what is unsound in document order."""
    open_places: list[Iterator[_Place]] = [iter([_Place((), document)])]
    while open_places:
        place = next(open_places[-1], None)
        if place is None:
            open_places.pop()
            continue
        yield from _unsound_value(place.location, place.value)
        open_places.append(_inside(place))


class _Place(NamedTuple):
    """A value of a document, and where it stands."""

    location: tuple[str | int, ...]
    value: object


def _inside(place: _Place) -> Iterator[_Place]:
    """Give what an object or a list holds, one at a time: there may be millions."""
    location, value = place
    if isinstance(value, _Repeated):
        value = value.members
    if isinstance(value, dict):
        for key, child in value.items():
            yield _Place((*location, key), child)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield _Place((*location, index), child)


def _unsound_value(location: tuple[str | int, ...], value: object) -> Iterator[Problem]:
    if location and isinstance(location[-1], str) and _SURROGATE.search(location[-1]):
        message = "cette clé contient un demi-caractère (\\ud800 à \\udfff)."
        yield Problem(printable_path(location), message)
    if isinstance(value, str) and _SURROGATE.search(value):
        message = "ce texte contient un demi-caractère (\\ud800 à \\udfff)."
        yield Problem(printable_path(location), message)
    elif isinstance(value, _BadNumber):
        yield Problem(printable_path(location), value.message)
    elif isinstance(value, _Repeated):
        for key in value.keys:
            yield Problem(
                printable_path((*location, key)),
                f"la clé « {printable(key)} » figure plusieurs fois.",
            )
