"""The value of a level of the score, and how sure it is, in a few words."""

from typing import Final

from solver.french import plural
from solver.plan import LevelScore
from solver.rules import Level

_NOTHING: Final[dict[Level, str]] = {
    "unplaced": "aucun",
    "disruption": "aucune",
    "carried": "aucun",
    "waiting": "aucune",
    "coverage": "aucun",
    "cohesion": "sans réserve",
    "comfort": "sans réserve",
}
_UNITS: Final[dict[Level, tuple[str, str]]] = {
    "unplaced": ("point de priorité", "points de priorité"),
    "disruption": ("élève à prévenir", "élèves à prévenir"),
    "carried": ("point de priorité", "points de priorité"),
    "waiting": ("point", "points"),
    "coverage": ("séance", "séances"),
    "cohesion": ("point", "points"),
    "comfort": ("point", "points"),
}


def value_said(score: LevelScore) -> str:
    """Say a level's value with its unit: `2 séances`, `aucune`."""
    if score.value == 0:
        return _NOTHING[score.level]
    return plural(score.value, *_UNITS[score.level])


def margin_said(score: LevelScore) -> str:
    """Say how far a level that is not proven could still fall."""
    if score.bound is None:
        return "marge inconnue"
    if score.bound >= score.value:
        return "prouvé"
    return f"au mieux {score.bound}"
