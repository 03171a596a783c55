"""What a job can ask, and the states it goes through."""

from typing import Final, Literal, get_args

JobKind = Literal["propose", "explain", "try", "replan", "value"]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]

KINDS: Final[tuple[JobKind, ...]] = get_args(JobKind)
STATES: Final[tuple[JobState, ...]] = get_args(JobState)
ENDED: Final[frozenset[JobState]] = frozenset({"done", "failed", "cancelled"})

STATE_LABELS: Final[dict[JobState, str]] = {
    "queued": "en attente",
    "running": "en cours",
    "done": "terminé",
    "failed": "échoué",
    "cancelled": "annulé",
}
