"""What a change of score means, in words before numbers."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from solver.decide.records import LevelChange
from solver.french import listing, upper_first
from solver.rules import Level


class _Words(NamedTuple):
    """How to say that a level gets worse, and that it gets better."""

    worse: str
    better: str


_WORDS: Final[dict[Level, _Words]] = {
    "unplaced": _Words("plus d'élèves sans place", "moins d'élèves sans place"),
    "disruption": _Words("plus d'annonces à modifier", "moins d'annonces à modifier"),
    "carried": _Words("plus d'élèves reportés", "moins d'élèves reportés"),
    "waiting": _Words("plus d'attente", "moins d'attente"),
    "coverage": _Words(
        "plus d'ateliers essentiels manquants", "moins d'ateliers essentiels manquants"
    ),
    "cohesion": _Words("des groupes moins équilibrés", "des groupes plus équilibrés"),
    "comfort": _Words(
        "moins d'ateliers complémentaires ou de créneaux préférés",
        "plus d'ateliers complémentaires ou de créneaux préférés",
    ),
}


def change_said(change: LevelChange) -> str:
    """Say what happens to a level: `plus d'attente (33 → 35)`."""
    words = _WORDS[change.level]
    said = words.worse if change.after > change.before else words.better
    return f"{said} ({change.before} → {change.after})"


def losses(changes: Sequence[LevelChange]) -> list[str]:
    """Say what gets worse, in the order in which it counts."""
    return [change_said(change) for change in changes if change.after > change.before]


def gains(changes: Sequence[LevelChange]) -> list[str]:
    """Say what gets better, in the order in which it counts."""
    return [change_said(change) for change in changes if change.after < change.before]


def price(changes: Sequence[LevelChange]) -> Iterator[str]:
    """Say in full sentences what a change costs and what it gives in return."""
    lost, gained = losses(changes), gains(changes)
    if lost:
        yield f"Prix : {listing(lost)}."
    if gained:
        start = "En échange" if lost else "Gain"
        yield f"{start} : {listing(gained)}."


def sentence(text: str) -> str:
    """Make a sentence of a text."""
    return f"{upper_first(text)}."
