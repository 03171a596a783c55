"""A plan as the référente reads it: who comes, who waits and until when, what is missing, how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from api.catalogue.schemas.timetable import Hours
from api.planning.schemas import Proposal
from api.proposals.about import About
from api.proposals.timetable import Grid, grid
from solver.instance import Instance, Pupil
from solver.plan import LevelScore
from solver.rules import LEVEL_LABELS, NAMED_ORDERS, ORDER_LABELS
from solver.show import missing
from solver.show.levels_said import margin_said, value_said
from solver.show.lost import lost_moments
from solver.show.reading import Reading

Kind = Literal["here", "week", "carried", "unplaced"]


@dataclass(frozen=True)
class Fate:
    """What a plan gives a pupil: this week, another one, a wait beyond what is planned, or no place."""

    kind: Kind
    week: str | None = None


@dataclass(frozen=True)
class Waiting:
    """A pupil who is not hosted this week, with what the plan gives instead."""

    pupil: Pupil
    college: str
    fate: Fate


@dataclass(frozen=True)
class Guest:
    """A pupil hosted this week; `told` where the week was announced, `firm` where it is to be kept."""

    pupil: Pupil
    college: str
    told: bool
    firm: bool


@dataclass(frozen=True)
class LevelSaid:
    """A level of the score in words; `margin` says how far it could still fall, if that is not proven."""

    label: str
    value: str
    margin: str


class Read:
    """A proposal read for its week, against the instance it was made for."""

    def __init__(self, instance: Instance, proposal: Proposal, hours: Sequence[Hours]) -> None:
        self.instance = instance
        self.proposal = proposal
        self.about = About.model_validate(proposal.about)
        self._reading = Reading(instance, proposal.plan, proposal.week)
        self._hours = hours

    @property
    def proven(self) -> bool:
        """Tell whether the plan is proven the best of its kind."""
        return self.proposal.plan.status == "optimal"

    @cached_property
    def fates(self) -> dict[str, Fate]:
        """Say by code what the plan gives each pupil."""
        return {pupil.id: self._fate(pupil) for pupil in self.instance.pupils}

    def hosts(self, code: str) -> bool:
        """Tell whether a pupil comes this week."""
        fate = self.fates.get(code)
        return fate is not None and fate.kind == "here"

    @cached_property
    def groups(self) -> dict[int, tuple[Guest, ...]]:
        """List who comes this week, by group."""
        groups = self._reading.groups_in(self.proposal.week)
        return {number: tuple(map(self._guest, pupils)) for number, pupils in groups.items()}

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """List who does not come this week, those with no place first, then by week."""
        waiting = [
            Waiting(pupil, self.college(pupil), self.fates[pupil.id])
            for pupil in self.instance.pupils
            if not self.hosts(pupil.id)
        ]
        return tuple(sorted(waiting, key=_soonest))

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """Lay out the week of each group."""
        week = self.proposal.week
        return tuple(
            grid(self.instance, week, n, self._reading.sessions_of(week, n), self._hours)
            for n in self.groups
        )

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Say which workshops the groups of the week miss, and why where that is simple."""
        found = missing.missing_in(self._reading, self.proposal.week)
        return tuple(missing.sentence(self._reading, each) for each in found)

    @cached_property
    def lost(self) -> tuple[str, ...]:
        """Say which days are lost, and the fixed moments with them."""
        return tuple(lost_moments(self._reading, self.proposal.week))

    @cached_property
    def levels(self) -> tuple[LevelSaid, ...]:
        """Say what each level of the score comes to, the most important first."""
        return tuple(self._level(each) for each in self.proposal.plan.score)

    def college(self, pupil: Pupil) -> str:
        """Name a pupil's collège."""
        return self.instance.colleges_by_id[pupil.college].name

    def _fate(self, pupil: Pupil) -> Fate:
        admission = self._reading.admission_of.get(pupil.id)
        if admission is None:
            beyond = pupil.latest > self.instance.last_week
            return Fate("carried" if beyond else "unplaced")
        if admission.week == self.proposal.week:
            return Fate("here", admission.week)
        return Fate("week", admission.week)

    def _guest(self, pupil: Pupil) -> Guest:
        return Guest(
            pupil,
            self.college(pupil),
            told=self._reading.announced.get(pupil.id) == self.proposal.week,
            firm=pupil.id in self._reading.pinned,
        )

    def _level(self, score: LevelScore) -> LevelSaid:
        margin = "" if self.proven else margin_said(score)
        return LevelSaid(LEVEL_LABELS[score.level], value_said(score), margin)


def proof(read: Read, first: Read) -> str:
    """Say of what a proposal is proven the best, or that it is not."""
    if not read.proven:
        return "Pas prouvé : le temps a manqué. Un meilleur groupe existe peut-être."
    if read.about.order is None:
        return "Prouvé : avec ce déplacement, aucun autre plan ne fait mieux."
    if read is first:
        return "Prouvé : selon vos priorités, aucun autre plan ne fait mieux."
    if read.about.order == first.about.order:
        return "Prouvé : aucun autre groupe assez différent ne fait mieux."
    label = next((ORDER_LABELS[name] for name in NAMED_ORDERS if name == read.about.order), None)
    other = f"avec une autre priorité ({label})" if label else "avec une autre priorité"
    return f"Prouvé : {other}, aucun autre plan ne fait mieux."


def _soonest(waiting: Waiting) -> tuple[bool, str, str]:
    fate = waiting.fate
    return fate.kind != "unplaced", fate.week or "9999", waiting.pupil.latest
