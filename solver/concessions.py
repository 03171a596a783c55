"""What may be given up to let a pupil in: one rule, once."""

from typing import Final, Literal, NamedTuple, get_args

ConcessionKind = Literal[
    "move-pin",
    "lift-ban",
    "add-seat",
    "lift-conflict",
    "open-college",
    "raise-motive-limit",
    "lift-teacher-conflict",
    "extend-window",
]
CONCESSION_KINDS: Final[tuple[ConcessionKind, ...]] = get_args(ConcessionKind)

ASKS_OTHERS: Final[frozenset[ConcessionKind]] = frozenset(
    {"lift-teacher-conflict", "extend-window"}
)
"""What the référente cannot decide alone."""


class Concession(NamedTuple):
    """A rule given up once, with its subjects.

    `move-pin` and `lift-ban` (pupil, week); `add-seat` (week), in one group of it; `lift-conflict`
    (pupil, pupil); `open-college` (collège, week), one more pupil of it in one group;
    `raise-motive-limit` (motive, week), by one in one group; `lift-teacher-conflict` (pupil,
    teacher); `extend-window` (pupil, week), as far as that week.
    """

    kind: ConcessionKind
    subjects: tuple[str, ...]

    @property
    def burden(self) -> int:
        """How much it counts: of up to nine as many, those the référente makes alone come first."""
        return 10 + (self.kind in ASKS_OTHERS)
