"""The ways of planning that are compared. Adding one: write its planner, and name it in POLICIES."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from solver.decide.events import Events
from solver.instance import Instance
from solver.plan import Plan
from solver.simulate.by_hand import FirstCome
from solver.simulate.foresight import WholeYear
from solver.simulate.planners import LookAhead, Weekly
from solver.simulate.years import Year


class Planner(Protocol):
    """What a policy does in one year. Plans must be of the instance they are asked about."""

    @property
    def weeks(self) -> int:
        """How many open weeks the instance reaches."""

    @property
    def tells(self) -> int:
        """How many of them the families are told each Friday: the week itself at least."""

    def plan(self, week: str, instance: Instance) -> Plan:
        """Plan the week and those after it, the Friday before."""

    def repair(self, week: str, instance: Instance, plan: Plan, events: Events) -> Plan:
        """Repair the week on its Monday; the instance has the late notices, and who cannot come."""


@dataclass(frozen=True)
class Policy:
    """A named way of planning: its French name, and its planner for a year."""

    label: str
    planner: Callable[[Year], Planner]


POLICIES: Final[dict[str, Policy]] = {
    "first-come": Policy("à la main, dans l'ordre d'arrivée", FirstCome),
    "weekly": Policy("le programme, semaine par semaine", lambda _year: Weekly()),
    "look-ahead": Policy("le programme, six semaines en vue", lambda _year: LookAhead()),
    "kept-seat": Policy(
        "le programme, six semaines en vue et une place gardée pour les urgences",
        lambda _year: LookAhead(kept=1),
    ),
    "whole-year": Policy("en connaissant toute l'année d'avance (borne)", WholeYear),
}
"""Every policy by its name; `whole-year` knows what nobody can, and bounds `unplaced` for all."""
