"""What may be asked of the search beyond the best plan of an instance, and how it counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from solver.concessions import Concession
from solver.draft import Draft
from solver.instance import PupilWeek
from solver.plan import Session
from solver.rules import LEVEL_LABELS, Level

Goal = Level | Literal["families", "practitioners", "others", "concessions"]
"""A level of the score; what people already know and should not have to learn anew; what is given
up."""

GOAL_LABELS: Final[dict[Goal, str]] = {
    "families": "Familles à prévenir",
    "practitioners": "Séances changées",
    "others": "Autres semaines changées",
    "concessions": "Règles levées",
}
GOAL_LABELS.update(LEVEL_LABELS.items())


@dataclass(frozen=True)
class Told:
    """What people know, and what is only planned: a pupil's week (None: none), a week's sessions.

    `weeks` have been told to families, `others` have not.
    """

    weeks: Mapping[str, str | None] = field(default_factory=dict)
    sessions: tuple[Session, ...] = ()
    others: Mapping[str, str | None] = field(default_factory=dict)

    def families(self, draft: Draft) -> int:
        """Count the pupils whose week is no longer the one told."""
        return _changed(self.weeks, draft)

    def others_moved(self, draft: Draft) -> int:
        """Count the other pupils whose week is no longer the one planned."""
        return _changed(self.others, draft)

    def practitioners(self, draft: Draft) -> int:
        """Count the sessions told that no longer take place, whichever group of the week has them."""
        planned = set(map(told_as, draft.sessions))
        return sum(told_as(session) not in planned for session in self.sessions)


def _changed(weeks: Mapping[str, str | None], draft: Draft) -> int:
    planned = draft.week_of
    return sum(planned.get(pupil) != week for pupil, week in weeks.items())


def told_as(session: Session) -> tuple[str, str, str, str]:
    """Give what a practitioner knows of a session: week, workshop, who gives it, when."""
    return session.week, session.workshop, session.teacher, session.start


@dataclass(frozen=True)
class Distance:
    """The pupils hosted in a week differ by `least` at least from each of some sets of pupils."""

    week: str
    hosted: tuple[frozenset[str], ...]
    least: int

    def allows(self, draft: Draft) -> bool:
        """Tell whether a draft is far enough (pupils hosted in one of the two, not in both)."""
        coming = draft.hosted_in(self.week)
        return all(len(coming ^ other) >= self.least for other in self.hosted)


@dataclass(frozen=True)
class Allowance:
    """Which concessions a search may make: at most so many, of some only, not all of any refused.

    `extend-window` is not for the search: it changes the score, hence the instance.
    """

    most: int
    only: Collection[Concession] | None = None
    refused: tuple[Collection[Concession], ...] = ()


NOTHING_GIVEN_UP: Final = Allowance(most=0)


@dataclass(frozen=True)
class Question:
    """What a search is to find; by default the best plan by the policy's order.

    `order` puts goals before or after the policy's levels; `required` pupils come in those weeks;
    `limit` asks for a plan at least as good as one with these values of the policy's levels, which
    then come first in the order.
    """

    order: tuple[Goal, ...] | None = None
    told: Told = Told()
    distance: Distance | None = None
    required: tuple[PupilWeek, ...] = ()
    allowance: Allowance = NOTHING_GIVEN_UP
    limit: Mapping[Goal, int] | None = None

    def allows(self, draft: Draft) -> bool:
        """Tell whether a draft that keeps the hard rules is an answer to the question."""
        return self.distance is None or self.distance.allows(draft)

    def goals(self, draft: Draft) -> tuple[Goal, ...]:
        """Give what counts, in the order in which it counts."""
        return self.order or draft.instance.policy.order

    def values(self, draft: Draft) -> dict[Goal, int]:
        """Compute what counts, in that order."""
        every: dict[Goal, int] = dict(draft.score.items())
        if self.order:
            every["families"] = self.told.families(draft)
            every["practitioners"] = self.told.practitioners(draft)
            every["others"] = self.told.others_moved(draft)
            every["concessions"] = sum(made.burden for made in draft.concessions)
        return {goal: every[goal] for goal in self.goals(draft)}

    def rank(self, draft: Draft) -> tuple[int, ...]:
        """Give those values as a tuple: of two drafts, the better one has the smaller rank."""
        return tuple(self.values(draft).values())


BEST_PLAN: Final = Question()
