"""What the board's script is told."""

from api.schemas import Week
from solver.instance import Record


class MoveTrial(Record):
    """A pupil tried in a week, in words; `here` where the pupil is there already.

    `worth`: where the move does not hold as the rest stands, it might if others move.
    """

    week: Week
    holds: bool
    here: bool
    worth: bool
    words: tuple[str, ...]


class MoveTrials(Record):
    """A pupil tried in every week to come."""

    weeks: tuple[MoveTrial, ...]
