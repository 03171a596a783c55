"""Moving somebody on the board: tried in every week at once, before anything is asked of the solver."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from api.board.schemas import MoveTrial, MoveTrials
from api.notices.stays import week_told
from api.planning import asking
from api.storage.work import Reading
from api.weeks import service
from solver.decide.trying import Trial
from solver.weeks import week_from_number, week_number

_AHEAD: Final = 12
"""How many weeks a card can be moved over."""
_CODE: Final = re.compile(r"P-[0-9A-Z]{8}")


@dataclass(frozen=True)
class Trials:
    """A pupil tried in each week to come; weeks where nothing can be tried are left out."""

    pupil: str
    week_now: str | None
    tried: tuple[Trial, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Name every pupil that is spoken of."""
        said: Iterable[str] = (m for trial in self.tried for m in trial.messages)
        return frozenset(code for message in said for code in _CODE.findall(message))


def trials(work: Reading, pupil: str, present: str) -> Trials:
    """Try a pupil in each week from the present one on; raises NotFound, Invalid."""
    last = service.last_of(present, _AHEAD)
    weeks = [week_from_number(n) for n in range(week_number(present), week_number(last) + 1)]
    return Trials(
        pupil,
        week_told(work, pupil),
        tuple(asking.try_everywhere(work, pupil, present, weeks)),
    )


def told(found: Trials, name: Callable[[str], str]) -> MoveTrials:
    """Write trials for the script of the board; `name` puts names in the place of codes."""
    return MoveTrials(
        weeks=tuple(
            MoveTrial(
                week=trial.week,
                holds=trial.holds,
                here=trial.week == found.week_now,
                words=tuple(name(message) for message in trial.messages),
            )
            for trial in found.tried
        )
    )


def week_to_plan(work: Reading, pupil: str, to: str) -> str:
    """Say which week is to be planned anew so that a pupil comes in another: the earlier of the two.

    A pupil who leaves a week already told frees a seat there first. Raises NotFound for one who neither waits nor is told a week.
    """
    now = week_told(work, pupil)
    return to if now is None else min(now, to)
