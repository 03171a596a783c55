"""Moving a pupil of a proposal: tried in every week at once, before the solver is asked for the rest."""

from dataclasses import dataclass

from api.errors import NotFound
from api.proposals.service import One
from solver.decide.records import LevelChange
from solver.decide.trying import Trial, try_move
from solver.decide.words import price
from solver.instance import Pupil


@dataclass(frozen=True)
class Try:
    """A week, whether the collège agrees to it, and what the move does there as the rest stands."""

    week: str
    agreed: bool
    trial: Trial
    price: tuple[str, ...]

    @property
    def here(self) -> bool:
        """Tell whether the proposal has the pupil there already."""
        return self.trial.week_before == self.week


@dataclass(frozen=True)
class Tries:
    """A pupil of a proposal, tried in each open week that is looked at."""

    pupil: Pupil
    college: str
    weeks: tuple[Try, ...]


def tries(one: One, code: str) -> Tries:
    """Try a pupil in every open week of a proposal; raises NotFound for one it says nothing of."""
    instance = one.search.instance
    pupil = instance.pupils_by_id.get(code)
    if pupil is None:
        raise NotFound
    return Tries(
        pupil,
        instance.colleges_by_id[pupil.college].name,
        tuple(_try(one, pupil, week) for week in instance.open_weeks),
    )


def _try(one: One, pupil: Pupil, week: str) -> Try:
    trial = try_move(one.search.instance, one.proposal.plan, pupil.id, week)
    return Try(week, pupil.earliest <= week <= pupil.latest, trial, tuple(_price(trial.score)))


def _price(changes: tuple[LevelChange, ...]) -> list[str]:
    """Say what a move changes in the score; nothing where it stays the same."""
    return list(price([each for each in changes if each.before != each.after]))
