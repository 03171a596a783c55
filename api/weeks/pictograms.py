"""Which picture stands for a workshop or a fixed moment on the pupils' sheet; each stands in `pictograms.svg`."""

from collections.abc import Mapping
from typing import Final

WORKSHOPS: Final = frozenset(
    {"ecriture", "physique-chimie", "theatre", "sport", "numerique", "mercredi", "cuisine"}
)
"""The workshops that have a picture of their own; a new one gets the general one."""

_MOMENTS: Final[Mapping[str, str]] = {"parole": "parole", "bilan": "bilan", "repas": "repas"}
"""Words in the names of fixed moments, and their pictures."""

ANY_WORKSHOP: Final = "atelier"
ANY_MOMENT: Final = "moment"


def pictogram(workshop: str) -> str:
    """Give the picture of a workshop."""
    return workshop if workshop in WORKSHOPS else ANY_WORKSHOP


def moment(name: str) -> str:
    """Give the picture of a fixed moment by its name."""
    words = name.lower()
    return next((picture for word, picture in _MOMENTS.items() if word in words), ANY_MOMENT)
