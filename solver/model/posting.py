"""The one place through which every rule reaches CP-SAT, hard to plan or lifted to explain."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from itertools import combinations

from ortools.sat.python import cp_model

from solver.concessions import Concession, ConcessionKind
from solver.model.concessions import Concessions
from solver.rules import Element, RuleId

Literal = cp_model.IntVar
"""A 0/1 variable."""

_CHECK_CLOCK_EVERY = 1000


def total(literals: Iterable[Literal]) -> cp_model.LinearExpr:
    """Count the literals that hold."""
    return cp_model.LinearExpr.sum(list(literals))


class Posting:
    """Posts constraints, each in the name of a rule and its subjects.

    To plan, constraints are hard. To explain (`liftable`), each holds only while the literal of its
    element holds, so that the same rule functions can tell which elements contradict each other.
    To find what would help, a model may be able to make some `concessions`.
    Past its deadline (of `time.monotonic`, in seconds) nothing more is posted and `expired` is
    true: a model too large to write in time is given up, not half written.
    """

    def __init__(
        self,
        deadline: float = float("inf"),
        liftable: bool = False,
        without: Collection[RuleId] = (),
        concessions: Collection[Concession] = (),
    ) -> None:
        self.model = cp_model.CpModel()
        self.liftable = liftable
        self.elements: dict[Element, cp_model.IntVar] = {}
        self.concessions = Concessions(self.model, concessions) if concessions else None
        self.expired = False
        self._without = frozenset(without)
        self._deadline = deadline
        self._posted = 0

    def copy(self) -> "Posting":
        """Give a posting whose model starts as this one and goes its own way."""
        twin = copy(self)
        twin.model = self.model.clone()
        return twin

    def active(self, rule: RuleId) -> bool:
        """Tell whether a rule is to be posted at all; the mutation tests take one out."""
        return rule not in self._without

    def in_time(self) -> bool:
        """Tell whether there is time left to write the model."""
        self._posted += 1
        if self._posted % _CHECK_CLOCK_EVERY == 0 and time.monotonic() > self._deadline:
            self.expired = True
        return not self.expired

    def concession(self, kind: ConcessionKind, subjects: tuple[str, ...]) -> list[Literal]:
        """Give the literal of a concession, or none where the search may not make it."""
        if self.concessions is None:
            return []
        literal = self.concessions.literal(kind, subjects)
        return [] if literal is None else [literal]

    def slack(self, kind: ConcessionKind, subjects: tuple[str, ...]) -> cp_model.LinearExprT:
        """Give by how much one group may exceed a limit: 1 under a concession, otherwise 0."""
        if self.concessions is None:
            return 0
        literal = self.concessions.once(kind, subjects)
        return 0 if literal is None else literal

    def add(
        self,
        rule: RuleId,
        subjects: tuple[str, ...],
        constraint: cp_model.BoundedLinearExpression | bool,
    ) -> None:
        """Post a linear constraint."""
        if self.active(rule) and self.in_time():
            self._enforce(self.model.add(constraint), rule, subjects)

    def require(
        self, rule: RuleId, subjects: tuple[str, ...], choices: Sequence[cp_model.LiteralT]
    ) -> None:
        """Post that one of some literals holds; with no choice left, that is a contradiction."""
        if self.active(rule) and self.in_time():
            self._enforce(self.model.add_bool_or(choices), rule, subjects)

    def forbid(self, rule: RuleId, subjects: tuple[str, ...], literal: Literal) -> None:
        """Post that a literal does not hold."""
        if self.active(rule) and self.in_time():
            self._enforce(self.model.add_bool_and([literal.negated()]), rule, subjects)

    def never_together(self, rule: RuleId, members: Mapping[str, Literal]) -> None:
        """Post that at most one of several named literals holds; the elements are the pairs."""
        if not self.active(rule) or len(members) < 2 or not self.in_time():
            return
        if not self.liftable:
            self.model.add_at_most_one(members.values())
            return
        for (one, first), (other, second) in combinations(sorted(members.items()), 2):
            either = self.model.add_bool_or([first.negated(), second.negated()])
            self._enforce(either, rule, (one, other))

    def at_most_one(
        self, rule: RuleId, literals: Sequence[Literal], only_if: Literal | None = None
    ) -> None:
        """Post that at most one of some literals holds, and none unless `only_if`, if given.

        For rules that take no part in explanations: it cannot be lifted.
        """
        if self.active(rule) and self.in_time():
            condition = [] if only_if is None else [only_if.negated()]
            self.model.add_at_most_one([*literals, *condition])

    def _enforce(
        self, constraint: cp_model.Constraint, rule: RuleId, subjects: tuple[str, ...]
    ) -> None:
        if self.liftable:
            constraint.only_enforce_if(self.element(rule, subjects))

    def element(self, rule: RuleId, subjects: tuple[str, ...]) -> cp_model.IntVar:
        """Give the literal under which an element's constraints hold."""
        key = (rule, subjects)
        if key not in self.elements:
            self.elements[key] = self.model.new_bool_var(f"{rule}{subjects}")
        return self.elements[key]
