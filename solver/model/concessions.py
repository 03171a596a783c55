"""The literals of what may be given up: each says that the search makes a concession."""

from collections import defaultdict

from ortools.sat.python import cp_model

from solver.concessions import Concession, ConcessionKind
from solver.question import Allowance

Literal = cp_model.IntVar


class Concessions:
    """The concessions a model may make, each under a literal made when a rule first asks for it."""

    def __init__(self, model: cp_model.CpModel, allowance: Allowance) -> None:
        self.literals: dict[Concession, Literal] = {}
        self._model = model
        self.allowance = allowance
        self._uses: defaultdict[Concession, list[Literal]] = defaultdict(list)

    def literal(self, kind: ConcessionKind, subjects: tuple[str, ...]) -> Literal | None:
        """Give the literal of a concession, or None where it is not allowed."""
        concession = Concession(kind, subjects)
        only = self.allowance.only
        if only is not None and concession not in only:
            return None
        if concession not in self.literals:
            self.literals[concession] = self._model.new_bool_var("")
        return self.literals[concession]

    def once(self, kind: ConcessionKind, subjects: tuple[str, ...]) -> Literal | None:
        """Give a literal of one use of a concession, which may be used once; None if not allowed."""
        if self.literal(kind, subjects) is None:
            return None
        use = self._model.new_bool_var("")
        self._uses[Concession(kind, subjects)].append(use)
        return use

    def close(self) -> None:
        """Keep to what is allowed, once every rule has asked for its literals."""
        for concession, uses in self._uses.items():
            self._model.add(cp_model.LinearExpr.sum(uses) <= self.literals[concession])
        made = list(self.literals.values())
        if len(made) > self.allowance.most:
            self._model.add(cp_model.LinearExpr.sum(made) <= self.allowance.most)
        for refused in self.allowance.refused:
            if all(concession in self.literals for concession in refused):
                self._model.add_bool_or([self.literals[c].negated() for c in refused])
