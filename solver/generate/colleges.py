"""The eleven invented collèges that stand in for real ones wherever the project ships data."""

from collections.abc import Sequence
from typing import Final

from solver.instance import College

COLLEGES: Final = (
    College(id="tilleuls", name="Collège des Tilleuls"),
    College(id="remparts", name="Collège des Remparts"),
    College(id="filatures", name="Collège des Filatures"),
    College(id="grand-place", name="Collège de la Grand-Place"),
    College(id="ecluse", name="Collège de l'Écluse"),
    College(id="beffroi", name="Collège du Beffroi"),
    College(id="moulins", name="Collège des Deux-Moulins"),
    College(id="citadelle", name="Collège de la Citadelle"),
    College(id="peupliers", name="Collège des Peupliers"),
    College(id="briqueterie", name="Collège de la Briqueterie"),
    College(id="marais", name="Collège du Marais"),
)

# How many of a year's pupils each sends: invented, uneven as partners are, summing to a year's 97.
SHARES: Final = (14, 12, 11, 10, 9, 9, 8, 7, 7, 6, 4)

_INVENTED: Final = frozenset(COLLEGES)


def invented_colleges(count: int) -> tuple[College, ...]:
    """Give so many invented collèges: the eleven, then as many more under numbers."""
    return (*COLLEGES[:count], *map(_numbered, range(len(COLLEGES) + 1, count + 1)))


def _numbered(number: int) -> College:
    return College(id=f"invente-{number}", name=f"Collège inventé {number}")


def are_invented(colleges: Sequence[College]) -> bool:
    """Tell whether every collège of a situation, and there is one, is one of the invented ones."""
    others = set(colleges).difference(_INVENTED)
    return bool(colleges) and all(_is_numbered(college) for college in others)


def _is_numbered(college: College) -> bool:
    number = college.id.removeprefix("invente-")
    return number.isdecimal() and college == _numbered(int(number))
