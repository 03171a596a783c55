"""Moving somebody on the board: tried in every week at once, before anything is asked of the solver."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from api.board.schemas import MoveTrial, MoveTrials
from api.notices.stays import week_told
from api.planning import asking
from api.storage.work import Reading
from api.weeks import service
from solver.decide.trying import Trial
from solver.decide.words import price
from solver.rules import RuleId
from solver.weeks import week_from_number, week_number

_AHEAD: Final = 12
"""How many weeks a card can be moved over."""
_CODE: Final = re.compile(r"P-[0-9A-Z]{8}")

_ABOUT_THE_PUPIL: Final[frozenset[RuleId]] = frozenset({"window", "closed-week", "pin", "ban"})
"""Rules that stay broken whoever else moves: a search could only say so again."""


@dataclass(frozen=True)
class Tried:
    """A pupil tried in a week. `worth`: a plan with the pupil there may exist, if others move."""

    week: str
    holds: bool
    here: bool
    worth: bool
    words: tuple[str, ...]


@dataclass(frozen=True)
class Trials:
    """A pupil tried in each week to come; weeks where nothing can be tried are left out."""

    pupil: str
    tried: tuple[Tried, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Name every pupil that is spoken of."""
        said = (words for each in self.tried for words in each.words)
        return frozenset(code for words in said for code in _CODE.findall(words))


def trials(work: Reading, pupil: str, present: str) -> Trials:
    """Try a pupil in each week from the present one on; raises NotFound, Invalid."""
    last = service.last_of(present, _AHEAD)
    weeks = [week_from_number(n) for n in range(week_number(present), week_number(last) + 1)]
    now = week_told(work, pupil)
    tried = asking.try_everywhere(work, pupil, present, weeks)
    return Trials(pupil, tuple(_tried(trial, now) for trial in tried))


def told(found: Trials, name: Callable[[str], str]) -> MoveTrials:
    """Write trials for the script of the board; `name` puts names in the place of codes."""
    return MoveTrials(
        weeks=tuple(
            MoveTrial(
                week=each.week,
                holds=each.holds,
                here=each.here,
                worth=each.worth,
                words=tuple(name(words) for words in each.words),
            )
            for each in found.tried
        )
    )


def week_to_plan(work: Reading, pupil: str, to: str) -> str:
    """Say which week is to be planned anew so that a pupil comes in another: the earlier of the two.

    A pupil who leaves a week already told frees a seat there first.
    """
    now = week_told(work, pupil)
    return to if now is None else min(now, to)


def _tried(trial: Trial, now: str | None) -> Tried:
    return Tried(
        week=trial.week,
        holds=trial.holds,
        here=trial.week == now,
        worth=not any(violation.rule in _ABOUT_THE_PUPIL for violation in trial.breaks),
        words=(*trial.messages, *(price(trial.score) if trial.holds else ())),
    )
