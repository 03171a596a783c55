"""Which rule elements contradict each other, in a set that cannot be made smaller.

Nobody has to be admitted, so only pupils who are required in a week (pinned, or asked about) can
contradict anything: the model holds those pupils and weeks alone, and no timetable.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from ortools.sat.python import cp_model

from solver.instance import Instance
from solver.model.groups import GROUP_RULES, GroupModel
from solver.model.minimise import SolveOptions, new_solver, solve_interruptibly
from solver.model.places import Places, elements_forbidding
from solver.model.posting import Posting
from solver.model.variables import Variables
from solver.rules import Element

Requirement = tuple[str, str]
"""A pupil and the week in which he has to be hosted."""


class Contradiction:
    """Asks whether some pupils can be hosted in some weeks, and if not, which elements forbid it.

    The pins of the instance are elements like the others; `required` pairs are not: they hold in
    every question. Answers stop coming once the deadline (of `time.monotonic`) has passed.
    """

    def __init__(
        self,
        instance: Instance,
        options: SolveOptions,
        deadline: float,
        required: Sequence[Requirement] = (),
    ) -> None:
        self._options = options
        self._deadline = deadline
        self._posting = posting = Posting(liftable=True)
        pairs = [*required, *((pin.pupil, pin.week) for pin in instance.pins)]
        places = _places(pairs)
        # With `capacity` lifted a week may have as many groups as it has pupils.
        room = Counter({week: len(pupils) for week, pupils in places.items()})
        variables = Variables(posting, instance, places, lambda week: room[week])
        for week, pupils in places.items():
            for pupil in pupils:
                for rule, subjects in elements_forbidding(
                    instance, instance.pupils_by_id[pupil], week
                ):
                    posting.forbid(rule, subjects, variables.hosted[pupil, week])
        for post in GROUP_RULES.values():
            post(GroupModel(posting, variables))
        for pair in required:
            posting.model.add_bool_or([variables.hosted[pair]])

    def minimal_elements(self) -> tuple[Element, ...] | None:
        """Give a minimal contradicting set, or None where everything holds together.

        Each element of the set has been tried: without it, the others no longer contradict. Past
        the deadline, elements that could not be tried any more are kept.
        """
        core = self._contradicting(list(self._posting.elements))
        if core is None:
            return None
        kept: list[Element] = []
        while core:
            tried = core.pop(0)
            smaller = self._contradicting([*kept, *core])
            if smaller is None:
                kept.append(tried)
            else:
                core = [element for element in core if element in smaller]
        return tuple(sorted(kept))

    def _contradicting(self, elements: Collection[Element]) -> list[Element] | None:
        """Give a contradicting part of some elements, in their order; None where there is none."""
        model = self._posting.model
        model.clear_assumptions()
        literal_of = {element: self._posting.elements[element] for element in elements}
        model.add_assumptions(list(literal_of.values()))
        solver = new_solver(self._options, self._deadline)
        if solve_interruptibly(solver, model) != cp_model.INFEASIBLE:
            return None
        used = set(solver.sufficient_assumptions_for_infeasibility())
        # Presolve may find the contradiction without saying which assumptions it used.
        if not used:
            return list(elements)
        return [element for element, literal in literal_of.items() if literal.index in used]


def _places(pairs: Sequence[Requirement]) -> Places:
    by_week: defaultdict[str, list[str]] = defaultdict(list)
    for pupil, week in pairs:
        if pupil not in by_week[week]:
            by_week[week].append(pupil)
    return dict(by_week)
