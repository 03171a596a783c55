"""Every level of the score before and after a change, and what changes in words."""

from collections.abc import Mapping, Sequence

from solver.decide.records import LevelChange
from solver.french import listing
from solver.rules import LEVEL_LABELS, Level


def every_level(before: Mapping[Level, int], after: Mapping[Level, int]) -> tuple[LevelChange, ...]:
    """Compare all levels, those that stay the same too, in the order of `before`."""
    return tuple(
        LevelChange(level=level, before=value, after=after[level])
        for level, value in before.items()
    )


def changes_said(changes: Sequence[LevelChange]) -> str:
    """Say what changes: `« Attente » passe de 12 à 9`; an empty text where nothing does."""
    moved = [change for change in changes if change.before != change.after]
    return listing(
        [
            f"« {LEVEL_LABELS[change.level]} »{' passe' * (not index)} de {change.before}"
            f" à {change.after}"
            for index, change in enumerate(moved)
        ]
    )
