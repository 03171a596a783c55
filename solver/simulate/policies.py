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

    @property
    def kept(self) -> int:
        """How many seats of a group are kept on Friday; what is left of them is for Monday."""

    def plan(self, week: str, instance: Instance) -> Plan:
        """Plan the week and those after it, the Friday before."""

    def repair(self, week: str, instance: Instance, plan: Plan, events: Events) -> Plan:
        """Repair the week on its Monday; the instance has the late notices, and who cannot come."""


@dataclass(frozen=True)
class Policy:
    """A named way of planning: its French names, short and whole, and its planner for a year."""

    title: str
    label: str
    planner: Callable[[Year], Planner]


POLICIES: Final[dict[str, Policy]] = {
    "first-come": Policy(
        "à la main", "les groupes composés à la main, dans l'ordre d'arrivée", FirstCome
    ),
    "weekly": Policy("semaine", "le programme, semaine par semaine", lambda _year: Weekly()),
    "look-ahead": Policy(
        "six semaines",
        "le programme, avec six semaines en vue et deux d'annoncées",
        lambda _year: LookAhead(),
    ),
    "kept-seat": Policy(
        "place gardée",
        "de même, avec une place gardée jusqu'au lundi pour les urgences",
        lambda _year: LookAhead(kept=1),
    ),
    "whole-year": Policy(
        "toute l'année",
        "en connaissant l'année d'avance : personne ne peut laisser moins d'élèves sans place",
        WholeYear,
    ),
}
"""Every policy by its name; `whole-year` knows what nobody can, and bounds `unplaced` for all."""
