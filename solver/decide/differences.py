"""What a repair changes against the published plan, for those who had been told and for others."""

from dataclasses import dataclass
from functools import cached_property

from solver.decide.records import Move, moves_between
from solver.draft import Draft
from solver.plan import Session
from solver.question import Told, told_as


@dataclass(frozen=True)
class Differences:
    """A published plan and its repair from a week on, both of the situation after the events."""

    week: str
    before: Draft
    after: Draft
    told: Told
    absent: frozenset[str]
    away: frozenset[str]

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The pupils whose week differs between the two plans, absent ones included."""
        return moves_between(self.before, self.after)

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The pupils whose week is no longer the one told to them, the absent ones aside."""
        week_of = self.after.week_of
        return tuple(p for p, week in self.told.weeks.items() if week_of.get(p) != week)

    @cached_property
    def cancelled(self) -> tuple[Session, ...]:
        """The sessions of the week that no longer take place as they were told."""
        kept = {told_as(session) for session in self.after.sessions}
        return tuple(s for s in self.told.sessions if told_as(s) not in kept)

    @cached_property
    def added(self) -> tuple[Session, ...]:
        """The sessions of the week that nobody had been told of."""
        had = {told_as(session) for session in self.told.sessions}
        return tuple(
            s for s in self.after.sessions if s.week == self.week and told_as(s) not in had
        )
