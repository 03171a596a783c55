"""Names for outsiders: always the same for the same thing, and without the key nobody finds what they stand for."""

import hashlib
import hmac
import json
from typing import Final, Literal

_LABEL: Final = "pseudonym/1"
_DIGITS: Final = 12

Kind = Literal["pupil", "college", "teacher"]
_LETTERS: Final[dict[Kind, str]] = {"pupil": "p", "college": "c", "teacher": "t"}


class Pseudonyms:
    """The pseudonyms of an installation; they do not change from export to export."""

    def __init__(self, key: bytes) -> None:
        self._key: Final = key

    def of(self, kind: Kind, known_as: str) -> str:
        """Give the pseudonym of a pupil's code, a collège or somebody who gives workshops."""
        text = json.dumps([_LABEL, kind, known_as]).encode()
        digest = hmac.new(self._key, text, hashlib.sha256).hexdigest()
        return f"{_LETTERS[kind]}-{digest[:_DIGITS]}"
