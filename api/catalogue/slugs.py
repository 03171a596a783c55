"""Short names that never change, made from what people call a thing, so that nobody has to invent one."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count
from typing import Final

_LONGEST: Final = 50
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")


def slug(name: str, taken: Collection[str], prefix: str = "") -> str:
    """Write a name in plain letters and digits; with a number where another thing is called so already."""
    plain = unicodedata.normalize("NFKD", name.replace("·", "")).lower()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    made = (prefix + _NOT_PLAIN.sub("-", letters).strip("-"))[:_LONGEST].strip("-") or "fiche"
    numbered = (f"{made}-{number}" for number in count(2))
    return made if made not in taken else next(each for each in numbered if each not in taken)
