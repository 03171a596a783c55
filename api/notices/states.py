"""The states of a notice, and the moves between them: what is not in this table is refused."""

from typing import Final, NamedTuple, get_args

from api.notices.reasons import Kind
from api.storage.tables import NoticeState as NoticeState

STATES: Final[tuple[NoticeState, ...]] = get_args(NoticeState)

STATE_LABELS: Final[dict[NoticeState, str]] = {
    "received": "reçu",
    "family-met": "famille rencontrée",
    "waiting": "en attente",
    "planned": "prévu",
    "confirmed": "confirmé",
    "hosted": "accueilli",
    "no-show": "absent à l'accueil",
    "withdrawn": "retiré",
    "declined": "refusé",
    "expired": "échu",
}

BEFORE_PLANNING: Final[frozenset[NoticeState]] = frozenset({"received", "family-met", "waiting"})
"""While the collège may still amend or withdraw by itself."""

FINAL: Final[frozenset[NoticeState]] = frozenset({"hosted", "withdrawn", "declined", "expired"})

OPEN: Final[frozenset[NoticeState]] = frozenset(STATES) - FINAL
"""The stay is still to come, or to be decided on again."""

WITH_WEEK: Final[frozenset[NoticeState]] = frozenset({"planned", "confirmed", "hosted", "no-show"})
"""In these a notice has its week; it is told when it becomes planned, and kept from then on."""

STILL_COMING: Final[frozenset[NoticeState]] = frozenset({"planned", "confirmed", "hosted"})
"""In these the pupil stands in the published week."""


class Move(NamedTuple):
    """What a move asks for: a kind of reason, or none."""

    reason: Kind | None = None


_PLAIN: Final = Move()
_DEFER: Final = Move("deferral")
_REFUSE: Final = Move("refusal")
_WITHDRAW: Final = Move("withdrawal")

MOVES: Final[dict[tuple[NoticeState, NoticeState], Move]] = {
    ("received", "family-met"): _PLAIN,
    ("received", "waiting"): _PLAIN,
    ("received", "withdrawn"): _WITHDRAW,
    ("received", "declined"): _REFUSE,
    ("received", "expired"): _PLAIN,
    ("family-met", "waiting"): _PLAIN,
    ("family-met", "withdrawn"): _WITHDRAW,
    ("family-met", "declined"): _REFUSE,
    ("family-met", "expired"): _PLAIN,
    ("waiting", "waiting"): _DEFER,
    ("waiting", "planned"): _PLAIN,
    ("waiting", "withdrawn"): _WITHDRAW,
    ("waiting", "declined"): _REFUSE,
    ("waiting", "expired"): _PLAIN,
    ("planned", "planned"): _DEFER,
    ("planned", "waiting"): _DEFER,
    ("planned", "confirmed"): _PLAIN,
    # A pupil may come, or not, before the collège has confirmed anything.
    ("planned", "hosted"): _PLAIN,
    ("planned", "no-show"): _PLAIN,
    ("planned", "withdrawn"): _WITHDRAW,
    ("planned", "declined"): _REFUSE,
    ("confirmed", "planned"): _DEFER,
    ("confirmed", "waiting"): _DEFER,
    ("confirmed", "hosted"): _PLAIN,
    ("confirmed", "no-show"): _PLAIN,
    ("confirmed", "withdrawn"): _WITHDRAW,
    ("confirmed", "declined"): _REFUSE,
    ("no-show", "waiting"): _DEFER,
    ("no-show", "withdrawn"): _WITHDRAW,
    ("no-show", "declined"): _REFUSE,
    ("no-show", "expired"): _PLAIN,
}
"""Every allowed move. A stay is firm once confirmed, yet another week can still be agreed on."""

EXPIRING: Final = frozenset(before for before, to in MOVES if to == "expired")
"""Those without a stay to come: they expire when the last week that suits is over."""
