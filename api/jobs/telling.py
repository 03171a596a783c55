"""Telling how far a search is, a few times a second at most."""

import math
import time
from collections.abc import Callable
from typing import Any, Final

from solver.question import GOAL_LABELS
from solver.solve import OnProgress, Progress

_BETWEEN: Final = 0.2

Say = Callable[[dict[str, Any]], None]
"""Writes an event."""


def reporting(say: Say) -> OnProgress:
    """Give what passes on the progress of one search after another."""
    now_and_then = _now_and_then(say)

    def report(progress: Progress) -> None:
        now_and_then(
            {
                "level": progress.level,
                "label": GOAL_LABELS[progress.level],
                "value": progress.value,
                "bound": progress.bound,
            }
        )

    return report


def counting(say: Say) -> Callable[[int, int], None]:
    """Give what passes on how many weeks of how many were looked at."""
    now_and_then = _now_and_then(say)
    return lambda done, of: now_and_then({"label": "Semaines examinées", "done": done, "of": of})


def _now_and_then(say: Say) -> Say:
    last = -math.inf

    def pass_on(progress: dict[str, Any]) -> None:
        nonlocal last
        if time.monotonic() - last >= _BETWEEN:
            last = time.monotonic()
            say({"progress": progress})

    return pass_on
