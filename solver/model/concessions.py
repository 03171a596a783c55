"""The literals of what may be given up: each says that the search makes a concession."""

from collections import defaultdict
from collections.abc import Collection

from ortools.sat.python import cp_model

from solver.concessions import Concession, ConcessionKind
from solver.question import Allowance

Literal = cp_model.IntVar


class Concessions:
    """The concessions a model can make, each under a literal made when a rule first asks for it."""

    def __init__(self, model: cp_model.CpModel, possible: Collection[Concession]) -> None:
        self.literals: dict[Concession, Literal] = {}
        self._model = model
        self._possible = frozenset(possible)
        self._uses: defaultdict[Concession, list[Literal]] = defaultdict(list)

    def literal(self, kind: ConcessionKind, subjects: tuple[str, ...]) -> Literal | None:
        """Give the literal of a concession, or None where the model cannot make it."""
        concession = Concession(kind, subjects)
        if concession not in self._possible:
            return None
        if concession not in self.literals:
            self.literals[concession] = self._model.new_bool_var("")
        return self.literals[concession]

    def once(self, kind: ConcessionKind, subjects: tuple[str, ...]) -> Literal | None:
        """Give a literal of one use of a concession, which may be used once; None if there is none."""
        if self.literal(kind, subjects) is None:
            return None
        use = self._model.new_bool_var("")
        self._uses[Concession(kind, subjects)].append(use)
        return use

    def close(self) -> None:
        """Tie the uses to their concessions, once every rule has asked for its literals."""
        for concession, uses in self._uses.items():
            self._model.add(cp_model.LinearExpr.sum(uses) <= self.literals[concession])

    def restrict(self, model: cp_model.CpModel, allowance: Allowance) -> None:
        """Keep a model, or a copy of it, to what a question allows."""
        only = allowance.only
        barred = [
            literal.negated()
            for concession, literal in self.literals.items()
            if not allowance.most or (only is not None and concession not in only)
        ]
        if barred:
            model.add_bool_and(barred)
        made = list(self.literals.values())
        if len(made) > allowance.most:
            model.add(cp_model.LinearExpr.sum(made) <= allowance.most)
        for refused in allowance.refused:
            if all(concession in self.literals for concession in refused):
                model.add_bool_or([self.literals[c].negated() for c in refused])
