"""The pupils whose week changes, in sentences."""

from collections.abc import Iterator, Sequence
from typing import Final

from solver.decide.records import Move
from solver.french import listing, plural, upper_first, week_name

_MOST_SAID: Final = 3


def moves_said(moves: Sequence[Move]) -> Iterator[str]:
    """Say which other pupils would change weeks: three by name, then how many more."""
    if not moves:
        yield "Aucun autre élève ne changerait de semaine."
        return
    said = [_move(move) for move in moves[:_MOST_SAID]]
    others = len(moves) - len(said)
    if others:
        changing = plural(others, "autre élève changerait", "autres élèves changeraient")
        said.append(f"{changing} aussi de semaine")
    yield f"{upper_first(listing(said))}."


def _move(move: Move) -> str:
    if move.after is None:
        return f"{move.pupil} n'aurait plus de place dans la période"
    if move.before is None:
        return f"{move.pupil} aurait une place en {week_name(move.after)}"
    return f"{move.pupil} passerait de la {week_name(move.before)} à la {week_name(move.after)}"
