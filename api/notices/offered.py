"""What the référente may do about a notice in its state, in words: the table of moves, without what others do."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from api.notices.reasons import REASONS, Kind
from api.notices.states import MOVES, NoticeState

Choice = tuple[str, str]


class Offer(NamedTuple):
    """A move: where to, the words of its button, and the reasons it asks for, if any."""

    to: NoticeState
    label: str
    reasons: Sequence[Choice] = ()


_BY_OTHERS: Final[frozenset[NoticeState]] = frozenset({"planned", "confirmed", "expired"})
"""Publishing a week plans, a form with dates confirms, time lets expire."""
_LABELS: Final[dict[NoticeState, str]] = {
    "family-met": "Famille rencontrée",
    "waiting": "Mettre en liste d'attente",
    "hosted": "L'élève est accueilli",
    "no-show": "L'élève n'est pas venu",
    "declined": "Refuser l'accueil",
    "withdrawn": "Retirer l'avis",
}
_AGAIN: Final = "Remettre en liste d'attente"
_LATER: Final = "Reporter, garder en attente"
_FIRST: Final[dict[NoticeState, NoticeState]] = {
    "received": "family-met",
    "family-met": "waiting",
    "confirmed": "hosted",
}
"""What comes next where all goes well: the page's main button."""


def reasons_of(kind: Kind) -> list[Choice]:
    """Offer the reasons of a kind, each with the référente's own words."""
    return [
        (code, reason.label[0].upper() + reason.label[1:])
        for code, reason in REASONS.items()
        if kind in reason.kinds
    ]


def offers(state: NoticeState) -> list[Offer]:
    """List what may be done, the next step first."""
    found = [
        Offer(to, _label(state, to), reasons_of(move.reason) if move.reason else ())
        for (before, to), move in MOVES.items()
        if before == state and to not in _BY_OTHERS
    ]
    return sorted(found, key=lambda offer: offer.to != _FIRST.get(state))


def main(state: NoticeState) -> NoticeState | None:
    """Say which offer is the next step."""
    return _FIRST.get(state)


def may_confirm(state: NoticeState) -> bool:
    """Tell whether the dates of the stay can be confirmed."""
    return (state, "confirmed") in MOVES


def _label(state: NoticeState, to: NoticeState) -> str:
    if to == "waiting" and state == "waiting":
        return _LATER
    return _AGAIN if to == "waiting" and MOVES[state, to].reason else _LABELS[to]
